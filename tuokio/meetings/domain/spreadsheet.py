"""Sheets as people have them (pasted cells, CSV, XLSX), read into plain rows without believing in them.

A file from outside may be made to harm: sizes are counted before anything is unpacked, XML with a document
type is refused before a parser sees it, and what the parsers raise comes out as `Unreadable`. Formulas are
never run; the value that the spreadsheet program saved with them is read, and a cell that begins with = is
text like any other.
"""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import ZipFile, ZipInfo

from tuokio.meetings.domain.proposal import DoubtCode, RawCell, RawValue, Table, Unreadability, Unreadable

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 1000
MOST_MARKS_IN_CELLS = 2_000_000  # tags and quotation marks: 2,000 rows of 60 texts are 1,600,000
MOST_MARKS_ELSEWHERE = 400_000
MOST_MERGED_ROWS = 20_000
MOST_LINES = 50_000
MOST_DELIMITERS = 250_000
MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_SHEETS = 3
MOST_CHARACTERS = 2000
CHUNK = 1 << 16

DELIMITERS = ("\t", ";", ",")
OUR_ENCODINGS = ("cp1252", "mac_roman", "cp850")
OUR_SIGNS = frozenset("åäöÅÄÖéÉüÜšžŠŽ€–—’”“§°½ \u00a0")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
COLUMN_LETTERS = re.compile(r"[A-Z]{1,3}(?=\d)")
OTHER_ALPHABETS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")

type Row = tuple[RawCell, ...]


