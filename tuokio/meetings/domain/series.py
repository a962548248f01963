"""The dates of a series: n meetings every k weeks at a wall-clock time in a named zone.

Where nobody looks the dates through (`series_dates`), one that falls on a public holiday or in an own break is left
out with its reason, and the series goes on with the next step, so that n meetings are still reached. Whoever looks
them through is shown every date (`every_date`), and what does not fit with its repairs (see `misfits`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tuokio.meetings.domain.free_days import LAST_YEAR, DateSpan, FreeDay, free_day
from tuokio.meetings.domain.wall_clock import ClockNote, moment_at, zone_called

MOST_MEETINGS = 200
MOST_WEEKS_BETWEEN = 52
SHORTEST, LONGEST = 5, 600


class SeriesRefused(ValueError):
    """A series that cannot be planned. `code` says why."""

    code = "series_refused"


class CountOutOfRange(SeriesRefused):
    """Fewer than one meeting, or more than `MOST_MEETINGS`."""

    code = "count_out_of_range"


class IntervalOutOfRange(SeriesRefused):
    """Fewer than one week between two meetings, or more than `MOST_WEEKS_BETWEEN`."""

    code = "interval_out_of_range"


class LengthOutOfRange(SeriesRefused):
    """Shorter than `SHORTEST` minutes, or longer than `LONGEST`."""

    code = "length_out_of_range"


class OutsideCalendar(SeriesRefused):
    """A date before 1970 or after the last year whose holidays are known; also a break that never ends."""

    code = "outside_calendar"


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """When one meeting begins and ends.

    `on` and `at` are the wall clock that was asked for; `start_utc` and `end_utc` are the moments; `offset` is
    how far the zone is ahead of UTC at the start; `clock` tells of the two odd nights (see `wall_clock`).
    """

    on: date
    at: time
    zone: str
    minutes: int
    start_utc: datetime
    end_utc: datetime
    offset: timedelta
    clock: ClockNote

    @property
    def local_start(self) -> datetime:
        """The start as the wall clock really shows it: an hour later than `at` when that hour is left out."""
        return self.start_utc.astimezone(zone_called(self.zone))

    @property
    def local_end(self) -> datetime:
        """The end as the wall clock shows it."""
        return self.end_utc.astimezone(zone_called(self.zone))


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """The dates of a series, and the days that were left out on the way with why."""

    dates: tuple[PlannedDate, ...]
    skipped: tuple[FreeDay, ...]


@dataclass(frozen=True, slots=True)
class ShiftedDates:
    """Shifted dates; `on_free_days` names those that now fall on a holiday or in a break. None is left out."""

    dates: tuple[PlannedDate, ...]
    on_free_days: tuple[FreeDay, ...]


def series_dates(
    first: date,
    at: time,
    zone: str,
    count: int,
    every_weeks: int,
    minutes: int,
    holidays: bool = True,
    breaks: Sequence[DateSpan] = (),
) -> SeriesPlan:
    """Plan `count` meetings of `minutes` every `every_weeks` weeks, the first on `first` unless that day is free.

    Raises CountOutOfRange, IntervalOutOfRange, LengthOutOfRange, OutsideCalendar or UnknownZone.
    """
    _require(count, every_weeks)
    dates: list[PlannedDate] = []
    skipped: list[FreeDay] = []
    steps = _steps(first, every_weeks)
    while len(dates) < count:
        day = next(steps)
        free = free_day(day, holidays=holidays, breaks=breaks)
        if free:
            skipped.append(free)
        else:
            dates.append(planned_date(day, at, zone, minutes))
    return SeriesPlan(tuple(dates), tuple(skipped))


def every_date(
    first: date, at: time, zone: str, count: int, every_weeks: int, minutes: int
) -> list[PlannedDate]:
    """All `count` dates of a rhythm, whatever falls on them. Raises what `series_dates` does."""
    _require(count, every_weeks)
    steps = _steps(first, every_weeks)
    return [planned_date(next(steps), at, zone, minutes) for _one in range(count)]


def planned_date(on: date, at: time, zone: str, minutes: int) -> PlannedDate:
    """One meeting at a wall-clock time. Its length is real minutes, also over a clock change.

    Raises LengthOutOfRange, OutsideCalendar or UnknownZone.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise LengthOutOfRange(minutes)
    if not 1970 <= on.year <= LAST_YEAR:
        raise OutsideCalendar(on)
    start = moment_at(on, at, zone)
    end = start.utc + timedelta(minutes=minutes)
    return PlannedDate(on, at, zone, minutes, start.utc, end, start.offset, start.note)


def shift(
    dates: Iterable[PlannedDate],
    *,
    days: int = 0,
    at: time | None = None,
    holidays: bool = True,
    breaks: Sequence[DateSpan] = (),
) -> ShiftedDates:
    """Move meetings by whole days and, when `at` is given, to another time of day; lengths stay.

    The wall-clock time stays through a clock change. Nothing is left out: days that turn out free are named
    beside. Raises OutsideCalendar.
    """
    moved = tuple(_shifted(one, days, at) for one in dates)
    free = (free_day(one.on, holidays=holidays, breaks=breaks) for one in moved)
    return ShiftedDates(moved, tuple(day for day in free if day))


def to_weekday(dates: Iterable[PlannedDate], weekday: int, *, at: time | None = None) -> list[PlannedDate]:
    """Move each to that weekday (1 Monday to 7 Sunday) of its own week, and perhaps to another time of day.

    Raises OutsideCalendar.
    """
    return [_shifted(one, weekday - one.on.isoweekday(), at) for one in dates]


def _shifted(one: PlannedDate, days: int, at: time | None) -> PlannedDate:
    try:
        on = one.on + timedelta(days=days)
    except OverflowError as beyond:
        raise OutsideCalendar(days) from beyond
    return planned_date(on, one.at if at is None else at, one.zone, one.minutes)


def _require(count: int, every_weeks: int) -> None:
    if not 1 <= count <= MOST_MEETINGS:
        raise CountOutOfRange(count)
    if not 1 <= every_weeks <= MOST_WEEKS_BETWEEN:
        raise IntervalOutOfRange(every_weeks)


def _steps(first: date, every_weeks: int) -> Iterator[date]:
    day = first
    while day.year <= LAST_YEAR:
        yield day
        day += timedelta(weeks=every_weeks)
    raise OutsideCalendar(day)
