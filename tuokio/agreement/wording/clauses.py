"""Which clause is made where."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tuokio.agreement.wording import practical, trust
from tuokio.agreement.wording.words import Block, Words
from tuokio.terms.agreement_words import Clause

_MAKERS: dict[Clause, Callable[[Words], Iterator[Block]]] = {
    Clause.C1: practical.parties,
    Clause.C2: practical.background,
    Clause.C3: practical.goals,
    Clause.C4: practical.scope,
    Clause.C5: practical.group,
    Clause.C6: practical.manager,
    Clause.C7: practical.meetings,
    Clause.C8: practical.dates,
    Clause.C9: practical.place,
    Clause.C10: practical.presence,
    Clause.C11: practical.price,
    Clause.C12: practical.vat,
    Clause.C13: practical.billing,
    Clause.C14: practical.cancelling,
    Clause.C15: trust.silence,
    Clause.C16: trust.limits,
    Clause.C17: trust.client_data,
    Clause.C18: trust.privacy,
    Clause.C19: trust.evaluation,
    Clause.C20: trust.changes,
    Clause.C21: trust.ending,
    Clause.C22: trust.disclosure,
}


_ALWAYS_LISTS = {Clause.C1, Clause.C3}  # what is long stays a list in the short profile too
_NEVER_LISTS = {Clause.C4, Clause.C19, Clause.C21}  # a few words each: read as easily in a sentence


def blocks_of(clause: Clause, words: Words) -> Iterator[Block]:
    """The text of one clause; nothing when this agreement does not have it."""
    listed = clause in _ALWAYS_LISTS or (words.is_whole and clause not in _NEVER_LISTS)
    shape = _leading if listed else _running
    return (shape(block) for block in _MAKERS[clause](words) if block.text or block.items)


def _leading(block: Block) -> Block:
    """A line that leads into a list ends in a colon."""
    opens = block.items and block.text and not block.text.endswith((".", ":"))
    return Block(f"{block.text}:", block.items) if opens else block


def _running(block: Block) -> Block:
    """A list as one sentence: the short profile fits on two pages, the whole on three."""
    if not block.items:
        return block
    listed = "; ".join(block.items)
    return Block(f"{_leading(block).text} {listed}.".strip())
