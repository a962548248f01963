"""What is told beside a date that touches a published list of shifts: a warning, never a refusal."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.meetings.domain.rosters import RosterRhythm
from tuokio.meetings.usecases.rosters import rhythm_of
from tuokio.supervision.models import Process


def roster_note(process: Process, old: date | None, new: date | None, at: datetime) -> str:
    """A sentence when the old or the new day of a meeting stands in a published list; else nothing.

    `old` and `new` are days on the wall; None for a date that is not there yet or is dropped. For many dates of
    one process ask `rhythm_of` once and `note_of` for each.
    """
    return note_of(rhythm_of(process), old, new, on=when.local(at).date())


def note_of(rhythm: RosterRhythm | None, old: date | None, new: date | None, *, on: date) -> str:
    """The same, where the rhythm is known."""
    if rhythm is None or old == new:
        return ""
    left = old is not None and old >= on and rhythm.is_published(old, on=on)
    taken = new is not None and new >= on and rhythm.is_published(new, on=on)
    if old is not None and left and new is not None and taken:
        return _(
            "Both days stand in a list of shifts that is already published (%(days)s). "
            "Shifts have to be changed: agree with the unit first."
        ) % {"days": " · ".join(_periods(rhythm, old, new))}
    if old is not None and left:
        return _(
            "The list of shifts for %(days)s is already published with the old day in it. Tell the unit's planner."
        ) % {"days": _days(rhythm, old)}
    if new is not None and taken:
        return _(
            "The list of shifts for %(days)s is already published. "
            "The new day needs changed shifts: agree with the unit first."
        ) % {"days": _days(rhythm, new)}
    return ""


def published_until_told(rhythm: RosterRhythm | None, *, on: date) -> str:
    """Until which day lists are published, so that a later day touches none; nothing where nobody told."""
    if rhythm is None:
        return ""
    return _("Lists of shifts are published until %(day)s. A day after it changes nobody's shift.") % {
        "day": when.day(rhythm.published_until(on))
    }


def _days(rhythm: RosterRhythm, day: date) -> str:
    period = rhythm.period_of(day)
    return when.days(period.first_on, period.last_on)


def _periods(rhythm: RosterRhythm, old: date, new: date) -> list[str]:
    return list(dict.fromkeys((_days(rhythm, old), _days(rhythm, new))))
