"""A text as lines and blocks of lines, with what their marks and edges say.

A mark (•, -, –, *, §, # and the like) tells what a line is and is no word of it. What cannot stand in a
page or a database (NUL and other control characters, halves of surrogate pairs) becomes a space or U+FFFD.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

PAGE_BREAK = "\0"  # free to use, because no NUL of the text is left
CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()}
UNWANTED = (
    CONTROLS
    | {0x0C: f"\n{PAGE_BREAK}\n", 0xFEFF: " "}
    | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
)

INVISIBLE = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
# the private-use ones are what bullets of the Wingdings and Symbol fonts turn into
BULLETS = "•‣◦▪▫■□●○◆◇►▶▸➢➤➔→✓✔✗·∙⁃\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc"
DASHES = "*–—‒−‐‑-"
# *word* is emphasis and keeps its stars
MARK = re.compile(rf"[\s{INVISIBLE}]*(?:([{BULLETS}])|(§)|(?!\*[^*]+\*)([{DASHES}])(?=\s|$|[^\W\d_]))")
KEPT_MARK = re.compile(r"(?:[0-9]{1,2}|[a-zåäö])[.)]\s")
RULING = frozenset("-=_*~–—·•# ")
# a block with a longer line than this was never wrapped by hand or by a slide
WIDEST_WRAP = 140


class Line(NamedTuple):
    """One line with something on it: its words with single spaces, without its mark.

    `indent` counts the blanks before the first character, `column` those before the first word.
    """

    text: str
    indent: int = 0
    column: int = 0
    mark: str = ""

    @property
    def starts_low(self) -> bool:
        """Whether the first letter is a small one, so that the line seems to go on from another."""
        return starts_low(self.text)


class Block(NamedTuple):
    """Lines without an empty one between them; `after_break` when a page or slide ended just before."""

    lines: list[Line]
    after_break: bool


def starts_low(text: str) -> bool:
    """Whether the first letter or digit of a text is a small letter."""
    for character in text:
        if character.isalnum():
            return character.islower()
    return False


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of any text at all, in order; nothing but marks, blanks and ruled lines is left out."""
    lines: list[Line] = []
    after_break = False
    for written in text.translate(UNWANTED).splitlines():
        line = None if written == PAGE_BREAK or _is_ruled(written) else _line(written)
        if line:
            lines.append(line)
            continue
        if lines:
            yield from _unwrapped(lines, after_break)
            lines = []
            after_break = False
        after_break = after_break or written == PAGE_BREAK
    if lines:
        yield from _unwrapped(lines, after_break)


def _line(written: str) -> Line | None:
    words = written.split()
    if not words:
        return None
    indent = len(written) - len(written.lstrip())
    if words[0].strip("#") == "" and len(words[0]) <= 6:
        heading = " ".join(words[1:])
        return Line(heading, indent, indent, mark="#") if heading else None
    if mark := MARK.match(written):
        rest = written[mark.end() :]
        column = len(written) - len(rest.lstrip())
        return Line(" ".join(rest.split()), indent, column, mark=mark.group(mark.lastindex or 0))
    return Line(" ".join(words), indent, indent)


def _is_ruled(written: str) -> bool:
    """Whether a line only rules something off: at least three of ---, ===, *** and the like."""
    drawn = written.strip()
    return len(drawn) >= 3 and RULING.issuperset(drawn)


def _unwrapped(lines: list[Line], after_break: bool) -> Iterator[Block]:
    """The block, or where its lines are too long to be wraps of one another, each line by itself."""
    lines = _with_kept_marks(lines)
    if max(len(line.text) for line in lines) <= WIDEST_WRAP:
        yield Block(lines, after_break)
        return
    start = 0
    for place in range(1, len(lines) + 1):
        if place < len(lines) and lines[place].starts_low and not lines[place].mark:
            continue
        yield Block(lines[start:place], after_break and start == 0)
        start = place


def _with_kept_marks(lines: Sequence[Line]) -> list[Line]:
    """Mark numbered and pictured lines where at least two stand together; their marks stay in the text."""
    marked = list(lines)
    for has_mark in (KEPT_MARK.match, _is_picture):
        places = [place for place, line in enumerate(lines) if not line.mark and has_mark(line.text)]
        if len(places) > 1:
            for place in places:
                line = lines[place]
                marked[place] = line._replace(mark=line.text.split(maxsplit=1)[0])
    return marked


def _is_picture(text: str) -> bool:
    return text != "" and text[0] > "\u00a0" and unicodedata.category(text[0]) == "So"
