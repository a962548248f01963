"""Goals agreed with the commissioner: their dated wordings, and the levels that were recorded for them.

Nothing of the talk itself is here. What members answered alone is kept apart from who they are: see AnswerSheet.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from tuokio.goals.domain.halves import to_halves, to_level
from tuokio.goals.domain.light import light_levels
from tuokio.people.models import Person
from tuokio.supervision.models import Member, Process
from tuokio.terms.goal_words import GoalReason, GoalState, RatingWay, RoundPoint, Scale

LONGEST = 300  # characters of a wording, an indicator or a level
_ON_THE_SCALE = (-4, -2, -1, 0, 2, 4)  # half steps; -1 is "partly" of a goal in words


class Goal(models.Model):
    """What a process is meant to achieve, as agreed with the one who orders it.

    `agreed`: it came with the agreement, which alone can reword or drop it. `baseline` is where it started, in
    half steps. `state` repeats the newest GoalChange.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    agreed = models.BooleanField(default=False)
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in GoalState], default=GoalState.ACTIVE
    )
    baseline = models.SmallIntegerField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(baseline__in=(-4, -2, 0, 2, 4)),
                name="goal_starts_on_its_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"

    @property
    def current(self) -> GoalWording:
        """The newest wording."""
        return max(self.wordings.all(), key=lambda wording: wording.number)

    @property
    def start(self) -> float | None:
        """The level it started from, or None when that is not known yet."""
        return None if self.baseline is None else to_level(self.baseline)

    @property
    def counts(self) -> bool:
        """Whether it enters the result: what was replaced or dropped is only counted openly."""
        return self.state in {GoalState.ACTIVE, GoalState.REACHED}


class GoalWording(models.Model):
    """The words of a goal from a moment on: wording, indicator, and levels when they have been written.

    Five levels in words, or (light) the expected one and the start; `reason` says why a former wording gave way.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    wording = models.CharField(max_length=LONGEST)
    indicator = models.CharField(max_length=LONGEST, blank=True)
    scale = models.CharField(max_length=12, blank=True, choices=[(s.value, s.value) for s in Scale])
    much_less = models.CharField(max_length=LONGEST, blank=True)
    less = models.CharField(max_length=LONGEST, blank=True)
    expected = models.CharField(max_length=LONGEST, blank=True)
    more = models.CharField(max_length=LONGEST, blank=True)
    much_more = models.CharField(max_length=LONGEST, blank=True)
    start = models.CharField(max_length=LONGEST, blank=True)
    reason = models.CharField(max_length=16, blank=True, choices=[(r.value, r.value) for r in GoalReason])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="one_wording_a_number"),
            models.CheckConstraint(
                condition=Q(scale="", much_less="", less="", expected="", more="", much_more="", start="")
                | (
                    Q(scale=Scale.FIVE_LEVELS, start="")
                    & ~Q(much_less="")
                    & ~Q(less="")
                    & ~Q(expected="")
                    & ~Q(more="")
                    & ~Q(much_more="")
                )
                | (
                    Q(scale=Scale.LIGHT, much_less="", less="", more="", much_more="")
                    & ~Q(expected="")
                    & ~Q(start="")
                ),
                name="goal_levels_as_its_scale_needs",
            ),
        ]

    @property
    def levels(self) -> dict[float, str]:
        """The words of each level that has some, from the best down."""
        words = {2: self.much_more, 1: self.more, 0: self.expected, -1: self.less, -2: self.much_less}
        return {level: word for level, word in words.items() if word}

    def can_be(self, level: float, *, baseline: float | None) -> bool:
        """Whether a goal so worded can be rated at this level."""
        if self.scale == Scale.LIGHT and baseline is not None:
            return level in light_levels(baseline).values()
        return self.scale == Scale.FIVE_LEVELS and level in self.levels


class GoalChange(models.Model):
    """A goal was reached, replaced, dropped or taken up again: who, when, why."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="changes")
    from_state = models.CharField(max_length=8)
    to_state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in GoalState])
    reason = models.CharField(max_length=16, blank=True, choices=[(r.value, r.value) for r in GoalReason])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class RatingRound(models.Model):
    """Goals are rated once: at the start, in the middle, at the end. It closes once and for all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="rating_rounds")
    point = models.CharField(max_length=8, choices=[(p.value, p.value) for p in RoundPoint])
    way = models.CharField(max_length=8, choices=[(w.value, w.value) for w in RatingWay])
    asked = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(closed_at=None), name="one_open_round_of_rating"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="round_closes_after_opening",
            ),
        ]

    @property
    def is_closed(self) -> bool:
        """Whether no more answers are taken."""
        return self.closed_at is not None

    def sheet_of(self, member: Member) -> AnswerSheet | None:
        """The member's own sheet; nobody who only looks at the tables can find it."""
        return self.sheets.filter(fingerprint=fingerprint(self, member)).first()


