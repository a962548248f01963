"""A week as a table of quarter hours: what begins where and how many rows it covers.

Free time is cut at the full hours, so that the hairlines of the hours are borders of cells. What overlaps
shares one cell. Times are minutes on the wall clock of each day, so no change of the clocks moves a row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

QUARTER = 15
QUARTERS_AN_HOUR = 4
MIDNIGHT = 24 * 60
USUAL_HOURS = (8, 17)


@dataclass(frozen=True, slots=True)
class Slot[T]:
    """Something on a day, from one minute after midnight to another."""

    on: date
    start: int
    end: int
    what: T


@dataclass(frozen=True, slots=True)
class Cell[T]:
    """One cell of a day's column: `rows` quarters high; empty when nothing is there."""

    on: date
    rows: int
    whats: tuple[T, ...] = ()
    begins_hour: bool = False

    @property
    def classes(self) -> str:
        """How the cell is drawn: with the line of the hour above, shared by what overlaps."""
        return " ".join(name for name, is_so in self._looks if is_so)

    @property
    def _looks(self) -> tuple[tuple[str, bool], ...]:
        return (("hour", self.begins_hour), ("shared", len(self.whats) > 1))


@dataclass(frozen=True, slots=True)
class Row[T]:
    """One quarter of an hour: the hour when it is a full one, and the cells that begin here."""

    hour: int | None
    cells: tuple[Cell[T], ...]


@dataclass(frozen=True, slots=True)
class Span[T]:
    """Overlapping slots of one day together, in quarters after midnight."""

    first: int
    last: int
    whats: tuple[T, ...]


def week_grid[T](days: Sequence[date], slots: Iterable[Slot[T]]) -> tuple[Row[T], ...]:
    """The rows of the table for these days; the hours grow beyond 8–17 to what there is."""
    spans = _spans_by_day(days, slots)
    first, last = _hours(spans)
    columns = {day: _column(day, spans[day], first, last) for day in days}
    rows: list[Row[T]] = []
    for quarter in range(first * QUARTERS_AN_HOUR, last * QUARTERS_AN_HOUR):
        hour, part = divmod(quarter, QUARTERS_AN_HOUR)
        cells = tuple(columns[day][quarter] for day in days if quarter in columns[day])
        rows.append(Row(None if part else hour, cells))
    return tuple(rows)


def _spans_by_day[T](days: Sequence[date], slots: Iterable[Slot[T]]) -> dict[date, list[Span[T]]]:
    spans: dict[date, list[Span[T]]] = {day: [] for day in days}
    for slot in sorted(slots, key=lambda slot: (slot.on, slot.start, slot.end)):
        if slot.on not in spans:
            continue
        first = min(slot.start, MIDNIGHT - QUARTER) // QUARTER
        # what ends when the clock shows the very time it began at still takes a row
        last = max(-(-min(slot.end, MIDNIGHT) // QUARTER), first + 1)
        of_day = spans[slot.on]
        if of_day and of_day[-1].last > first:
            before = of_day.pop()
            of_day.append(Span(before.first, max(before.last, last), (*before.whats, slot.what)))
        else:
            of_day.append(Span(first, last, (slot.what,)))
    return spans


def _hours[T](spans: dict[date, list[Span[T]]]) -> tuple[int, int]:
    firsts = [span.first // QUARTERS_AN_HOUR for of_day in spans.values() for span in of_day]
    lasts = [-(-span.last // QUARTERS_AN_HOUR) for of_day in spans.values() for span in of_day]
    return min([USUAL_HOURS[0], *firsts]), max([USUAL_HOURS[1], *lasts])


def _column[T](day: date, spans: list[Span[T]], first_hour: int, last_hour: int) -> dict[int, Cell[T]]:
    cells: dict[int, Cell[T]] = {}
    free_from = first_hour * QUARTERS_AN_HOUR

    def free_until(end: int) -> None:
        nonlocal free_from
        while free_from < end:
            next_hour = (free_from // QUARTERS_AN_HOUR + 1) * QUARTERS_AN_HOUR
            until = min(next_hour, end)
            cells[free_from] = Cell(day, until - free_from, (), free_from % QUARTERS_AN_HOUR == 0)
            free_from = until

    for span in spans:
        free_until(span.first)
        begins_hour = span.first % QUARTERS_AN_HOUR == 0
        cells[span.first] = Cell(day, span.last - span.first, span.whats, begins_hour)
        free_from = span.last
    free_until(last_hour * QUARTERS_AN_HOUR)
    return cells
