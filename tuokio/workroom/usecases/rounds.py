"""Rounds in which each answers alone, whatever they ask: opening, letting an answer in, closing.

The leader's browser makes as many random words as there are people and names their fingerprints here; which phone
takes which of them nobody learns. A word lets one answer in and is gone. The answers of a round are laid anew, all of
them, each time one comes, so that neither their places nor their marks in the database tell in which order they came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from tuokio.audit import trail
from tuokio.goals.usecases.rounds import group_size
from tuokio.kit.when import local
from tuokio.meetings.models import Meeting
from tuokio.people.models import Person
from tuokio.supervision.models import Process, ProcessClosed
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.alone_words import AloneKind
from tuokio.vault.refusals import Malformed, NotThere
from tuokio.workroom.models import AloneRound, RoundToken
from tuokio.workroom.refusals import Ended, RoundStands, TokenSpent, TooFewPeople


@dataclass(frozen=True, slots=True)
class Opening:
    """What a browser says when a round begins: its random id, the meeting, the fingerprints of its words."""

    id: UUID
    meeting_id: UUID | None
    fingerprints: tuple[str, ...]


def led(process_id: UUID, person: Person, at: datetime) -> Process:
    """The process, for whoever leads it now. Raises NotThere."""
    found = Process.objects.led_by(person, on=local(at).date()).filter(pk=process_id).first()
    if found is None:
        raise NotThere
    return found


def led_or_joined(process_id: UUID, person: Person, at: datetime) -> Process:
    """The process, for whoever leads it or takes part in it now. Raises NotThere."""
    on = local(at).date()
    ways = (Process.objects.led_by(person, on=on), Process.objects.joined_by(person, on=on))
    found = next((one for way in ways for one in way.filter(pk=process_id)), None)
    if found is None:
        raise NotThere
    return found


def held(process: Process) -> Process:
    """The process under its lock. Raises Ended."""
    try:
        return as_it_stands(process)
    except ProcessClosed as fault:
        raise Ended from fault


def open_round(
    process: Process, kind: AloneKind, opening: Opening, *, fewest: int, by: Person, at: datetime
) -> AloneRound:
    """Begin a round with as many words as there are people, and no more. Call it under the process's lock.

    Raises RoundStands, TooFewPeople, Malformed; NotThere for another process's meeting.
    """
    on = local(at).date()
    rounds = AloneRound.objects.filter(process=process, kind=kind)
    if rounds.open().exists() or rounds.filter(opened_on=on).exists():
        raise RoundStands
    size, marks = group_size(process, at), opening.fingerprints
    if size < fewest:
        raise TooFewPeople
    if len(set(marks)) < len(marks) or not fewest <= len(marks) <= size or not all(map(_is_mark, marks)):
        raise Malformed
    meeting = opening.meeting_id
    if meeting and not Meeting.objects.filter(pk=meeting, process=process).exists():
        raise NotThere
    try:
        with transaction.atomic():
            begun = AloneRound(pk=opening.id, kind=kind, process=process, meeting_id=meeting, opened_on=on)
            begun.save(force_insert=True)
            RoundToken.objects.bulk_create(RoundToken(round=begun, fingerprint=one) for one in marks)
    except IntegrityError as fault:  # an id or a word that stands already
        raise Malformed from fault
    trail.record("asked alone", about=process, by=by, at=at, kind=kind.value, people=len(marks))
    return begun


def let_in(token: str, kind: AloneKind) -> AloneRound:
    """Use up a word: its round, under its lock. Call it inside the answer's transaction. Raises TokenSpent."""
    found = RoundToken.objects.filter(fingerprint=fingerprint_of(token), round__kind=kind).first()
    if found is None:
        raise TokenSpent
    round = AloneRound.objects.select_for_update().open().filter(pk=found.round_id).first()
    if round is None or not RoundToken.objects.filter(pk=found.pk).delete()[0]:
        raise TokenSpent
    return round


def open_round_of(round_id: UUID, kind: AloneKind) -> AloneRound:
    """The round under its lock, while it is open. Raises TokenSpent once it is closed."""
    found = AloneRound.objects.select_for_update().open().filter(pk=round_id, kind=kind).first()
    if found is None:
        raise TokenSpent
    return found


def close_once(
    round_id: UUID, kind: AloneKind, closing: Callable[..., None], *, by: Person, at: datetime
) -> Process:
    """Close a round as its kind does, for whoever leads it; twice is once. Raises NotThere."""
    found = AloneRound.objects.filter(pk=round_id, kind=kind).first()
    if found is None:
        raise NotThere
    process = led(found.process_id, by, at)
    if found.closed_on is None:
        closing(open_round_of(found.pk, kind), by=by, at=at)
    return process


def shut(round: AloneRound, *, answered: bool, by: Person | None, at: datetime) -> None:
    """Take no more; one in which nobody answered leaves nothing, as if it had not been begun."""
    RoundToken.objects.filter(round=round).delete()
    if not answered:
        round.delete()
        return
    round.closed_on = local(at).date()
    round.save(update_fields=["closed_on"])
    trail.record("asked alone, closed", about=round.process, by=by, at=at, kind=round.kind)


def fingerprint_of(token: str) -> str:
    """What is kept of a word."""
    return sha256(token[:200].encode()).hexdigest()


def _is_mark(text: str) -> bool:
    return len(text) == 64 and not set(text) - set("0123456789abcdef")
