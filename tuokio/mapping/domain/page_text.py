"""An existing text (a document, a pasted web page, the text of slides) as the blocks of a public page.

Nothing is guessed away: every word of the source stands in the title, a section or `unplaced`. Only
blanks, control characters, list marks and ruled lines are left out; they are no words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple, TypedDict

from tuokio.mapping.domain.lengths import lengths_in
from tuokio.mapping.domain.offering import Service, names_a_service, services_in
from tuokio.mapping.domain.text_lines import Block as LineBlock
from tuokio.mapping.domain.text_lines import Line, blocks_of, starts_low
from tuokio.terms.words import FormOfWork

LONGEST_HEADING = 80  # characters
MOST_HEADING_WORDS = 10
MOST_COLON_WORDS = 3  # "Hinnat:" is a heading, a longer line with a colon leads to what follows
LONGEST_ROW = 100  # characters; a longer line that names a length is running text
LONGEST_HEADING_RUN = 3  # headings with nothing under them
ADDRESS = re.compile(r"://|www\.|@|\.(?:fi|ax|se|com|net|org|eu)\b", re.IGNORECASE)
QUOTES = frozenset("\"'”’»«“„")
PHONE = re.compile(r"[0-9][0-9 ()-]{6,}")
MOST_CONTACT_WORDS = 5
SENTENCE_END = re.compile(r"[.!?…]\s+[^\W\d_a-zåäö]")


class SectionJson(TypedDict):
    heading: str
    paragraphs: list[str]
    items: list[str]


class ServiceJson(TypedDict):
    form: str
    name: str
    minutes: list[int]


class PageJson(TypedDict):
    title: str
    sections: list[SectionJson]
    services: list[ServiceJson]
    unplaced: list[str]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or one item of a list."""

    kind: Literal["paragraph", "item"]
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, in the order of the source."""

    heading: str
    blocks: tuple[Block, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.kind == "paragraph")

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.kind == "item")


@dataclass(frozen=True, slots=True)
class PageText:
    """A text taken apart for a public page.

    `title` is the first heading; it is repeated as a section's heading only when text stands directly
    under it. `services` repeat what the sections say. `unplaced` is what no heading was found for, and
    lines without a letter (page numbers), in order.
    """

    title: str
    sections: tuple[Section, ...]
    services: tuple[Service, ...]
    unplaced: tuple[str, ...]

    def as_json(self) -> PageJson:
        """The page as plain values, ready for `json.dumps`."""
        return {
            "title": self.title,
            "sections": [
                {"heading": part.heading, "paragraphs": list(part.paragraphs), "items": list(part.items)}
                for part in self.sections
            ],
            "services": [
                {"form": service.form.value, "name": service.name, "minutes": list(service.minutes)}
                for service in self.services
            ],
            "unplaced": list(self.unplaced),
        }

    @classmethod
    def from_json(cls, page: PageJson) -> "PageText":
        """The page of plain values again; in each section the paragraphs come first, then the items.

        Raises ValueError when a service's form is not one of FormOfWork.
        """
        return cls(
            title=page["title"],
            sections=tuple(
                Section(
                    part["heading"],
                    (
                        *(Block("paragraph", text) for text in part["paragraphs"]),
                        *(Block("item", text) for text in part["items"]),
                    ),
                )
                for part in page["sections"]
            ),
            services=tuple(
                Service(FormOfWork(service["form"]), service["name"], tuple(service["minutes"]))
                for service in page["services"]
            ),
            unplaced=tuple(page["unplaced"]),
        )


def read_page(text: str) -> PageText:
    """Take a text apart into title, sections, services and what could not be placed.

    Any text will do, also an empty one; the time it takes grows in step with its length.
    """
    title = ""
    sections: list[tuple[str, list[Block]]] = []
    unplaced: list[str] = []
    for piece in _without_bare_headings(list(_pieces(text))):
        if piece.kind == "heading":
            sections.append((piece.text, []))
            title = title or piece.text
        elif piece.kind == "stray" or not sections:
            unplaced.append(piece.text)
        else:
            sections[-1][1].append(Block(piece.kind, piece.text))
    if sections and not sections[0][1]:
        del sections[0]  # a title with nothing directly under it
    return PageText(
        title=title,
        sections=tuple(Section(heading, tuple(blocks)) for heading, blocks in sections),
        services=services_in(_for_services(title, sections, unplaced)),
        unplaced=tuple(unplaced),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Literal["heading", "paragraph", "item", "stray"]
    text: str


def _for_services(
    title: str, sections: Sequence[tuple[str, list[Block]]], unplaced: Sequence[str]
) -> Iterator[tuple[str, list[str]]]:
    if not sections or sections[0][0] != title:
        yield title, []
    for heading, blocks in sections:
        yield heading, [block.text for block in blocks]
    yield "", list(unplaced)


def _pieces(text: str) -> Iterator[_Piece]:
    """The text piece by piece: wrapped lines joined, headings told from text."""
    open_kind: Literal["paragraph", "item"] | None = None
    words: list[str] = []

    def closed() -> Iterator[_Piece]:
        nonlocal open_kind, words
        if open_kind and (whole := " ".join(words)):
            yield _Piece(open_kind, whole)
        open_kind, words = None, []

    blocks = list(blocks_of(text))
    for number, block in enumerate(blocks):
        next_block = blocks[number + 1] if number + 1 < len(blocks) else None
        goes_on = block.after_break and _goes_on(words, block.lines[0])
        if not goes_on:
            yield from closed()
        if _is_stray(block):
            yield _Piece("stray", block.lines[0].text)
            continue
        whole = _Surroundings(
            begins_text=number == 0,
            widest=max(line.indent + len(line.text) for line in block.lines),
            below=next_block.lines[0] if next_block else None,
        )
        for place, line in enumerate(block.lines):
            previous = block.lines[place - 1] if place else None
            following = block.lines[place + 1] if place + 1 < len(block.lines) else None
            if line.mark == "#" or (not line.mark and _is_heading(line, previous, following, whole)):
                yield from closed()
                yield _Piece("heading", line.text)
                continue
            if line.mark:
                yield from closed()
                open_kind = "item"
            elif previous and previous.mark != "#" and _starts_anew(line, previous):
                yield from closed()
            open_kind = open_kind or "paragraph"
            if line.text:
                words.append(line.text)
    yield from closed()


def _starts_anew(line: Line, previous: Line) -> bool:
    """Whether a line is no wrap of the one before: rows of a price list, ways to make contact."""
    if _is_contact(line) or _is_contact(previous):
        return True
    return not line.starts_low and _is_row(previous)


def _goes_on(words: Sequence[str], line: Line) -> bool:
    """Whether a sentence runs over the edge of a page."""
    return bool(words) and not line.mark and line.starts_low and not words[-1].endswith((".", "!", "?", ":"))


def _is_stray(block: LineBlock) -> bool:
    """Whether a block is a single line without a letter, such as a page number."""
    first = block.lines[0]
    return len(block.lines) == 1 and not first.mark and not any(map(str.isalpha, first.text))


class _Surroundings(NamedTuple):
    """What must be known of a whole block to tell its headings: its widest line, and the line below it."""

    begins_text: bool
    widest: int
    below: Line | None


def _is_heading(
    line: Line, previous: Line | None, following: Line | None, surroundings: _Surroundings
) -> bool:
    if not _reads_like_heading(line.text, following or surroundings.below):
        return False
    if previous is None and (following is None or following.mark):
        return True
    if previous and _hangs_under(line, previous):
        return False
    # the title of a slide stands a blank to the right of the lines around it
    stands_out = line.indent > (previous.indent if previous else 0) and (
        following is None or following.mark != "" or following.indent < line.indent
    )
    if following is None or following.mark:
        return stands_out
    if previous is None and _is_contact(following):
        return True
    if following.starts_low:
        return False
    if names_a_service(line.text) or (previous is None and surroundings.begins_text):
        return True
    return (previous is None or stands_out) and _breaks_on_purpose(line, following, surroundings.widest)


def _hangs_under(line: Line, previous: Line) -> bool:
    """Whether a line stands right under the words of a list item, and so goes on from it.

    Words glued to their mark (-like this) line up with nothing.
    """
    return line.indent == previous.column > previous.indent + len(previous.mark)


def _breaks_on_purpose(line: Line, following: Line, widest: int) -> bool:
    """Whether the next word would have had room on this line, so that the line was ended by hand."""
    next_word = following.text.split(maxsplit=1)[0] if following.text else ""
    return line.indent + len(line.text) + 1 + len(next_word) <= widest


def _reads_like_heading(text: str, following: Line | None) -> bool:
    """Whether a line could be a heading by its words: short, no sentence, no address, no price."""
    if not text or len(text) > LONGEST_HEADING or len(text.split()) > MOST_HEADING_WORDS:
        return False
    if text.endswith((".", ",", ";", "…")) or text.startswith("©") or "€" in text:
        return False
    if text[0] in QUOTES and text[-1] in QUOTES:
        return False
    if text.endswith(":") and len(text.split()) > MOST_COLON_WORDS:
        return False
    if ADDRESS.search(text) or SENTENCE_END.search(text):
        return False
    letters = sum(map(str.isalpha, text))
    if starts_low(text) or letters * 2 < len(text.replace(" ", "")):
        return False
    if lengths_in(text):  # "Yksilöohjaus (60 min)" over a text of its own, but no row of a price list
        return following is not None and not _is_row(following) and names_a_service(text.partition("(")[0])
    return True


def _is_row(line: Line) -> bool:
    """Whether a line tells a length and is short enough to be a row of a list."""
    return len(line.text) <= LONGEST_ROW and bool(lengths_in(line.text))


def _is_contact(line: Line) -> bool:
    """Whether a short line holds an address, a telephone number or a link."""
    if len(line.text.split(maxsplit=MOST_CONTACT_WORDS)) > MOST_CONTACT_WORDS:
        return False
    return ADDRESS.search(line.text) is not None or PHONE.search(line.text) is not None


def _without_bare_headings(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """In a long run of headings with nothing between them, keep the first; the others are its text.

    So a list that was written without marks stays one list. The last one stays a heading when it has
    text of its own, and a heading that names a service always does.
    """
    for bare, run in groupby(enumerate(pieces), key=lambda placed: _is_plain_heading(placed[1])):
        headings = [piece for _, piece in run]
        if not bare or len(headings) <= LONGEST_HEADING_RUN:
            yield from headings
            continue
        at_end = headings[-1] is pieces[-1]
        yield headings[0]
        yield from (_Piece("paragraph", heading.text) for heading in headings[1:-1])
        yield _Piece("paragraph", headings[-1].text) if at_end else headings[-1]


def _is_plain_heading(piece: _Piece) -> bool:
    return piece.kind == "heading" and not names_a_service(piece.text)
