"""What was asked and told of a made-up process: evaluations with their answers, and the summary of what has ended.

The first evaluation is over; the one in the middle is over, agreed for the newest meeting, or open. The paper of
every summary is one specimen that names no group: made for each, it would take most of the time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from tuokio.desk.demo.crowd.rows import GOALS, KEPT, Planned, Rows, Table, Writer, goals_of
from tuokio.desk.demo.goal_words import AT_START, LATER, STATEMENTS, GoalTold
from tuokio.evaluation.domain.statements import BY_CODE
from tuokio.evaluation.domain.summaries import Chosen, Frame, Goal, Meetings, Statement, compose
from tuokio.evaluation.domain.summaries import fingerprint as fingerprint_of
from tuokio.evaluation.domain.thresholds import Given, Told, told_of
from tuokio.evaluation.domain.waves import closes_at
from tuokio.evaluation.models import Summary, Wave
from tuokio.evaluation.models.summaries import SummaryChange
from tuokio.evaluation.models.waves import Answer, AnswerSheet, EvaluationPlan, Invited, WaveFigure
from tuokio.evaluation.summary_text import paper_of
from tuokio.kit.clock import HELSINKI
from tuokio.kit.when import local
from tuokio.supervision.domain.deciding import deadline_of
from tuokio.terms.evaluation_words import Question, WavePoint
from tuokio.terms.goal_words import GoalState
from tuokio.terms.summary_words import Recommendation, SummaryState
from tuokio.terms.words import FormOfWork

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Asked:
    """One evaluation that is to be written."""

    key: str
    one: Planned
    point: WavePoint
    meeting: int
    opened: datetime | None
    closed: datetime | None
    keeps_rows: bool


class Evaluated(Writer):
    """Writes evaluations and summaries."""

    def write(self, made: Sequence[Planned]) -> int:
        """Everything for these processes; returns how many rows."""
        return self.waves(made) + self.summaries(made)

    # --- evaluation ----------------------------------------------------------------------------------------------

    def waves(self, made: Sequence[Planned]) -> int:
        """At the first meeting, in the middle and at the last one, with what is left of their answers."""
        asked = [wave for one in made for wave in self.waves_of(one)]
        count = Table(EvaluationPlan, ("process_id", "codes", "chosen_at", "made_at")).write(
            (one.key, _CODES, one.first, one.begun + timedelta(days=5)) for one in made
        )
        count += Table(
            Wave,
            ("id", "process_id", "term_id", "point", "meeting_number", "token", "codes", "slots", "opened_at",
             "closes_at", "closed_at", "has_figures", "rows_gone_at"),
        ).write(self.row_of(wave) for wave in asked)  # fmt: skip
        opened = [wave for wave in asked if wave.opened]
        count += Table(Invited, ("id", "wave_id", "member_id")).write(
            (self.key(), wave.key, member) for wave in opened for member in wave.one.members
        )
        count += Table(
            WaveFigure,
            ("id", "wave_id", "code", "answered", "now_halves", "now_bound", "then_halves", "then_bound"),
        ).write((self.key(), wave.key, *row) for wave in opened if wave.closed for row in FIGURES[wave.point])
        return count + self.answers([wave for wave in opened if wave.keeps_rows])

    def waves_of(self, one: Planned) -> Iterator[Asked]:
        """Of one process. Of every fifth running one the middle wave falls on its newest meeting."""
        falls_now = one.runs and one.number % 5 == 0
        meetings = {
            WavePoint.START: 1,
            WavePoint.MIDDLE: self.numbers.held + 1 if falls_now else self.numbers.planned // 2,
            WavePoint.END: self.numbers.planned,
        }
        for point, number in meetings.items():
            opened: datetime | None = self.meeting_of(one, number)
            closed = opened + timedelta(minutes=15) if opened else None
            if one.runs and point == WavePoint.END:
                opened = closed = None
            elif falls_now and point == WavePoint.MIDDLE:
                opened, closed = self.now - timedelta(hours=1) if one.number % 2 else None, None
            keeps = opened is not None and (closed is None or closed > self.now - KEPT)
            yield Asked(self.key(), one, point, number, opened, closed, keeps)

    def row_of(self, wave: Asked) -> tuple[Any, ...]:
        opened, closed = wave.opened, wave.closed
        until = closes_at(local(opened).date(), HELSINKI) if opened else None
        gone = closed + KEPT if closed and not wave.keeps_rows else None
        asked = (_CODES, len(wave.one.members)) if opened else ("[]", 0)
        return (
            wave.key, wave.one.key, wave.one.term, wave.point, wave.meeting, f"{self.chance.getrandbits(64):022x}",
            *asked, opened, until, closed, closed is not None, gone,
        )  # fmt: skip

    def answers(self, waves: Sequence[Asked]) -> int:
        """The sheets of those that keep them: all of a closed one, half of an open one, none of its first member."""
        sheets: Rows = []
        answers: Rows = []
        for wave in waves:
            for row in ANSWERED[wave.point][: None if wave.closed else 3]:
                sheet = self.key()
                sheets.append((sheet, wave.key, self.mark()))
                answers += ((self.key(), sheet, *answer) for answer in row)
        count = Table(AnswerSheet, ("id", "wave_id", "key")).write(sheets)
        return count + Table(Answer, ("id", "sheet_id", "code", "question", "value")).write(answers)

    # --- summary -------------------------------------------------------------------------------------------------

    def summaries(self, made: Sequence[Planned]) -> int:
        """Of what has ended: agreed on in the group, given, and talked about."""
        ended = [one for one in made if not one.runs]
        if not ended:
            return 0
        summaries: Rows = []
        changes: Rows = []
        pdf, mark = self.specimen
        for one in ended:
            key, last = self.key(), self.meeting_of(one, self.numbers.planned)
            given, talked = last + timedelta(days=3), last + timedelta(days=10)
            content = self.told_of(one.name, one.payer.name, one.leader.name, one.first, last, goals_of(one))
            summaries.append(
                (key, self.practice.pk.hex, one.key, SummaryState.DISCUSSED, one.first.date(), last.date(),
                 Recommendation.END, "[]", _CODES, json.dumps(content), fingerprint_of(content), last,
                 deadline_of(last), "fi", pdf, mark, given, talked.date())
            )  # fmt: skip
            steps = (
                (SummaryState.DRAFT, one.leader.key, last),
                (SummaryState.IN_GROUP, one.leader.key, last),
                (SummaryState.APPROVED, None, last),
                (SummaryState.GIVEN, one.leader.key, given),
                (SummaryState.DISCUSSED, one.leader.key, talked),
            )
            before = ""
            for state, by, at in steps:
                changes.append((key, before, state, by, at))
                before = state
        count = Table(
            Summary,
            ("id", "practice_id", "process_id", "state", "period_from", "period_until", "recommendation", "goals",
             "figures", "content", "fingerprint", "asked_at", "deadline_at", "language", "pdf", "pdf_fingerprint",
             "given_at", "discussed_on"),
        ).write(summaries)  # fmt: skip
        return count + Table(SummaryChange, ("summary_id", "from_state", "to_state", "by_id", "at")).write(
            changes
        )

    def told_of(
        self, name: str, payer: str, leader: str, first: datetime, last: datetime, goals: Sequence[GoalTold]
    ) -> dict[str, Any]:
        """What a summary says."""
        told = {str(place): _in_summary(goal) for place, goal in enumerate(goals)}
        return compose(
            Chosen(
                period=(first.date(), last.date()), recommendation=Recommendation.END, goals=frozenset(told),
                figures=frozenset(STATEMENTS),
            ),
            frame=Frame(
                process=name, form=FormOfWork.GROUP, organisation=payer, practice=self.practice.name, supervisor=leader
            ),
            meetings=Meetings(held=self.numbers.planned, planned=self.numbers.planned),
            goals=told,
            figures=STATEMENTS_TOLD,
        )  # fmt: skip

    @cached_property
    def specimen(self) -> tuple[bytes, str]:
        """The paper of a summary that names no group, with its fingerprint."""
        first = self.now - timedelta(weeks=self.numbers.weeks * self.numbers.planned)
        content = self.told_of("Ryhmä", "Tilaaja", "Työnohjaaja", first, self.now, GOALS)
        pdf = paper_of(content, fingerprint=fingerprint_of(content), in_language="fi", given_at=self.now)
        return pdf, sha256(pdf).hexdigest()


_CODES = json.dumps(STATEMENTS)


def _in_summary(goal: GoalTold) -> Goal:
    five = goal.five or ("",) * 5
    return Goal(
        wording=goal.wording, indicator=goal.indicator, state=GoalState.ACTIVE, baseline=-1, baseline_words=five[1],
        low=0, high=0, low_words=five[2], high_words=five[2],
    )  # fmt: skip


def _answered(point: WavePoint) -> tuple[Rows, ...]:
    """What six people answered."""
    now, then = (AT_START if point == WavePoint.START else LATER), AT_START
    return tuple(
        [
            (code, question, value)
            for question, row in ((Question.NOW, now[n]), (Question.THEN, then[n]))
            if question == Question.NOW or point == WavePoint.END
            for code, value in zip(STATEMENTS, row, strict=True)
        ]
        for n in range(6)
    )


def _told(point: WavePoint) -> list[tuple[str, Told]]:
    """What may be told of it, by the rules that hold for everyone."""
    rows = [{(code, question): value for code, question, value in row} for row in ANSWERED[point]]
    told = [
        (
            code,
            told_of(
                [Given(row[code, Question.NOW], row.get((code, Question.THEN))) for row in rows],
                asks_then=point == WavePoint.END,
            ),
        )
        for code in STATEMENTS
    ]
    return [(code, one) for code, one in told if one is not None]


ANSWERED = {point: _answered(point) for point in WavePoint}
TOLD = {point: _told(point) for point in WavePoint}
FIGURES = {
    point: [
        (code, one.answered, one.now.halves, one.now.bound,
         *((one.then.halves, one.then.bound) if one.then else (None, "")))
        for code, one in told
    ]
    for point, told in TOLD.items()
}  # fmt: skip
STATEMENTS_TOLD = [
    Statement(
        code=code, words={language: BY_CODE[code].words(language) for language in LANGUAGES}, answered=one.answered,
        then=one.then.value if one.then else None, now=one.now.value,
    )
    for code, one in TOLD[WavePoint.END]
]  # fmt: skip
