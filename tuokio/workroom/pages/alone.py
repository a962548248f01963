"""What a browser is told of what is plain in the workroom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tuokio.goals.domain.attainment import Rating, attainment_score
from tuokio.goals.domain.halves import to_level
from tuokio.goals.domain.light import STARTS, light_levels
from tuokio.goals.domain.spread import way_for
from tuokio.goals.pages.goals import FEWEST_FOR_A_SCORE
from tuokio.goals.usecases.rounds import group_size
from tuokio.kit.when import local
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.alone_words import AloneKind
from tuokio.workroom.models import AloneRound, OwnGoal, PulseWanted
from tuokio.workroom.models.pulse import STATEMENTS
from tuokio.workroom.usecases.reminding import waiting


def pulse_of(process: Process, *, to: Person, at: datetime) -> dict[str, Any]:
    """Whether the pulse is on, how many may answer, and what each closed round may tell; of an open one nothing."""
    rounds = AloneRound.objects.filter(process=process, kind=AloneKind.PULSE).prefetch_related("pulse_bands")
    return {
        "on": PulseWanted.objects.filter(process=process).exists(),
        "leads": _leads(process, to, at),
        "people": group_size(process, at),
        "rounds": [_round(round) | {"told": _bands(round) if round.closed_on else None} for round in rounds],
    }


def _bands(round: AloneRound) -> list[list[list[int]]] | None:
    """For each statement its bands: lowest, highest, how many. None when there were too few answers."""
    bands: dict[int, list[list[int]]] = defaultdict(list)
    for one in round.pulse_bands.all():
        bands[one.statement].append([one.lowest, one.highest, one.answers])
    return [bands[number] for number in range(1, STATEMENTS + 1)] if bands else None


def levels_of(process: Process, *, to: Person, at: datetime) -> dict[str, Any]:
    """The own goals with what was told and recorded of each, and T of all that count."""
    people = group_size(process, at)
    rounds = AloneRound.objects.filter(process=process, kind=AloneKind.LEVELS).prefetch_related(
        "levels_told", "rated"
    )
    goals = list(OwnGoal.objects.filter(process=process).prefetch_related("recorded"))
    return {
        "leads": _leads(process, to, at),
        "people": people,
        "way": way_for(people).value,
        "light": {
            str(start): {answer.value: level for answer, level in light_levels(start).items()}
            for start in STARTS
        },
        "rounds": [_round(round) | {"goals": _told(round)} for round in rounds],
        "recorded": {str(goal.pk): _recorded(goal) for goal in goals},
        "score": _score(goals),
    }


def _told(round: AloneRound) -> dict[str, list[list[float]]]:
    """Of each goal that was asked: how many chose which level; nothing while it is open, or of too few."""
    told: dict[UUID, list[list[float]]] = {one.goal_id: [] for one in round.rated.all()}
    for one in round.levels_told.all():
        told[one.goal_id].append([to_level(one.halves), one.answers])
    return {str(goal): levels for goal, levels in told.items()}


def _recorded(goal: OwnGoal) -> list[dict[str, Any]]:
    return [
        {"on": one.on.isoformat(), "low": to_level(one.low), "high": to_level(one.high)}
        for one in goal.recorded.all()
    ]


def _score(goals: Sequence[OwnGoal]) -> dict[str, str] | None:
    """T at the start and now, from two rated goals up (domain 0, finding 4)."""
    rated = [
        (goal, newest)
        for goal in goals
        if goal.counts
        and goal.start is not None
        and (newest := max(goal.recorded.all(), key=_day, default=None))
    ]
    if len(rated) < FEWEST_FOR_A_SCORE:
        return None

    def score(levels: Sequence[int | None]) -> str:
        ratings = [
            Rating(to_level(halves), light=goal.light)
            for halves, (goal, _newest) in zip(levels, rated, strict=True)
            if halves is not None
        ]
        return f"{attainment_score(ratings):.0f}"

    lows, highs = score([one.low for _goal, one in rated]), score([one.high for _goal, one in rated])
    return {"start": score([goal.start for goal, _one in rated]), "low": lows, "high": highs}


def _leads(process: Process, person: Person, at: datetime) -> bool:
    return Process.objects.led_by(person, on=local(at).date()).filter(pk=process.pk).exists()


def _day(one: Any) -> Any:
    return one.on


def _round(round: AloneRound) -> dict[str, Any]:
    return {
        "id": str(round.pk),
        "on": round.opened_on.isoformat(),
        "closed": round.closed_on is not None,
        "meeting": round.meeting_id and str(round.meeting_id),
    }


def reminders_of(person: Person) -> dict[str, Any]:
    """The person's own reminders that wait."""
    return {"reminders": [{"id": str(one.pk), "on": one.on.isoformat()} for one in waiting(person)]}
