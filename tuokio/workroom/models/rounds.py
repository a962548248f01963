"""A round in which each answers alone: when it was, the words that let an answer in, and nothing of who answered.

docs/adr/tokens-for-answers-in-the-room.md tells why nothing here can be joined.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tuokio.meetings.models import Meeting
from tuokio.supervision.models import Process
from tuokio.terms.alone_words import AloneKind


class RoundQuerySet(models.QuerySet["AloneRound"]):
    """Questions to the rounds."""

    def open(self) -> RoundQuerySet:
        """Those that take answers."""
        return self.filter(closed_on=None)


class AloneRound(models.Model):
    """One asking of a process. It opens once and closes once; of one kind one a day, so that no two can be compared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=6, choices=[(kind.value, kind.value) for kind in AloneKind])
    process = models.ForeignKey(Process, models.CASCADE, related_name="alone_rounds")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["opened_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["process", "kind", "opened_on"], name="one_round_a_day"),
            models.UniqueConstraint(
                fields=["process", "kind"], condition=Q(closed_on=None), name="one_open_round_alone"
            ),
        ]


class RoundToken(models.Model):
    """A word that lets one answer in, as its fingerprint. Used, it is gone: nothing is left that could be joined."""

    round = models.ForeignKey(AloneRound, models.CASCADE, related_name="tokens")
    fingerprint = models.CharField(max_length=64, unique=True)
