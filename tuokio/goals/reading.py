"""What other rooms may read of the goals agreed with the commissioner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tuokio.goals.level_words import recorded_words, start_words
from tuokio.goals.models import Goal, GoalInRound
from tuokio.supervision.models import Process
from tuokio.terms.goal_words import RoundPoint


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
    return tuple(_agreed(goal) for goal in goals_with_levels(process))


def goals_with_levels(process: Process) -> QuerySet[Goal]:
    """The goals with all that was recorded for them, in few questions."""
    return Goal.objects.filter(process=process).prefetch_related(
        "wordings",
        "in_rounds__round",
        "in_rounds__wording",
        "in_rounds__recorded",
        "in_rounds__supervisors",
    )


def latest_rated(goal: Goal) -> GoalInRound | None:
    """Where the group last recorded how far the goal had come; the start is no such place."""
    rated = [
        one for one in goal.in_rounds.all() if one.round.point != RoundPoint.START and one.recorded.all()
    ]
    return max(rated, key=lambda one: one.round.opened_at, default=None)


def span_of(one: GoalInRound) -> tuple[float, float]:
    """The newest level, or range, that the group recorded there."""
    return max(one.recorded.all(), key=lambda recorded: recorded.at).span


def _agreed(goal: Goal) -> AgreedGoal:
    now, rated = goal.current, latest_rated(goal)
    low, high = span_of(rated) if rated else (None, None)

    def words(level: float | None) -> str:
        return (
            recorded_words(rated.wording, level, baseline=goal.start) if rated and level is not None else ""
        )

    return AgreedGoal(
        id=goal.pk,
        wording=now.wording,
        indicator=now.indicator,
        state=goal.state,
        baseline=goal.start,
        baseline_words=start_words(now, goal.start),
        low=low,
        high=high,
        low_words=words(low),
        high_words=words(high),
    )
