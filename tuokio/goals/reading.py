"""What other rooms may read of the goals agreed with the commissioner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tuokio.supervision.models import Process


@dataclass(frozen=True, slots=True)
class AgreedGoal:
    """A goal as the summary may tell it: its wording, its indicator, where it began and where it stands.

    Levels are -2 to 2 (domain 5.1); `low` and `high` differ when the group recorded a range; None: not rated.
    `baseline_words`, `low_words` and `high_words` are the levels in the words that were agreed for them.
    """

    id: UUID
    wording: str
    indicator: str
    state: str  # terms.goal_words.GoalState
    baseline: float | None
    baseline_words: str
    low: float | None
    high: float | None
    low_words: str
    high_words: str


def agreed_goals(process: Process) -> Sequence[AgreedGoal]:
    """The goals of the process in the order they were agreed; the dropped and replaced ones with their state."""
    return ()
