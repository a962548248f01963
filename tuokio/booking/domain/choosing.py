"""Which of many free times are put before somebody: few enough to choose from, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from tuokio.meetings.domain.slots.words import Start

APART = timedelta(minutes=30)
MOST_A_DAY = 12
NEXT = 3


def by_day(
    starts: Iterable[Start], *, apart: timedelta = APART, most: int = MOST_A_DAY
) -> list[tuple[date, list[Start]]]:
    """The starts of each day in order, `apart` from each other and at most `most` a day.

    A start that stands next to another meeting is kept though it is nearer than `apart` to the one before: it
    leaves no hole in the supervisor's day.
    """
    days: dict[date, list[Start]] = {}
    for start in sorted(starts, key=lambda one: one.utc):
        day = days.setdefault(start.local.date(), [])
        if len(day) < most and (start.beside or not day or start.utc - day[-1].utc >= apart):
            day.append(start)
    return list(days.items())


def next_three(starts: Iterable[Start], *, after: datetime) -> Sequence[Start]:
    """The three times nearest to a moment that was wanted and could not be had, from it onwards; then any."""
    ordered = sorted(starts, key=lambda one: one.utc)
    later = [one for one in ordered if one.utc >= after]
    return _apart(later or ordered)[:NEXT]


def _apart(starts: Sequence[Start]) -> list[Start]:
    found: list[Start] = []
    for start in starts:
        if not found or start.utc - found[-1].utc >= APART:
            found.append(start)
    return found
