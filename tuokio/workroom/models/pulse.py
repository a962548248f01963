"""The pulse after a meeting: whether a process has it, answers while a round is open, and what was told of them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tuokio.supervision.models import Process
from tuokio.workroom.models.rounds import AloneRound

STATEMENTS = 3


class PulseWanted(models.Model):
    """That a process takes the pulse: its supervisor has switched it on."""

    process = models.OneToOneField(Process, models.CASCADE, primary_key=True, related_name="pulse_wanted")


def _on_the_scale(name: str) -> Q:
    return Q(**{f"{name}__gte": 0, f"{name}__lte": 100})


class PulseAnswer(models.Model):
    """What one person answered to the three statements, while the round is open: no person, no time.

    All rows of a round are laid anew, in random order, each time one comes; closing takes them away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(AloneRound, models.CASCADE, related_name="pulse_answers")
    a = models.PositiveSmallIntegerField()
    b = models.PositiveSmallIntegerField()
    c = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_on_the_scale("a") & _on_the_scale("b") & _on_the_scale("c"), name="pulse_on_scale"
            ),
        ]


class PulseBand(models.Model):
    """What was told of one statement when the round closed: so many answered within these bounds."""

    round = models.ForeignKey(AloneRound, models.CASCADE, related_name="pulse_bands")
    statement = models.PositiveSmallIntegerField()  # 1 to 3
    lowest = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()
    answers = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["statement", "lowest"]
        constraints = [
            models.UniqueConstraint(fields=["round", "statement", "lowest"], name="pulse_band_once"),
            models.CheckConstraint(condition=Q(answers__gte=2), name="pulse_band_of_two"),
        ]
