from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tuokio.retention.domain.copies import HELSINKI, made_at, name_of, superfluous

START = datetime(2026, 11, 24, 3, 15, tzinfo=HELSINKI)


def test_a_name_tells_its_time_and_nothing_else():
    assert name_of(START) == "tuokio-2026-11-24-0315.age"
    assert made_at("tuokio-2026-11-24-0315.age") == START


def test_other_files_in_the_folder_are_left_alone():
    names = ["tuokio-2026-13-40-0315.age", "photo.jpg", "tuokio-key.age", ".tuokio-2026-11-24-0315.age.part"]
    assert [made_at(name) for name in names] == [None] * 4
    assert superfluous(names, daily=0, monthly=0) == []


def test_fourteen_days_and_twelve_months_stay():
    names = [name_of(START - timedelta(days=back)) for back in range(800)]
    left = set(names) - set(superfluous(names))
    days = {name_of(START - timedelta(days=back)) for back in range(14)}
    assert days <= left
    assert len(left) == 14 + 11  # this month's newest is among the days; 10.11. is too, October's is 31.10.


def test_two_copies_of_one_day_leave_the_newer():
    names = ["tuokio-2026-11-24-0315.age", "tuokio-2026-11-24-1200.age"]
    assert superfluous(names) == ["tuokio-2026-11-24-0315.age"]


@given(st.sets(st.integers(0, 3000), max_size=60))
def test_the_newest_copy_always_stays(hours: set[int]):
    names = [name_of(START - timedelta(hours=hour)) for hour in hours]
    gone = superfluous(names)
    assert not names or max(names) not in gone
    assert superfluous([name for name in names if name not in gone]) == []
