"""The pages of one rating: the supervisor's, and the member's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.goals.domain.spread import Sheet, Spread, all_turn_up, spread_of
from tuokio.goals.labels import LIGHT_ANSWERS, RATING_WAYS, ROUND_POINTS
from tuokio.goals.level_words import Cell, cells, common_words, own_words, signed
from tuokio.goals.models import (
    AnswerSheet,
    GoalInRound,
    RatingRound,
    fingerprint,
    members_on,
)
from tuokio.goals.pages.drawing import Bars, bars
from tuokio.goals.pages.goals import words_of
from tuokio.goals.reading import span_of
from tuokio.terms.goal_words import RatingWay, Scale


def everyone_has_answered(round: RatingRound, on: date) -> bool:
    """Whether each one who takes part has answered, on a phone or on a slip; never how many have."""
    present = [fingerprint(round, member) for member in members_on(round.process, on)]
    sheets = [sheet for sheet in round.sheets.all() if sheet.is_answered]
    slips = sum(sheet.from_slip for sheet in sheets)
    answered = {sheet.fingerprint for sheet in sheets if not sheet.from_slip}
    missing = sum(one not in answered for one in present)
    if not present:
        return slips >= round.asked
    return slips >= missing + max(round.asked - len(present), 0)


def answered_sheets(round: RatingRound) -> list[AnswerSheet]:
    """The sheets that hold answers, with them."""
    return list(round.sheets.filter(is_answered=True).prefetch_related("ratings"))


def spread_for(one: GoalInRound, sheets: Sequence[AnswerSheet], *, closed: bool) -> Spread | None:
    """What may be shown of the answers about one goal."""
    given = []
    for sheet in sheets:
        level = next((rating.level for rating in sheet.ratings.all() if rating.goal_id == one.pk), None)
        given.append(Sheet(level, turns_up=sheet.turns_up, from_slip=sheet.from_slip))
    return spread_of(given, closed=closed)


@dataclass(frozen=True, slots=True)
class RatedGoal:
    """One goal in a rating: its words and levels, the spread when it may be shown, and what was recorded."""

    id: UUID
    wording: str
    indicator: str
    levels: tuple[tuple[str, str], ...]  # figure and words, the best first
    bars: Bars | None
    told: str
    standing: str
    words: str
    cells: tuple[Cell, ...]
    supervisors: str

    @property
    def card_id(self) -> str:
        """The id of its card on the page."""
        return f"goal-{self.id}"

    @classmethod
    def of(cls, one: GoalInRound, sheets: Sequence[AnswerSheet], *, closed: bool) -> RatedGoal:
        """The goal as whoever takes part in the process may see it."""
        shown = spread_for(one, sheets, closed=closed)
        span = span_of(one) if one.recorded.all() else None
        own = max(one.supervisors.all(), key=lambda row: row.at, default=None)
        return cls(
            id=one.pk,
            wording=one.wording.wording,
            indicator=one.wording.indicator,
            levels=tuple(levels_of(one)),
            bars=_bars_of(one, shown) if shown else None,
            told=_told(one, shown) if shown else "",
            standing=common_words(*span) if span else "",
            words=words_of(one, span) if span else "",
            cells=cells(*span) if span else (),
            supervisors=own_words(one.wording, own.level, baseline=one.goal.start) if own else "",
        )


def levels_of(one: GoalInRound) -> list[tuple[str, str]]:
    """The levels that can be chosen, with their figures, the best first."""
    if one.wording.scale == Scale.LIGHT:
        return [("", str(words)) for words in LIGHT_ANSWERS.values()]
    return [(signed(level), words) for level, words in one.wording.levels.items()]


def _levels_drawn(one: GoalInRound, shown: Spread) -> list[float]:
    whole = [2.0, 1.0, 0.0, -1.0, -2.0]
    return sorted({*whole, *(level for level, _count in shown.counts)}, reverse=True)


def _bars_of(one: GoalInRound, shown: Spread) -> Bars:
    counted = dict(shown.counts)
    return bars(
        [
            (
                signed(level),
                own_words(one.wording, level, baseline=one.goal.start) or common_words(level, level),
                counted.get(level, 0),
            )
            for level in _levels_drawn(one, shown)
        ],
        title=_("How the answers are spread: %(goal)s") % {"goal": one.wording.wording},
    )


def _told(one: GoalInRound, shown: Spread) -> str:
    lowest, highest = shown.counts[0][0], shown.counts[-1][0]

    def words(level: float) -> str:
        told = own_words(one.wording, level, baseline=one.goal.start) or common_words(level, level)
        return told.rstrip(".")

    if lowest == highest:
        return _("All answers are alike: %(words)s") % {"words": words(lowest)}
    return ngettext(
        "%(count)s answer. From “%(low)s” to “%(high)s”; in the middle “%(middle)s”.",
        "%(count)s answers. From “%(low)s” to “%(high)s”; in the middle “%(middle)s”.",
        shown.total,
    ) % {
        "count": shown.total,
        "low": words(lowest),
        "high": words(highest),
        "middle": words(shown.middle),
    }


def goals_of(round: RatingRound) -> list[GoalInRound]:
    """The goals of a rating with their words and what was recorded."""
    return list(round.goals.select_related("goal", "wording").prefetch_related("recorded", "supervisors"))


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One rating as its supervisor sees it. Before it is closed: whether all have answered, no more."""

    name: str
    way: str
    opened_at: datetime
    is_closed: bool
    is_alone: bool
    all_answered: bool
    is_recorded: bool
    any_hidden: bool
    goals: tuple[RatedGoal, ...]

    @classmethod
    def of(cls, round: RatingRound, *, on: date) -> RoundPage:
        """The page on a day."""
        sheets = answered_sheets(round) if round.is_closed else []
        goals = tuple(RatedGoal.of(one, sheets, closed=round.is_closed) for one in goals_of(round))
        alone = round.way == RatingWay.ALONE
        return cls(
            name=str(ROUND_POINTS[round.point]),
            way=str(RATING_WAYS[round.way]),
            opened_at=round.opened_at,
            is_closed=round.is_closed,
            is_alone=alone,
            all_answered=alone and not round.is_closed and everyone_has_answered(round, on),
            is_recorded=all(goal.standing for goal in goals),
            any_hidden=alone and round.is_closed and any(goal.bars is None for goal in goals),
            goals=goals,
        )


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What I answered about one goal."""

    wording: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnRound:
    """A rating as a member sees it: the own answers always, the others' only as a spread that may be shown."""

    id: UUID
    name: str
    opened_at: datetime
    is_closed: bool
    can_answer: bool
    has_answered: bool
    answers: tuple[OwnAnswer, ...]
    turns_up: bool
    can_turn_up: bool
    goals: tuple[RatedGoal, ...]

    @property
    def card_id(self) -> str:
        """The id of the card with the own answers."""
        return f"own-{self.id}"

    @classmethod
    def of(cls, round: RatingRound, sheet: AnswerSheet | None) -> OwnRound:
        """The rating for whoever has this sheet; None: joined later, or all rate together."""
        sheets = answered_sheets(round) if round.is_closed else []
        in_round = goals_of(round)
        answered = sheet is not None and sheet.is_answered
        goals = tuple(RatedGoal.of(one, sheets, closed=round.is_closed) for one in in_round)
        seen = all_turn_up([Sheet(0, one.turns_up) for one in sheets])
        return cls(
            id=round.pk,
            name=str(ROUND_POINTS[round.point]).lower(),
            opened_at=round.opened_at,
            is_closed=round.is_closed,
            can_answer=sheet is not None and not round.is_closed,
            has_answered=answered,
            answers=tuple(own_answers(in_round, sheet)) if sheet and answered else (),
            turns_up=sheet is not None and sheet.turns_up,
            can_turn_up=answered
            and round.is_closed
            and not seen
            and any(goal.bars is None for goal in goals),
            goals=goals,
        )


def own_answers(goals: Sequence[GoalInRound], sheet: AnswerSheet) -> list[OwnAnswer]:
    """The answers of a sheet in words."""
    levels = {rating.goal_id: rating.level for rating in sheet.ratings.all()}
    return [
        OwnAnswer(
            one.wording.wording,
            _("I cannot say")
            if levels[one.pk] is None
            else own_words(one.wording, levels[one.pk] or 0, baseline=one.goal.start),
        )
        for one in goals
        if one.pk in levels
    ]
