"""The page of a process's goals: the words first, then how they are spread, the score folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.goals.domain.attainment import Rating, attainment_score
from tuokio.goals.domain.spread import spread
from tuokio.goals.labels import GOAL_STATES, LEVELS, RATING_WAYS, ROUND_POINTS
from tuokio.goals.level_words import Cell, cells, common_words, recorded_words, signed, start_words
from tuokio.goals.models import Goal, GoalInRound, GoalWording, RatingRound
from tuokio.goals.pages.drawing import Bars, bars
from tuokio.goals.reading import goals_with_levels, latest_rated, span_of
from tuokio.goals.usecases.goals import MOST, USUAL_MOST
from tuokio.supervision.models import Process
from tuokio.terms.goal_words import GoalState, Scale

FEWEST_FOR_A_SCORE = 2


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a goal came: by the wording it had then, as the group recorded it, and in the supervisor's own view."""

    wording: GoalWording
    span: tuple[float, float]
    own: float | None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal: its words, and where it stands when that has been recorded."""

    href: str
    state_href: str
    wording: str
    indicator: str
    state: str
    is_active: bool
    agreed: bool
    has_levels: bool
    start: str
    standing: str
    words: str
    supervisors: str
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, goal: Goal) -> GoalRow:
        """The row of a goal fetched with its levels."""
        rated = latest_rated(goal)
        if rated is None:
            return cls.told(goal, goal.current, None)
        return cls.told(goal, goal.current, Reached(rated.wording, span_of(rated), _supervisors(rated)))

    @classmethod
    def told(cls, goal: Goal, now: GoalWording, reached: Reached | None) -> GoalRow:
        """The row of a goal as it is worded now, and how far it came."""
        span = reached.span if reached else None
        return cls(
            href=reverse("goals:goal", args=[goal.pk]),
            state_href=reverse("goals:state", args=[goal.pk]),
            wording=now.wording,
            indicator=now.indicator,
            state=str(GOAL_STATES[goal.state]),
            is_active=goal.state == GoalState.ACTIVE,
            agreed=goal.agreed,
            has_levels=bool(now.scale),
            start=start_words(now, goal.start),
            standing=common_words(*span) if span else "",
            words=words_in(reached.wording, reached.span, goal.start) if reached else "",
            supervisors=common_words(*[reached.own] * 2) if reached and reached.own is not None else "",
            cells=cells(*span) if span else (),
        )


def words_of(one: GoalInRound, span: tuple[float, float]) -> str:
    """A recorded level or range in the goal's own words."""
    return words_in(one.wording, span, one.goal.start)


def words_in(wording: GoalWording, span: tuple[float, float], start: float | None) -> str:
    """A level or range in the words of that wording, for a goal that started there."""
    told = [recorded_words(wording, level, baseline=start) for level in dict.fromkeys(span)]
    return " – ".join(words if len(told) == 1 else words.rstrip(".") for words in told if words)


def _supervisors(one: GoalInRound) -> float | None:
    newest = max(one.supervisors.all(), key=lambda row: row.at, default=None)
    return newest.level if newest else None


@dataclass(frozen=True, slots=True)
class Score:
    """T of all goals together; from and to differ when a range was recorded."""

    goals: int
    start: str
    low: str
    high: str

    @property
    def is_range(self) -> bool:
        """Whether a range was recorded for some goal."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One rating: when, how, and whether it is still open."""

    href: str
    name: str
    way: str
    opened_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class GoalsPage:
    """All goals of a process, for its supervisor and members."""

    goals: tuple[GoalRow, ...]
    over: tuple[GoalRow, ...]
    told: str
    bars: Bars | None
    score: Score | None
    rounds: tuple[RoundRow, ...]
    can_add: bool
    many: bool
    open_round: str
    can_open: bool

    @classmethod
    def of(cls, process: Process) -> GoalsPage:
        """The page as it is now. Six questions, however many goals there are."""
        goals = list(goals_with_levels(process))
        rounds = list(RatingRound.objects.filter(process=process).order_by("-opened_at"))
        active = [goal for goal in goals if goal.state == GoalState.ACTIVE]
        spans = spans_of(goals)
        open_round = next((one for one in rounds if not one.is_closed), None)
        return cls(
            goals=tuple(GoalRow.of(goal) for goal in goals if goal.counts),
            over=tuple(GoalRow.of(goal) for goal in goals if not goal.counts),
            told=summed_up(spans),
            bars=_bars(spans),
            score=score_of(goals),
            rounds=tuple(_round_row(one) for one in rounds),
            can_add=len(active) < MOST and not process.has_ended,
            many=len(active) >= USUAL_MOST,
            open_round=reverse("goals:round", args=[open_round.pk]) if open_round else "",
            can_open=open_round is None
            and not process.has_ended
            and any(goal.current.scale for goal in active),
        )


def spans_of(goals: Sequence[Goal]) -> list[tuple[float, float]]:
    """Where the goals that count stand, those that have been rated."""
    rated = [latest_rated(goal) for goal in goals if goal.counts]
    return [span_of(one) for one in rated if one]


def summed_up(spans: Sequence[tuple[float, float]]) -> str:
    """How the goals came out, in one sentence (domain 5.1, per process)."""
    if not spans:
        return ""
    reached = sum(low >= 0 for low, _high in spans)
    middle = median_low([low for low, _high in spans])
    text = ngettext(
        "One goal is rated. As expected or better: %(reached)s.",
        "%(goals)s goals are rated. As expected or better: %(reached)s. In the middle: %(middle)s.",
        len(spans),
    )
    return text % {"goals": len(spans), "reached": reached, "middle": str(LEVELS[middle]).lower()}


def _bars(spans: Sequence[tuple[float, float]]) -> Bars | None:
    if len(spans) < FEWEST_FOR_A_SCORE:
        return None
    counted = dict(spread(low for low, _high in spans).counts)
    return bars(
        [(signed(level), str(LEVELS[level]), counted.get(level, 0)) for level in _shown_levels(counted)],
        title=_("How the goals are spread over the levels"),
    )


def _shown_levels(counted: dict[float, int]) -> list[float]:
    return [level for level in LEVELS if level != -0.5 or level in counted]


def score_of(goals: Sequence[Goal]) -> Score | None:
    """T at the start and now, from two rated goals up (domain 0, finding 4); None below."""
    rated = [(goal, latest_rated(goal)) for goal in goals if goal.counts and goal.start is not None]
    both = [(goal, one) for goal, one in rated if one]
    if len(both) < FEWEST_FOR_A_SCORE:
        return None

    def score(levels: Sequence[float | None]) -> str:
        ratings = [
            Rating(level, light=one.wording.scale == Scale.LIGHT)
            for level, (_goal, one) in zip(levels, both, strict=True)
            if level is not None
        ]
        return f"{attainment_score(ratings):.0f}"

    return Score(
        goals=len(both),
        start=score([goal.start for goal, _one in both]),
        low=score([span_of(one)[0] for _goal, one in both]),
        high=score([span_of(one)[1] for _goal, one in both]),
    )


def _round_row(one: RatingRound) -> RoundRow:
    return RoundRow(
        href=reverse("goals:round", args=[one.pk]),
        name=str(ROUND_POINTS[one.point]),
        way=str(RATING_WAYS[one.way]),
        opened_at=one.opened_at,
        is_open=not one.is_closed,
    )
