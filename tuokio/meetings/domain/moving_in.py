"""Moving in: what a supervisor already has, read into would-be processes to look through and correct.

`read_file` takes CSV, XLSX or .ics as it comes, `read_text` what was pasted; both give a `Proposal`. Nothing
is saved here and nothing guessed silently (see `proposal`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cached_property, partial
from itertools import islice

from tuokio.meetings.domain import dates_in_cells, numbers_in_cells, words_in_cells
from tuokio.meetings.domain.calendar_reading import looks_like_calendar, read_calendar
from tuokio.meetings.domain.column_words import SUMS
from tuokio.meetings.domain.columns import is_in_hours, looks_like_titles, read_columns
from tuokio.meetings.domain.dates_in_cells import Leaning
from tuokio.meetings.domain.proposal import (
    ColumnReading,
    Doubt,
    DoubtCode,
    Duplicate,
    DuplicateKind,
    Field,
    Found,
    Held,
    Members,
    Proposal,
    ProposedProcess,
    RawCell,
    ReadDate,
    SheetReading,
    SkipCode,
    Skipped,
    Table,
    found_in,
)
from tuokio.meetings.domain.spreadsheet import read_csv, read_pasted, read_workbook
from tuokio.meetings.domain.words_in_cells import name_key
from tuokio.terms.words import FormOfWork

FIRST_WORDS = 80
MOST_ALIKE = 5

type Chosen = Mapping[tuple[int, int], Field | None]
type Dates = tuple[ReadDate, ...]


def read_file(
    content: bytes,
    *,
    today: date,
    zone: str,
    existing: Collection[str] = (),
    columns: Chosen | None = None,
) -> Proposal:
    """What an XLSX, CSV or .ics file proposes, told apart by its content. Raises Unreadable.

    `existing`: names of the processes already here. `columns`: what a column holds, by (sheet, column) from 0,
    where the reader knows better; None leaves it out. `zone` places a calendar's UTC times on the wall clock.
    """
    if looks_like_calendar(content):
        return _with_duplicates(read_calendar(content, today=today, zone=zone), existing)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return propose(read_workbook(content), today=today, existing=existing, columns=columns)
    return propose([read_csv(content)], today=today, existing=existing, columns=columns)


def read_text(
    text: str,
    *,
    today: date,
    zone: str,
    existing: Collection[str] = (),
    columns: Chosen | None = None,
) -> Proposal:
    """What pasted cells, or the pasted text of a calendar file, propose. As `read_file`."""
    if looks_like_calendar(text[:200].encode("utf-8", "replace")):
        content = text.encode("utf-8", "replace")
        return _with_duplicates(read_calendar(content, today=today, zone=zone), existing)
    return propose([read_pasted(text)], today=today, existing=existing, columns=columns)


def propose(
    tables: Sequence[Table],
    *,
    today: date,
    existing: Collection[str] = (),
    columns: Chosen | None = None,
) -> Proposal:
    """What tables propose, sheet by sheet."""
    chosen = columns or {}
    sheets = tuple(
        read_columns(table, sheet, {column: field for (of, column), field in chosen.items() if of == sheet})
        for sheet, table in enumerate(tables)
    )
    rows = [row for table, sheet in zip(tables, sheets, strict=True) for row in _rows(table, sheet, today)]
    proposal = Proposal(
        processes=tuple(row for row in rows if isinstance(row, ProposedProcess)),
        skipped=tuple(row for row in rows if isinstance(row, Skipped)),
        sheets=sheets,
        encoding=next((table.encoding for table in tables), ""),
        encoding_is_sure=all(table.encoding_is_sure for table in tables),
    )
    return _with_duplicates(proposal, existing)


# Rows


def _rows(table: Table, sheet: SheetReading, today: date) -> Iterator[ProposedProcess | Skipped]:
    payer_above = ""
    for number, row in enumerate(table.rows, start=1):
        if sheet.header_row == number:
            continue
        reason = _why_skipped(row, number, sheet)
        if reason:
            yield Skipped(sheet.sheet, number, reason, _first_words(row))
            continue
        reader = _RowReader(row, sheet.columns, today, payer_above)
        process = reader.process(sheet.sheet, number)
        payer_above = process.payer.value or payer_above
        yield process


def _why_skipped(row: tuple[RawCell, ...], number: int, sheet: SheetReading) -> SkipCode | None:
    own = [cell for cell in row if cell.is_own]
    if not own:
        return SkipCode.EMPTY
    if any(isinstance(cell.value, str) and name_key(cell.text) in SUMS for cell in own):
        return SkipCode.SUM
    if number < (sheet.header_row or 0) or (len(own) == 1 and sum(not cell.is_empty for cell in row) == 1):
        return SkipCode.TITLE
    if sheet.header_row and looks_like_titles(row):
        return SkipCode.HEADER
    if not any(column.field for column in sheet.columns):
        return SkipCode.NO_TITLE
    return None


def _first_words(row: tuple[RawCell, ...]) -> str:
    return next((cell.text[:FIRST_WORDS] for cell in row if cell.text), "")


type Reader[T] = Callable[[RawCell, int | None], Found[T]]


@dataclass(frozen=True)
class _RowReader:
    """Reads one row by what its columns hold."""

    row: tuple[RawCell, ...]
    columns: tuple[ColumnReading, ...]
    today: date
    payer_above: str

    def process(self, sheet: int, number: int) -> ProposedProcess:
        name = self._name()
        held = self._held()
        at = self._read(Field.TIME, dates_in_cells.time_of_day)
        coming = _at_time(self._coming(), at.value)
        return ProposedProcess(
            sheet=sheet,
            row=number,
            name=name,
            form=self._form(name),
            payer=self._payer(),
            business_id=self._read(Field.BUSINESS_ID, words_in_cells.business_id),
            members=self._members(),
            minutes=self._minutes(),
            price_cents=self._read(Field.PRICE, numbers_in_cells.price, needed=True),
            vat_percent=self._read(Field.VAT, numbers_in_cells.vat_percent),
            interval_weeks=self._interval(held, coming),
            planned=self._planned(),
            held=held,
            coming=coming,
            at=at if at.value or at.doubts else _time_of(coming),
            starts_on=self._read(Field.STARTS_ON, self._one_date(Leaning.PAST)),
            ends_on=self._read(Field.ENDS_ON, self._one_date(Leaning.FUTURE)),
            order_number=self._read(Field.ORDER_NUMBER, words_in_cells.text),
            cost_centre=self._read(Field.COST_CENTRE, words_in_cells.text),
        )

    def _read[T](self, field: Field, reader: Reader[T], *, needed: bool = False) -> Found[T]:
        """What the field's column says; doubted when something needed is not there."""
        column = self._column(field)
        if column is None:
            return _nothing(DoubtCode.NO_COLUMN) if needed else Found()
        return self._read_column(column, reader, needed=needed)

    def _read_column[T](self, column: ColumnReading, reader: Reader[T], *, needed: bool = False) -> Found[T]:
        cell = self._cell(column)
        if not cell.text:
            doubts = cell.marks or ((DoubtCode.EMPTY,) if needed else ())
            return found_in(cell, column.column, None, *doubts)
        if DoubtCode.CELL_ERROR in cell.marks:
            return found_in(cell, column.column, None, DoubtCode.CELL_ERROR)
        found = reader(cell, column.column).with_doubts(*cell.marks)
        return found.with_doubts(*column.hints) if found.value is not None else found

    def _column(self, field: Field) -> ColumnReading | None:
        return next((column for column in self.columns if column.field is field), None)

    def _cell(self, column: ColumnReading) -> RawCell:
        return self.row[column.column] if column.column < len(self.row) else RawCell()

    def _name(self) -> Found[str]:
        """The name; where there is no column of names, the members' or the payer's, with a doubt."""
        name = self._read(Field.NAME, words_in_cells.text, needed=True)
        if self._column(Field.NAME):
            return name
        for field in (Field.MEMBER_NAMES, Field.PAYER):
            other = self._read(field, words_in_cells.text)
            if other.value:
                return other.with_doubts(DoubtCode.NAME_FROM_OTHER)
        return name

    def _form(self, name: Found[str]) -> Found[FormOfWork]:
        """The form by its own cell; where that is missing, by the name, with a doubt."""
        form = self._read(Field.FORM, words_in_cells.form, needed=True)
        if form.value or form.original or not name.value:
            return form
        told = words_in_cells.form_in_name(name.value, name.column)
        return told if told.value else form

    def _payer(self) -> Found[str]:
        payer = self._read(Field.PAYER, words_in_cells.text, needed=True)
        column = self._column(Field.PAYER)
        if payer.value or column is None or not self.payer_above:
            return payer
        doubt = Doubt(DoubtCode.EMPTY_UNDER_VALUE, column.column, self.payer_above)
        return Found(None, "", column.column, (doubt,))

    def _members(self) -> Found[Members]:
        number = self._read(Field.MEMBER_COUNT, words_in_cells.members)
        names = self._read(Field.MEMBER_NAMES, words_in_cells.members)
        if number.value is None or names.value is None:
            return _either(number, names)
        both = Members(number.value.count, names.value.names)
        found = Found(both, names.original, names.column, number.doubts + names.doubts)
        agree = not both.names or len(both.names) == both.count
        return found if agree else found.with_doubts(DoubtCode.COUNTS_DIFFER)

    def _minutes(self) -> Found[int]:
        column = self._column(Field.MINUTES)
        in_hours = column is not None and is_in_hours(column.title)
        return self._read(Field.MINUTES, partial(numbers_in_cells.length, in_hours=in_hours), needed=True)

    def _interval(self, held: Found[Held], coming: Found[Dates]) -> Found[int]:
        """The rhythm by its own cell; where that is missing, the one that the dates keep, with a doubt."""
        interval = self._read(Field.INTERVAL, numbers_in_cells.interval)
        if interval.value or interval.original:
            return interval
        return dates_in_cells.rhythm_of((held.value.dates if held.value else ()) + (coming.value or ()))

    def _planned(self) -> Found[int]:
        """The number agreed on, also out of a "4/10" among the held ones."""
        planned = self._read(Field.PLANNED, _planned_number)
        told = self._read(Field.HELD_COUNT, _planned_beside_held)
        if planned.value is None or told.value is None or planned.value == told.value:
            return _either(planned, told)
        return planned.with_doubts(DoubtCode.COUNTS_DIFFER)

    def _held(self) -> Found[Held]:
        """The held meetings as a number, as dates or both; past dates of a mixed column count, with a doubt."""
        told = [
            self._read(Field.HELD_COUNT, self._held_cell),
            self._read(Field.HELD_DATES, self._held_cell),
            self._read(Field.PLANNED, _held_beside_planned),
            self._past_of_mixed(),
        ]
        return self._doubt_future(_held_together([one for one in told if one.value or one.doubts]))

    def _held_cell(self, cell: RawCell, column: int | None) -> Found[Held]:
        of_total = numbers_in_cells.of_total(cell.text)
        if of_total:
            within = of_total.held <= numbers_in_cells.MOST_MEETINGS
            value = Held(of_total.held) if within else None
            return found_in(cell, column, value, None if within else DoubtCode.OUT_OF_RANGE)
        number = numbers_in_cells.count(cell, column)
        if number.value is not None:
            return Found(Held(number.value), number.original, column, number.doubts)
        read = dates_in_cells.dates(cell, column, today=self.today, leaning=Leaning.PAST)
        value = Held(len(read.value), read.value) if read.value else None
        return Found(value, read.original, column, read.doubts)

    def _doubt_future(self, held: Found[Held]) -> Found[Held]:
        ahead = held.value and any(one.on > self.today for one in held.value.dates)
        return held.with_doubts(DoubtCode.HELD_IN_FUTURE) if ahead else held

    def _coming(self) -> Found[Dates]:
        reader = partial(dates_in_cells.dates, today=self.today, leaning=Leaning.FUTURE)
        coming = self._read(Field.COMING, reader)
        if coming.value and coming.value[0].on < self.today:
            coming = coming.with_doubts(DoubtCode.COMING_IN_PAST)
        mixed = self._mixed
        ahead = tuple(one for one in mixed.value or () if one.on >= self.today)
        doubts = mixed.doubts if ahead or not mixed.value else ()
        if not ahead and not doubts:
            return coming
        both = (coming.value or ()) + ahead
        column = mixed.column if coming.column is None else coming.column
        original = " ".join(filter(None, (coming.original, mixed.original)))
        return Found(both or None, original, column, coming.doubts + doubts)

    def _past_of_mixed(self) -> Found[Held]:
        mixed = self._mixed
        past = tuple(one for one in mixed.value or () if one.on < self.today)
        if not past:
            return Found()
        held = Found(Held(len(past), past), mixed.original, mixed.column, mixed.doubts)
        return held.with_doubts(DoubtCode.HELD_AS_PAST)

    @cached_property
    def _mixed(self) -> Found[Dates]:
        """The dates of all columns that hold past and coming ones."""
        reader = partial(dates_in_cells.dates, today=self.today, leaning=Leaning.EITHER)
        found = [self._read_column(column, reader) for column in self.columns if column.field is Field.DATES]
        dates = tuple(one for each in found for one in each.value or ())
        return Found(
            tuple(sorted(dates, key=lambda one: (one.on, one.at or time()))) or None,
            " ".join(each.original for each in found if each.original),
            next((each.column for each in found if each.original), None),
            tuple(doubt for each in found for doubt in each.doubts),
        )

    def _one_date(self, leaning: Leaning) -> Reader[date]:
        return partial(dates_in_cells.one_date, today=self.today, leaning=leaning)


