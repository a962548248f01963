"""Levels of the group's own goals, whose words are sealed: a goal is a random id here, and a level half steps."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tuokio.supervision.models import Process
from tuokio.workroom.models.rounds import AloneRound

ON_THE_SCALE = (-4, -2, -1, 0, 2, 4)  # half steps; -1 is "partly" of a goal in words


class OwnGoal(models.Model):
    """A goal of the group's own: which process, from where it started, and whether it counts. Its words are sealed."""

    id = models.UUIDField(primary_key=True, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="own_goals")
    start = models.SmallIntegerField(null=True)
    light = models.BooleanField(default=False)
    counts = models.BooleanField(default=True)  # not once it was dropped or replaced

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(start__in=(-4, -2, 0, 2, 4)), name="own_goal_start_on_scale"
            ),
        ]


class RatedGoal(models.Model):
    """That a round asks about a goal."""

    round = models.ForeignKey(AloneRound, models.CASCADE, related_name="rated")
    goal = models.ForeignKey(OwnGoal, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "goal"], name="own_goal_once_a_round")]


class LevelAnswer(models.Model):
    """What one person answered alone about one goal, while the round is open; None: "I cannot say".

    No person, no time, and no tie to what the same person answered about another goal. Laid anew each time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(AloneRound, models.CASCADE, related_name="level_answers")
    goal = models.ForeignKey(OwnGoal, models.CASCADE, related_name="+")
    halves = models.SmallIntegerField(null=True)
    turns_up = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(halves=None) | Q(halves__in=ON_THE_SCALE), name="own_level_on_scale"
            ),
        ]


class LevelTold(models.Model):
    """What was told of one goal when the round closed: how many chose this level."""

    round = models.ForeignKey(AloneRound, models.CASCADE, related_name="levels_told")
    goal = models.ForeignKey(OwnGoal, models.CASCADE, related_name="told")
    halves = models.SmallIntegerField()
    answers = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["halves"]
        constraints = [
            models.UniqueConstraint(fields=["round", "goal", "halves"], name="level_told_once"),
        ]


class GroupLevel(models.Model):
    """The level, or the range, that the group recorded after its talk, one a day. The newest day counts."""

    goal = models.ForeignKey(OwnGoal, models.CASCADE, related_name="recorded")
    low = models.SmallIntegerField()
    high = models.SmallIntegerField()
    on = models.DateField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "on"], name="one_group_level_a_day"),
            models.CheckConstraint(
                condition=Q(low__in=ON_THE_SCALE) & Q(high__in=ON_THE_SCALE) & Q(low__lte=F("high")),
                name="group_level_on_scale",
            ),
        ]
