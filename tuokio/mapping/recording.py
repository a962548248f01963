"""The recommendation of a mapping conversation: read from the answers, recorded as chosen, opened again.

What M08 changes is worked out beside it and shown to the supervisor only: the proposal that others may come to
see the outcome of does not know M08.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tuokio.mapping.conversing import MappingClosed, lowest_voice, open_conversation
from tuokio.mapping.domain.answers import Answers, read_answers
from tuokio.mapping.domain.kept_answers import to_answers
from tuokio.mapping.domain.recommending import RULES, Recommendation, frame_of, recommend
from tuokio.mapping.models import MappingConversation, RecordedRecommendation
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import as_it_stands, move_process
from tuokio.terms.conversation_words import OtherwiseReason
from tuokio.terms.words import FormOfWork, ProcessEvent, ProcessState


class StopFirst(Exception):
    """Something must be seen to elsewhere first (G1); no form can be recorded."""


class ReasonMissing(Exception):
    """What was chosen is not what the rules propose, and no reason was given."""


class AnswersChanged(Exception):
    """The answers have changed since the recommendation was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the supervisor records. `because` only when it is not what the rules propose."""

    form: FormOfWork
    composition: str
    minutes: int
    meetings: int
    interval_weeks: int
    because: OtherwiseReason | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rules make of the answers without M08, and with it when its lowest answer is known."""

    answers: Answers
    proposal: Recommendation
    voice: int | None
    voiced_answers: Answers | None
    voiced: Recommendation | None


def advice_of(conversation: MappingConversation | None) -> Advice:
    """What the rules say of what has been answered so far."""
    given = conversation.answers if conversation else {}
    voice = lowest_voice(conversation) if conversation else None
    answers = read_answers(to_answers(given))
    heard = read_answers(to_answers(given, voice=voice)) if voice is not None else None
    return Advice(answers, recommend(answers), voice, heard, recommend(heard) if heard else None)


def as_proposed(advice: Advice, form: FormOfWork) -> Chosen:
    """How the rules would hold this form."""
    frame = frame_of(advice.answers, form)
    return Chosen(
        form=form,
        composition=frame.composition.value if frame.composition else "",
        minutes=frame.minutes,
        meetings=frame.meetings,
        interval_weeks=frame.interval_weeks,
    )


def seen_now(conversation: MappingConversation | None) -> str:
    """Changes with every change of the answers."""
    return conversation.changed_at.isoformat() if conversation else ""


@transaction.atomic
def record_recommendation(
    *, process: Process, chosen: Chosen, seen: str, by: Person, at: datetime
) -> RecordedRecommendation:
    """Record what was chosen, with the proposal and the version of its rules, and close the mapping.

    Raises StopFirst, ReasonMissing, AnswersChanged when `seen` is older than the answers, MappingClosed,
    ProcessClosed.
    """
    conversation = open_conversation(process, by=by, at=at)
    if seen and seen != seen_now(conversation):
        raise AnswersChanged
    advice = advice_of(conversation)
    if advice.proposal.form is None:
        raise StopFirst
    otherwise = _without_reason(chosen) != as_proposed(advice, advice.proposal.form)
    if otherwise and chosen.because is None:
        raise ReasonMissing
    recorded = RecordedRecommendation.objects.create(
        process_id=process.pk,
        rules=RULES,
        answers=advice.answers.to_keep(),
        result=advice.proposal.as_json(),
        voice=advice.voice,
        voiced_result=advice.voiced.as_json() if advice.voiced else None,
        form=chosen.form,
        composition=chosen.composition,
        minutes=chosen.minutes,
        meetings=chosen.meetings,
        interval_weeks=chosen.interval_weeks,
        because=chosen.because.value if otherwise and chosen.because else "",
        why=chosen.why if otherwise else "",
        first_goals=conversation.answers.get("goals", []),
        payer=conversation.answers.get("payer", ""),
        most_sessions=conversation.answers.get("max_sessions"),
        by=by,
        at=at,
    )
    conversation.alone_links.filter(revoked_at=None).update(revoked_at=at)
    conversation.safety_links.all().delete()
    move_process(process=process, event=ProcessEvent.RECORD_RECOMMENDATION, by=by, at=at)
    return recorded


def _without_reason(chosen: Chosen) -> Chosen:
    return Chosen(
        form=chosen.form,
        composition=chosen.composition,
        minutes=chosen.minutes,
        meetings=chosen.meetings,
        interval_weeks=chosen.interval_weeks,
    )


@transaction.atomic
def reopen_mapping(*, process: Process, by: Person, at: datetime) -> None:
    """Go back to the questions; what was recorded stays as it was. Raises MappingClosed, ProcessClosed."""
    fresh = as_it_stands(process)
    if fresh.now_in != ProcessState.RECOMMENDED:
        raise MappingClosed
    move_process(process=fresh, event=ProcessEvent.REOPEN_MAPPING, by=by, at=at)
