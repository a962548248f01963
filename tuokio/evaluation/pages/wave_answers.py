"""What the one who is asked sees: the form, who sees what, one's own answers, and what may be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tuokio.evaluation.domain.statements import BY_CODE
from tuokio.evaluation.domain.thresholds import FEWEST_FOR_MEAN
from tuokio.evaluation.labels_waves import POINTS, QUESTIONS
from tuokio.evaluation.models.waves import AnswerSheet, Wave
from tuokio.evaluation.pages.waves import WaveReport, answer_words, last_day
from tuokio.evaluation.usecases.answering import sheet_of
from tuokio.kit import when
from tuokio.supervision.models import Member
from tuokio.terms.evaluation_words import Question


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One's own answer."""

    id: UUID
    question: str | Promise
    answer: str
    shown: bool


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One statement with one's own answers in this wave."""

    words: str
    answers: tuple[OwnAnswer, ...]


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """One statement over the waves: a cell for each time it was asked."""

    words: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A wave as one who is asked sees it."""

    title: str | Promise
    process: str
    until: str
    takes_answers: bool
    was_opened: bool
    saved: bool
    promises: tuple[str, ...]
    own: tuple[OwnRow, ...]
    report: WaveReport | None
    for_few: bool
    may_show: bool
    columns: tuple[str, ...]
    course: tuple[OwnCourse, ...]

    @classmethod
    def of(
        cls, wave: Wave, *, sheet: AnswerSheet | None, at: datetime, member: Member | None = None
    ) -> AnswerPage:
        """The page for the holder of a sheet; with a member, their way through the waves as well."""
        columns, course = _course(wave, member) if member else ((), ())
        return cls(
            title=POINTS[wave.point],
            process=wave.process.name,
            until=last_day(wave),
            takes_answers=_may_answer(wave, member, at),
            was_opened=wave.opened_at is not None,
            saved=sheet is not None,
            promises=tuple(promises(wave)),
            own=tuple(_own(wave, sheet)) if sheet else (),
            report=WaveReport.of(wave) if wave.closed_at and not wave.is_for_few else None,
            for_few=wave.is_for_few,
            may_show=member is not None and wave.is_for_few and not wave.process.has_ended,
            columns=columns,
            course=course,
        )


def _may_answer(wave: Wave, member: Member | None, at: datetime) -> bool:
    belongs = member is None or member.belongs_on(when.local(at).date())
    return wave.takes_answers(at) and not wave.process.has_ended and belongs


def promises(wave: Wave) -> Iterator[str]:
    """Who sees what, told before answering; made from the rules that hold for this very wave."""
    if wave.is_for_few:
        yield _("Only you see your answers. You may show them to your supervisor one by one, if you like.")
        if wave.process.has_commissioner:
            yield _("No figures are reckoned and nothing goes to the commissioner.")
        else:
            yield _("No figures are reckoned.")
        return
    yield _("Your name is not kept with the answers, nor the time when you answered.")
    if wave.slots < FEWEST_FOR_MEAN:
        yield _("You are fewer than five, so no result is reckoned: together you decide what you tell.")
    else:
        yield _(
            "The group and the supervisor see a mean to half a point once five have answered. "
            "Nobody sees a single answer: not the supervisor, not a line manager, not the commissioner."
        )
        yield _("The commissioner sees figures only in a summary that the group has accepted.")
    yield _("If a line manager is in the group, they see what the others see, and nothing more.")
    yield _("Sheets on paper are typed in by the supervisor, who then sees that sheet, without a name.")


def _own(wave: Wave, sheet: AnswerSheet) -> Iterator[OwnRow]:
    said = {(one.code, one.question): one for one in sheet.answers.all()}
    for code in wave.codes:
        found = [said[(code, q)] for q in wave.questions if (code, q) in said]
        if found:
            yield OwnRow(
                BY_CODE[code].words(when.language()),
                tuple(
                    OwnAnswer(one.pk, QUESTIONS[one.question], answer_words(one.value), one.shown)
                    for one in found
                ),
            )


def _course(wave: Wave, member: Member) -> tuple[tuple[str, ...], tuple[OwnCourse, ...]]:
    """One's own answers from wave to wave, once there is more than one."""
    waves = [w for w in wave.process.waves.all() if w.opened_at]
    sheets = [(w, sheet) for w in waves if (sheet := sheet_of(w, member.pk))]
    if len(sheets) < 2:
        return (), ()
    columns = tuple(_columns(sheets))
    rows = []
    for code in wave.codes:
        cells: list[str] = []
        for one, sheet in sheets:
            said = {a.question: answer_words(a.value) for a in sheet.answers.all() if a.code == code}
            cells += [said.get(question, "–") for question in _asked(one)]
        rows.append(OwnCourse(BY_CODE[code].words(when.language()), tuple(cells)))
    return columns, tuple(rows)


def _columns(sheets: Sequence[tuple[Wave, AnswerSheet]]) -> Iterator[str]:
    for wave, _sheet in sheets:
        for question in _asked(wave):
            yield f"{POINTS[wave.point]}: {str(QUESTIONS[question]).lower()}"


def _asked(wave: Wave) -> tuple[Question, ...]:
    return tuple(reversed(wave.questions))  # the start stands before now
