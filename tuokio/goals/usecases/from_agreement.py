"""What an agreement in force does to the goals: it brings them, words them anew and lets them go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.dispatch import receiver

from tuokio.agreement.signals import agreement_in_force
from tuokio.goals.models import Goal
from tuokio.goals.usecases.goals import Words, set_goal, write_state, write_words
from tuokio.people.models import Person
from tuokio.supervision.models import Process, ProcessClosed
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.goal_words import GoalReason, GoalState

FrameGoals = Sequence[tuple[UUID, str, str]]  # id, wording, indicator


@receiver(agreement_in_force)
def goals_agreed(
    process: Process, at: datetime, frame_goals: FrameGoals = (), by: Person | None = None, **_more: Any
) -> None:
    """The agreed goals become the goals of the process. An ended process takes none."""
    try:
        take_agreed_goals(process=process, frame_goals=frame_goals, by=by, at=at)
    except ProcessClosed:
        return


@transaction.atomic
def take_agreed_goals(*, process: Process, frame_goals: FrameGoals, by: Person | None, at: datetime) -> None:
    """Bring the goals in line with an agreement; told twice, nothing changes. Raises ProcessClosed.

    Goals that the supervisor set without an agreement stay as they are. Levels already written stay beside a
    new wording only where the words are the same: other words need levels of their own.
    """
    process = as_it_stands(process)
    known = {goal.pk: goal for goal in Goal.objects.filter(process=process, agreed=True)}
    for told_id, wording, indicator in frame_goals:
        goal_id = own_id(process, told_id)
        if goal_id in known:
            _keep(known.pop(goal_id), wording, indicator, by=by, at=at)
        else:
            words = Words(wording=wording, indicator=indicator)
            set_goal(process=process, words=words, by=by, at=at, agreed=True, goal_id=goal_id)
    for gone in known.values():
        if gone.state != GoalState.DROPPED:
            write_state(gone, GoalState.DROPPED, reason=GoalReason.AGREED, by=by, at=at)


def own_id(process: Process, told_id: UUID) -> UUID:
    """The id that an agreed goal has in the process: an agreement written after another one may carry its ids."""
    return uuid5(process.pk, told_id.hex)


def _keep(goal: Goal, wording: str, indicator: str, *, by: Person | None, at: datetime) -> None:
    if goal.state in {GoalState.DROPPED, GoalState.REPLACED}:
        write_state(goal, GoalState.ACTIVE, reason=GoalReason.AGREED, by=by, at=at)
    now = goal.current
    if (now.wording, now.indicator) != (wording, indicator):
        columns = Words(wording=wording, indicator=indicator).columns()
        write_words(goal, columns, reason=GoalReason.AGREED, by=by, at=at)
