"""What evaluation remembers."""

from tuokio.evaluation.models.summaries import Summary, SummaryChange, SummaryVoice

__all__ = ["Summary", "SummaryChange", "SummaryVoice"]
