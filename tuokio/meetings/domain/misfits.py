"""Dates that do not fit, why, and three ways to repair each: values in, values out.

Every date of a row is calculated first and held against what is known of its day: whose calendar it is, the room,
the members, the agreement and the other dates of the row. What does not fit is kept in its place with its reasons,
and each of its repairs is a date that was looked at in the same way, so that a repair fits when it is offered, and
no two repairs of one row meet each other. Only the place at the end is offered to each that could be skipped: who is
skipped is not known yet, and places that nobody takes would leave holes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from tuokio.meetings.domain.free_days import LAST_YEAR
from tuokio.meetings.domain.series import PlannedDate, planned_date
from tuokio.meetings.domain.slots.clock import DAY, day_number
from tuokio.meetings.domain.slots.rules import NOWHERE, Calendar, Sought, TakenTime, Where
from tuokio.meetings.domain.slots.search import free_starts, objections
from tuokio.meetings.domain.slots.spans import Pair
from tuokio.meetings.domain.slots.words import Refusal
from tuokio.meetings.domain.wall_clock import moment_at, zone_called

WEEKEND = 6
FIRST_YEAR = 1970
STEPS_LOOKED_AT = 60  # how far beyond the end a place is sought for a date that is skipped


class Cause(StrEnum):
    """Why a date does not fit."""

    HOLIDAY = "holiday"
    OWN_BREAK = "own_break"
    DAY_CLOSED = "day_closed"
    TAKEN = "taken"
    BUSY_ELSEWHERE = "busy_elsewhere"
    ROOM_TAKEN = "room_taken"
    MEMBER_TAKEN = "member_taken"
    ANOTHER_OF_THESE = "another_of_these"
    BEFORE_AGREEMENT = "before_agreement"
    AFTER_AGREEMENT = "after_agreement"


# what the database itself refuses; the others can be kept all the same by one who plans by hand
NEVER = frozenset({Cause.TAKEN, Cause.ROOM_TAKEN, Cause.MEMBER_TAKEN, Cause.ANOTHER_OF_THESE})
_BY_REFUSAL: Mapping[Refusal, Cause] = {
    Refusal(cause.value): cause for cause in Cause if cause.value in set(Refusal)
}


class Way(StrEnum):
    """How a date is repaired."""

    SHIFT = "shift"
    WEEKDAY = "weekday"
    END = "end"


@dataclass(frozen=True, slots=True)
class Repair:
    """One way, and the date it leads to; `late`: that date lies after the agreement's last day."""

    way: Way
    to: PlannedDate
    late: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """One date with why it does not fit and its repairs; `outside_hours` is a mild note on any date."""

    date: PlannedDate
    causes: frozenset[Cause] = frozenset()
    repairs: tuple[Repair, ...] = ()
    outside_hours: bool = False

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.causes

    @property
    def can_be_kept(self) -> bool:
        """Whether it can be agreed on all the same."""
        return not self.causes & NEVER


