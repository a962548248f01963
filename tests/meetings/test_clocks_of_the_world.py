"""Free times on the days when clocks turn, in every zone of the world from 2020 to 2040, against `zoneinfo`.

The reduced run takes some zones and turns by chance; PROOF=1 takes all.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import pytest

from tests.meetings.slow_search import Slow, found_by
from tuokio.meetings.domain.slots.clock import offset_at, on_clock, pieces
from tuokio.meetings.domain.slots.rules import Calendar, Hours, Rules, Sought, Where

pytestmark = pytest.mark.long
FIRST, LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2020, 2041))
HOUR, DAY = 3600, 86_400
AINO = UUID(int=1)
ZONES = sorted(available_timezones())


def ahead(zone: ZoneInfo, moment: int) -> int:
    offset = datetime.fromtimestamp(moment, UTC).astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def turns(zone: ZoneInfo) -> Iterator[int]:
    """Some moment within the hour before each turn of the zone's clock."""
    before = ahead(zone, FIRST)
    for day in range(FIRST, LAST, DAY):
        after = ahead(zone, day + DAY)
        if after != before:
            yield next(hour for hour in range(day, day + DAY, HOUR) if ahead(zone, hour + HOUR) != before)
        before = after


def searched(zone: str, around: int, length: int, chance: random.Random) -> tuple[Sought, Calendar]:
    """Two days around the moment; hours of the night at random, and all day long at another place."""
    start = chance.randrange(0, 90) * 900
    night = Hours(start, chance.randrange(start // 900 + 1, 97) * 900, Where("night", "Night"))
    whole = Hours(0, DAY, Where("day", "Day"))
    rules = Rules(
        zone=zone, weekly={day: [night, *chance.choice(([], [whole]))] for day in range(1, 8)},
        holidays_free=False, step=chance.choice((900, 1800)),
    )  # fmt: skip
    sought = Sought(length=length, since=around - DAY, until=around + DAY, at=around - 2 * DAY)
    return sought, Calendar(supervisor=AINO, rules=rules)


def test_no_start_is_wrong_where_clocks_turn(
    rounds: Callable[[int, int], int], chance: random.Random
) -> None:
    few = rounds(12, 0)
    tried = 0
    for name in chance.sample(ZONES, few) if few else ZONES:
        zone = ZoneInfo(name)
        found = [*turns(zone)]
        for moment in chance.sample(found, min(2, len(found))) if few else found:
            sought, calendar = searched(name, moment, chance.choice((900, 2700, 3600, 7200)), chance)
            starts = found_by(sought, calendar)
            assert {one.moment for one in starts} == Slow(sought, calendar).free(), (name, moment)
            for one in starts:
                shown = datetime.fromtimestamp(one.moment, UTC).astimezone(zone)
                assert timedelta(seconds=one.offset) == shown.utcoffset(), (name, one)
            tried += 1
    print(f"{tried} turns of clocks in {few or len(ZONES)} zones, none wrong")


def test_the_clock_is_that_of_zoneinfo_at_every_hour(
    rounds: Callable[[int, int], int], chance: random.Random
) -> None:
    few = rounds(8, 0)
    for name in chance.sample(ZONES, few) if few else ZONES:
        zone, cut = ZoneInfo(name), pieces(name, FIRST, LAST)
        assert cut[0][0] == FIRST and cut[-1][1] == LAST
        assert all(one[1] == other[0] for one, other in itertools.pairwise(cut))
        for start, end, offset in cut:
            step = 30 * DAY if few else 6 * HOUR
            for moment in (*range(start, end, step), end - 1):
                assert ahead(zone, moment) == offset == offset_at(cut, moment), (name, moment)


def test_a_time_that_does_not_exist_is_never_shown_and_an_hour_that_comes_twice_is_twice() -> None:
    def shown(on: date, hour: int) -> list[tuple[str, int]]:
        wall = int(datetime.combine(on, time(hour), UTC).timestamp())
        cut = pieces("Europe/Helsinki", wall - DAY, wall + DAY)
        return [
            (f"{datetime.fromtimestamp(start, UTC):%H.%M}", offset // HOUR)
            for start, _end, offset in on_clock(cut, wall, wall + 900)
        ]

    assert shown(date(2027, 3, 28), 3) == []
    assert shown(date(2027, 3, 28), 4) == [("01.00", 3)]
    assert shown(date(2026, 10, 25), 3) == [("00.00", 3), ("01.00", 2)]
