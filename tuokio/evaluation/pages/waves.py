"""What the supervisor sees of waves: the plan, one wave, and what may be told of the closed ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tuokio.evaluation.domain.statements import BY_CODE
from tuokio.evaluation.domain.thresholds import ToldMean
from tuokio.evaluation.labels_waves import BADGES, POINTS, QUESTIONS, SKIP_REASONS, STATES, mean_words
from tuokio.evaluation.models.waves import EvaluationPlan, Wave, WaveFigure
from tuokio.evaluation.usecases.answering import sheet_of
from tuokio.kit import when
from tuokio.supervision.models import Process, Term
from tuokio.terms.evaluation_words import WaveState

LEFT, STEP, MIDDLE = 20, 60, 26  # of the drawing: where 1 stands, from one number to the next, the line


@dataclass(frozen=True, slots=True)
class Drawn:
    """One statement's means on a line from 1 to 5, in the drawing's own measure."""

    now_x: int
    then_x: int | None
    description: str

    ticks = tuple((number, LEFT + STEP * (number - 1)) for number in range(1, 6))
    line = MIDDLE


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What may be told of one statement; without `now`, too few answered it."""

    code: str
    words: str
    answered: int | None
    now: str
    then: str
    drawn: Drawn | None


@dataclass(frozen=True, slots=True)
class WaveReport:
    """What may be told of a closed wave, to the members as to the supervisor."""

    id: str
    title: str
    asks_then: bool
    has_figures: bool
    for_few: bool
    rows: tuple[ReportRow, ...]

    @classmethod
    def of(cls, wave: Wave) -> WaveReport:
        """The report of a closed wave."""
        assert wave.closed_at is not None  # it is closed
        told = {figure.code: figure for figure in wave.figures.all()}
        language = when.language()
        closed_on = when.local(wave.closed_at).date()
        return cls(
            id=f"report-{wave.pk.hex[:12]}",
            title=f"{POINTS[wave.point]} {when.day(closed_on)}",
            asks_then=wave.asks_then,
            has_figures=wave.has_figures,
            for_few=wave.is_for_few,
            rows=tuple(_row(code, told.get(code), language) for code in wave.codes),
        )


def _row(code: str, figure: WaveFigure | None, language: str) -> ReportRow:
    words = BY_CODE[code].words(language)
    if figure is None:
        return ReportRow(code, words, None, "", "", None)
    now, then = mean_words(figure.now), mean_words(figure.then) if figure.then else ""
    described = _("Now %(now)s.") % {"now": now}
    if then:
        described = _("When we began %(then)s, now %(now)s.") % {"then": then, "now": now}
    drawn = Drawn(_x(figure.now), _x(figure.then) if figure.then else None, described)
    return ReportRow(code, words, figure.answered, now, then, drawn)


def _x(told: ToldMean) -> int:
    return LEFT + STEP * (told.halves - 2) // 2


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One wave of the plan."""

    wave: Wave
    title: str | Promise
    meeting: str
    state: str | Promise
    badge: str
    detail: str

    @classmethod
    def of(cls, wave: Wave) -> WaveLine:
        """The line of a wave."""
        state = wave.now_in
        detail = ""
        if state == WaveState.SKIPPED:
            detail = str(SKIP_REASONS[wave.skip_reason])
        elif state == WaveState.OPEN and wave.closes_at:
            detail = _("open until %(day)s") % {"day": last_day(wave)}
        elif wave.closed_at:
            detail = when.day(when.local(wave.closed_at).date())
        return cls(
            wave=wave,
            title=POINTS[wave.point],
            meeting=_("meeting %(number)s") % {"number": wave.meeting_number},
            state=STATES[state],
            badge=BADGES[state],
            detail=detail,
        )


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """The evaluations of a process: what is asked, when, and what may be told."""

    process: Process
    statements: tuple[str, ...]
    choice_fixed: bool
    waves: tuple[WaveLine, ...]
    reports: tuple[WaveReport, ...]
    shown: tuple[ShownByPerson, ...]
    to_plan: bool
    term: Term | None

    @classmethod
    def of(cls, process: Process) -> EvaluationPage:
        """The page of a process; the newest terms first in what is told."""
        plan = EvaluationPlan.objects.filter(process=process).first()
        waves = list(process.waves.select_related("term", "process").prefetch_related("figures"))
        term = process.current_term
        planned_here = any(wave.term_id == term.pk for wave in waves) if term else False
        closed = [wave for wave in reversed(waves) if wave.closed_at]
        return cls(
            process=process,
            statements=tuple(s.words(when.language()) for s in plan.statements) if plan else (),
            choice_fixed=any(wave.opened_at for wave in waves),
            waves=tuple(WaveLine.of(wave) for wave in waves),
            reports=tuple(WaveReport.of(wave) for wave in closed),
            shown=tuple(shown_by_persons(waves)),
            to_plan=term is not None and not planned_here and not process.has_ended,
            term=term,
        )


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer that the person chose to show."""

    wave: str | Promise
    words: str
    question: str | Promise
    answer: str


