"""What the one who is asked does: answers, and with one or two people shows what they choose to show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from tuokio.evaluation.models.waves import Answer, AnswerSheet, Wave
from tuokio.evaluation.refusals_waves import (
    EveryoneHasAnswered,
    NothingAnswered,
    NotOpen,
    NotYours,
    OnPaperAlone,
)
from tuokio.supervision.asking import settle_asks
from tuokio.supervision.models import Member
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.evaluation_words import Question

Answers = Mapping[tuple[str, Question], int | None]


@transaction.atomic
def answer_as_member(*, wave: Wave, member: Member, answers: Answers, at: datetime) -> AnswerSheet:
    """A member answers signed in, from whatever device; the last answers count while the wave is open.

    Nothing of it is written down elsewhere. Raises NotOpen, NothingAnswered, EveryoneHasAnswered, ProcessClosed.
    """
    wave = _taking(wave, answers, at)
    sheet = _write(wave, wave.key_of(member.pk), answers)
    wave.invited.filter(member=member).update(answered=True)
    assert wave.opened_at is not None  # it takes answers
    settle_asks(about=wave.pk, at=wave.opened_at, member=member)  # no time finer than the wave's
    return sheet


@transaction.atomic
def answer_in_room(*, wave: Wave, browser: str, answers: Answers, at: datetime) -> AnswerSheet:
    """A browser without a name answers; `browser` is the random word that it keeps for this wave.

    Raises NotOpen, NothingAnswered, EveryoneHasAnswered, ProcessClosed.
    """
    wave = _taking(wave, answers, at)
    return _write(wave, wave.key_of(browser), answers)


@transaction.atomic
def enter_paper(*, wave: Wave, answers: Answers, at: datetime) -> AnswerSheet:
    """A sheet that was filled in on paper is typed in. Not recorded by whom or when: it is an answer.

    Raises OnPaperAlone with one or two people, and what `answer_in_room` raises.
    """
    if wave.is_for_few:
        raise OnPaperAlone
    wave = _taking(wave, answers, at)
    return _write(wave, wave.key_of(uuid4()), answers, from_paper=True)


@transaction.atomic
def show_answers(*, wave: Wave, member: Member, shown: Collection[UUID], at: datetime) -> None:
    """Show these of one's own answers to the supervisor, and no others; until the process ends.

    Raises NotYours when there is no such sheet or the wave is one of a group, ProcessClosed.
    """
    as_it_stands(wave.process)
    sheet = sheet_of(wave, member.pk)
    if sheet is None or not wave.is_for_few:
        raise NotYours
    sheet.answers.update(shown=False)
    sheet.answers.filter(pk__in=shown).update(shown=True)


def sheet_of(wave: Wave, holder: object) -> AnswerSheet | None:
    """The sheet of a member or a browser, or None."""
    return wave.sheets.filter(key=wave.key_of(holder)).prefetch_related("answers").first()


def _taking(wave: Wave, answers: Answers, at: datetime) -> Wave:
    as_it_stands(wave.process)
    wave = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
    if not wave.takes_answers(at):
        raise NotOpen
    if not answers:
        raise NothingAnswered
    return wave


def _write(wave: Wave, key: str, answers: Answers, *, from_paper: bool = False) -> AnswerSheet:
    sheet = wave.sheets.filter(key=key).first()
    if sheet is None:
        if wave.sheets.count() >= wave.slots:
            raise EveryoneHasAnswered
        sheet = wave.sheets.create(key=key, from_paper=from_paper)
    shown = set(sheet.answers.filter(shown=True).values_list("code", "question"))
    sheet.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(sheet=sheet, code=code, question=question, value=value, shown=(code, question) in shown)
        for (code, question), value in answers.items()
    )
    return sheet
