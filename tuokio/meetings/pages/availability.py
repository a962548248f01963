"""What a supervisor's availability gives: the next free days, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tuokio.kit import when
from tuokio.meetings.models import BookingRules
from tuokio.meetings.usecases.free_times import Wanted, free_times

SHOWN_DAYS = 5
LOOKED_AHEAD = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day with free times: which day, how many, and the first and last of them."""

    day: str
    count: int
    first: str
    last: str


def next_free_days(rules: BookingRules, *, at: datetime) -> tuple[FreeDay, ...]:
    """The next days on which something could be booked for the length of a mapping conversation."""
    if rules._state.adding:
        return ()
    found = free_times(
        Wanted(
            practice=rules.practice_id,
            supervisors=[rules.supervisor_id],
            minutes=rules.talk_minutes,
            since=at,
            until=at + LOOKED_AHEAD,
        ),
        at=at,
    )
    days: dict[object, list[datetime]] = {}
    for start in found:
        days.setdefault(start.local.date(), []).append(start.utc)
    return tuple(
        FreeDay(
            when.day(when.local(starts[0], rules.zone).date()),
            len(starts),
            when.hour(starts[0], rules.zone),
            when.hour(starts[-1], rules.zone),
        )
        for starts in list(days.values())[:SHOWN_DAYS]
    )
