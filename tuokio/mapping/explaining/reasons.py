"""What moved each form, in sentences of the person's own answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit.labels import FORMS
from tuokio.mapping.domain.answers import Answers
from tuokio.mapping.domain.recommending import LARGEST_GROUP, Reason, Recommendation
from tuokio.mapping.domain.recommending import THEMES as THEME_ROWS
from tuokio.mapping.explaining.words import SHARED, THEMES, signed
from tuokio.terms.mapping_words import Rule, Theme
from tuokio.terms.words import FormOfWork


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One sentence; its points stand on the supervisor's page only."""

    text: str
    speaks_for: bool
    points: str = ""


@dataclass(frozen=True, slots=True)
class CaseShown:
    """What speaks for a form and against it. `is_folded`: neither first nor second."""

    title: str
    reasons: tuple[ReasonShown, ...]
    is_folded: bool


def cases_of(answers: Answers, recommendation: Recommendation, *, with_points: bool) -> tuple[CaseShown, ...]:
    """The forms that are possible, the best first, each with the reasons that moved it."""
    ranked = sorted(recommendation.scores, key=lambda one: -one[1])
    return tuple(
        CaseShown(
            title=_("%(form)s, %(points)s p") % {"form": FORMS[form], "points": number(points)}
            if with_points
            else str(FORMS[form]),
            reasons=tuple(_sentences(answers, recommendation, form, with_points)),
            is_folded=place > 1,
        )
        for place, (form, points) in enumerate(ranked)
    )


def number(points: int) -> str:
    """A sum of points, with a proper minus."""
    return str(points).replace("-", "\N{MINUS SIGN}")


def _sentences(
    answers: Answers, recommendation: Recommendation, form: FormOfWork, with_points: bool
) -> Iterator[ReasonShown]:
    themes = iter(_themes_that_move(answers, form))
    for reason in recommendation.reasons:
        if reason.form != form or not reason.points:
            continue
        text = _theme(answers, next(themes)) if reason.rule == Rule.THEMES else _sentence(answers, reason)
        yield ReasonShown(text, reason.points > 0, signed(reason.points) if with_points else "")


def _themes_that_move(answers: Answers, form: FormOfWork) -> list[Theme]:
    place = list(FormOfWork).index(form)
    return [theme for theme in answers.themes if THEME_ROWS[theme].points[place]]


def _theme(answers: Answers, theme: Theme) -> str:
    told = {"theme": THEMES[theme]}
    place = answers.themes.index(theme)
    if place == 0:
        return _("Your most important theme is “%(theme)s”. It counts double.") % told
    if place == 1:
        return _("Your second theme is “%(theme)s”.") % told
    return _("Your third theme is “%(theme)s”.") % told


def _sentence(answers: Answers, reason: Reason) -> str:
    if reason.rule == Rule.SHARERS:
        return _("You said that the matter is %(whose)s.") % {"whose": SHARED[answers.sharers]}
    if reason.rule == Rule.PERSONS:
        return _persons(answers.persons)
    return {
        Rule.VOICE: _("Someone finds it hard to speak of this with the others; it is wise to start smaller."),
        Rule.PRIVATE: _("You hold the matter very private: %(level)s on a scale from 1 to 5.")
        % {"level": answers.private},
        Rule.MANAGER: _(
            "A line manager takes part, so the talk stays with the shared work and away from anyone's own matters."
        ),
        Rule.CHANGING_PEOPLE: _("The same people cannot come each time, and trust needs the same people."),
        Rule.CONFLICT: _("A dispute is under way, so talks apart or mediation come first."),
    }[reason.rule]


def _persons(persons: int) -> str:
    if persons == 2:
        return _("Two can take part, as many as a pair needs.")
    if persons > LARGEST_GROUP:
        return _("%(number)s people can take part: many for one group.") % {"number": persons}
    return ngettext(
        "%(number)s person can take part, which suits a group.",
        "%(number)s people can take part, which suits a group.",
        persons,
    ) % {"number": persons}
