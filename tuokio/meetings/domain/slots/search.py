"""The search for free times, and why a time is refused. Plain numbers; no clock and no database.

A meeting that begins at `t` and lasts `length` meets a taken span exactly when `t` lies in that span widened by the
length (and by what is to be left between). So everything that stands in the way becomes one list of starts that are
refused, and what the hours leave open minus that list are the free starts: the work follows the number of spans.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from tuokio.meetings.domain.free_days import finnish_holiday
from tuokio.meetings.domain.slots.clock import (
    DAY,
    day_of,
    offset_at,
    on_clock,
    pieces,
    week_of,
    weekday_of,
)
from tuokio.meetings.domain.slots.rules import Calendar, Hours, Rules, Sought, TakenTime, Where
from tuokio.meetings.domain.slots.spans import Pair, holds, intersect, meets, minus, union
from tuokio.meetings.domain.slots.words import Refusal

NO_RULES = Rules()
BY_HAND = Hours(8 * 3600, 20 * 3600)  # where a time is sought for one who plans by hand, on working days


# A time that is free: the moment, how far the zone is ahead of UTC, where, and whether it is beside another meeting.
type FreeStart = tuple[int, int, Where, bool]


def free_starts(sought: Sought, calendar: Calendar) -> list[FreeStart]:
    """The times at which the meeting can begin with that supervisor, in order."""
    days = _Days(sought, calendar)
    there = [_starts_at(sought, calendar, days, where, hours) for where, hours in days.opened().items()]
    found = {start[0]: start for starts in reversed(there) for start in starts}
    return [found[moment] for moment in sorted(found)]


def objections(sought: Sought, calendar: Calendar, moment: int) -> frozenset[Refusal]:
    """Why the meeting cannot begin at that moment with that supervisor; empty when it can."""
    days = _Days(sought, calendar, moment)
    always = days.refusals_of(moment) | _calendar_refusals(sought, calendar, moment)
    tried = [
        _refusals_there(sought, calendar, where, moment)
        for where, spans in days.fitting().items()
        if holds(spans, moment, moment + sought.length)
    ]
    if tried:
        return always | min(tried, key=len)
    there = _refusals_there(sought, calendar, sought.where, moment)
    if not sought.within_hours or Refusal.DAY_CLOSED in always:
        return always | there
    return always | there | {Refusal.OUTSIDE_HOURS}


def looked_through(sought: Sought, calendar: Calendar) -> list[tuple[int, int, frozenset[Refusal]]]:
    """Every step of the hours between `since` and `until`: the moment, how far ahead of UTC, and what objects to it.

    Days without hours are looked through as those of one who plans by hand.
    """
    days = _Days(sought, calendar, sought.since)
    found: dict[int, tuple[int, int, frozenset[Refusal]]] = {}
    for day in range(days.day_at(sought.since), days.day_at(sought.until - 1) + 1):
        for hours in days.hours_of(day) or [BY_HAND]:
            wall = day * DAY + hours.start
            for start, end, offset in on_clock(days.clock, wall, day * DAY + hours.end):
                first = start + (wall - start - offset) % days.rules.step
                for moment in range(first, end, days.rules.step):
                    if sought.since <= moment < sought.until and moment not in found:
                        found[moment] = (moment, offset, objections(sought, calendar, moment))
    return [found[moment] for moment in sorted(found)]


# --- the days ----------------------------------------------------------------------------------------------


class _Days:
    """The days of a search in the supervisor's zone: which are free of work or full, and their hours."""

    def __init__(self, sought: Sought, calendar: Calendar, moment: int | None = None) -> None:
        self.sought = sought
        self.has_rules = calendar.rules is not None
        self.rules = rules = calendar.rules or NO_RULES
        self.breaks = calendar.breaks
        self.since, self.until = sought.since, sought.until
        if moment is None:
            self.since = max(self.since, sought.at)
        else:
            self.since, self.until = moment, moment + 1
        self.clock = pieces(
            rules.zone, min(self.since, sought.at) - 9 * DAY, max(self.until, sought.at) + 9 * DAY
        )
        self.last_day = self.day_at(sought.at) + rules.horizon_days
        if sought.within_hours and moment is None:
            self.since = max(self.since, sought.at + rules.lead)
        self.days_taken: dict[int, int] = {}
        self.weeks_taken: dict[int, int] = {}
        self.is_limited = rules.per_day is not None or rules.per_week is not None
        if sought.within_hours and self.is_limited:
            self._count(calendar.taken)

    def _count(self, taken: Sequence[TakenTime]) -> None:
        days, weeks = self.days_taken, self.weeks_taken
        for first, last, offset in self.clock:
            near = taken[bisect_left(taken, (first,)) : bisect_left(taken, (last,))]
            for day, many in Counter([(one[0] + offset) // DAY for one in near if one[3]]).items():
                days[day] = days.get(day, 0) + many
                weeks[week_of(day)] = weeks.get(week_of(day), 0) + many

    def day_at(self, moment: int) -> int:
        return (moment + offset_at(self.clock, moment)) // DAY

    def opened(self) -> dict[Where, list[tuple[int, Hours]]]:
        """By place, the days that can be worked, with their hours."""
        found: dict[Where, list[tuple[int, Hours]]] = {}
        if self.since >= self.until:
            return found
        first, last = self.day_at(self.since), self.day_at(self.until - 1)
        if self.sought.within_hours:
            last = min(last, self.last_day)
        for day in range(
            first - 1, last + 2
        ):  # clocks that go back at midnight; a meeting that ends after it
            if self.why_free(day) is None:
                for hours in self.hours_of(day):
                    found.setdefault(hours.where, []).append((day, hours))
        return found

    def starts_on(self, day: int) -> bool:
        """Whether a meeting can begin on the day as far as limits go."""
        if not self.sought.within_hours:
            return True
        return day <= self.last_day and not (self.is_limited and self.full(day))

    def full(self, day: int) -> frozenset[Refusal]:
        found = set()
        if self.rules.per_day is not None and self.days_taken.get(day, 0) >= self.rules.per_day:
            found.add(Refusal.DAY_FULL)
        if self.rules.per_week is not None and self.weeks_taken.get(week_of(day), 0) >= self.rules.per_week:
            found.add(Refusal.WEEK_FULL)
        return frozenset(found)

    def hours_of(self, day: int) -> Sequence[Hours]:
        """The hours in which a time is sought on the day, at the places that suit the room that was asked for."""
        if not self.has_rules and self.sought.within_hours:
            return ()
        dated = self.rules.dated.get(day)
        hours = self.rules.weekly.get(weekday_of(day), ()) if dated is None else dated
        asked = self.sought.where
        if not self.sought.within_hours:
            by_hand = [one._replace(where=asked) for one in hours]
            return [*by_hand, BY_HAND._replace(where=asked)] if weekday_of(day) <= 5 else by_hand
        if not asked.key:
            return hours
        return [one._replace(where=asked) for one in hours if not one.where.key or one.where.key == asked.key]

    def why_free(self, day: int) -> Refusal | None:
        """Why nothing begins or goes on on the day."""
        for first, last in self.breaks:
            if first <= day <= last:
                return Refusal.OWN_BREAK
        dated = self.rules.dated.get(day)
        if dated is not None:
            return None if dated else Refusal.DAY_CLOSED
        return Refusal.HOLIDAY if self.rules.holidays_free and _is_holiday(day) else None

    def refusals_of(self, moment: int) -> frozenset[Refusal]:
        """What the days of a meeting say against it."""
        day = self.day_at(moment)
        touched = range(day, self.day_at(moment + self.sought.length - 1) + 1)
        found = {why for one in touched if (why := self.why_free(one))}
        if not self.sought.within_hours:
            return frozenset(found)
        if moment < self.sought.at + self.rules.lead:
            found.add(Refusal.TOO_SOON)
        if day > self.last_day:
            found.add(Refusal.TOO_FAR)
        return frozenset(found | self.full(day))

    def fitting(self) -> dict[Where, list[Pair]]:
        """By place, what the hours around the moment cover, on days free of work too."""
        day = self.day_at(self.since)
        walls: dict[Where, list[Pair]] = {}
        for one in range(day - 1, day + 2):
            for hours in self.hours_of(one):
                walls.setdefault(hours.where, []).append((one * DAY + hours.start, one * DAY + hours.end))
        return {
            where: union((start, end) for wall in spans for start, end, _ in on_clock(self.clock, *wall))
            for where, spans in walls.items()
        }


@lru_cache(maxsize=4096)
def _is_holiday(day: int) -> bool:
    return finnish_holiday(day_of(day)) is not None


# --- what stands in the way ------------------------------------------------------------------------------------


def _refused_starts(sought: Sought, calendar: Calendar, where: Where, within: Pair) -> list[Pair]:
    """The starts at which something that is taken stands in the way of a meeting at that place, near that time."""
    rules, length = calendar.rules or NO_RULES, sought.length
    by_hand = not sought.within_hours
    before, after = (0, 0) if by_hand else (rules.buffer_before, rules.buffer_after)
    same, other = (0, 0) if by_hand else (rules.gap, max(rules.gap, rules.travel))
    key, back, same_back, other_back = where.key, length - 1, same + length - 1, other + length - 1
    found = [
        (start - other_back, end + other)
        if key and there and key != there
        else (start - same_back, end + same)
        for start, end, there, _counted in _near(calendar.taken, within, other)
    ]
    found += [(start - after - back, end + before) for start, end in calendar.busy]
    found += [(start - back, end) for start, end in sought.members]
    if where.room is not None:
        found += [(start - back, end) for start, end in sought.rooms.get(where.room, ())]
    return union(found)


def _near(taken: Sequence[TakenTime], within: Pair, gap: int) -> Sequence[TakenTime]:
    """What of the sorted times may matter to something within the span; none is longer than a day."""
    return taken[bisect_left(taken, (within[0] - gap - DAY,)) : bisect_left(taken, (within[1] + gap + DAY,))]


def _calendar_refusals(sought: Sought, calendar: Calendar, moment: int) -> frozenset[Refusal]:
    """What a meeting at that moment meets at any place."""
    rules, end = calendar.rules or NO_RULES, moment + sought.length
    found = set()
    if meets(calendar.busy, moment, end):
        found.add(Refusal.BUSY_ELSEWHERE)
    elif sought.within_hours and meets(calendar.busy, moment - rules.buffer_before, end + rules.buffer_after):
        found.add(Refusal.BUFFER)
    if any(start < end and moment < until for start, until in sought.members):
        found.add(Refusal.MEMBER_TAKEN)
    return frozenset(found)


def _refusals_there(sought: Sought, calendar: Calendar, where: Where, moment: int) -> frozenset[Refusal]:
    """What a meeting at that moment and place meets in the supervisor's and the room's calendar."""
    rules, end = calendar.rules or NO_RULES, moment + sought.length
    found = set()
    for start, until, there, _counted in calendar.taken:
        if start < end and moment < until:
            found.add(Refusal.TAKEN)
            continue
        if not sought.within_hours:
            continue
        between = max(start - end, moment - until)
        if between < rules.gap:
            found.add(Refusal.BUFFER)
        elif between < rules.gap_to(where.key, there):
            found.add(Refusal.TRAVEL)
    if where.room is not None and any(
        start < end and moment < until for start, until in sought.rooms.get(where.room, ())
    ):
        found.add(Refusal.ROOM_TAKEN)
    return frozenset(found)


# --- the starts ------------------------------------------------------------------------------------------------


def _starts_at(
    sought: Sought, calendar: Calendar, days: _Days, where: Where, opened: Sequence[tuple[int, Hours]]
) -> list[FreeStart]:
    """The free starts at one place: by the step of the clock, and beside what is there already."""
    rules, length = days.rules, sought.length
    covered: list[Pair] = []
    beginnings: list[
        tuple[int, int, int, int]
    ] = []  # what the hours show on the clock, and where steps begin
    for day, hours in opened:
        wall = day * DAY + hours.start
        shown = on_clock(days.clock, wall, day * DAY + hours.end)
        covered += [(start, end) for start, end, _offset in shown]
        if days.starts_on(day):
            beginnings += [(start, end, offset, wall) for start, end, offset in shown]
    fit = [(start, end - length + 1) for start, end in union(covered) if end - start >= length]
    fit = intersect(fit, [(days.since, days.until)])
    if not fit:
        return []
    within = (fit[0][0], fit[-1][1])
    free = minus(fit, _refused_starts(sought, calendar, where, within))
    beside: Collection[int] = ()
    if sought.within_hours and rules.near_others:
        beside = _beside(calendar, where, length, within, free)
    return _by_steps(free, beginnings, rules.step, where, beside)


def _by_steps(
    free: Sequence[Pair],
    beginnings: Sequence[tuple[int, int, int, int]],
    step: int,
    where: Where,
    beside: Collection[int],
) -> list[FreeStart]:
    """The free starts that stand on a step of the hours they are in, or beside another meeting."""
    ends = [end for _start, end in free]
    found: list[FreeStart] = []
    for start, end, offset, wall in beginnings:
        index = bisect_right(ends, start)
        while index < len(free) and free[index][0] < end:
            first, last = max(free[index][0], start), min(free[index][1], end)
            steps = range(first + (wall - first - offset) % step, last, step)
            if not beside:
                found += [(moment, offset, where, False) for moment in steps]
            else:
                found += [(moment, offset, where, moment in beside) for moment in steps]
                found += [
                    (moment, offset, where, True)
                    for moment in {first, last - 1}
                    if moment in beside and moment not in steps
                ]
            index += 1
    return found


def _beside(
    calendar: Calendar, where: Where, length: int, within: Pair, free: Sequence[Pair]
) -> Collection[int]:
    """The starts that leave exactly what is to be left to a meeting before or after: each is an end of a free span."""
    rules, key = calendar.rules or NO_RULES, where.key
    same, other = rules.gap, max(rules.gap, rules.travel)
    near: set[int] = set()
    for start, end, there, _counted in _near(calendar.taken, within, other):
        gap = other if key and there and key != there else same
        near.add(end + gap)
        near.add(start - gap - length)
    edges = {edge for start, end in free for edge in (start, end - 1)}
    return edges & near
