"""The agreement as a text: essence, what the commissioner sees, and the clauses, in one of three languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tuokio.agreement.domain.content import AgreementContent
from tuokio.agreement.domain.visibility import commissioner_sees
from tuokio.agreement.wording.clauses import blocks_of
from tuokio.agreement.wording.essence import essence_of
from tuokio.agreement.wording.words import Block, Words
from tuokio.terms.agreement_words import Clause


@dataclass(frozen=True, slots=True)
class RenderedClause:
    """One clause as it is read; `number` counts those that stand in this agreement."""

    clause: Clause
    number: int
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The whole agreement in one language."""

    language: str
    title: str
    translation_note: str  # empty in the binding language
    essence_heading: str
    essence: tuple[tuple[str, str], ...]
    whole_heading: str
    sees_heading: str
    sees_header: tuple[str, str]
    sees: tuple[tuple[str, str], ...]
    clauses: tuple[RenderedClause, ...]

    def clause(self, clause: Clause) -> RenderedClause | None:
        """One clause, or None when this agreement does not have it."""
        return next((found for found in self.clauses if found.clause == clause), None)

    @property
    def text(self) -> str:
        """All of it as plain lines."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterable[str]:
        yield self.title
        yield self.translation_note
        for pair in (*self.essence, *self.sees):
            yield " ".join(pair)
        for clause in self.clauses:
            yield f"{clause.number} {clause.heading}"
            for block in clause.blocks:
                yield from (block.text, *block.items)


def render(content: AgreementContent, language: str) -> Rendered:
    """The agreement in fi, sv or en. The same content gives the same text, always. Raises KeyError for another language."""
    words = Words(language, content)
    return Rendered(
        language=language,
        title=words.say(f"title.{content.kind}"),
        translation_note=""
        if language == content.binding_language
        else words.say(f"translation.{content.binding_language}"),
        essence_heading=words.say("essence.heading"),
        essence=tuple(essence_of(words)),
        whole_heading=words.say("essence.whole"),
        sees_heading=words.say("sees.heading"),
        sees_header=(words.say("sees.item"), words.say("sees.answer")),
        sees=tuple(
            (words.say(f"seen.{item}"), words.say(f"sees.{sees}"))
            for item, sees in commissioner_sees(content)
        ),
        clauses=tuple(_numbered(words)),
    )


def _numbered(words: Words) -> Iterable[RenderedClause]:
    number = 0
    for clause in Clause:
        if blocks := tuple(blocks_of(clause, words)):
            number += 1
            yield RenderedClause(clause, number, words.say(clause), blocks)
