"""Levels of the group's own goals: rated alone, told together, and the one that the group records (domain 5.1).

The words are sealed; here a goal is a random id. What may be told of it is what may be told of an agreed goal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuokio.goals.domain.attainment import OffTheScale, Rating
from tuokio.goals.domain.halves import to_halves, to_level
from tuokio.goals.domain.spread import FEWEST_TO_TURN_UP, Sheet, spread_of
from tuokio.kit.laid_anew import lay_anew
from tuokio.kit.when import local
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.alone_words import AloneKind
from tuokio.vault.refusals import Malformed, NotThere
from tuokio.workroom.models import AloneRound, GroupLevel, LevelAnswer, LevelTold, OwnGoal, RatedGoal
from tuokio.workroom.refusals import TooMany
from tuokio.workroom.usecases.rounds import (
    Opening,
    close_once,
    held,
    led,
    let_in,
    open_round,
    shut,
)

MOST_GOALS = 40


@dataclass(frozen=True, slots=True)
class GoalTold:
    """What is plain of one own goal; `low` and `high` when the group records a level or a range today."""

    id: UUID
    start: float | None
    light: bool
    counts: bool
    low: float | None = None
    high: float | None = None


@transaction.atomic
def keep_own_goal(*, process_id: UUID, goal: GoalTold, by: Person, at: datetime) -> Process:
    """Keep where a goal stands; a level of the same day takes the place of the one before.

    Raises NotThere, Ended, Malformed, TooMany.
    """
    process = held(led(process_id, by, at))
    row = OwnGoal.objects.filter(pk=goal.id).first()
    if row is None:
        if OwnGoal.objects.filter(process=process).count() >= MOST_GOALS:
            raise TooMany
        row = OwnGoal(pk=goal.id, process=process)
    if row.process_id != process.pk:
        raise NotThere
    row.start = None if goal.start is None else _halves(goal.start, light=False)
    row.light, row.counts = goal.light, goal.counts
    row.save()
    if goal.low is not None and goal.high is not None:
        low, high = (_halves(level, light=goal.light) for level in (goal.low, goal.high))
        if low > high:
            raise Malformed
        on = local(at).date()
        GroupLevel.objects.update_or_create(goal=row, on=on, defaults={"low": low, "high": high})
    return process


@transaction.atomic
def open_levels(
    *, process_id: UUID, goals: tuple[UUID, ...], opening: Opening, by: Person, at: datetime
) -> AloneRound:
    """Begin rating these goals, each alone. One or two people rate together on one screen, and need no round.

    Raises NotThere, Ended, RoundStands, TooFewPeople, Malformed.
    """
    process = held(led(process_id, by, at))
    if not goals or OwnGoal.objects.filter(process=process, pk__in=goals).count() != len(goals):
        raise Malformed
    begun = open_round(process, AloneKind.LEVELS, opening, fewest=FEWEST_TO_TURN_UP, by=by, at=at)
    RatedGoal.objects.bulk_create(RatedGoal(round=begun, goal_id=goal) for goal in goals)
    return begun


@transaction.atomic
def answer_levels(*, token: str, levels: Mapping[UUID, float | None], turns_up: bool) -> None:
    """Whoever holds the word rates every goal that is asked, once; None is "I cannot say".

    Leaves no trace of who or when. Raises TokenSpent, Malformed.
    """
    round = let_in(token, AloneKind.LEVELS)
    goals = {one.goal_id: one.goal for one in round.rated.select_related("goal")}
    if goals.keys() != levels.keys():
        raise Malformed
    rows = [
        LevelAnswer(
            round=round,
            goal=goals[key],
            halves=None if level is None else _halves(level, light=goals[key].light),
            turns_up=turns_up,
        )
        for key, level in levels.items()
    ]
    lay_anew(LevelAnswer.objects.filter(round=round), rows)


@transaction.atomic
def close_levels(*, round_id: UUID, by: Person, at: datetime) -> Process:
    """Turn up what may be told; the answers are gone. Twice is once. Raises NotThere."""
    return close_once(round_id, AloneKind.LEVELS, close_levels_round, by=by, at=at)


def close_levels_round(round: AloneRound, *, by: Person | None, at: datetime) -> None:
    """What may be told is kept, every answer goes. Call it under the round's lock."""
    sheets: dict[UUID, list[Sheet]] = defaultdict(list)
    for one in round.level_answers.all():
        level = None if one.halves is None else to_level(one.halves)
        sheets[one.goal_id].append(Sheet(level, one.turns_up))
    for goal_id, given in sheets.items():
        told = spread_of(given, closed=True)
        LevelTold.objects.bulk_create(
            LevelTold(round=round, goal_id=goal_id, halves=to_halves(level), answers=answers)
            for level, answers in (told.counts if told else ())
        )
    round.level_answers.all().delete()
    shut(round, answered=bool(sheets), by=by, at=at)


def _halves(level: float, *, light: bool) -> int:
    """A level of the scale as it is kept. Raises Malformed."""
    try:
        Rating(level, light=light)
    except OffTheScale as fault:
        raise Malformed from fault
    return to_halves(level)
