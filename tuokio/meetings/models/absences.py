"""When a supervisor holds no meetings, and who stands in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.people.models import Practice


class Break(models.Model):
    """A span of days on which a supervisor holds no meetings: holidays, own training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="breaks")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("from_on")), name="break_dates_in_order"
            )
        ]


class Absence(models.Model):
    """A supervisor away at short notice, and what was done about the meetings: never why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Substitute(models.Model):
    """The named one who may, when a supervisor falls ill, cancel or move that supervisor's meetings.

    Sees names, times and places; nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="substitutes")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="substitutes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="substitutes_for")
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor", "person"], condition=Q(ended_on=None), name="one_substitute_once"
            )
        ]
