"""Days on which no meeting is planned: Finnish public holidays and a supervisor's own breaks.

The holidays come from the library `holidays`, country FI, category "public": the days of the Finnish
church and holiday acts together with Midsummer Eve and Christmas Eve, which collective agreements make
free nearly everywhere. May Day Eve, New Year's Eve and flag days are ordinary working days and stay so.
The library knows them until the year 2100, so nothing is planned beyond `LAST_YEAR`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

LAST_YEAR = 2099

NAMES_IN = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


class FreeReason(StrEnum):
    """Why no meeting is planned on a day."""

    HOLIDAY = "holiday"
    OWN_BREAK = "own_break"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span ends on {self.last}, before it begins on {self.first}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day on which no meeting is planned, and why."""

    on: date
    reason: FreeReason

    def holiday(self, language: str = "fi") -> str | None:
        """The holiday's name in "fi", "sv" or "en"; None for an own break."""
        return finnish_holiday(self.on, language) if self.reason is FreeReason.HOLIDAY else None


def free_day(on: date, *, holidays: bool = True, breaks: Iterable[DateSpan] = ()) -> FreeDay | None:
    """Why the day is free, or None on a day that can be worked. An own break goes before a holiday."""
    if any(on in span for span in breaks):
        return FreeDay(on, FreeReason.OWN_BREAK)
    if holidays and finnish_holiday(on):
        return FreeDay(on, FreeReason.HOLIDAY)
    return None


def is_business_day(day: date) -> bool:
    """Whether offices in Finland are open: neither a weekend nor a public holiday."""
    return day.isoweekday() <= 5 and finnish_holiday(day) is None


def finnish_holiday(day: date, language: str = "fi") -> str | None:
    """The name of the Finnish public holiday on the day in "fi", "sv" or "en", or None."""
    return _holidays_of(day.year, NAMES_IN.get(language, "fi")).get(day)


@cache
def _holidays_of(year: int, language: str) -> Mapping[date, str]:
    # Loaded when the first date is asked for: it costs 20 MB that most of the house never needs.
    import holidays

    return dict(holidays.country_holidays("FI", years=year, language=language))
