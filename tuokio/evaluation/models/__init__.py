"""What evaluation remembers."""

from tuokio.evaluation.models.waves import (
    Answer,
    AnswerSheet,
    EvaluationPlan,
    Invited,
    Wave,
    WaveFigure,
)

__all__ = ["Answer", "AnswerSheet", "EvaluationPlan", "Invited", "Wave", "WaveFigure"]
