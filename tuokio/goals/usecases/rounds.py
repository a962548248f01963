"""The acts of rating: opening a round, answering alone, closing it, and what the group and the supervisor record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import SystemRandom
from secrets import token_hex
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.goals.domain.halves import to_halves
from tuokio.goals.domain.spread import Sheet, all_turn_up, way_for
from tuokio.goals.models import (
    AnswerSheet,
    Goal,
    GoalInRound,
    PrivateRating,
    RatingRound,
    RecordedLevel,
    SupervisorLevel,
    fingerprint,
    halves_of,
    members_on,
)
from tuokio.goals.usecases.goals import RoundIsOpen
from tuokio.kit.when import local
from tuokio.people.models import Person
from tuokio.supervision.asking import ask_members, settle_asks
from tuokio.supervision.models import Member, Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.asking_words import AskKind
from tuokio.terms.goal_words import GoalState, RatingWay, RoundPoint, Scale

MINUTES = 3
Levels = Mapping[UUID, float | None]  # of a GoalInRound, by its id


class NothingToRate(Exception):
    """No goal has levels in words yet; at the start, none has five of them."""


class RoundIsClosed(Exception):
    """The round takes no more answers."""


class NotAsked(Exception):
    """The round began without this member, or is rated together on one screen."""


class AnswerFirst(Exception):
    """One turns up an answer that has been given."""


class TurnedUp(Exception):
    """The answers have been turned up and seen; that cannot be taken back."""


class TooManySlips(Exception):
    """There are more slips than people were asked."""


class AnswersFirst(Exception):
    """The group records its level once the answers given alone are in and the round is closed."""


class NotOnItsScale(Exception):
    """A goal is missing, or its level is not one of those it has."""


def group_size(process: Process, at: datetime) -> int:
    """How many take part: those named now, and those of the agreed number who were never named."""
    everyone = list(process.members.all())
    named = members_on(process, local(at).date())
    gone = len(everyone) - len(named)
    return max(len(named), process.member_count - gone, 1)


@transaction.atomic
def open_round(*, process: Process, point: RoundPoint, by: Person, at: datetime) -> RatingRound:
    """Begin rating the active goals as they are worded now. One or two people rate together, more alone first.

    Raises ProcessClosed, RoundIsOpen, NothingToRate.
    """
    process = as_it_stands(process)
    if RatingRound.objects.filter(process=process, closed_at=None).exists():
        raise RoundIsOpen
    goals = [
        goal for goal in Goal.objects.filter(process=process, state=GoalState.ACTIVE) if goal.current.scale
    ]
    if point == RoundPoint.START:  # the start of a light goal is one of its words already
        goals = [goal for goal in goals if goal.current.scale == Scale.FIVE_LEVELS]
    if not goals:
        raise NothingToRate
    size = group_size(process, at)
    begun = RatingRound.objects.create(
        process=process, point=point, way=way_for(size), asked=size, opened_by=by, opened_at=at
    )
    for goal in goals:
        begun.goals.create(goal=goal, wording=goal.current)
    if begun.way == RatingWay.ALONE:
        _lay_out_sheets(begun, members_on(process, local(at).date()))
    trail.record("rating opened", about=process, by=by, at=at, point=point, way=begun.way, goals=len(goals))
    return begun


def _lay_out_sheets(begun: RatingRound, members: list[Member]) -> None:
    sheets = [AnswerSheet(round=begun, fingerprint=fingerprint(begun, member)) for member in members]
    SystemRandom().shuffle(sheets)
    AnswerSheet.objects.bulk_create(sheets)
    # The rows of the answers too, so that where they lie does not tell in which order people answered.
    PrivateRating.objects.bulk_create(
        PrivateRating(sheet=sheet, goal=one) for sheet in sheets for one in begun.goals.all()
    )


def _held(round: RatingRound) -> RatingRound:
    """The round as it stands now, under its process's lock. Raises ProcessClosed."""
    process = as_it_stands(round.process)
    return RatingRound.objects.get(process=process, pk=round.pk)


def _checked(round: RatingRound, levels: Levels, *, may_skip: bool) -> list[tuple[GoalInRound, int | None]]:
    checked = []
    for one in round.goals.select_related("goal", "wording"):
        level = levels.get(one.pk)
        if one.pk not in levels or (level is None and not may_skip):
            raise NotOnItsScale
        if level is not None and not one.wording.can_be(level, baseline=one.goal.start):
            raise NotOnItsScale
        checked.append((one, halves_of(level)))
    return checked


@transaction.atomic
def rate_privately(
    *, round: RatingRound, member: Member, levels: Levels, turns_up: bool, at: datetime
) -> None:
    """A member answers alone about every goal; None is "I cannot say". Sent again, the later answer counts.

    Leaves no trace of who answered or when. Raises ProcessClosed, RoundIsClosed, NotAsked, NotOnItsScale.
    """
    round = _held(round)
    if round.is_closed:
        raise RoundIsClosed
    sheet = round.sheet_of(member)
    if sheet is None or not member.belongs_on(local(at).date()):
        raise NotAsked
    for one, halves in _checked(round, levels, may_skip=True):
        PrivateRating.objects.update_or_create(sheet=sheet, goal=one, defaults={"halves": halves})
    sheet.is_answered, sheet.turns_up = True, turns_up
    sheet.save(update_fields=["is_answered", "turns_up"])


