"""Free times as a page shows them: days with their times, and the way to the weeks after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tuokio.booking.domain.choosing import by_day, next_three
from tuokio.booking.forms.choosing import value_of
from tuokio.kit import when
from tuokio.kit.clock import HELSINKI
from tuokio.meetings.domain.slots.words import Start

DAYS_AT_ONCE = 14
MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class TimeButton:
    """One time to choose. `told` says all of it where it stands alone; `whom` who is free, among several."""

    value: str
    hour: str
    told: str
    whom: str = ""


@dataclass(frozen=True, slots=True)
class DayOfTimes:
    """The free times of one day."""

    day: str
    times: tuple[TimeButton, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Which days a page looks at."""

    first: date
    last: date
    since: datetime
    until: datetime

    @property
    def told(self) -> str:
        """The days in words."""
        return when.days(self.first, self.last)


def span_from(asked: str, *, at: datetime, days: int = DAYS_AT_ONCE) -> Span:
    """The days from the one that an address names, else from today."""
    today = at.astimezone(HELSINKI).date()
    try:
        first = date.fromisoformat(asked)
    except ValueError:
        first = today
    first = min(max(first, today), today + timedelta(days=MOST_DAYS))
    begins = datetime(first.year, first.month, first.day, tzinfo=HELSINKI)
    return Span(first, first + timedelta(days=days - 1), max(begins, at), begins + timedelta(days=days))


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """The free times of some days, and where the others are."""

    days: tuple[DayOfTimes, ...]
    span: str
    earlier: str  # the day from which the page before begins; empty on the first
    later: str

    @classmethod
    def of(cls, starts: Iterable[Start], span: Span, *, names: Mapping[UUID, str], at: datetime) -> FreeTimes:
        """The times as they are shown; `names` of the supervisors, when there are several."""
        length = (span.last - span.first).days + 1
        before = span.first - timedelta(days=length)
        today = at.astimezone(HELSINKI).date()
        return cls(
            days=tuple(
                DayOfTimes(when.spoken_day(day), tuple(button(one, names) for one in times))
                for day, times in by_day(starts)
            ),
            span=span.told,
            earlier=max(before, today).isoformat() if span.first > today else "",
            later=(span.last + timedelta(days=1)).isoformat(),
        )


def button(start: Start, names: Mapping[UUID, str]) -> TimeButton:
    """One time as a button."""
    wall = start.local
    hour = f"{wall.hour}.{wall.minute:02}" if when.language() != "en" else f"{wall.hour:02}:{wall.minute:02}"
    whom = names.get(start.supervisor, "") if len(names) > 1 else ""
    told = _("%(day)s at %(hour)s") % {"day": when.day(wall.date()), "hour": hour}
    return TimeButton(value_of(start), hour, told, whom)


def instead(starts: Iterable[Start], *, after: datetime, names: Mapping[UUID, str]) -> Sequence[TimeButton]:
    """The next three times in place of one that could not be had."""
    return [button(one, names) for one in next_three(starts, after=after)]
