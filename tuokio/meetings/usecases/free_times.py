"""Free times: the search of `domain/slots` over what the database says, one question for each calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from tuokio.meetings.domain.slots.clock import DAY, day_of
from tuokio.meetings.domain.slots.rules import NOWHERE, Calendar, Sought
from tuokio.meetings.domain.slots.search import NO_RULES, FreeStart, free_starts, looked_through, objections
from tuokio.meetings.domain.slots.words import Refusal, Start
from tuokio.meetings.domain.wall_clock import zone_called
from tuokio.meetings.usecases.calendars import read_calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a time is sought for.

    `supervisors`: any of these persons will do, the first who is free is taken. `members` are persons who must all
    be free. `ignoring`: meetings, conversations or holds whose own time does not stand in the way, when they move.
    `since` and `until` bound the beginning of the meeting. `room` is asked for; without it the room of the
    supervisor's hours, where they have one, must be free.
    `within_hours`: False for a supervisor who plans by hand, who may go outside the hours that can be booked
    and need not mind lead time and horizon; what is taken, breaks and holidays count all the same.
    """

    practice: UUID
    supervisors: Sequence[UUID]
    minutes: int
    since: datetime
    until: datetime
    room: UUID | None = None
    members: Collection[UUID] = ()
    ignoring: Collection[UUID] = ()
    within_hours: bool = True
    most: int = 500


def free_times(wanted: Wanted, *, at: datetime) -> list[Start]:
    """The times at which the meeting can begin, in order, at most `most`.

    They stand on the clock by the step of the supervisor's rules, and beside another meeting where that is
    preferred. Without rules there are none within hours; by hand, working days from 8 to 20 are looked through.
    Nothing is offered that has passed.
    """
    found: dict[int, tuple[Calendar, FreeStart]] = {}
    for calendar, sought in _sought(wanted, wanted.since, wanted.until, at=at):
        for start in free_starts(sought, calendar):
            found.setdefault(start[0], (calendar, start))
    return [*_told(found[when] for when in sorted(found)[: wanted.most])]


def free_days(wanted: Wanted, *, at: datetime) -> dict[date, int]:
    """How many free times each day has, on the clock of the supervisor who is free; days without any are left out."""
    found: dict[int, int] = {}
    for calendar, sought in _sought(wanted, wanted.since, wanted.until, at=at):
        found = {start[0]: (start[0] + start[1]) // DAY for start in free_starts(sought, calendar)} | found
    counted = Counter(found.values())
    return {day_of(day): counted[day] for day in sorted(counted)}


def why_not(wanted: Wanted, start: datetime, *, at: datetime) -> frozenset[Refusal]:
    """Why the meeting cannot begin at that moment with the first of the supervisors; empty when it can.

    A time that does not exist on the clock of `start`'s own zone is NOT_ON_CLOCK.
    """
    utc = start.astimezone(UTC)
    if utc.astimezone(start.tzinfo).replace(tzinfo=None) != start.replace(tzinfo=None):
        return frozenset({Refusal.NOT_ON_CLOCK})
    (calendar, sought), *_others = _sought(wanted, utc, utc + timedelta(minutes=1), at=at)
    return objections(sought, calendar, int(utc.timestamp()))


def day_looked_through(wanted: Wanted, *, at: datetime) -> list[tuple[Start, frozenset[Refusal]]]:
    """Each time between `since` and `until` at which the first of the supervisors could be asked for, and why not."""
    (calendar, sought), *_others = _sought(wanted, wanted.since, wanted.until, at=at)
    looked = looked_through(sought, calendar)
    starts = _told((calendar, (moment, offset, NOWHERE, False)) for moment, offset, _why in looked)
    return [(start, why) for start, (_moment, _offset, why) in zip(starts, looked, strict=True)]


def offered_first(starts: Iterable[Start]) -> list[Start]:
    """The times that leave no hole in the day first, both kinds in order of time."""
    return sorted(starts, key=lambda one: (not one.beside, one.utc))


def _sought(
    wanted: Wanted, since: datetime, until: datetime, *, at: datetime
) -> Iterator[tuple[Calendar, Sought]]:
    """Each supervisor's calendar in order, with what is sought in it."""
    first, last = int(since.timestamp()), int(until.timestamp())
    read = read_calendars(
        practice=wanted.practice,
        supervisors=wanted.supervisors,
        members=wanted.members,
        room=wanted.room,
        ignoring=wanted.ignoring,
        since=first,
        until=last,
        at=at,
    )
    sought = Sought(
        length=wanted.minutes * 60,
        since=first,
        until=last,
        at=int(at.timestamp()),
        where=read.where,
        rooms=read.rooms,
        members=read.members,
        within_hours=wanted.within_hours,
    )
    for calendar in read.calendars:
        yield calendar, sought


def _told(found: Iterable[tuple[Calendar, FreeStart]]) -> Iterator[Start]:
    offsets: dict[int, timedelta] = {}
    for calendar, (seconds, offset, where, beside) in found:
        utc = datetime.fromtimestamp(seconds, UTC)
        local = utc.astimezone(zone_called((calendar.rules or NO_RULES).zone))
        ahead = offsets.get(offset) or offsets.setdefault(offset, timedelta(seconds=offset))
        yield Start(utc, local, ahead, calendar.supervisor, beside, where.place, where.room)
