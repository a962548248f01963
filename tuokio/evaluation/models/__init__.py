"""What evaluation remembers."""

from tuokio.evaluation.models.summaries import Summary, SummaryChange, SummaryVoice
from tuokio.evaluation.models.waves import (
    Answer,
    AnswerSheet,
    EvaluationPlan,
    Invited,
    Wave,
    WaveFigure,
)

__all__ = [
    "Answer",
    "AnswerSheet",
    "EvaluationPlan",
    "Invited",
    "Summary",
    "SummaryChange",
    "SummaryVoice",
    "Wave",
    "WaveFigure",
]
