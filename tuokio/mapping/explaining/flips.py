"""Which single answer, changed, would change the form: told in the conditional."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tuokio.kit.labels import FORMS
from tuokio.mapping.domain.answers import Answers
from tuokio.mapping.domain.changing import Change, changes
from tuokio.mapping.domain.recommending import Recommendation
from tuokio.mapping.explaining.reasons import number
from tuokio.mapping.explaining.words import HOW_MANY, SHARED, THEMES, form_inside, one_of
from tuokio.terms.mapping_words import Confidence
from tuokio.terms.words import FormOfWork


@dataclass(frozen=True, slots=True)
class FlipShown:
    """What would be otherwise, the form that would then lead, and how."""

    condition: str
    form: str
    lead: str


def flips_of(answers: Answers, *, for_supervisor: bool) -> tuple[FlipShown, ...]:
    """Each answer and form once, whatever number of values leads there. M08 is told to the supervisor only."""
    found: dict[tuple[str, FormOfWork], list[Change]] = {}
    for change in changes(answers):
        if change.key != "voice" or for_supervisor:
            found.setdefault((change.key, change.form), []).append(change)
    return tuple(
        FlipShown(
            condition=_condition(key, together),
            form=str(FORMS[form]),
            lead=_lead([one.recommendation for one in together], with_points=for_supervisor),
        )
        for (key, form), together in found.items()
    )


def _condition(key: str, together: list[Change]) -> str:
    values = [one.value for one in together]
    if key == "themes":
        named = one_of([_("“%(theme)s”") % {"theme": THEMES[str(value)]} for value in values])
        return _("The most important theme would be %(themes)s") % {"themes": named}
    if key == "persons":
        many = one_of([str(HOW_MANY[int(value)]) for value in values])
        return _("Those who can take part would be %(how_many)s") % {"how_many": many}
    if key == "sharers":
        shared = one_of([str(SHARED[str(value)]) for value in values])
        return _("The matter would be %(whose)s") % {"whose": shared}
    if key == "voice":
        return _("The lowest answer on how safe it is to speak would be %(levels)s") % {
            "levels": _levels(values)
        }
    if key == "private":
        return _("How private the matter is would be %(levels)s on a scale from 1 to 5") % {
            "levels": _levels(values)
        }
    return _yes_or_no(key, is_so=bool(values[0]))


def _levels(values: Iterable[object]) -> str:
    return one_of([str(value) for value in values])


def _yes_or_no(key: str, *, is_so: bool) -> str:
    return {
        ("manager_in", True): _("A line manager would take part with their own staff"),
        ("manager_in", False): _("No line manager would take part"),
        ("same_people", True): _("The same people could come each time"),
        ("same_people", False): _("The same people could not come each time"),
        ("open_conflict", True): _("A dispute would be under way"),
        ("open_conflict", False): _("No dispute would be under way"),
    }[key, is_so]


def _lead(told: list[Recommendation], *, with_points: bool) -> str:
    first = told[0]
    if len({one.scores for one in told}) > 1:
        return ""
    if first.second is None:
        return _("the only form possible")
    parts = []
    if with_points and first.form:
        scores = dict(first.scores)
        parts.append(
            _("%(points)s p, %(second)s %(others)s p")
            % {
                "points": number(scores[first.form]),
                "second": form_inside(first.second),
                "others": number(scores[first.second]),
            }
        )
    if first.confidence == Confidence.OPEN:
        parts.append(_("both would fit"))
    return "; ".join(parts)
