"""The pulse: three statements after a meeting, answered alone and told as counts in bands (domain 5.5, 5.6)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.kit.laid_anew import lay_anew
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.alone_words import AloneKind
from tuokio.vault.refusals import Malformed
from tuokio.workroom.domain.bands import FEWEST_ANSWERS, GREATEST, LEAST, told_bands
from tuokio.workroom.models import AloneRound, PulseAnswer, PulseBand, PulseWanted
from tuokio.workroom.refusals import SwitchedOff
from tuokio.workroom.usecases.rounds import (
    Opening,
    close_once,
    held,
    led,
    let_in,
    open_round,
    shut,
)

Answers = tuple[int, int, int]


@transaction.atomic
def switch_pulse(*, process_id: UUID, on: bool, by: Person, at: datetime) -> Process:
    """The supervisor switches it on or off for a process; what was told stays. Raises NotThere, Ended."""
    process = held(led(process_id, by, at))
    wanted = PulseWanted.objects.filter(process=process)
    if wanted.exists() != on:
        if on:
            PulseWanted.objects.create(process=process)
        else:
            wanted.delete()
        trail.record("pulse switched", about=process, by=by, at=at, on=on)
    return process


@transaction.atomic
def open_pulse(*, process_id: UUID, opening: Opening, by: Person, at: datetime) -> AloneRound:
    """Ask how the meeting was. Raises NotThere, Ended, SwitchedOff, RoundStands, TooFewPeople, Malformed."""
    process = held(led(process_id, by, at))
    if not PulseWanted.objects.filter(process=process).exists():
        raise SwitchedOff
    return open_round(process, AloneKind.PULSE, opening, fewest=FEWEST_ANSWERS, by=by, at=at)


@transaction.atomic
def answer_pulse(*, token: str, answers: Answers) -> None:
    """Whoever holds the word answers, once. Leaves no trace of who or when. Raises TokenSpent, Malformed."""
    if not all(LEAST <= one <= GREATEST for one in answers):
        raise Malformed
    round = let_in(token, AloneKind.PULSE)
    a, b, c = answers
    lay_anew(PulseAnswer.objects.filter(round=round), [PulseAnswer(round=round, a=a, b=b, c=c)])


@transaction.atomic
def close_pulse(*, round_id: UUID, by: Person, at: datetime) -> Process:
    """Take no more answers; what may be told is told from now on, and the answers are gone. Twice is once.

    Raises NotThere.
    """
    return close_once(round_id, AloneKind.PULSE, close_pulse_round, by=by, at=at)


def close_pulse_round(round: AloneRound, *, by: Person | None, at: datetime) -> None:
    """What may be told is kept, every answer goes. Call it under the round's lock."""
    given = list(round.pulse_answers.values_list("a", "b", "c"))
    for number, statement in enumerate(zip(*given, strict=True), start=1):
        PulseBand.objects.bulk_create(
            PulseBand(
                round=round, statement=number, lowest=band.lowest, highest=band.highest, answers=band.answers
            )
            for band in told_bands(statement) or ()
        )
    round.pulse_answers.all().delete()
    shut(round, answered=bool(given), by=by, at=at)
