"""When a reminder of a meeting leaves: on the wall clock of the meeting's zone, never in the quiet hours.

Our own rule: no mail from 20 to 8. What would fall there waits for eight in the morning. A reminder that would come
less than an hour before the meeting is of no use and is left out.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from tuokio.meetings.domain.wall_clock import moment_at, wall_time
from tuokio.terms.reminder_words import RemindWhen

NINE = time(9)
QUIET_FROM, QUIET_UNTIL = time(20), time(8)
HOURS_BEFORE = timedelta(hours=24)
LEAST_AHEAD = timedelta(hours=1)
# no reminder leaves longer before its meeting: the night a clock is put back has an hour more
FARTHEST_AHEAD = timedelta(hours=41)


def remind_at(starts_at: datetime, zone: str, when: RemindWhen) -> datetime | None:
    """The moment at which a reminder is due, UTC; None when none is wished or it would come too late."""
    if when == RemindWhen.OFF:
        return None
    if when == RemindWhen.DAY_BEFORE:
        day = wall_time(starts_at, zone).date() - timedelta(days=1)
        due = moment_at(day, NINE, zone).utc
    else:
        due = out_of_quiet(starts_at - HOURS_BEFORE, zone)
    return due if starts_at - due >= LEAST_AHEAD else None


def out_of_quiet(moment: datetime, zone: str) -> datetime:
    """The moment, or the next eight in the morning when it falls in the quiet hours."""
    wall = wall_time(moment, zone)
    if QUIET_UNTIL <= wall.time() < QUIET_FROM:
        return moment
    day = wall.date() + timedelta(days=wall.time() >= QUIET_FROM)
    return moment_at(day, QUIET_UNTIL, zone).utc
