"""The search for free times as slow and obvious as can be: every quarter asked by itself of `zoneinfo`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tuokio.meetings.domain.free_days import finnish_holiday
from tuokio.meetings.domain.slots.clock import day_number
from tuokio.meetings.domain.slots.rules import Calendar, Hours, Rules, Sought, Where
from tuokio.meetings.domain.slots.search import free_starts
from tuokio.meetings.domain.slots.words import Refusal

QUARTER = 900


class TakenTime(NamedTuple):
    """A time that is taken, with names for its parts."""

    start: int
    end: int
    key: str = ""
    counted: bool = True


class Found(NamedTuple):
    """A free start, with names for its parts."""

    moment: int
    offset: int
    where: Where
    beside: bool


def found_by(sought: Sought, calendar: Calendar) -> list[Found]:
    return [Found(*start) for start in free_starts(sought, calendar)]


class Slow:
    """Asks one quarter after another what the clock shows, and every rule of each start by itself."""

    def __init__(self, sought: Sought, calendar: Calendar) -> None:
        self.sought, self.calendar = sought, calendar
        self.taken = [TakenTime(*one) for one in calendar.taken]
        self.rules = calendar.rules or Rules()
        self.zone = ZoneInfo(self.rules.zone)

    def wall(self, moment: int) -> datetime:
        return datetime.fromtimestamp(moment, UTC).astimezone(self.zone)

    def hours_on(self, on: date) -> list[Hours]:
        if self.calendar.rules is None and self.sought.within_hours:
            return []
        number = day_number(on)
        given_hours = list(
            self.rules.dated[number]
            if number in self.rules.dated
            else self.rules.weekly.get(on.isoweekday(), [])
        )
        if not self.sought.within_hours and on.isoweekday() <= 5:
            given_hours.append(Hours(8 * 3600, 20 * 3600))
        return given_hours

    def where(self, one: Hours) -> Where | None:
        asked = self.sought.where
        if not self.sought.within_hours:
            return asked
        if not asked.key:
            return one.where
        return asked if one.where.key in ("", asked.key) else None

    def is_open(self, moment: int, where: Where) -> bool:
        wall = self.wall(moment)
        second = wall.hour * 3600 + wall.minute * 60
        return any(
            one.start <= second < one.end and self.where(one) == where for one in self.hours_on(wall.date())
        )

    def day_refusals(self, moment: int) -> set[Refusal]:
        found, at = set(), self.wall(self.sought.at).date()
        for minute in range(moment, moment + self.sought.length, 60):
            on = self.wall(minute).date()
            number = day_number(on)
            if any(first <= number <= last for first, last in self.calendar.breaks):
                found.add(Refusal.OWN_BREAK)
            elif number in self.rules.dated:
                if not self.rules.dated[number]:
                    found.add(Refusal.DAY_CLOSED)
            elif self.rules.holidays_free and finnish_holiday(on):
                found.add(Refusal.HOLIDAY)
        if not self.sought.within_hours:
            return found
        on = self.wall(moment).date()
        counted = [self.wall(one.start).date() for one in self.taken if one.counted]
        if self.rules.per_day is not None and counted.count(on) >= self.rules.per_day:
            found.add(Refusal.DAY_FULL)
        weeks = [one.isocalendar()[:2] for one in counted]
        if self.rules.per_week is not None and weeks.count(on.isocalendar()[:2]) >= self.rules.per_week:
            found.add(Refusal.WEEK_FULL)
        if moment < self.sought.at + self.rules.lead:
            found.add(Refusal.TOO_SOON)
        if on > at + timedelta(days=self.rules.horizon_days):
            found.add(Refusal.TOO_FAR)
        return found

    def refusals(self, moment: int, where: Where) -> set[Refusal]:
        found, end, rules = self.day_refusals(moment), moment + self.sought.length, self.rules
        gap = max(rules.buffer_before, rules.buffer_after)
        for one in self.taken:
            between = one.start - end if one.start >= end else moment - one.end
            if between < 0:
                found.add(Refusal.TAKEN)
            elif self.sought.within_hours and between < gap:
                found.add(Refusal.BUFFER)
            elif self.sought.within_hours and "" not in {where.key, one.key} and where.key != one.key:
                found |= {Refusal.TRAVEL} if between < rules.travel else set()
        for start, until in self.calendar.busy:
            if start < end and until > moment:
                found.add(Refusal.BUSY_ELSEWHERE)
        if self.sought.within_hours and Refusal.BUSY_ELSEWHERE not in found:
            for start, until in self.calendar.busy:
                if start < end + rules.buffer_after and until > moment - rules.buffer_before:
                    found.add(Refusal.BUFFER)
        if any(start < end and until > moment for start, until in self.sought.members):
            found.add(Refusal.MEMBER_TAKEN)
        room = self.sought.rooms[where.room] if where.room else ()
        if any(start < end and until > moment for start, until in room):
            found.add(Refusal.ROOM_TAKEN)
        return found

    def grid(self) -> dict[int, list[Where]]:
        """The moments at which something could begin by the step of the clock, with the places."""
        found: dict[int, list[Where]] = {}
        for moment in range(self.sought.since, self.sought.until, QUARTER):
            wall = self.wall(moment)
            second = wall.hour * 3600 + wall.minute * 60
            for one in self.hours_on(wall.date()):
                where = self.where(one)
                if (
                    where is None
                    or not one.start <= second < one.end
                    or (second - one.start) % self.rules.step
                ):
                    continue
                if where not in found.setdefault(moment, []):
                    found[moment].append(where)
        return found

    def fits(self, moment: int, where: Where) -> bool:
        return all(
            self.is_open(minute, where) for minute in range(moment, moment + self.sought.length, QUARTER)
        )

    def free(self) -> set[int]:
        return {
            moment
            for moment, places in self.grid().items()
            if moment >= self.sought.at
            and any(self.fits(moment, where) and not self.refusals(moment, where) for where in places)
        }
