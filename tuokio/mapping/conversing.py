"""The acts of the mapping conversation: answers are kept, M08 is gathered apart, the talk is recorded or opened again.

Nothing of health is kept, nothing of what was only talked about, and of M08 numbers without people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tuokio.audit import trail
from tuokio.mapping.domain.questions import BY_ID, TICKS, Kept
from tuokio.mapping.models import MappingConversation, PracticalNeedNamed, SafetyAnswer
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import as_it_stands, move_process
from tuokio.terms.conversation_words import PracticalNeed, SaidBy
from tuokio.terms.words import ProcessEvent, ProcessState

OPEN_IN = (ProcessState.ENQUIRED, ProcessState.MAPPING)
FEWEST_VOICES = 2  # domain 5.6: nobody's answer is shown as theirs


class MappingClosed(Exception):
    """The process is not in mapping: a recommendation is recorded already, or another way was taken."""


class TooFewVoices(Exception):
    """M08 has fewer answers than can be shown without telling who gave them."""


class VoicesKnown(Exception):
    """The answers to M08 were closed; to ask again they are all let go first."""


def conversation_of(process: Process) -> MappingConversation | None:
    """The mapping conversation of the process, if one was begun."""
    return MappingConversation.objects.filter(process=process).first()


def open_conversation(process: Process, *, by: Person | None, at: datetime) -> MappingConversation:
    """The conversation, held for an act and begun on first mention; an enquiry is taken to mapping by it.

    Call it inside the act's own transaction. Raises ProcessClosed, and MappingClosed when it is not open.
    """
    fresh = as_it_stands(process)
    if fresh.now_in not in OPEN_IN:
        raise MappingClosed
    if fresh.now_in == ProcessState.ENQUIRED:
        fresh = move_process(process=fresh, event=ProcessEvent.ACCEPT_ENQUIRY, by=by, at=at)
    found, new = MappingConversation.objects.get_or_create(
        process=fresh, defaults={"begun_at": at, "changed_at": at}
    )
    if new:
        trail.record("mapping begun", about=fresh, by=by, at=at)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said to some questions. A key of theirs that is not in `answers` was left open."""

    questions: Sequence[str]
    answers: Mapping[str, Any]
    ticks: Iterable[str] = ()
    needs: Iterable[PracticalNeed] = ()


@transaction.atomic
def keep_answers(
    *, process: Process, told: Told, said_by: SaidBy, by: Person | None, at: datetime
) -> MappingConversation:
    """Keep what was said to these questions, and leave every other answer as it is.

    On one's own phone only one's own answers change: what was left open there does not take away what was
    said together. Raises ProcessClosed, MappingClosed, NotKept.
    """
    conversation = open_conversation(process, by=by, at=at)
    for question in (BY_ID[one] for one in told.questions):
        for key in question.keys:
            _keep(conversation, key, told.answers.get(key), said_by)
        if question.kept == Kept.TICK and said_by != SaidBy.ALONE:
            _tick(conversation, question.id, question.id in set(told.ticks))
        if question.kept == Kept.NEEDS:
            _keep_needs(conversation, told.needs, whole=said_by != SaidBy.ALONE)
    conversation.changed_at = at
    conversation.save()
    return conversation


def _keep(conversation: MappingConversation, key: str, value: Any, said_by: SaidBy) -> None:
    if value is not None:
        if conversation.answers.get(key) != value or key not in conversation.said:
            conversation.said[key] = said_by.value
        conversation.answers[key] = value
    elif said_by != SaidBy.ALONE or conversation.said.get(key) == SaidBy.ALONE:
        conversation.answers.pop(key, None)
        conversation.said.pop(key, None)


def _tick(conversation: MappingConversation, question: str, is_ticked: bool) -> None:
    ticked = (
        {*conversation.talked_about, question} if is_ticked else {*conversation.talked_about} - {question}
    )
    conversation.talked_about = [one for one in TICKS if one in ticked]


def _keep_needs(conversation: MappingConversation, needs: Iterable[PracticalNeed], *, whole: bool) -> None:
    """The supervisor writes the list anew; a phone adds to it, for it does not show what others named."""
    named = {need.value for need in needs}
    if whole:
        conversation.needs.exclude(need__in=named).delete()
    for need in named:
        PracticalNeedNamed.objects.get_or_create(conversation=conversation, need=need)


# --- M08, answered apart -------------------------------------------------------------------------------------


@transaction.atomic
def enter_voices(*, process: Process, values: Iterable[int], by: Person, at: datetime) -> None:
    """Enter the answers of paper slips. Raises ProcessClosed, MappingClosed, VoicesKnown."""
    conversation = open_conversation(process, by=by, at=at)
    if conversation.lowest_known:
        raise VoicesKnown
    SafetyAnswer.objects.bulk_create(SafetyAnswer(conversation=conversation, value=one) for one in values)


@transaction.atomic
def close_voices(*, process: Process, by: Person, at: datetime) -> None:
    """No more answers to M08: from now on the supervisor sees the lowest, and links to it open nothing.

    One moment for all, so that no answer is told by what it changed. Raises TooFewVoices while fewer than two
    have answered, unless one person alone takes part; ProcessClosed, MappingClosed.
    """
    conversation = open_conversation(process, by=by, at=at)
    count = conversation.safety_answers.count()
    if count < fewest_voices(conversation):
        raise TooFewVoices
    conversation.lowest_known = True
    conversation.save(update_fields=["lowest_known"])
    conversation.safety_links.all().delete()


@transaction.atomic
def ask_voices_anew(*, process: Process, by: Person, at: datetime) -> None:
    """Let the answers to M08 and the links to it go, to ask once more. Raises ProcessClosed, MappingClosed."""
    conversation = open_conversation(process, by=by, at=at)
    conversation.safety_answers.all().delete()
    conversation.safety_links.all().delete()
    conversation.lowest_known = False
    conversation.save(update_fields=["lowest_known"])


def takes_part_alone(conversation: MappingConversation) -> bool:
    """Whether one person alone takes part."""
    return bool(conversation.answers.get("attending") == 1)


def fewest_voices(conversation: MappingConversation) -> int:
    """How many must have answered M08 before the lowest is shown: two, or one who takes part alone and was told.

    What somebody was promised when they answered holds, whatever is said later of how many take part.
    """
    promised = conversation.safety_links.filter(spent=True, is_only=False).exists()
    return 1 if takes_part_alone(conversation) and not promised else FEWEST_VOICES


def lowest_voice(conversation: MappingConversation) -> int | None:
    """The lowest answer to M08 once the answers are closed, for the supervisor's eyes only."""
    if not conversation.lowest_known:
        return None
    lowest = conversation.safety_answers.order_by("value").first()
    return lowest.value if lowest else None
