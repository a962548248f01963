"""Wall-clock time in a named zone, and what becomes of it on the two nights when clocks change.

A meeting at 13.00 stays at 13.00 in winter and in summer, so the rule is kept as a wall-clock time with
the name of its zone, and the moment in UTC follows from both. Two wall-clock times need a word:

- *not on the clock*: on a Sunday in March 03.30 does not exist in Helsinki. The meeting then begins as much
  later as the clock was moved, at 04.30, and says so.
- *twice on the clock*: on a Sunday in October 03.30 comes twice. The first of them is meant, still in
  summer time, and that is said too.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo


class UnknownZone(ValueError):
    """There is no time zone of that name."""


class ClockNote(StrEnum):
    """Whether the wall-clock time was an ordinary one on its day."""

    ORDINARY = "ordinary"
    NOT_ON_CLOCK = "not_on_clock"
    TWICE_ON_CLOCK = "twice_on_clock"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment on the world's clock, with the wall clock it was asked by."""

    utc: datetime
    offset: timedelta
    note: ClockNote


@cache
def zone_called(name: str) -> ZoneInfo:
    """The time zone of an IANA name such as "Europe/Helsinki". Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as unknown:
        raise UnknownZone(name) from unknown


def moment_at(on: date, at: time, zone: str) -> Moment:
    """When the wall clock of the zone shows `at` on the day. Raises UnknownZone."""
    there = zone_called(zone)
    wall = datetime.combine(on, at.replace(tzinfo=None, fold=0))
    first = wall.replace(tzinfo=there).astimezone(UTC)
    second = wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    local = first.astimezone(there)
    return Moment(first, local.utcoffset() or timedelta(), _note(first, second))


def _note(first: datetime, second: datetime) -> ClockNote:
    # By PEP 495 the earlier reading lies after the later one exactly where the clock jumps over the time.
    if first == second:
        return ClockNote.ORDINARY
    return ClockNote.TWICE_ON_CLOCK if first < second else ClockNote.NOT_ON_CLOCK


def wall_time(moment: datetime, zone: str) -> datetime:
    """What the wall clock of the zone shows at an aware moment, as a naive datetime."""
    return moment.astimezone(zone_called(zone)).replace(tzinfo=None)


def utc_midnight(on: date) -> datetime:
    """The beginning of the day in UTC: a wide net, some hours off any wall clock, for questions to the database."""
    return datetime.combine(on, time(0), UTC)