class GoalInRound(models.Model):
    """One goal as it was worded when the round began; that is what is rated."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(RatingRound, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="in_rounds")
    wording = models.ForeignKey(GoalWording, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["goal__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "goal"], name="a_goal_once_a_round")]


class AnswerSheet(models.Model):
    """What one person answers alone, without the person: no name, no member, no time.

    `fingerprint` is reckoned from round and member with the installation's secret key, so that the one who
    answers finds the own sheet again; the table alone says nothing. Sheets and their ratings are made for everyone
    when the round opens, in random order, so that neither do their places. A paper slip gets a random fingerprint.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(RatingRound, models.CASCADE, related_name="sheets")
    fingerprint = models.CharField(max_length=64)
    is_answered = models.BooleanField(default=False)
    turns_up = models.BooleanField(default=False)
    from_slip = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "fingerprint"], name="one_sheet_each")]


class PrivateRating(models.Model):
    """The level of one goal on one sheet, in half steps; None: "I cannot say", or not answered yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="ratings")
    goal = models.ForeignKey(GoalInRound, models.CASCADE, related_name="private_ratings")
    halves = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "goal"], name="one_answer_a_goal"),
            models.CheckConstraint(
                condition=Q(halves=None) | Q(halves__in=_ON_THE_SCALE), name="rating_on_the_scale"
            ),
        ]

    @property
    def level(self) -> float | None:
        """The level, or None for "I cannot say"."""
        return None if self.halves is None else to_level(self.halves)


class RecordedLevel(models.Model):
    """The level, or the range, that the group recorded after its talk. The newest row counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(GoalInRound, models.CASCADE, related_name="recorded")
    low = models.SmallIntegerField()
    high = models.SmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(low__in=_ON_THE_SCALE) & Q(high__in=_ON_THE_SCALE) & Q(low__lte=F("high")),
                name="recorded_range_on_the_scale",
            ),
        ]

    @property
    def span(self) -> tuple[float, float]:
        """The lowest and the highest level."""
        return to_level(self.low), to_level(self.high)


class SupervisorLevel(models.Model):
    """The supervisor's own level, beside the group's and never averaged with it. The newest row counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(GoalInRound, models.CASCADE, related_name="supervisors")
    halves = models.SmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(halves__in=_ON_THE_SCALE), name="supervisors_level_on_the_scale"
            ),
        ]

    @property
    def level(self) -> float:
        """The level."""
        return to_level(self.halves)


def fingerprint(round: RatingRound, member: Member) -> str:
    """What stands on the member's sheet of the round instead of the member."""
    return salted_hmac("tuokio.goals.sheet", f"{round.pk} {member.pk}", algorithm="sha256").hexdigest()


def members_on(process: Process, day: date) -> list[Member]:
    """Who takes part on that day."""
    return [member for member in process.members.all() if member.belongs_on(day)]


def member_of(process: Process, person: Person, day: date) -> Member | None:
    """The person's own membership on that day."""
    return next((one for one in members_on(process, day) if one.person_id == person.pk), None)


def halves_of(level: float | None) -> int | None:
    """A level as it is kept; None stays None."""
    return None if level is None else to_halves(level)