@transaction.atomic
def turn_up(*, round: RatingRound, member: Member, turns_up: bool, at: datetime) -> None:
    """A member chooses to turn the answer up with the others, or not to, as long as they lie face down.

    Raises ProcessClosed, NotAsked, AnswerFirst, TurnedUp.
    """
    round = _held(round)
    sheet = round.sheet_of(member)
    if sheet is None or not member.belongs_on(local(at).date()):
        raise NotAsked
    if not sheet.is_answered:
        raise AnswerFirst
    answered = round.sheets.filter(is_answered=True)
    if round.is_closed and not turns_up and all_turn_up([Sheet(0, one.turns_up) for one in answered]):
        raise TurnedUp
    sheet.turns_up = turns_up
    sheet.save(update_fields=["turns_up"])


@transaction.atomic
def enter_slip(*, round: RatingRound, levels: Levels, turns_up: bool, by: Person, at: datetime) -> None:
    """Type one of the shuffled paper slips. Raises ProcessClosed, RoundIsClosed, NotAsked, TooManySlips, NotOnItsScale.

    Slips are counted against those who were asked, never against those who have answered: a refusal would tell.
    """
    round = _held(round)
    if round.is_closed:
        raise RoundIsClosed
    if round.way != RatingWay.ALONE:
        raise NotAsked
    if round.sheets.filter(from_slip=True).count() >= round.asked:
        raise TooManySlips
    checked = _checked(round, levels, may_skip=True)
    sheet = round.sheets.create(
        fingerprint=token_hex(32), is_answered=True, turns_up=turns_up, from_slip=True
    )
    PrivateRating.objects.bulk_create(
        PrivateRating(sheet=sheet, goal=one, halves=halves) for one, halves in checked
    )
    trail.record("slip typed", about=round.process, by=by, at=at)


@transaction.atomic
def close_round(*, round: RatingRound, by: Person, at: datetime) -> RatingRound:
    """Take no more answers; what may be shown is shown from now on. Raises ProcessClosed, RoundIsClosed."""
    round = _held(round)
    if round.is_closed:
        raise RoundIsClosed
    return _close(round, by=by, at=at)


def _close(round: RatingRound, *, by: Person, at: datetime) -> RatingRound:
    round.closed_by, round.closed_at = by, at
    round.save(update_fields=["closed_by", "closed_at"])
    settle_asks(about=round.pk, at=at)
    trail.record("rating closed", about=round.process, by=by, at=at, point=round.point)
    return round


@transaction.atomic
def record_levels(
    *, round: RatingRound, spans: Mapping[UUID, tuple[float, float]], by: Person, at: datetime
) -> None:
    """Record what the group said together: a level for each goal, or a range. At the start it is one level.

    Where all rate together this closes the round. Raises ProcessClosed, AnswersFirst, NotOnItsScale.
    """
    round = _held(round)
    if not round.is_closed:
        if round.way == RatingWay.ALONE:
            raise AnswersFirst
        _close(round, by=by, at=at)
    lows = _checked(round, {key: min(span) for key, span in spans.items()}, may_skip=False)
    highs = dict(_checked(round, {key: max(span) for key, span in spans.items()}, may_skip=False))
    for one, low in lows:
        high = highs[one]
        assert low is not None
        assert high is not None
        if round.point == RoundPoint.START:
            if low != high:
                raise NotOnItsScale
            one.goal.baseline = low
            one.goal.save(update_fields=["baseline"])
        RecordedLevel.objects.create(goal=one, low=low, high=high, by=by, at=at)
    trail.record("levels recorded", about=round.process, by=by, at=at, point=round.point)


@transaction.atomic
def record_supervisors_levels(
    *, round: RatingRound, levels: Mapping[UUID, float], by: Person, at: datetime
) -> None:
    """Record the supervisor's own level beside the group's; goals may be left out.

    Raises ProcessClosed, NotOnItsScale.
    """
    round = _held(round)
    for one in round.goals.select_related("goal", "wording"):
        if one.pk not in levels:
            continue
        level = levels[one.pk]
        if not one.wording.can_be(level, baseline=one.goal.start):
            raise NotOnItsScale
        SupervisorLevel.objects.create(goal=one, halves=to_halves(level), by=by, at=at)
    trail.record("supervisor's levels recorded", about=round.process, by=by, at=at, point=round.point)


@transaction.atomic
def ask_at_home(*, round: RatingRound, by: Person, at: datetime) -> tuple[int, int]:
    """Ask everyone alike to answer before the meeting: how many were asked, how many have been asked enough.

    Raises ProcessClosed, RoundIsClosed, NotAsked.
    """
    round = _held(round)
    if round.is_closed:
        raise RoundIsClosed
    if round.way != RatingWay.ALONE:
        raise NotAsked
    members = members_on(round.process, local(at).date())
    asked, spared = ask_members(members=members, kind=AskKind.WAVE, about=round.pk, minutes=MINUTES, at=at)
    trail.record("asked to rate", about=round.process, by=by, at=at, asked=len(asked))
    return len(asked), len(spared)
