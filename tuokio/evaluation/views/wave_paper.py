"""The words of the sheet that is filled in by hand."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.evaluation.domain.statements import known
from tuokio.evaluation.labels_waves import POINTS, QUESTIONS
from tuokio.evaluation.models.waves import EvaluationPlan, Wave
from tuokio.evaluation.pages.wave_answers import promises


def paper_data(wave: Wave, *, language: str) -> dict[str, Any]:
    """Everything the template prints, as words in the language; it computes nothing."""
    codes = wave.codes
    if not codes:
        plan = EvaluationPlan.objects.filter(process=wave.process).first()
        codes = plan.codes if plan else []
    with translation.override(language):
        return {
            "title": str(POINTS[wave.point]),
            "from": wave.process.practice.name,
            "lead": _("Tick one box in each row. You may leave any row empty. Do not write your name."),
            "ends": [_("1 = disagree entirely"), _("5 = agree entirely")],
            "cannot": _("cannot say"),
            "questions": [str(QUESTIONS[question]) for question in wave.questions],
            "statements": [statement.words(language) for statement in known(codes)],
            "promises": list(promises(wave)) if wave.opened_at else [],
            "note": _("These statements are Tuokio's own. They are not a validated measure."),
        }
