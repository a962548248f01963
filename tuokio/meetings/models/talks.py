"""A mapping conversation with its hour: booked by a stranger, before there is any agreement."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.meetings.models.rooms import Room
from tuokio.people.models import Practice
from tuokio.supervision.models import Process


class Talk(models.Model):
    """One mapping conversation (*kartoituskeskustelu*) at an hour; it is not counted as a meeting and costs nothing.

    Who booked it stands in the enquiry of its process. `starts_at` is UTC, shown in `zone`.
    """

    class State(models.TextChoices):
        BOOKED = "booked", "booked"
        CANCELLED = "cancelled", "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="talks")
    process = models.ForeignKey(Process, models.CASCADE, null=True, blank=True, related_name="talks")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=40, default="Europe/Helsinki")
    place = models.CharField(max_length=120, blank=True)
    remote = models.BooleanField(default=False)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    sequence = models.PositiveSmallIntegerField(default=0)  # of its calendar file
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["supervisor", "starts_at"]),
            models.Index(fields=["practice", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=5) & Q(minutes__lte=600), name="talk_length")
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"

    @property
    def ends_at(self) -> datetime:
        """When it ends, UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def local_start(self) -> datetime:
        """When it starts on the wall of its zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))