def _alike(_day: date) -> int:
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What dates are held against.

    `calendars`: from which day on whose calendar holds, in order of the days; before the first day the first.
    `at` and all moments in seconds; `members` are the times at which a required member is taken. `first_on` and
    `last_on` are the days of the agreement. `every_weeks`: how far the next place beyond the end is. `reach_weeks`:
    in how many weeks before and after a free time is sought when its own week has none, as for a long holiday.
    `after`: the last day of the row's meetings that stay, beyond which its end lies too.
    `minded`: days for which it gives more are taken only when no other is free, as those of published shifts.
    """

    calendars: Sequence[tuple[date, Calendar]]
    at: int
    where: Where = NOWHERE
    rooms: Mapping[UUID, Collection[Pair]] = field(default_factory=dict)
    members: Collection[Pair] = ()
    first_on: date | None = None
    last_on: date | None = None
    every_weeks: int = 1
    reach_weeks: int = 0
    after: date | None = None
    minded: Callable[[date], int] = _alike

    def calendar_on(self, day: date) -> Calendar:
        """Whose calendar holds on the day."""
        held = self.calendars[0][1]
        for since, calendar in self.calendars:
            if since <= day:
                held = calendar
        return held


def look_through(dates: Sequence[PlannedDate], frame: Frame) -> tuple[Looked, ...]:
    """Each date in the order in which it was given, with why it does not fit and how it can be repaired."""
    if not dates:
        return ()
    spans = [span_of(one) for one in dates]
    causes = [why_unfit(one, frame, _before(spans, index)) for index, one in enumerate(dates)]
    offered: list[Pair] = []
    ends: list[Pair] = []
    looked: list[Looked] = []
    for index, one in enumerate(dates):
        repairs: tuple[Repair, ...] = ()
        if causes[index]:
            others = [*spans[:index], *spans[index + 1 :], *offered]
            repairs = tuple(_repairs(one, causes[index], frame, others, ends, _last_of(dates, frame)))
            for repair in repairs:
                (ends if repair.way is Way.END else offered).append(span_of(repair.to))
        looked.append(Looked(one, causes[index], repairs, _is_outside_hours(one, frame)))
    return tuple(looked)


def why_unfit(one: PlannedDate, frame: Frame, others: Collection[Pair] = ()) -> frozenset[Cause]:
    """Why the date does not fit, `others` being what the rest of its row takes; empty when it fits."""
    start, end = span_of(one)
    on = one.local_start.date()
    calendar = _near(frame.calendar_on(on), start, end)
    refused = objections(_sought(one, frame, start, start + 1, at=start), calendar, start)
    found = {_BY_REFUSAL[refusal] for refusal in refused if refusal in _BY_REFUSAL}
    if any(start < until and since < end for since, until in others):
        found.add(Cause.ANOTHER_OF_THESE)
    if frame.first_on and on < frame.first_on:
        found.add(Cause.BEFORE_AGREEMENT)
    if frame.last_on and on > frame.last_on:
        found.add(Cause.AFTER_AGREEMENT)
    return frozenset(found)


def span_of(one: PlannedDate) -> Pair:
    """From when until when it lasts, in seconds."""
    return int(one.start_utc.timestamp()), int(one.end_utc.timestamp())


# --- looking ------------------------------------------------------------------------------------------------


def _before(spans: Sequence[Pair], index: int) -> list[Pair]:
    # of two dates that meet, the one named first stays and the other is the misfit
    return list(spans[:index])


def _near(calendar: Calendar, since: int, until: int) -> Calendar:
    """The calendar with what is taken round that time alone; nothing taken is longer than a day."""
    first = bisect_left(calendar.taken, (since - 2 * DAY,))
    last = bisect_left(calendar.taken, (until + 2 * DAY,))
    return replace(calendar, taken=calendar.taken[first:last])


def _sought(
    one: PlannedDate, frame: Frame, since: int, until: int, *, at: int, within_hours: bool = False
) -> Sought:
    return Sought(
        length=one.minutes * 60,
        since=since,
        until=until,
        at=at,
        where=frame.where,
        rooms=frame.rooms,
        members=frame.members,
        within_hours=within_hours,
    )


def _is_outside_hours(one: PlannedDate, frame: Frame) -> bool:
    calendar = frame.calendar_on(one.on)
    if calendar.rules is None:
        return False
    start, end = span_of(one)
    sought = _sought(one, frame, start, start + 1, at=start, within_hours=True)
    refused = objections(sought, _near(calendar, start, end), start)
    return Refusal.OUTSIDE_HOURS in refused


# --- repairing ----------------------------------------------------------------------------------------------


def _repairs(
    one: PlannedDate,
    causes: frozenset[Cause],
    frame: Frame,
    others: Sequence[Pair],
    ends: Sequence[Pair],
    last: date,
) -> Iterator[Repair]:
    around = [*others, *ends]
    shifted = _shifted(one, frame, around)
    taken = [*around, span_of(shifted)] if shifted else around
    same_clock = _same_clock(one, frame, taken)
    if shifted and same_clock is None and _is_other_weekday(one, shifted):
        shifted, same_clock = None, shifted  # the only free time of the week
    if shifted:
        yield Repair(Way.SHIFT, shifted)
    if same_clock:
        yield Repair(Way.WEEKDAY, same_clock)
    if Cause.AFTER_AGREEMENT not in causes and (end := _at_end(one, frame, others, last)):
        yield Repair(Way.END, end, Cause.AFTER_AGREEMENT in why_unfit(end, frame))


def _is_other_weekday(one: PlannedDate, other: PlannedDate) -> bool:
    return other.at == one.at and other.on != one.on and _monday(other.on) == _monday(one.on)


def _shifted(one: PlannedDate, frame: Frame, others: Sequence[Pair]) -> PlannedDate | None:
    """The nearest free time: the same day before another, the same time of day before another; the same week."""
    for weeks in range(frame.reach_weeks + 1):
        walls = {
            wall
            for monday in _mondays(one, weeks)
            for wall in (*_same_clock_walls(one, frame, monday), *_free_walls(one, frame, others, monday))
        }
        for wall in sorted(walls, key=lambda wall: _distance(one, wall, frame)):
            other = planned_date(wall.date(), wall.time(), one.zone, one.minutes)
            if _is_free(other, frame, others):
                return other
    return None


def _mondays(one: PlannedDate, weeks: int) -> list[date]:
    own = _monday(one.on)
    return [own] if weeks == 0 else [own - timedelta(weeks=weeks), own + timedelta(weeks=weeks)]


def _distance(one: PlannedDate, wall: datetime, frame: Frame) -> tuple[int, int, int, bool, datetime]:
    days = (wall.date() - one.on).days
    return frame.minded(wall.date()), abs(days), abs(_minute(wall.time()) - _minute(one.at)), days < 0, wall


def _free_walls(one: PlannedDate, frame: Frame, others: Sequence[Pair], monday: date) -> Iterator[datetime]:
    """What the wall shows at the free times of that week, on the steps of the clock."""
    since = int(moment_at(monday, time(0), one.zone).utc.timestamp())
    until = int(moment_at(monday + timedelta(weeks=1), time(0), one.zone).utc.timestamp())
    row: list[TakenTime] = [
        (start, end, NOWHERE.key, True) for start, end in others if start < until and since < end
    ]
    calendar = _near(frame.calendar_on(monday), since, until)
    there = replace(calendar, taken=sorted([*calendar.taken, *row]))
    for moment, _offset, _where, _beside in free_starts(
        _sought(one, frame, since, until, at=frame.at), there
    ):
        wall = datetime.fromtimestamp(moment, zone_called(one.zone)).replace(tzinfo=None, fold=0)
        if _is_in_calendar(wall.date()):
            yield wall


def _same_clock_walls(one: PlannedDate, frame: Frame, monday: date) -> Iterator[datetime]:
    """The other days of the week at the same time of day, the nearest first, a later one before an earlier."""
    days = [monday + timedelta(days=number) for number in range(7)]
    for day in sorted(days, key=lambda day: (frame.minded(day), abs((day - one.on).days), day < one.on)):
        if day != one.on and _is_in_calendar(day) and _is_workday(day, one, frame):
            yield datetime.combine(day, one.at)


def _same_clock(one: PlannedDate, frame: Frame, others: Sequence[Pair]) -> PlannedDate | None:
    """The nearest weekday of the week on which the same time of day is free."""
    for wall in _same_clock_walls(one, frame, _monday(one.on)):
        other = planned_date(wall.date(), one.at, one.zone, one.minutes)
        if _is_free(other, frame, others):
            return other
    return None


def _is_workday(day: date, one: PlannedDate, frame: Frame) -> bool:
    if day.isoweekday() < WEEKEND or one.on.isoweekday() >= WEEKEND:
        return True
    rules = frame.calendar_on(day).rules
    return rules is not None and bool(rules.weekly.get(day.isoweekday()) or rules.dated.get(day_number(day)))


def _is_free(other: PlannedDate, frame: Frame, others: Collection[Pair]) -> bool:
    return span_of(other)[0] >= frame.at and not why_unfit(other, frame, others)


def _last_of(dates: Sequence[PlannedDate], frame: Frame) -> date:
    return max([*(one.on for one in dates), *([frame.after] if frame.after else [])])


def _at_end(one: PlannedDate, frame: Frame, others: Collection[Pair], last: date) -> PlannedDate | None:
    """The next place beyond the end at the date's own time of day; one after the agreement's last day will do."""
    for step in range(1, STEPS_LOOKED_AT + 1):
        day = last + step * timedelta(weeks=frame.every_weeks)
        if not _is_in_calendar(day):
            return None
        end = planned_date(day, one.at, one.zone, one.minutes)
        in_the_way = why_unfit(end, frame, others) - {Cause.AFTER_AGREEMENT}
        if not in_the_way and span_of(end)[0] >= frame.at:
            return end
    return None


def _is_in_calendar(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
