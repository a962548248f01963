"""How the recommended form would be held, each figure with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit import when
from tuokio.mapping.domain.answers import Answers
from tuokio.mapping.domain.recommending import (
    COMMON_MINUTES,
    GROUP,
    INDIVIDUAL,
    LARGEST_GROUP,
    LONG,
    SHORT,
    WORK_COMMUNITY,
    Frame,
    seats,
)
from tuokio.mapping.domain.recommending import THEMES as THEME_ROWS
from tuokio.mapping.explaining.words import THEMES, all_of
from tuokio.terms.mapping_words import Rule, Theme


@dataclass(frozen=True, slots=True)
class FactShown:
    """One figure, why it is so, and what it rests on although it was not asked."""

    label: str
    value: str
    why: str = ""
    assumed: str = ""


def facts_of(answers: Answers, frame: Frame, assumed: tuple[str, ...]) -> tuple[FactShown, ...]:
    """Length, number, interval and evaluation; groups too when one is not enough."""
    facts = [
        FactShown(
            label=_("Length"),
            value=_minutes(frame.minutes),
            why=_why_so_long(answers, frame),
            assumed=_("the time there is was not asked") if "max_minutes" in assumed else "",
        ),
        FactShown(
            label=_("Meetings"),
            value=str(frame.meetings),
            why=_why_so_many(answers, frame),
            assumed=_("a limit was not asked") if "max_sessions" in assumed else "",
        ),
        FactShown(
            label=_("Interval"),
            value=weeks(frame.interval_weeks),
            why=_("as you wished") if answers.interval_pref else _("usual for this form of work"),
            assumed=_("a wish was not asked") if "interval_pref" in assumed else "",
        ),
        FactShown(
            label=_("Evaluation"), value=_places(frame.evaluate_at), why=_why_then(len(frame.evaluate_at))
        ),
    ]
    if frame.groups > 1:
        facts.insert(1, _groups(answers, frame))
    return tuple(facts)


def plain_facts(minutes: int, meetings: int, interval_weeks: int) -> tuple[FactShown, ...]:
    """The figures alone, as someone chose them."""
    return (
        FactShown(_("Length"), _minutes(minutes)),
        FactShown(_("Meetings"), str(meetings)),
        FactShown(_("Interval"), weeks(interval_weeks)),
    )


def weeks(number: int) -> str:
    """4 weeks."""
    return ngettext("%(number)s week", "%(number)s weeks", number) % {"number": number}


def _minutes(number: int) -> str:
    return _("%(number)s min") % {"number": number}


def _groups(answers: Answers, frame: Frame) -> FactShown:
    each = _("%(number)s people are parted, about %(each)s in each group") % {
        "number": answers.persons,
        "each": -(-answers.persons // frame.groups),
    }
    return FactShown(_("Groups"), str(frame.groups), each)


def _why_so_long(answers: Answers, frame: Frame) -> str:
    if frame.form == INDIVIDUAL:
        if frame.minutes == 60:
            return _("usual for individual supervision")
        if answers.max_minutes < 60:
            return _("there are at most %(minutes)s min") % {"minutes": answers.max_minutes}
        return _("one goal and a dense rhythm need less time")
    together = -(-seats(answers) // frame.groups)
    told = [_share(frame.minutes, together)]
    rules = {reason.rule for reason in frame.reasons}
    if Rule.SHORT_MEETING in rules:
        told.append(
            _("two hours would be needed, but there are at most %(minutes)s min")
            % {"minutes": answers.max_minutes}
        )
    elif frame.form == WORK_COMMUNITY:
        told.append(_("a work community always takes two hours"))
    elif frame.minutes == LONG:
        told.append(_left_in_short(together))
    if answers.persons == 1 and frame.form == GROUP:
        told.append(_("reckoned for a group of about six"))
    if Rule.LARGE_UNIT in rules:
        told.append(_("with more than twenty people, think of meeting unit by unit"))
    return "; ".join(told)


def _own_minutes(minutes: int, together: int) -> int:
    return round((minutes - COMMON_MINUTES) / together)


def _share(minutes: int, together: int) -> str:
    own = _own_minutes(minutes, together)
    if own < 1:
        return _("less than a minute for each of %(number)s") % {"number": together}
    return _("about %(own)s min for each of %(number)s") % {"own": own, "number": together}


def _left_in_short(together: int) -> str:
    return _("in 75 minutes about %(own)s would be left") % {"own": _own_minutes(SHORT, together)}


def _why_so_many(answers: Answers, frame: Frame) -> str:
    row = THEME_ROWS[answers.main_theme]
    told = [
        _("with the theme “%(theme)s” usually %(number)s")
        % {"theme": THEMES[answers.main_theme], "number": row.base}
    ]
    extra = 2 * max(0, answers.goals - 2)
    if extra:
        told.append(_("%(goals)s goals, which adds %(extra)s") % {"goals": answers.goals, "extra": extra})
    turns = min(seats(answers), LARGEST_GROUP)
    if frame.form == GROUP and Theme.CLIENT_CASES in answers.themes and turns > row.base + extra:
        told.append(_("each has a turn for a situation of their own"))
    if answers.max_sessions == frame.meetings:
        told.append(_("at most %(number)s are possible") % {"number": answers.max_sessions})
    return "; ".join(told)


def _places(numbers: tuple[int, ...]) -> str:
    """1., 5. and 10., as the language writes them."""
    dot = "." if when.language() == "fi" else ""
    return all_of([f"{number}{dot}" for number in numbers])


def _why_then(points: int) -> str:
    if points > 2:
        return _("at the start, in the middle and at the last meeting")
    return _("at the start and at the last meeting") if points == 2 else _("at the only meeting")
