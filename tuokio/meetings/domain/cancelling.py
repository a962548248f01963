"""What a cancellation costs by the agreed terms (domain 1.4, clause C14).

A limit of 48 hours is read by the wall clock: what begins on Thursday at 13.00 can be cancelled free of
charge until Tuesday at 13.00, also when clocks change in between. Terms that count business days leave out
weekends and Finnish public holidays: 48 hours before Monday at 13.00 is then Thursday at 13.00.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tuokio.meetings.domain.free_days import is_business_day
from tuokio.meetings.domain.states import OWN_SIDE
from tuokio.meetings.domain.wall_clock import moment_at, wall_time
from tuokio.terms.meeting_words import CancelledBy

MOST_HOURS = 24 * 60
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CancellationTerms:
    """Free until so many hours before the start; later so many percent of the price, and so many for a no-show."""

    free_until_hours: int
    late_percent: int
    no_show_percent: int
    count_business_days: bool

    def __post_init__(self) -> None:
        if not 0 <= self.free_until_hours <= MOST_HOURS:
            raise ValueError(f"a limit lies within {MOST_HOURS} hours, not {self.free_until_hours}")
        for percent in (self.late_percent, self.no_show_percent):
            if not 0 <= percent <= 100:
                raise ValueError(f"a share of the price is 0 to 100 percent, not {percent}")


class ChargeReason(StrEnum):
    """Why a meeting that was not held is free or charged."""

    OWN_CANCELLATION = "own_cancellation"
    IN_TIME = "in_time"
    LATE = "late"
    AFTER_START = "after_start"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many percent of the price are charged, and why."""

    percent: int
    reason: ChargeReason


def charge_percent(
    terms: CancellationTerms,
    meeting_start: datetime,
    cancelled_at: datetime,
    by: CancelledBy,
    zone: str,
) -> Verdict:
    """What a cancellation at an aware moment costs. Once the meeting has begun it counts as a no-show."""
    if by in OWN_SIDE:
        return Verdict(0, ChargeReason.OWN_CANCELLATION)
    if cancelled_at <= free_until(terms, meeting_start, zone):
        return Verdict(0, ChargeReason.IN_TIME)
    if cancelled_at <= meeting_start:
        return Verdict(terms.late_percent, ChargeReason.LATE)
    return Verdict(terms.no_show_percent, ChargeReason.AFTER_START)


def no_show_charge(terms: CancellationTerms) -> Verdict:
    """What a meeting costs to which nobody came."""
    return Verdict(terms.no_show_percent, ChargeReason.NO_SHOW)


def free_until(terms: CancellationTerms, meeting_start: datetime, zone: str) -> datetime:
    """The last moment, in UTC, at which cancelling is free of charge."""
    start = wall_time(meeting_start, zone)
    before = timedelta(hours=terms.free_until_hours)
    wall = _business_time_before(start, before) if terms.count_business_days else start - before
    return min(moment_at(wall.date(), wall.time(), zone).utc, meeting_start)


def _business_time_before(start: datetime, before: timedelta) -> datetime:
    """The wall-clock time that lies so much business time earlier; free days do not count at all."""
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    left, end = before, start
    while True:
        usable = end - midnight if is_business_day(midnight.date()) else timedelta()
        if left <= usable:
            return end - left
        left -= usable
        end, midnight = midnight, midnight - DAY
