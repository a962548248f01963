"""A text from a file, whatever encoding it was saved in; what is no text is refused in one line.

Used from the command line before Django is set up.
"""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

MOST_BYTES = 2_000_000
# what people here save texts in, beside UTF-8; a general guesser takes a short Finnish text for another one
ENCODINGS = ["cp1252", "iso8859_15", "mac_roman", "cp850"]
USUAL = frozenset("äöÄÖåÅ")
POSSIBLE = frozenset("éÉüÜšŠžŽ€§–—’‘”“»«…•·°½\xa0")
KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a document of an office program or a package"),
    (b"\xd0\xcf\x11\xe0", "a document of an old office program"),
    (b"{\\rtf", "a document in rich text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ALLOWED_CONTROLS = frozenset(b"\t\n\r\f\x0b\x1a")


class NotAText(Exception):
    """The file is missing, too large or no text; the message says which, in one line."""


def read_text_file(file: str) -> str:
    """The text of a file; `-` reads standard input. Raises NotAText."""
    if file == "-":
        return text_of(sys.stdin.buffer.read(MOST_BYTES + 1), "what came in")
    path = Path(file)
    try:
        size = path.stat().st_size if path.is_file() else 0
        if size > MOST_BYTES:
            raise NotAText(
                f"{file} is {size / 1_000_000:.0f} MB; the text of a page is at most {MOST_BYTES // 1_000_000} MB."
            )
        content = path.read_bytes()
    except OSError as error:
        raise NotAText(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError:  # a NUL in the name
        raise NotAText("The name of the file cannot be read.") from None
    return text_of(content, file)


def text_of(content: bytes, name: str) -> str:
    """The text in these bytes. Raises NotAText; `name` stands in its message."""
    if len(content) > MOST_BYTES:
        raise NotAText(f"{name} is too large; the text of a page is at most {MOST_BYTES // 1_000_000} MB.")
    for start, kind in KINDS:
        if content.startswith(start):
            raise NotAText(f"{name} is {kind}, not plain text; copy its text into a text file.")
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\x00" in content or _controls(content) * 100 > len(content):
        raise NotAText(f"{name} is not text; copy its text into a text file.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content)


def _controls(content: bytes) -> int:
    return sum(byte < 32 and byte not in ALLOWED_CONTROLS for byte in content)


def _decoded(content: bytes) -> str:
    """The text by the encoding in which most of its special signs are ones that texts here are written with."""
    texts = [content.decode(encoding, errors="replace") for encoding in ENCODINGS]
    return max(texts, key=_expected)


def _expected(text: str) -> int:
    return sum(3 if sign in USUAL else 1 if sign in POSSIBLE else -1 for sign in text if sign > "\x7f")