def read_workbook(content: bytes) -> tuple[Table, ...]:
    """The sheets of an XLSX file. Raises Unreadable."""
    _require_size(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # an .xls of the last century, or one locked by a password
        raise Unreadable(Unreadability.OLD_OR_LOCKED)
    try:
        _inspect(content)
        return _tables(content)
    except Unreadable:
        raise
    except Exception as broken:
        # The libraries raise nearly every kind of exception on files that are not what they say.
        raise Unreadable(_code_of(broken)) from broken


def read_csv(content: bytes) -> Table:
    """The one table of a CSV file, whatever its encoding and delimiter. Raises Unreadable."""
    _require_size(content)
    text, encoding, is_sure = _decoded(content)
    return replace(read_pasted(text), encoding=encoding, encoding_is_sure=is_sure)


def read_pasted(text: str) -> Table:
    """Cells pasted from a spreadsheet (or the text of a CSV file) as a table. Raises Unreadable."""
    if len(text) > MOST_BYTES:
        raise Unreadable(Unreadability.TOO_BIG)
    if not text.strip("\ufeff \t\r\n;,"):
        raise Unreadable(Unreadability.EMPTY)
    rows = _split(_measured(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")))
    return Table("", _trimmed(tuple(_raw(value) for value in row) for row in rows))


def _measured(text: str) -> str:
    """The text, when it has no more lines and delimiters than a sheet could; counted before it is split."""
    if text.count("\n") > MOST_LINES:
        raise Unreadable(Unreadability.TOO_MANY_ROWS)
    if any(text.count(delimiter) > MOST_DELIMITERS for delimiter in DELIMITERS):
        raise Unreadable(Unreadability.TOO_MANY_COLUMNS)
    return text


def _require_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Unreadable(Unreadability.TOO_BIG)
    if not content:
        raise Unreadable(Unreadability.EMPTY)


def _trimmed(rows: Iterator[Row]) -> tuple[Row, ...]:
    """The rows without the empty ones at the end; refuses more than a sheet of processes can have."""
    kept: list[Row] = []
    last = 0
    for number, row in enumerate(rows, start=1):
        if any(not cell.is_empty for cell in row):
            last = number
        if last > MOST_ROWS:
            raise Unreadable(Unreadability.TOO_MANY_ROWS)
        if number <= MOST_ROWS:
            kept.append(_without_empty_end(row))
    return tuple(kept[:last])


def _without_empty_end(row: Row) -> Row:
    width = max((index for index, cell in enumerate(row, start=1) if not cell.is_empty), default=0)
    if width > MOST_COLUMNS:
        raise Unreadable(Unreadability.TOO_MANY_COLUMNS)
    return row[:width]


def _raw(value: RawValue, *marks: DoubtCode, is_percent: bool = False) -> RawCell:
    """A cell with its text made storable; what had to be taken away is marked."""
    if not isinstance(value, str):
        return RawCell(value, marks, is_percent)
    clean = CONTROL.sub("", value)
    if clean != value:
        marks = (*marks, DoubtCode.CONTROL_CHARACTERS)
    if len(clean) > MOST_CHARACTERS:
        marks = (*marks, DoubtCode.TOO_LONG)
    return RawCell(clean[:MOST_CHARACTERS] or None, marks, is_percent)


# Text: encodings and delimiters


def _decoded(content: bytes) -> tuple[str, str, bool]:
    """The text, its encoding, and whether that is sure. UTF-8 is sure, anything older is a good guess."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _or_unreadable(content, "utf-16"), "utf-16", True
    if b"\x00" in content[:CHUNK]:
        raise Unreadable(Unreadability.NOT_A_TABLE)
    try:
        return content.decode("utf-8-sig"), "utf-8", True
    except UnicodeDecodeError:
        return _decoded_by_guess(content)


def _decoded_by_guess(content: bytes) -> tuple[str, str, bool]:
    """The code page in which every letter is one that Finnish and Swedish use; else what the library finds.

    The library alone takes short sheets with a handful of ä and ö for Central European ones.
    """
    for encoding in OUR_ENCODINGS:
        text = content.decode(encoding, "replace")
        if all(sign in OUR_SIGNS for sign in text if ord(sign) > 127):
            return text, encoding, False
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        raise Unreadable(Unreadability.NOT_A_TABLE)
    return str(best), best.encoding, False


def _or_unreadable(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        raise Unreadable(Unreadability.BROKEN) from broken


def _split(text: str) -> list[list[str]]:
    """The rows by the delimiter that most evenly makes a table; tabs, then semicolons, win a tie."""
    candidates = [_rows_by(text, delimiter) for delimiter in DELIMITERS if delimiter in text]
    return max(candidates, key=_evenness, default=[[line] for line in text.split("\n")])


def _evenness(rows: list[list[str]]) -> float:
    """The share of rows that have as many cells as most have, or 0 when that is one cell."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    usual, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return times / widths.total() if usual > 1 else 0.0


def _rows_by(text: str, delimiter: str) -> list[list[str]]:
    rows = _parsed(text, delimiter, csv.QUOTE_MINIMAL)
    if any("\n" in cell and delimiter in cell for row in rows for cell in row):
        # A lone quotation mark swallowed the lines after it: these quotation marks are not CSV's.
        return _parsed(text, delimiter, csv.QUOTE_NONE)
    return rows


def _parsed(text: str, delimiter: str, quoting: Any) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))
    except csv.Error as broken:
        raise Unreadable(Unreadability.NOT_A_TABLE) from broken


# XLSX: counted before it is opened


def _inspect(content: bytes) -> None:
    """Refuse an archive that would unpack to too much, or whose XML does more than hold cells."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable(Unreadability.UNPACKS_TOO_BIG)
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable(Unreadability.OLD_OR_LOCKED)
        if "[Content_Types].xml" not in archive.namelist():
            raise Unreadable(Unreadability.NOT_A_TABLE)
        marks = Counter[bool]()
        for part in parts:
            marks[_holds_cells(part)] += _marks_in(archive, part)
    if marks[True] > MOST_MARKS_IN_CELLS or marks[False] > MOST_MARKS_ELSEWHERE:
        raise Unreadable(Unreadability.UNPACKS_TOO_BIG)


def _holds_cells(part: ZipInfo) -> bool:
    return part.filename.startswith(("xl/worksheets/", "xl/sharedStrings"))


def _marks_in(archive: ZipFile, part: ZipInfo) -> int:
    """How many tags and quotation marks a part has: what a parser would make objects of."""
    marks, end = 0, b""
    with archive.open(part) as unpacked:
        while chunk := unpacked.read(CHUNK):
            if not end and chunk.startswith(OTHER_ALPHABETS):
                raise Unreadable(Unreadability.HOSTILE)
            if b"<!DOCTYPE" in end + chunk and not part.filename.startswith("xl/media/"):
                raise Unreadable(Unreadability.HOSTILE)
            marks += chunk.count(b"<") + chunk.count(b'"') + chunk.count(b"'")
            end = chunk[-10:]
    return marks


def _code_of(broken: Exception) -> Unreadability:
    from defusedxml.common import DefusedXmlException

    return Unreadability.HOSTILE if isinstance(broken, DefusedXmlException) else Unreadability.BROKEN


# XLSX: read


def _tables(content: bytes) -> tuple[Table, ...]:
    # Loaded when somebody moves in: 17 MB and a third of a second that no other page needs.
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about charts, styles and extensions, none of which is read
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheets: list[Any] = list(workbook.worksheets)
            if len(sheets) > MOST_SHEETS:
                raise Unreadable(Unreadability.TOO_MANY_SHEETS)
            tables = tuple(_table(sheet, content) for sheet in sheets)
        finally:
            workbook.close()
    if not any(table.rows for table in tables):
        raise Unreadable(Unreadability.EMPTY)
    return tables


def _table(sheet: Any, content: bytes) -> Table:
    layout = _layout(content, sheet._worksheet_path)  # the library keeps it to itself and leaves merges out
    if not layout.last_row:
        return Table(sheet.title, ())
    sheet.reset_dimensions()  # what the file says about its own size may be anything
    rows = _trimmed(
        tuple(_cell(cell, (number, column), layout) for column, cell in enumerate(row))
        for number, row in enumerate(sheet.iter_rows(max_row=layout.last_row, max_col=MOST_COLUMNS), start=1)
    )
    return Table(sheet.title, _filled_down(rows, layout.merges))


def _cell(cell: Any, place: tuple[int, int], layout: "_Layout") -> RawCell:
    value: Any = cell.value
    if place in layout.formulas_without_value:
        return RawCell(None, (DoubtCode.FORMULA_WITHOUT_VALUE,))
    if value is None:
        return EMPTY_CELL
    if cell.data_type == "e":
        return _raw(str(value), DoubtCode.CELL_ERROR)
    if not isinstance(value, str | int | float | bool | datetime | date | time | timedelta):
        return _raw(str(value))
    return _raw(value, is_percent="%" in str(cell.number_format))


EMPTY_CELL = RawCell()


@dataclass
class _Layout:
    """What the row reader leaves out: merged cells, formulas whose value was never saved, where it all ends."""

    last_row: int = 0
    merges: list[str] = field(default_factory=list)
    formulas_without_value: set[tuple[int, int]] = field(default_factory=set)


def _layout(content: bytes, path: str) -> _Layout:
    from defusedxml.ElementTree import iterparse

    layout = _Layout()
    row = 0
    with ZipFile(io.BytesIO(content)) as archive, archive.open(path) as part:
        for event, element in iterparse(part, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "row":
                    row = int(element.get("r") or row + 1)
            elif tag == "mergeCell":
                layout.merges.append(element.get("ref", ""))
            elif tag == "row":
                _note_cells(element, row, layout)
                element.clear()
    return layout


def _note_cells(row: Any, number: int, layout: _Layout) -> None:
    for order, cell in enumerate(row):
        parts = {child.tag.rpartition("}")[2]: child.text for child in cell}
        column = _column_of(cell.get("r"), order)
        if not parts:
            continue
        if column >= MOST_COLUMNS:
            raise Unreadable(Unreadability.TOO_MANY_COLUMNS)
        if number > MOST_ROWS:
            raise Unreadable(Unreadability.TOO_MANY_ROWS)
        layout.last_row = max(layout.last_row, number)
        if "f" in parts and not parts.get("v"):
            layout.formulas_without_value.add((number, column))


def _column_of(coordinate: str | None, order: int) -> int:
    from openpyxl.utils import column_index_from_string

    letters = COLUMN_LETTERS.match(coordinate or "")
    return column_index_from_string(letters.group()) - 1 if letters else order


def _filled_down(rows: tuple[Row, ...], merges: list[str]) -> tuple[Row, ...]:
    """The rows with cells merged over several rows repeated in each, marked as taken from the one above."""
    from openpyxl.utils import range_boundaries

    wide = [list(row) for row in rows]
    taken = 0
    for merge in merges:
        left, top, _, bottom = (int(edge or 1) for edge in range_boundaries(merge))
        taken += max(1, min(bottom, len(wide)) - top)
        if taken > MOST_MERGED_ROWS:
            raise Unreadable(Unreadability.HOSTILE)
        for number in range(top, min(bottom, len(wide))):
            _take_from_above(wide[top - 1], wide[number], left - 1)
    return tuple(tuple(row) for row in wide)


def _take_from_above(upper: list[RawCell], row: list[RawCell], column: int) -> None:
    if column >= len(upper) or column >= MOST_COLUMNS or upper[column].is_empty:
        return
    row.extend([EMPTY_CELL] * (column + 1 - len(row)))
    if row[column].is_empty:
        marks = (*upper[column].marks, DoubtCode.MERGED_CELL)
        row[column] = replace(upper[column], marks=tuple(dict.fromkeys(marks)))