def _nothing[T](code: DoubtCode) -> Found[T]:
    return Found(doubts=(Doubt(code, None, ""),))


def _either[T](first: Found[T], second: Found[T]) -> Found[T]:
    """The one that has a value; else the one that says why not."""
    if first.value is None and (second.value is not None or not first.doubts):
        return second
    return first


def _planned_number(cell: RawCell, column: int | None) -> Found[int]:
    told = _planned_beside_held(cell, column)
    return told if told.value else numbers_in_cells.count(cell, column, least=1)


def _planned_beside_held(cell: RawCell, column: int | None) -> Found[int]:
    of_total = numbers_in_cells.of_total(cell.text)
    if not of_total or not 1 <= of_total.planned <= numbers_in_cells.MOST_MEETINGS:
        return Found()
    return found_in(cell, column, of_total.planned)


def _held_beside_planned(cell: RawCell, column: int | None) -> Found[Held]:
    of_total = numbers_in_cells.of_total(cell.text)
    if not of_total or of_total.held > numbers_in_cells.MOST_MEETINGS:
        return Found()
    return found_in(cell, column, Held(of_total.held))


def _held_together(told: list[Found[Held]]) -> Found[Held]:
    """One answer out of what several cells say; the first number stands, the dates come from where they are."""
    values = [one.value for one in told if one.value]
    if not values:
        return told[0] if told else Found()
    count = values[0].count
    dates = next((value.dates for value in values if value.dates), ())
    first = next(one for one in told if one.value)
    held = Found(
        Held(count, dates), first.original, first.column, tuple(doubt for one in told for doubt in one.doubts)
    )
    agree = all(value.count == count for value in values)
    return held if agree else held.with_doubts(DoubtCode.COUNTS_DIFFER)


