"""Which column of a sheet holds what: the row of titles is found, each title understood or listed as it is."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tuokio.meetings.domain.column_words import NOTES, TITLES
from tuokio.meetings.domain.numbers_in_cells import PER_HOUR, WITH_VAT, WITHOUT_VAT
from tuokio.meetings.domain.proposal import (
    ColumnDoubt,
    ColumnReading,
    DoubtCode,
    Field,
    RawCell,
    SheetReading,
    Table,
)

SEARCHED_ROWS = 20
FEWEST_TITLES = 2
LONGEST_TITLE = 60

USUAL = (Field.NAME, Field.FORM, Field.PAYER, Field.MINUTES, Field.PRICE, Field.INTERVAL, Field.PLANNED)
HELD = (Field.HELD_COUNT, Field.HELD_DATES, Field.DATES)
COMING = (Field.COMING, Field.DATES)

IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
VAT_WORDS = re.compile(r"\b(?:alv|moms|vat|sis|ilman|inkl|exkl|incl|excl)\b|\b0\s*%|\d+[.,]\d+\s*%")
NOT_WORD = re.compile(r"[^\w]+")
NTH_MEETING = re.compile(
    r"(?:(?:kerta|tapaaminen|krt|tap|gång|träff|meeting) )?\d{1,2}(?: (?:kerta|tapaaminen|krt|tap|gång|träff|meeting))?"
)
HOURS = re.compile(r"\b(?:h|t|tunnit|tuntia|tuntina|tim|timmar|hours)\b")
IN_ALL = re.compile(r"yhteensä|\byht\b|kokonais|\btotal|totalpris|sammanlagt")
HOURLY = re.compile(r"hourly|tuntihinta|timpris")


class Understood(NamedTuple):
    """What a title was taken for, whether only partly, and the doubts it casts on its cells."""

    field: Field | None
    doubts: tuple[ColumnDoubt, ...] = ()
    hints: tuple[DoubtCode, ...] = ()


def read_columns(table: Table, sheet: int, chosen: Mapping[int, Field | None] | None = None) -> SheetReading:
    """Find the titles and what each column holds. `chosen` gives columns (0 is A) by hand; None leaves one out."""
    chosen = chosen or {}
    header = _header_row(table)
    titles = table.rows[header] if header is not None else ()
    columns = _without_second(
        [
            _column(index, titles[index] if index < len(titles) else RawCell(), chosen)
            for index in range(_width(table))
            if index in chosen or _has_content(table, index)
        ]
    )
    number = None if header is None else header + 1
    return SheetReading(sheet, table.name, number, columns, tuple(_missing(columns)))


def understand(title: str) -> Understood:
    """What a column with this title holds."""
    folded = title.casefold().replace("€", " eur ")
    bare = _bare(folded)
    return _wholly(_words(folded), bare, folded) or _partly(bare, folded)


def is_in_hours(title: str) -> bool:
    """Whether a column of lengths counts hours, not minutes."""
    return bool(HOURS.search(title.casefold()))


def looks_like_titles(row: tuple[RawCell, ...]) -> bool:
    """Whether a row repeats the titles, as printed sheets do on each page."""
    return _recognised(row) >= FEWEST_TITLES and _recognised(row) * 2 > sum(not cell.is_empty for cell in row)


def _wholly(full: str, bare: str, folded: str) -> Understood | None:
    """A title whose every word is known, or that says notes."""
    if NTH_MEETING.fullmatch(full):
        return Understood(Field.DATES)
    for words in (full, bare, _words(bare.replace("eur", " "))):
        if words in TITLES:
            return Understood(TITLES[words], (), _hints(TITLES[words], folded))
        if words in NOTES:
            return Understood(None, (ColumnDoubt.NOTES,))
    return None


def _partly(bare: str, folded: str) -> Understood:
    """A title of which only the end or, failing that, the beginning is known: the longest known words win."""
    fitting = [words for words in TITLES if bare.endswith(f" {words}")]
    fitting = fitting or [words for words in TITLES if bare.startswith(f"{words} ")]
    if not fitting:
        notes = bool(NOTES & set(bare.split()))
        return Understood(None, (ColumnDoubt.NOTES if notes else ColumnDoubt.UNKNOWN,))
    field = TITLES[max(fitting, key=len)]
    return Understood(field, (ColumnDoubt.PARTLY_UNDERSTOOD,), _hints(field, folded))


def _hints(field: Field, folded: str) -> tuple[DoubtCode, ...]:
    if field is not Field.PRICE:
        return ()
    cast = (
        (DoubtCode.PRICE_WITH_VAT, WITH_VAT.search(folded) and not WITHOUT_VAT.search(folded)),
        (DoubtCode.PRICE_PER_HOUR, PER_HOUR.search(folded) or HOURLY.search(folded)),
        (DoubtCode.PRICE_TOTAL, IN_ALL.search(folded)),
    )
    return tuple(code for code, holds in cast if holds)


def _bare(folded: str) -> str:
    """A title without what stands in brackets and what it says of VAT."""
    return _words(VAT_WORDS.sub(" ", IN_BRACKETS.sub(" ", folded)))


def _words(folded: str) -> str:
    return NOT_WORD.sub(" ", folded).strip()


def _header_row(table: Table) -> int | None:
    """The first of the rows near the top in which most titles are known."""
    known = [_recognised(row) for row in table.rows[:SEARCHED_ROWS]]
    best = max(known, default=0)
    return known.index(best) if best >= FEWEST_TITLES else None


def _recognised(row: tuple[RawCell, ...]) -> int:
    """How many different kinds of column a row names, each by a title that is wholly known."""
    titles = (cell.text.casefold() for cell in row if isinstance(cell.value, str) and cell.is_own)
    known = (_wholly(_words(title), _bare(title), title) for title in titles if len(title) <= LONGEST_TITLE)
    return len({title.field for title in known if title and title.field})


def _width(table: Table) -> int:
    return max((len(row) for row in table.rows), default=0)


def _has_content(table: Table, column: int) -> bool:
    return any(column < len(row) and not row[column].is_empty for row in table.rows)


def _column(index: int, title: RawCell, chosen: Mapping[int, Field | None]) -> ColumnReading:
    if index in chosen:
        return ColumnReading(index, title.text, chosen[index], (ColumnDoubt.CHOSEN_BY_HAND,))
    if not title.text:
        return ColumnReading(index, "", None, (ColumnDoubt.NO_TITLE,))
    known = understand(title.text)
    return ColumnReading(index, title.text, known.field, known.doubts, known.hints)


def _without_second(columns: list[ColumnReading]) -> tuple[ColumnReading, ...]:
    """Each kind once, what was chosen by hand before the rest; dates may fill many columns."""
    by_hand = {column.field for column in columns if ColumnDoubt.CHOSEN_BY_HAND in column.doubts}
    seen: set[Field] = set()
    return tuple(_or_second(column, by_hand, seen) for column in columns)


def _or_second(column: ColumnReading, by_hand: set[Field | None], seen: set[Field]) -> ColumnReading:
    field = column.field
    if field is None or field is Field.DATES:
        return column
    chosen = ColumnDoubt.CHOSEN_BY_HAND in column.doubts
    if field in seen or (field in by_hand and not chosen):
        return ColumnReading(column.column, column.title, None, (ColumnDoubt.SAME_AS_ANOTHER,))
    seen.add(field)
    return column


def _missing(columns: tuple[ColumnReading, ...]) -> Iterator[Field]:
    there = {column.field for column in columns}
    yield from (field for field in USUAL if field not in there)
    if there.isdisjoint(HELD):
        yield Field.HELD_COUNT
    if there.isdisjoint(COMING):
        yield Field.COMING
