"""A public page as a talk (*esitys*): slides that can be read from the back of the room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tuokio.mapping.domain.offering import Service
from tuokio.mapping.domain.page_text import ADDRESS, Block, PageText, Section

MOST_LINES = 7
MOST_WORDS = 60
# closing words of a last slide; without them the talk gets a closing slide of its own
THANKS = ("kiito", "tack", "thank", "kysymy", "frågor", "questions", "yhteys", "kontakt", "contact")


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. `continued` says that the one before has the same heading and was full.

    A services or closing slide may come without a heading; the page then gives it one in its own
    language. `blocks` keep the order of the source.
    """

    kind: Literal["title", "section", "services", "closing"]
    heading: str
    blocks: tuple[Block, ...] = ()
    services: tuple[Service, ...] = ()
    continued: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.kind == "paragraph")

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.kind == "item")


def slides_of(page: PageText) -> tuple[Slide, ...]:
    """The slides of a page: its title, its sections, its services, and a closing slide.

    A slide holds at most 7 paragraphs and items and at most 60 words, whichever comes first; a longer
    paragraph is cut at the end of a sentence, or between words when the sentence itself is longer.
    What could not be placed on the page is not shown in the talk either.
    """
    sections = page.sections
    closing = sections[-1] if sections and _is_closing(sections[-1]) else None
    if closing:
        sections = sections[:-1]
    return (
        *_title(page),
        *(slide for section in sections for slide in _spread(section, "section")),
        *_offered(page.services),
        *(_spread(closing, "closing") if closing else [Slide("closing", "")]),
    )


def _title(page: PageText) -> Iterator[Slide]:
    if page.title and not (page.sections and page.sections[0].heading == page.title):
        yield Slide("title", page.title)


def _spread(section: Section, kind: Literal["section", "closing"]) -> Iterator[Slide]:
    """The section on as many slides as it needs, at least one."""
    on_slide: list[Block] = []
    room = MOST_WORDS
    continued = False
    for block in (piece for whole in section.blocks for piece in _cut(whole)):
        words = len(block.text.split())
        if on_slide and (words > room or len(on_slide) == MOST_LINES):
            yield Slide(kind, section.heading, tuple(on_slide), continued=continued)
            on_slide, room, continued = [], MOST_WORDS, True
        on_slide.append(block)
        room -= words
    yield Slide(kind, section.heading, tuple(on_slide), continued=continued)


def _cut(block: Block) -> Iterator[Block]:
    """The block in pieces of at most 60 words, each as many whole sentences as fit."""
    words = block.text.split()
    start = 0
    while len(words) - start > MOST_WORDS:
        reach = words[start : start + MOST_WORDS]
        ends = [place for place, word in enumerate(reach, 1) if word.endswith((".", "!", "?"))]
        end = ends[-1] if ends else MOST_WORDS
        yield Block(block.kind, " ".join(reach[:end]))
        start += end
    yield Block(block.kind, " ".join(words[start:]))


def _offered(services: Sequence[Service]) -> Iterator[Slide]:
    for start in range(0, len(services), MOST_LINES):
        yield Slide("services", "", services=tuple(services[start : start + MOST_LINES]), continued=start > 0)


def _is_closing(section: Section) -> bool:
    """Whether a section thanks or says how to make contact, and little else."""
    if not section.heading.casefold().startswith(THANKS):
        return False
    texts = [block.text for block in section.blocks if not ADDRESS.search(block.text)]
    return sum(len(text.split()) for text in texts) <= MOST_WORDS
