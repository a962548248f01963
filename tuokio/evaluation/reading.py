"""What the summary may read of the answers: figures that have passed their thresholds (domain 5.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation

from tuokio.evaluation.domain.statements import BY_CODE
from tuokio.evaluation.labels_waves import mean_words
from tuokio.evaluation.models.waves import Wave, WaveFigure
from tuokio.supervision.models import Process


@dataclass(frozen=True, slots=True)
class Figure:
    """One statement's figures: how many answered "then" and "now" on the same form, and the two means.

    Only made when the thresholds hold; a statement below them is not here at all.
    """

    code: str  # of the statement, for example "B1a"
    statement: str  # in the reader's language
    answered: int
    then: float | None
    now: float | None
    then_words: str = ""  # as it is to be read: "3,5", "at most 2", "at least 4"
    now_words: str = ""


def figures_of(process: Process, *, language: str) -> Sequence[Figure]:
    """What may be told of the last wave on the way that has figures, in a language.

    Of the end: "then" and "now" of those who answered both on one form. Of an earlier wave: "now" only. Waves
    are never set against each other: different people may have answered them (domain 5.6, rule 5).
    """
    told = Wave.objects.filter(process=process, has_figures=True).prefetch_related("figures")
    wave = told.order_by("-term__number", "-meeting_number", "-point").first()
    if wave is None:
        return ()
    figures = {figure.code: figure for figure in wave.figures.all()}
    with translation.override(language):
        return [_told(figures[code], language) for code in wave.codes if code in figures]


def _told(figure: WaveFigure, language: str) -> Figure:
    then = figure.then
    return Figure(
        code=figure.code,
        statement=BY_CODE[figure.code].words(language),
        answered=figure.answered,
        then=then.value if then else None,
        now=figure.now.value,
        then_words=mean_words(then) if then else "",
        now_words=mean_words(figure.now),
    )
