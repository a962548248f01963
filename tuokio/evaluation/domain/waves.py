"""When waves are asked, for how long, and how many minutes they take (domain 1.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tuokio.terms.evaluation_words import WavePoint

RESERVED_MINUTES = 5  # of the meeting
ASKED_MINUTES = 2
OPEN_DAYS = 7
FEWEST_FOR_GROUP = 3  # one person or a pair gets no figures of a group


def points_of(planned: int, agreed: Iterable[int] = ()) -> Mapping[WavePoint, int]:
    """At which meeting each wave is asked: as agreed, else at the first, the one halfway and the last.

    Of more than three agreed meetings the first, the last and the one nearest to halfway are taken. One
    meeting alone is asked about at its end.
    """
    half = -(-planned // 2)
    numbers = sorted({n for n in agreed if 1 <= n <= planned}) or sorted({1, half, planned})
    first, last = numbers[0], numbers[-1]
    if first == last:
        return {WavePoint.END: last}
    found = {WavePoint.START: first, WavePoint.END: last}
    if between := [n for n in numbers if first < n < last]:
        found[WavePoint.MIDDLE] = min(between, key=lambda n: (abs(n - half), n))
    return dict(sorted(found.items()))


def closes_at(opened_on: date, zone: ZoneInfo) -> datetime:
    """The end of the seventh day after opening, on the wall clock of the zone."""
    return datetime.combine(opened_on + timedelta(days=OPEN_DAYS + 1), time(0), zone)
