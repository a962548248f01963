"""The lists of shifts of a unit (työvuoroluettelo): its periods, when each is published, until when dates fit in.

A unit makes its lists for periods of whole weeks, one after another without gaps, counted from any first day
of one of them; the Finnish Working Hours Act (872/2019, 30 §) wants each list given out at least a week before
it begins. A date inside a list that is given out means that somebody's shift has to be changed: it is a warning
and never a refusal. Periods are counted in days, so that years and ISO weeks of 53 make no seam.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_WEEKS = 12
EARLIEST_DAYS = 180


@dataclass(frozen=True, slots=True)
class Period:
    """One list: its days, both ends belonging to it, the day it is published, and by when dates are wanted."""

    first_on: date
    last_on: date
    published_on: date
    wanted_by: date

    @property
    def free_until(self) -> date:
        """The last day on which a date in it can change without touching a published list."""
        return self.published_on - timedelta(days=1)

    def is_published(self, on: date) -> bool:
        """Whether the list is given out already; a period that has passed counts as given out."""
        return self.published_on <= on


@dataclass(frozen=True, slots=True)
class RosterRhythm:
    """How a unit makes its lists.

    `anchor_on` is the first day of any period, `weeks` a period's length; a list is published
    `published_days` days before its period begins, and its planner wants the dates `wanted_days` days before that.
    """

    anchor_on: date
    weeks: int
    published_days: int
    wanted_days: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.weeks <= LONGEST_WEEKS:
            raise ValueError(f"a period is 1 to {LONGEST_WEEKS} weeks, not {self.weeks}")
        for days in (self.published_days, self.wanted_days):
            if not 0 <= days <= EARLIEST_DAYS:
                raise ValueError(f"0 to {EARLIEST_DAYS} days before, not {days}")

    def period_of(self, day: date) -> Period:
        """The period that the day falls in."""
        length = 7 * self.weeks
        first_on = day - timedelta(days=(day - self.anchor_on).days % length)
        published_on = first_on - timedelta(days=self.published_days)
        return Period(
            first_on=first_on,
            last_on=first_on + timedelta(days=length - 1),
            published_on=published_on,
            wanted_by=published_on - timedelta(days=self.wanted_days),
        )

    def following(self, period: Period) -> Period:
        """The period after this one."""
        return self.period_of(period.last_on + timedelta(days=1))

    def is_published(self, day: date, *, on: date) -> bool:
        """Whether the list that the day falls in is given out by the day `on`."""
        return self.period_of(day).is_published(on)

    def published_until(self, on: date) -> date:
        """The last day that stands in a list given out by the day `on`: every date after it is free to move."""
        period = self.period_of(on)
        while (coming := self.following(period)).is_published(on):
            period = coming
        return period.last_on if period.is_published(on) else period.first_on - timedelta(days=1)

    def wanted_between(self, since: date, until: date) -> list[Period]:
        """The periods whose dates are wanted by a day between these two, both belonging, the earliest first."""
        lead = timedelta(days=self.published_days + self.wanted_days)
        period = self.period_of(since + lead)
        found: list[Period] = []
        while period.wanted_by <= until:
            if period.wanted_by >= since:
                found.append(period)
            period = self.following(period)
        return found


def prefers_outside_rosters(rhythm: RosterRhythm | None, *, on: date) -> Callable[[date], int]:
    """A key for sorting dates: those outside a list given out by `on` first, the order kept otherwise."""

    def key(day: date) -> int:
        return int(rhythm is not None and rhythm.is_published(day, on=on))

    return key


def outside_rosters_first(dates: Iterable[date], rhythm: RosterRhythm | None, *, on: date) -> list[date]:
    """The dates in their order, but those that touch a published list last."""
    return sorted(dates, key=prefers_outside_rosters(rhythm, on=on))
