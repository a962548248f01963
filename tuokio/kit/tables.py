"""Tables that leave the house as CSV and open rightly in Excel and LibreOffice, whoever typed their cells.

A spreadsheet runs a cell that begins with = + - or @ as a formula. Text that begins so gets an apostrophe
in front, which the spreadsheet shows as plain text; numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

type CellValue = str | int | Decimal | date | None

# The full-width signs are read as formulas by spreadsheets set to East Asian languages.
STARTS_FORMULA = tuple("=+-@\t\r＝＋－＠")
PLAIN_NUMBER = re.compile(r"[-+]?\d{1,3}([ \u00a0\u202f]?\d{3})*([.,]\d+)?( ?(€|%))?")
# Control characters: no spreadsheet shows them, some of them hide what comes first.
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula. A plain number stays as it is."""
    kept = NOT_TEXT.sub("", text.replace("\r\n", "\n"))
    # Spreadsheets trim before they look, so the first sign that can be seen decides.
    if not kept.lstrip(" \u00a0\n").startswith(STARTS_FORMULA) or PLAIN_NUMBER.fullmatch(kept):
        return kept
    return f"'{kept}"


def write_csv(rows: Iterable[Sequence[CellValue]], header: Sequence[str], language: str) -> bytes:
    """A table as CSV: UTF-8 with a mark, semicolons between, CRLF at the ends.

    Decimals take a comma and dates the form 24.11.2026 in Finnish and Swedish; in English a point and
    2026-11-24. Text is given as it should stand, made safe by `safe_cell`.
    """
    into = io.StringIO(newline="")
    writer = csv.writer(into, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(title) for title in header])
    writer.writerows([_cell(value, language) for value in row] for row in rows)
    return into.getvalue().encode("utf-8-sig", "replace")


def _cell(value: CellValue, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, datetime):
        raise TypeError("a moment is written as text by the caller, who knows its zone")
    if isinstance(value, date):
        return value.isoformat() if language == "en" else f"{value.day}.{value.month}.{value.year}"
    return str(value) if language == "en" else str(value).replace(".", ",")