def _at_time(coming: Found[Dates], at: time | None) -> Found[Dates]:
    if at is None or not coming.value:
        return coming
    return replace(coming, value=tuple(one if one.at else replace(one, at=at) for one in coming.value))


def _time_of(coming: Found[Dates]) -> Found[time]:
    """The time at which all coming meetings begin, as far as it stands beside their dates."""
    times = {one.at for one in coming.value or () if one.at}
    if not times:
        return Found()
    found = Found(min(times), coming.original, coming.column)
    return found if len(times) == 1 else found.with_doubts(DoubtCode.TIMES_DIFFER)


# Duplicates


def _with_duplicates(proposal: Proposal, existing: Collection[str]) -> Proposal:
    here = {name_key(name): name for name in existing}
    alike: dict[str, list[ProposedProcess]] = defaultdict(list)
    for process in proposal.processes:
        alike[name_key(process.name.value or "")].append(process)
    processes = tuple(
        replace(process, duplicates=tuple(_duplicates(process, alike, here)))
        for process in proposal.processes
    )
    return replace(proposal, processes=processes)


def _duplicates(
    process: ProposedProcess, alike: Mapping[str, Sequence[ProposedProcess]], here: Mapping[str, str]
) -> Iterator[Duplicate]:
    key = name_key(process.name.value or "")
    if not key:
        return
    if key in here:
        yield Duplicate(DuplicateKind.ALREADY_HERE, here[key])
    others = (other for other in alike[key] if other is not process and _may_be_same(process, other))
    for other in islice(others, MOST_ALIKE):
        yield Duplicate(DuplicateKind.IN_FILE, other.name.value or "", other.sheet, other.row)


def _may_be_same(process: ProposedProcess, other: ProposedProcess) -> bool:
    """No two different forms of work tell them apart."""
    return len({process.form.value, other.form.value} - {None}) < 2
