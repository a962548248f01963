"""The wall clock of a zone in whole seconds: which moments it shows, and how far it is ahead of UTC.

A *wall second* is what the clock on the wall shows, counted from 1970 as if there were no zones. Between two turns
of the clock both differ by one number, so that a span on the wall becomes one span of moments, none, or two: an
hour that the clock jumps over is in no piece, and an hour that comes twice is in two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from tuokio.meetings.domain.wall_clock import zone_called

DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_LOOK = 6 * 3600  # no clock has ever turned twice within six hours

type Piece = tuple[int, int, int]  # from, until, seconds ahead of UTC


def day_number(on: date) -> int:
    """The day counted from 1970."""
    return on.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day of that number."""
    return date.fromordinal(number + _EPOCH)


def weekday_of(number: int) -> int:
    """1 Monday to 7 Sunday."""
    return (number + 3) % 7 + 1


def week_of(number: int) -> int:
    """The ISO week that the day is in, weeks counted from 1970."""
    return (number + 3) // 7


def pieces(zone: str, since: int, until: int) -> list[Piece]:
    """The time from `since` until before `until`, cut where the clock turns. Raises UnknownZone."""
    turns: list[tuple[int, int]] = []
    for year in range(_year(since), _year(until) + 1):
        turns += _turns(zone, year)
    found: list[Piece] = []
    for index, (start, offset) in enumerate(turns):
        end = turns[index + 1][0] if index + 1 < len(turns) else until
        start, end = max(start, since), min(end, until)
        if start >= end:
            continue
        if found and found[-1][2] == offset and found[-1][1] == start:
            found[-1] = (found[-1][0], end, offset)
        else:
            found.append((start, end, offset))
    return found


def on_clock(cut: list[Piece], wall_from: int, wall_until: int) -> list[Piece]:
    """The moments at which the wall shows something from `wall_from` until before `wall_until`."""
    found: list[Piece] = []
    for start, end, offset in cut:
        first, last = max(wall_from, start + offset), min(wall_until, end + offset)
        if first < last:
            found.append((first - offset, last - offset, offset))
    return found


def offset_at(cut: list[Piece], moment: int) -> int:
    """How many seconds the zone is ahead of UTC at a moment that the pieces cover."""
    for _start, end, offset in cut:
        if moment < end:
            return offset
    return cut[-1][2]


def _year(moment: int) -> int:
    return datetime.fromtimestamp(moment, UTC).year


@lru_cache(maxsize=2048)
def _turns(zone: str, year: int) -> tuple[tuple[int, int], ...]:
    # From when in the year which offset holds; the first entry is the beginning of the year in UTC.
    there = zone_called(zone)

    def ahead(moment: int) -> int:
        offset = datetime.fromtimestamp(moment, UTC).astimezone(there).utcoffset() or timedelta()
        return offset.days * DAY + offset.seconds

    first = day_number(date(year, 1, 1)) * DAY
    last = day_number(date(year, 12, 31)) * DAY + DAY
    found = [(first, ahead(first))]
    for look in range(first, last, _LOOK):
        low, high = look, look + _LOOK
        before, after = found[-1][1], ahead(high)
        if before == after:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if ahead(middle) == before else (low, middle)
        if high < last:
            found.append((high, after))
    return tuple(found)
