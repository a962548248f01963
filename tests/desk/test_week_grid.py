from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tuokio.desk.domain.week_grid import QUARTERS_AN_HOUR, Cell, Row, Slot, week_grid

MONDAY = date(2026, 12, 7)
TUESDAY = date(2026, 12, 8)
WEEK = [MONDAY + timedelta(days=number) for number in range(5)]


def slot(on: date, start: str, end: str, what: str = "") -> Slot[str]:
    def minutes(text: str) -> int:
        hours, rest = text.split(".")
        return int(hours) * 60 + int(rest)

    return Slot(on, minutes(start), minutes(end), what or f"{start}–{end}")


def hours_of(rows: tuple[Row[str], ...]) -> list[int]:
    return [row.hour for row in rows if row.hour is not None]


def filled(rows: tuple[Row[str], ...]) -> list[Cell[str]]:
    return [cell for row in rows for cell in row.cells if cell.whats]


def test_an_empty_week_shows_the_hours_from_eight_to_five_with_one_free_cell_an_hour():
    rows = week_grid([MONDAY], [])

    assert hours_of(rows) == [8, 9, 10, 11, 12, 13, 14, 15, 16]
    assert [len(row.cells) for row in rows] == [1, 0, 0, 0] * 9
    assert all(cell.rows == 4 and cell.begins_hour for row in rows for cell in row.cells)


def test_a_meeting_covers_its_quarters_and_free_time_is_cut_at_the_hour():
    rows = week_grid([MONDAY], [slot(MONDAY, "13.00", "14.15")])

    assert filled(rows) == [Cell(MONDAY, 5, ("13.00–14.15",), True)]
    after = rows[(14 - 8) * QUARTERS_AN_HOUR + 1].cells
    assert after == (Cell(MONDAY, 3, (), False),)


def test_what_overlaps_shares_one_cell_and_what_follows_does_not():
    rows = week_grid(
        [MONDAY],
        [
            slot(MONDAY, "9.30", "10.30"),
            slot(MONDAY, "9.00", "10.00"),
            slot(MONDAY, "10.30", "11.00"),
        ],
    )

    assert filled(rows) == [
        Cell(MONDAY, 6, ("9.00–10.00", "9.30–10.30"), True),
        Cell(MONDAY, 2, ("10.30–11.00",), False),
    ]


def test_the_hours_grow_to_an_early_morning_and_a_late_evening():
    rows = week_grid([MONDAY, TUESDAY], [slot(MONDAY, "6.50", "7.35"), slot(TUESDAY, "19.00", "20.15")])

    assert hours_of(rows) == list(range(6, 21))


def test_what_ends_as_the_clock_goes_back_still_takes_a_row():
    rows = week_grid([MONDAY], [slot(MONDAY, "3.30", "3.30")])

    assert filled(rows) == [Cell(MONDAY, 1, ("3.30–3.30",), False)]


def test_what_goes_on_past_midnight_ends_with_the_table():
    rows = week_grid([MONDAY], [Slot(MONDAY, 23 * 60 + 50, 25 * 60, "late")])

    assert hours_of(rows)[-1] == 23
    assert filled(rows) == [Cell(MONDAY, 1, ("late",), False)]


@given(
    st.lists(
        st.builds(
            lambda day, start, length: Slot(WEEK[day], start, start + length, (day, start, length)),
            st.integers(0, 4),
            st.integers(0, 24 * 60 - 1),
            st.integers(0, 600),
        ),
        max_size=12,
    )
)
def test_every_column_is_as_high_as_the_table_and_nothing_is_lost(slots):
    rows = week_grid(WEEK, slots)

    heights = dict.fromkeys(WEEK, 0)
    shown = []
    for row in rows:
        for cell in row.cells:
            heights[cell.on] += cell.rows
            shown.extend(cell.whats)
    assert set(heights.values()) == {len(rows)}
    assert sorted(shown) == sorted(slot.what for slot in slots)
