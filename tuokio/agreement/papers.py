"""The agreement on paper: a tagged PDF whose bytes are the same whenever this release makes it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tuokio.agreement.domain.content import AgreementContent, Party
from tuokio.agreement.wording.rendering import Rendered, RenderedClause, render
from tuokio.agreement.wording.words import Words
from tuokio.kit.documents import compile_pdf
from tuokio.terms.agreement_words import PartyKind, Profile


def agreement_pdf(
    content: AgreementContent,
    *,
    language: str,
    version: int,
    made_on: date,
    fingerprint: str,
    signatures: bool = False,
) -> bytes:
    """The agreement in one language, PDF/UA-1; with lines to sign for each party that signs when asked for."""
    words, rendered = Words(language, content), render(content, language)
    data = {
        **_body(rendered),
        "short": content.profile == Profile.SHORT,
        "sender": words.name_of(PartyKind.SUPERVISOR),
        "foot": foot(words, version=version, made_on=made_on, fingerprint=fingerprint),
        "signatures": words.say("paper.signatures"),
        "signing": list(_signing(words)) if signatures else [],
        "place_and_day": words.say("paper.place_and_day"),
        "signature": words.say("paper.signature"),
    }
    return compile_pdf("agreement/agreement", data, language, made_on=made_on)


def member_list_pdf(
    content: AgreementContent,
    *,
    language: str,
    version: int,
    made_on: date,
    fingerprint: str,
    names: Sequence[str] = (),
) -> bytes:
    """A list for the supervised to sign in the room: the given names, then blank lines up to the number of people.

    It stays with the supervisor, so nobody else learns who signed.
    """
    words = Words(language, content)
    lines = [*names, *[""] * max(0, content.group.people - len(names))]
    data = {
        "title": words.say("list.title"),
        "agreement": words.say(f"title.{content.kind}"),
        "intro": words.say("list.intro"),
        "header": [words.say("list.name"), words.say("list.day"), words.say("list.signature")],
        "names": lines,
        "sender": words.name_of(PartyKind.SUPERVISOR),
        "foot": foot(words, version=version, made_on=made_on, fingerprint=fingerprint),
    }
    return compile_pdf("agreement/member_list", data, language, made_on=made_on)


def foot(words: Words, *, version: int, made_on: date, fingerprint: str) -> str:
    """Version, day and fingerprint, as they stand at the foot of each page."""
    return " · ".join(
        (
            words.say("paper.version", version=version),
            words.say("paper.made", day=words.day(made_on)),
            words.say("paper.fingerprint", fingerprint=fingerprint),
        )
    )


def _body(rendered: Rendered) -> dict[str, Any]:
    return {
        "title": rendered.title,
        "translation": rendered.translation_note,
        "essence_heading": rendered.essence_heading,
        "essence": [list(line) for line in rendered.essence],
        "sees_heading": rendered.sees_heading,
        "sees_header": list(rendered.sees_header),
        "sees": [list(row) for row in rendered.sees],
        "whole_heading": rendered.whole_heading,
        "clauses": [_clause(clause) for clause in rendered.clauses],
    }


def _clause(clause: RenderedClause) -> dict[str, Any]:
    return {
        "number": str(clause.number),
        "heading": clause.heading,
        "blocks": [{"text": block.text, "items": list(block.items)} for block in clause.blocks],
    }


def _signing(words: Words) -> Iterator[str]:
    for party in words.content.parties:
        if party.signs and party.kind != PartyKind.MEMBER:
            yield f"{words.of_kind(f'party.{party.kind}')}: {_signer(words, party)}"


def _signer(words: Words, party: Party) -> str:
    name = party.name.strip() or words.say("unknown")
    return f"{name}, {party.contact}" if party.contact else name
