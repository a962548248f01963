"""The goals of a process for a card among others: all that their rows tell, in one question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField

from tuokio.goals.domain.halves import to_level
from tuokio.goals.models import GoalInRound, GoalWording, RecordedLevel, SupervisorLevel
from tuokio.goals.pages.goals import GoalRow, Reached
from tuokio.kit.prepared import prepared
from tuokio.supervision.models import Process
from tuokio.terms.goal_words import RoundPoint


def rows_of(process: Process) -> Iterator[GoalRow]:
    """The goals that count, as `GoalRow.of` tells them."""
    for goal, found in groupby(_wordings(process), key=lambda one: one.goal):
        wordings = list(found)
        if goal.counts:
            yield GoalRow.told(goal, wordings[-1], _reached(wordings))


def _reached(wordings: list[Any]) -> Reached | None:
    newest = wordings[-1]
    worded = next((one for one in wordings if one.pk == newest.rated_wording), None)
    if worded is None:
        return None
    own = None if newest.own is None else to_level(newest.own)
    return Reached(worded, (to_level(newest.low), to_level(newest.high)), own)


@prepared
def _wordings(process: Process) -> QuerySet[Any]:
    """All wordings goal by goal, the newest last, each with where the group last recorded the level of its goal."""
    recorded = RecordedLevel.objects.filter(goal=OuterRef("pk"))
    rated = (
        GoalInRound.objects.filter(Exists(recorded), goal=OuterRef("goal"))
        .exclude(round__point=RoundPoint.START)
        .order_by("-round__opened_at")
    )
    level = RecordedLevel.objects.filter(goal=OuterRef("rated")).order_by("-at")
    own = SupervisorLevel.objects.filter(goal=OuterRef("rated")).order_by("-at")
    return (
        GoalWording.objects.filter(goal__process=process)
        .select_related("goal")
        .annotate(
            rated=Subquery(rated.values("pk")[:1]),
            rated_wording=Subquery(rated.values("wording")[:1], output_field=UUIDField()),
        )
        .annotate(
            low=Subquery(level.values("low")[:1]),
            high=Subquery(level.values("high")[:1]),
            own=Subquery(own.values("halves")[:1]),
        )
        .order_by("goal__position", "goal", "number")
    )
