"""The acts that set a goal, word it anew and say where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.goals.models import Goal, GoalWording, RatingRound, RecordedLevel, halves_of
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.goal_words import GoalReason, GoalState, Scale

USUAL_MOST, MOST = 3, 5  # one to three are usual (domain 3, C3); more than five cannot be kept in mind


class EnoughGoals(Exception):
    """The process has as many goals as it may have."""


class RoundIsOpen(Exception):
    """The goals are being rated just now, so their words stay."""


class GoalIsOver(Exception):
    """The goal is reached, replaced or dropped; take it up again first."""


class AgreementDecides(Exception):
    """The goal came with the agreement, which alone can reword, replace or drop it."""


class ChangedMeanwhile(Exception):
    """The words were changed in another tab since they were opened here."""


class AlreadyRated(Exception):
    """Levels have been recorded from this start, so the start stays."""


class NotSo(Exception):
    """The goal stands there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A goal in words. `five` from much less than expected to much more; `expected` and `start` for a light one.

    `baseline` is the level it starts from; None: not known yet (five levels only).
    """

    wording: str
    indicator: str = ""
    scale: Scale | None = None
    five: tuple[str, str, str, str, str] | None = None
    expected: str = ""
    start: str = ""
    baseline: float | None = None

    def columns(self) -> dict[str, str]:
        """As they are kept in a GoalWording."""
        levels = dict.fromkeys(("much_less", "less", "expected", "more", "much_more", "start"), "")
        if self.scale == Scale.FIVE_LEVELS and self.five:
            levels.update(zip(("much_less", "less", "expected", "more", "much_more"), self.five, strict=True))
        elif self.scale == Scale.LIGHT:
            levels.update(expected=self.expected, start=self.start)
        return {"wording": self.wording, "indicator": self.indicator, "scale": self.scale or "", **levels}


@transaction.atomic
def set_goal(
    *,
    process: Process,
    words: Words,
    by: Person | None,
    at: datetime,
    agreed: bool = False,
    goal_id: UUID | None = None,
) -> Goal:
    """Give the process a goal. Raises ProcessClosed, EnoughGoals (an agreement may have more)."""
    process = as_it_stands(process)
    goals = list(Goal.objects.filter(process=process))
    if not agreed and sum(goal.state == GoalState.ACTIVE for goal in goals) >= MOST:
        raise EnoughGoals
    goal = Goal(
        process=process,
        position=max((goal.position for goal in goals), default=0) + 1,
        agreed=agreed,
        baseline=halves_of(words.baseline),
        set_by=by,
        set_at=at,
    )
    if goal_id is not None:
        goal.pk = goal_id
    goal.save(force_insert=True)
    goal.wordings.create(number=1, by=by, at=at, **words.columns())
    trail.record("goal set", about=process, by=by, at=at, goal=str(goal.pk), agreed=agreed)
    return goal


@transaction.atomic
def reword_goal(
    *, goal: Goal, words: Words, reason: GoalReason | None, seen: int, by: Person | None, at: datetime
) -> GoalWording:
    """Give a goal other words or levels from now on; the former ones stay, dated. `seen`: the number one looked at.

    Raises ProcessClosed, GoalIsOver, RoundIsOpen, ChangedMeanwhile, AgreementDecides, AlreadyRated.
    """
    process = as_it_stands(goal.process)
    goal = Goal.objects.get(process=process, pk=goal.pk)
    if goal.state != GoalState.ACTIVE:
        raise GoalIsOver
    if RatingRound.objects.filter(process=process, closed_at=None).exists():
        raise RoundIsOpen
    before = goal.current
    if before.number != seen:
        raise ChangedMeanwhile
    if goal.agreed and (words.wording, words.indicator) != (before.wording, before.indicator):
        raise AgreementDecides
    _take_baseline(goal, words.baseline)
    columns = words.columns()
    if all(getattr(before, name) == value for name, value in columns.items()):
        return before
    return write_words(goal, columns, reason=reason, by=by, at=at)


def _take_baseline(goal: Goal, baseline: float | None) -> None:
    kept = halves_of(baseline)
    if kept == goal.baseline:
        return
    if RecordedLevel.objects.filter(goal__goal=goal).exists():
        raise AlreadyRated
    goal.baseline = kept
    goal.save(update_fields=["baseline"])


def write_words(
    goal: Goal, columns: dict[str, str], *, reason: GoalReason | None, by: Person | None, at: datetime
) -> GoalWording:
    """Write the next wording of a goal whose process is held already."""
    number = goal.current.number + 1
    wording = goal.wordings.create(number=number, reason=reason or "", by=by, at=at, **columns)
    trail.record(
        "goal worded", about=goal.process, by=by, at=at, goal=str(goal.pk), number=number, reason=reason
    )
    return wording


@transaction.atomic
def move_goal(*, goal: Goal, to: GoalState, reason: GoalReason | None, by: Person, at: datetime) -> Goal:
    """Say that a goal is reached, replaced or dropped, or take it up again.

    Raises ProcessClosed, RoundIsOpen, NotSo, AgreementDecides, EnoughGoals.
    """
    process = as_it_stands(goal.process)
    goal = Goal.objects.get(process=process, pk=goal.pk)
    if goal.state == to:
        raise NotSo
    if RatingRound.objects.filter(process=process, closed_at=None).exists():
        raise RoundIsOpen
    if goal.agreed and {goal.state, to} & {GoalState.REPLACED, GoalState.DROPPED}:
        raise AgreementDecides
    if (
        to == GoalState.ACTIVE
        and Goal.objects.filter(process=process, state=GoalState.ACTIVE).count() >= MOST
    ):
        raise EnoughGoals
    return write_state(goal, to, reason=reason, by=by, at=at)


def write_state(
    goal: Goal, to: GoalState, *, reason: GoalReason | None, by: Person | None, at: datetime
) -> Goal:
    """Write the next state of a goal whose process is held already."""
    goal.changes.create(from_state=goal.state, to_state=to, reason=reason or "", by=by, at=at)
    goal.state = to
    goal.save(update_fields=["state"])
    trail.record("goal moved", about=goal.process, by=by, at=at, goal=str(goal.pk), to=to, reason=reason)
    return goal
