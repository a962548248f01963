"""The sheet that leaves the room: headings, sentences, lists and tables, and nothing else (docs/confidentiality.md).

It was sealed until now and comes from a browser, so its shape, its sizes and its signs are looked at before any
of it is kept. A page or a paper prints it as words; nothing in it is ever read as markup.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

LONGEST_TITLE = 120
LONGEST_HEADING = 160
LONGEST_TEXT = 4000
LONGEST_LINE = 600
LONGEST_CELL = 600
MOST_PARTS = 30
MOST_LINES = 60
MOST_COLUMNS = 16
LONGEST_WHOLE = 40_000  # characters of its canonical JSON
PART = frozenset({"heading", "text", "list", "table"})
FEWEST_COLUMNS = 2
# invisible signs that change the order in which the rest is read: what is shown would not be what was agreed to
TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)))


class NotASheet(Exception):
    """This is not written as a sheet is."""


def sheet_of(value: object) -> dict[str, Any]:
    """The same sheet, when it is one. Raises NotASheet."""
    found = _object(value, {"title", "parts"}, {"title", "parts"})
    parts = found["parts"]
    if not isinstance(parts, list) or not 0 < len(parts) <= MOST_PARTS:
        raise NotASheet
    _text(found["title"], LONGEST_TITLE)
    for part in parts:
        _part(part)
    if len(canonical(found)) > LONGEST_WHOLE:
        raise NotASheet
    return found


def _part(value: object) -> None:
    part = _object(value, PART, set())
    if not part:
        raise NotASheet
    if "heading" in part:
        _text(part["heading"], LONGEST_HEADING)
    if "text" in part:
        _text(part["text"], LONGEST_TEXT, lines=True)
    if "list" in part:
        _each(part["list"], LONGEST_LINE, most=MOST_LINES)
    if "table" in part:
        _table(part["table"])


def _table(value: object) -> None:
    table = _object(value, {"head", "rows"}, {"head", "rows"})
    head, rows = table["head"], table["rows"]
    _each(head, LONGEST_CELL, most=MOST_COLUMNS, empty=True)
    if len(head) < FEWEST_COLUMNS or not isinstance(rows, list) or not 0 < len(rows) <= MOST_LINES:
        raise NotASheet
    for row in rows:
        _each(row, LONGEST_CELL, most=MOST_COLUMNS, empty=True)
        if len(row) != len(head):
            raise NotASheet


def _object(value: object, allowed: set[str] | frozenset[str], needed: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or not needed <= set(value) <= allowed:
        raise NotASheet
    return value


def _each(value: object, longest: int, *, most: int, empty: bool = False) -> None:
    if not isinstance(value, list) or not 0 < len(value) <= most:
        raise NotASheet
    for one in value:
        _text(one, longest, lines=True, empty=empty)


def _text(value: object, longest: int, *, lines: bool = False, empty: bool = False) -> None:
    if not isinstance(value, str) or len(value) > longest or not (empty or value.strip()):
        raise NotASheet
    for sign in value:
        if not (sign == "\n" and lines) and (unicodedata.category(sign) in {"Cc", "Cs"} or sign in TURNING):
            raise NotASheet


def canonical(value: Mapping[str, Any]) -> str:
    """One text for one value (RFC 8785): here there are only words, lists and names in plain Latin letters."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint_of(*, key: str, kind: str, mark: str, salt: str, sheet: Mapping[str, Any]) -> str:
    """What a group binds itself to before its words are known here: SHA-256 over all of it.

    `salt` is random and sealed with the words, so that nobody finds them out by trying likely ones.
    """
    whole = {"id": key, "kind": kind, "mark": mark, "salt": salt, "sheet": sheet}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()
