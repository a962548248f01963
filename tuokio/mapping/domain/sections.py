"""A section of a public page as it is kept, and as it is typed: paragraphs, and list items behind a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tuokio.mapping.domain.page_text import Block, Section

MARK = re.compile(r"(?:[-–—•*§·▪‣◦])\s*(?=\S)")
SHY = "\N{SOFT HYPHEN}"
LONG_WORD = re.compile(r"[^\W\d_]{12,}")
# where the trade's long words may be parted; browsers know no Finnish hyphenation everywhere
SEAMS = re.compile(
    r"(?<=työn)(?=ohja)|(?<=työ)(?=yhteisö)|(?<=ryhmä)(?=työn)|(?<=henkilö)(?=työn)"
    r"|(?<=mis)(?=kerra|kerto|prosess)|(?<=arbets)(?=handled|gemenskap)|(?<=grupp)(?=handled)",
    re.IGNORECASE,
)
LABEL = re.compile(r"([^:.!?]{1,60}):\s+(.+)", re.DOTALL)


class SectionShape(StrEnum):
    """How a section is laid out."""

    TEXT = "text"
    BAND = "band"
    WHO = "who"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A list item with a name: "Työpari: teette samaa työtä" has the label "Työpari"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PageSection:
    """A heading, its shape, and its paragraphs and items in order."""

    heading: str
    blocks: tuple[Block, ...] = ()
    shape: SectionShape = SectionShape.TEXT

    @classmethod
    def of(cls, section: Section) -> PageSection:
        """A section of a text that was read."""
        return cls(section.heading, section.blocks)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> PageSection:
        """The section of plain values again."""
        return cls(
            kept["heading"],
            tuple(Block(kind, text) for kind, text in kept["blocks"]),
            SectionShape(kept.get("shape", SectionShape.TEXT)),
        )

    def as_json(self) -> dict[str, Any]:
        """The section as plain values."""
        return {
            "heading": self.heading,
            "shape": self.shape.value,
            "blocks": [[block.kind, block.text] for block in self.blocks],
        }

    @property
    def as_section(self) -> Section:
        """The section without its shape, as a talk takes it."""
        return Section(self.heading, self.blocks)

    @property
    def soft_heading(self) -> str:
        """The heading with places where its long words may be parted at the end of a line."""
        return LONG_WORD.sub(lambda word: SEAMS.sub(SHY, word[0]), self.heading)

    @property
    def intro(self) -> list[str]:
        """The paragraphs."""
        return [block.text for block in self.blocks if block.kind == "paragraph"]

    @property
    def labelled(self) -> list[Labelled]:
        """The items, each with the words before its colon as a label."""
        return [_labelled(block.text) for block in self.blocks if block.kind == "item"]

    @property
    def runs(self) -> list[tuple[str, list[str]]]:
        """See runs_of."""
        return runs_of(self.blocks)


def runs_of(blocks: Iterable[Block]) -> list[tuple[str, list[str]]]:
    """Paragraphs one by one, items that follow each other together: what a page or a slide shows."""
    runs: list[tuple[str, list[str]]] = []
    for block in blocks:
        if block.kind == "item" and runs and runs[-1][0] == "item":
            runs[-1][1].append(block.text)
        else:
            runs.append((block.kind, [block.text]))
    return runs


def typed(blocks: Iterable[Block]) -> str:
    """The blocks as text for a text box: a blank line between paragraphs, a dash before each item."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        if parts:
            parts.append("\n" if block.kind == before == "item" else "\n\n")
        parts.append(f"- {block.text}" if block.kind == "item" else block.text)
        before = block.kind
    return "".join(parts)


def blocks_typed(text: str) -> tuple[Block, ...]:
    """The blocks that someone typed. No word is lost; a line without a mark goes on from the one before."""
    blocks: list[Block] = []
    goes_on = False
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words:
            goes_on = False
        elif mark := MARK.match(words):
            blocks.append(Block("item", words[mark.end() :]))
            goes_on = True
        elif goes_on:
            blocks[-1] = Block(blocks[-1].kind, f"{blocks[-1].text} {words}")
        else:
            blocks.append(Block("paragraph", words))
            goes_on = True
    return tuple(blocks)


def _labelled(text: str) -> Labelled:
    found = LABEL.fullmatch(text)
    return Labelled(found[1], found[2]) if found else Labelled("", text)