@dataclass(frozen=True, slots=True)
class ShownByPerson:
    """What one person shows the supervisor; nothing of what they do not."""

    name: str
    answers: tuple[ShownAnswer, ...]


def shown_by_persons(waves: Sequence[Wave]) -> Iterator[ShownByPerson]:
    """What was shown in waves of one or two people."""
    by_name: dict[str, list[ShownAnswer]] = {}
    for wave in waves:
        if not (wave.opened_at and wave.is_for_few):
            continue
        for invited in wave.invited.select_related("member"):
            sheet = sheet_of(wave, invited.member_id)
            chosen = [answer for answer in sheet.answers.all() if answer.shown] if sheet else []
            for answer in sorted(chosen, key=lambda one: (one.code, one.question)):
                by_name.setdefault(invited.member.name, []).append(
                    ShownAnswer(
                        POINTS[wave.point],
                        BY_CODE[answer.code].words(when.language()),
                        QUESTIONS[answer.question],
                        answer_words(answer.value),
                    )
                )
    for name, answers in by_name.items():
        yield ShownByPerson(name, tuple(answers))


def last_day(wave: Wave) -> str:
    """The last day on which it takes answers; empty before it opens."""
    return when.day(when.local(wave.closes_at - timedelta(seconds=1)).date()) if wave.closes_at else ""


def answer_words(value: int | None) -> str:
    """An answer as it is read."""
    return _("cannot say") if value is None else str(value)


@dataclass(frozen=True, slots=True)
class WavePage:
    """One wave while it is asked. It counts nothing: no answers, no one who answered (domain 5.6, rule 6)."""

    wave: Wave
    line: WaveLine
    statements: tuple[str, ...]
    takes_answers: bool
    for_few: bool
    can_be_told: bool
    asked_home: str
    reminded: str
    report: WaveReport | None
    ended: bool

    @classmethod
    def of(cls, wave: Wave, *, at: datetime) -> WavePage:
        """The page of a wave."""
        codes = wave.codes or _codes_of_plan(wave.process)
        return cls(
            wave=wave,
            line=WaveLine.of(wave),
            statements=tuple(BY_CODE[code].words(when.language()) for code in codes),
            takes_answers=wave.takes_answers(at),
            for_few=wave.opened_at is not None and wave.is_for_few,
            can_be_told=wave.slots >= 5,
            asked_home=when.day(when.local(wave.asked_home_at).date()) if wave.asked_home_at else "",
            reminded=when.day(when.local(wave.reminded_at).date()) if wave.reminded_at else "",
            report=WaveReport.of(wave) if wave.closed_at else None,
            ended=wave.process.has_ended,
        )


def _codes_of_plan(process: Process) -> Sequence[str]:
    plan = EvaluationPlan.objects.filter(process=process).first()
    return plan.codes if plan else []
