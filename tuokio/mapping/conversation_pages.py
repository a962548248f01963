"""What the pages of the mapping conversation show, as values: the supervisor's, and those of one's own phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.mapping import conversation_labels as words
from tuokio.mapping.answering_alone import mail_of
from tuokio.mapping.conversation_forms import FIELDS
from tuokio.mapping.conversing import OPEN_IN, fewest_voices, lowest_voice
from tuokio.mapping.domain.kept_answers import needs_a_word
from tuokio.mapping.domain.questions import (
    QUESTIONS,
    Kept,
    Question,
    Step,
    asked,
    asked_alone,
    is_answered,
    is_length_told,
    of_step,
    steps,
)
from tuokio.mapping.models import MappingConversation
from tuokio.supervision.models import Process
from tuokio.terms.conversation_words import Dispute
from tuokio.terms.words import ProcessState


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question, and what was answered to it in words."""

    id: str
    question: str
    answer: str
    href: str = ""


def answer_in_words(question: Question, given: Mapping[str, Any]) -> str:
    """What was answered to a question, in words; empty when nothing was."""
    return "; ".join(part for key in question.keys if key in given and (part := _told(key, given[key])))


def _told(key: str, value: Any) -> str:
    labels = words.LABELS.get(key, {})
    if isinstance(value, bool):
        shown = str(words.YES_NO["yes" if value else "no"])
    elif isinstance(value, list):
        shown = ", ".join(str(labels.get(str(one), one)) for one in value)
    else:
        shown = str(labels.get(str(value), value))
    field = FIELDS.get(key)
    label = str(field().label) if field else ""
    return shown if not label or label in map(str, words.QUESTIONS.values()) else f"{label}: {shown}"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One screen of the talk, and how far it is."""

    title: str
    href: str
    told: str


@dataclass(frozen=True, slots=True)
class Voices:
    """M08 as the supervisor sees it: how many have answered, and the lowest once the answers are closed."""

    count: int
    out: int
    lowest: int | None
    may_close: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPage:
    """The supervisor's page of the conversation."""

    rows: list[StepRow]
    progress: str
    answers: list[AnswerLine]
    needs: list[str]
    voices: Voices
    is_open: bool
    is_recommended: bool
    stops: bool
    mixed: bool
    link_until: datetime | None
    answered_alone_at: datetime | None
    may_mail: bool

    @classmethod
    def of(
        cls, process: Process, conversation: MappingConversation | None, *, at: datetime
    ) -> ConversationPage:
        """What has been asked so far, and what can be done."""
        given = conversation.answers if conversation else {}
        ticks = frozenset(conversation.talked_about) if conversation else frozenset()
        link = (
            conversation.alone_links.filter(revoked_at=None, expires_at__gt=at).first()
            if conversation
            else None
        )
        return cls(
            rows=[_row(process, step, given, ticks) for step in steps(given)],
            progress=progress_told(given, ticks),
            answers=answer_lines(given, ticks),
            needs=[str(words.NEEDS[one.need]) for one in conversation.needs.all()] if conversation else [],
            voices=voices_of(conversation),
            is_open=process.now_in in OPEN_IN,
            is_recommended=process.now_in == ProcessState.RECOMMENDED,
            stops=given.get("dispute") == Dispute.REFERRED,
            mixed=needs_a_word(given),
            link_until=link.expires_at if link else None,
            answered_alone_at=conversation.answered_alone_at if conversation else None,
            may_mail=mail_of(process) is not None,
        )


def _row(process: Process, step: Step, given: Mapping[str, Any], ticks: frozenset[str]) -> StepRow:
    questions = [one for one in of_step(step, given) if one.kept in {Kept.ANSWER, Kept.TICK}]
    done = sum(is_answered(one, given, ticks) for one in questions)
    href = reverse("mapping:step", args=[process.pk, step.value])
    return StepRow(str(words.STEPS[step]), href, _asked_told(done, len(questions)) if questions else "")


def _asked_told(done: int, total: int) -> str:
    return _("%(done)s of %(total)s asked") % {"done": done, "total": total}


def progress_told(given: Mapping[str, Any], ticks: frozenset[str] = frozenset()) -> str:
    """How far the talk is: "7 of 19 asked"."""
    questions = [one for step in steps(given) for one in of_step(step, given)]
    questions = [one for one in questions if one.kept in {Kept.ANSWER, Kept.TICK}]
    return _asked_told(sum(is_answered(one, given, ticks) for one in questions), len(questions))


def answer_lines(given: Mapping[str, Any], ticks: frozenset[str] = frozenset()) -> list[AnswerLine]:
    """Every question that belongs to this talk and keeps something, with its answer or "not asked"."""
    wanted = asked(given)
    return [
        AnswerLine(
            one.id,
            str(words.QUESTIONS[one.id]),
            _("talked about") if one.id in ticks else answer_in_words(one, given) or str(words.NOT_ASKED),
        )
        for one in QUESTIONS
        if one.kept in {Kept.ANSWER, Kept.TICK} and (one in wanted or is_answered(one, given, ticks))
    ]


def voices_of(conversation: MappingConversation | None) -> Voices:
    """How far M08 is."""
    if conversation is None:
        return Voices(0, 0, None, False, _("Nobody has been asked yet."))
    count = conversation.safety_answers.count()
    out = conversation.safety_links.filter(spent=False).count()
    lowest = lowest_voice(conversation)
    told = ngettext("%(count)s answer so far.", "%(count)s answers so far.", count) % {"count": count}
    if not count:
        told = _("Nobody has answered yet.")
    return Voices(count, out, lowest, lowest is None and count >= fewest_voices(conversation), told)


# --- on one's own phone --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AlonePage:
    """What the one who answers alone sees: own answers, and nothing that others said."""

    practice: str
    lines: list[AnswerLine]
    first_href: str
    is_finished: bool
    stops: bool

    @classmethod
    def of(cls, conversation: MappingConversation, token: str) -> AlonePage:
        """The own answers so far, each with the way to correct it."""
        given = conversation.said_alone()
        questions = [one for one in asked_alone(given) if one.kept == Kept.ANSWER]
        return cls(
            practice=conversation.process.practice.name,
            lines=[
                AnswerLine(
                    one.id,
                    str(words.QUESTIONS[one.id]),
                    answer_in_words(one, given) or str(words.NOT_ANSWERED),
                    reverse("mapping:alone_question", args=[token, one.id.lower()]),
                )
                for one in questions
            ],
            first_href=reverse("mapping:alone_question", args=[token, questions[0].id.lower()]),
            is_finished=conversation.answered_alone_at is not None,
            stops=given.get("dispute") == Dispute.REFERRED,
        )


def place_told(question: Question, given: Mapping[str, Any]) -> str:
    """Which question this is on one's own phone: "Question 3 of 9"; of how many, unless that is still open."""
    order = [one.id for one in asked_alone(given)]
    if not is_length_told(question, given):
        return _("Question %(number)s") % {"number": order.index(question.id) + 1}
    return _("Question %(number)s of %(total)s") % {
        "number": order.index(question.id) + 1,
        "total": len(order),
    }
