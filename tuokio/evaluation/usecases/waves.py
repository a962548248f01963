"""What a supervisor does with waves: choose what is asked, open, ask at home, close, leave out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from tuokio.audit import trail
from tuokio.evaluation.domain.statements import chosen
from tuokio.evaluation.domain.thresholds import Given, told_of
from tuokio.evaluation.domain.waves import ASKED_MINUTES, closes_at, points_of
from tuokio.evaluation.models.waves import Answer, AnswerSheet, EvaluationPlan, Invited, Wave, WaveFigure
from tuokio.evaluation.refusals_waves import (
    AnotherIsOpen,
    AskedEnough,
    ChoiceFixed,
    NobodyToAsk,
    NothingChosen,
    NotOpen,
    NotPlanned,
    NotScheduled,
)
from tuokio.kit import when
from tuokio.kit.clock import HELSINKI
from tuokio.people.models import Person
from tuokio.supervision.asking import ask_members, settle_asks
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Member, Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.asking_words import AskKind
from tuokio.terms.evaluation_words import Question, SkipReason


@transaction.atomic
def choose_statements(*, process: Process, codes: Iterable[str], by: Person, at: datetime) -> EvaluationPlan:
    """Choose the three to six statements of a process, and plan its waves when it has none.

    Raises WrongChoice, ChoiceFixed once the first wave has opened, ProcessClosed.
    """
    process = as_it_stands(process)
    statements = chosen(codes)
    if process.waves.exclude(opened_at=None).exists():
        raise ChoiceFixed
    plan, _new = EvaluationPlan.objects.get_or_create(process=process, defaults={"made_at": at})
    plan.codes = [statement.code for statement in statements]
    plan.chosen_at = at
    plan.save(update_fields=["codes", "chosen_at"])
    term = process.current_term
    if term is not None and not process.waves.filter(term=term).exists():
        _plan(process, (), at)
    trail.record("statements chosen", about=process, by=by, at=at, count=len(statements))
    return plan


@transaction.atomic
def plan_waves(
    *, process: Process, by: Person | None, at: datetime, agreed: Iterable[int] = ()
) -> Sequence[Wave]:
    """Tie the waves of the running terms to their meetings: those agreed, else first, halfway and last.

    A wave that has opened or was left out stays as it is. Raises NotPlanned without terms, ProcessClosed.
    """
    process = as_it_stands(process)
    EvaluationPlan.objects.get_or_create(process=process, defaults={"made_at": at})
    waves = _plan(process, agreed, at)
    trail.record("evaluations planned", about=process, by=by, at=at, count=len(waves))
    return waves


def _plan(process: Process, agreed: Iterable[int], at: datetime) -> Sequence[Wave]:
    term = process.current_term
    if term is None:
        raise NotPlanned
    points = points_of(term.planned, agreed)
    still_free = process.waves.filter(term=term, opened_at=None, skipped_at=None)
    still_free.exclude(point__in=points).delete()
    for point, number in points.items():
        wave, new = Wave.objects.get_or_create(
            term=term, point=point, defaults={"process": process, "meeting_number": number}
        )
        if not new and not wave.opened_at and not wave.skipped_at and wave.meeting_number != number:
            wave.meeting_number = number
            wave.save(update_fields=["meeting_number"])
    return list(process.waves.filter(term=term))


def _held(wave: Wave) -> tuple[Process, Wave]:
    """The process and the wave as they stand, held until the act is done. Raises ProcessClosed."""
    process = as_it_stands(wave.process)
    return process, Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)


@transaction.atomic
def open_wave(*, wave: Wave, by: Person, at: datetime) -> Wave:
    """Open it in the meeting: those who belong to the process on that day are asked.

    Raises NotScheduled, NothingChosen, NobodyToAsk, AnotherIsOpen, ProcessClosed.
    """
    process, wave = _held(wave)
    if wave.opened_at or wave.skipped_at:
        raise NotScheduled
    plan = EvaluationPlan.objects.filter(process=process).first()
    if plan is None or not plan.codes:
        raise NothingChosen
    on = when.local(at).date()
    members = [member for member in process.members.all() if member.belongs_on(on)]
    if not members:
        raise NobodyToAsk
    if process.waves.open().exists():
        raise AnotherIsOpen
    wave.codes, wave.slots = plan.codes, len(members)
    wave.opened_at, wave.closes_at = at, closes_at(on, HELSINKI)
    wave.save(update_fields=["codes", "slots", "opened_at", "closes_at"])
    Invited.objects.bulk_create(Invited(wave=wave, member=member) for member in members)
    trail.record("wave opened", about=process, by=by, at=at, point=wave.point)
    return wave


@transaction.atomic
def ask_at_home(*, wave: Wave, by: Person, at: datetime) -> Sequence[Member]:
    """Ask everyone alike to answer at home: once, and once again as a reminder.

    Whoever has answered is asked too: else requests and letters would tell who had not. Hands back the members who may not be asked any more outside meetings (supervision.asking). Raises NotOpen,
    AskedEnough, ProcessClosed.
    """
    process, wave = _held(wave)
    if not wave.takes_answers(at):
        raise NotOpen
    if wave.reminded_at:
        raise AskedEnough
    again = wave.asked_home_at is not None
    invited = Member.objects.filter(pk__in=wave.invited.values("member"), process=process)
    on = when.local(at).date()
    asked = [one for one in invited.select_related("process", "person") if one.belongs_on(on)]
    _asks, spared = ask_members(members=asked, kind=AskKind.WAVE, about=wave.pk, minutes=ASKED_MINUTES, at=at)
    setattr(wave, "reminded_at" if again else "asked_home_at", at)
    wave.save(update_fields=["asked_home_at", "reminded_at"])
    trail.record("wave asked at home", about=process, by=by, at=at, point=wave.point, again=again)
    return spared


@transaction.atomic
def skip_wave(*, wave: Wave, reason: SkipReason, by: Person | None, at: datetime) -> Wave:
    """Leave a wave out, with a reason from a list. Raises NotScheduled, ProcessClosed."""
    process, wave = _held(wave)
    if wave.opened_at or wave.skipped_at:
        raise NotScheduled
    wave.skipped_at, wave.skip_reason = at, reason
    wave.save(update_fields=["skipped_at", "skip_reason"])
    trail.record("wave skipped", about=process, by=by, at=at, point=wave.point, reason=reason)
    return wave


@transaction.atomic
def close_wave(*, wave: Wave, by: Person | None, at: datetime) -> Wave:
    """Close it, once and for good, and reckon what may be told. Also in an ended process. Raises NotOpen."""
    process = Process.objects.select_for_update(of=("self",)).get(pk=wave.process_id)
    wave = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
    if not wave.is_open:
        raise NotOpen
    sheets = list(wave.sheets.prefetch_related("answers"))
    figures = [] if wave.is_for_few else _figures(wave, sheets)
    WaveFigure.objects.bulk_create(figures)
    wave.closed_at, wave.has_figures = at, bool(figures)
    wave.save(update_fields=["closed_at", "has_figures"])
    _forget_who_and_when(wave, sheets)
    trail.record("wave closed", about=process, by=by, at=at, point=wave.point, told=wave.has_figures)
    return wave


def _figures(wave: Wave, sheets: Sequence[AnswerSheet]) -> list[WaveFigure]:
    found = []
    for code in wave.codes:
        told = told_of([_given(sheet, code) for sheet in sheets], asks_then=wave.asks_then)
        if told is None:
            continue
        found.append(
            WaveFigure(
                wave=wave,
                code=code,
                answered=told.answered,
                now_halves=told.now.halves,
                now_bound=told.now.bound,
                then_halves=told.then.halves if told.then else None,
                then_bound=told.then.bound if told.then else "",
            )
        )
    return found


def _given(sheet: AnswerSheet, code: str) -> Given:
    said = {answer.question: answer.value for answer in sheet.answers.all() if answer.code == code}
    return Given(said.get(Question.NOW), said.get(Question.THEN), sheet.from_paper)


def _forget_who_and_when(wave: Wave, sheets: Sequence[AnswerSheet]) -> None:
    """Lay the rows anew in the order of their random ids, and drop who answered signed in.

    A database file keeps rows in the order they came; after this the order says nothing.
    """
    answers = sorted((answer for sheet in sheets for answer in sheet.answers.all()), key=lambda one: one.pk)
    wave.sheets.all().delete()
    AnswerSheet.objects.bulk_create(
        AnswerSheet(pk=sheet.pk, wave=wave, key=sheet.key, from_paper=sheet.from_paper) for sheet in sheets
    )
    Answer.objects.bulk_create(
        Answer(
            pk=one.pk,
            sheet_id=one.sheet_id,
            code=one.code,
            question=one.question,
            value=one.value,
            shown=one.shown,
        )
        for one in answers
    )
    wave.invited.update(answered=False)
    assert wave.opened_at is not None  # it was open
    settle_asks(about=wave.pk, at=wave.opened_at)


def close_due_waves(*, at: datetime) -> int:
    """Close what is past its last day, and leave out what an ended process never asked. Returns how many.

    The night calls it; may be repeated.
    """
    due = list(Wave.objects.open().filter(closes_at__lte=at))
    due += Wave.objects.open().filter(process__state__in=ENDED_STATES).exclude(pk__in=[w.pk for w in due])
    for wave in due:
        try:
            close_wave(wave=wave, by=None, at=at)
        except NotOpen:  # somebody was quicker
            continue
    left = Wave.objects.filter(opened_at=None, skipped_at=None, process__state__in=ENDED_STATES)
    return len(due) + left.update(skipped_at=at, skip_reason=SkipReason.PROCESS_ENDED)
