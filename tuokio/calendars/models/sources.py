"""Calendars elsewhere from which a supervisor's busy times are read."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.calendars.domain.elsewhere import Trouble


class BusySource(models.Model):
    """A calendar elsewhere, of which nothing is kept but when its owner is busy (`meetings.Busy`).

    `encrypted`: its address, encrypted; `host` is all of it that is ever shown. `zone`: where whole days and times
    without a zone stand; `whole_days`: whether all-day events count as busy.

    `good_at`: when it was last read, and the times of that reading count until the next. `trouble` says why it could
    not be read since `failing_since`, `failures` times in a row; `next_at` is when it is tried again. `left_out`: how
    many events could not be understood.
    """

    class Kind(models.TextChoices):
        ICS = "ics"
        CALDAV = "caldav"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ICS)
    name = models.CharField(max_length=60)
    encrypted = models.TextField()
    host = models.CharField(max_length=255)
    zone = models.CharField(max_length=40, default="Europe/Helsinki")
    whole_days = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(db_index=True)
    good_at = models.DateTimeField(null=True, blank=True)
    laid_out_on = models.DateField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Trouble], blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None, trouble="")
                | (Q(failures__gt=0, failing_since__isnull=False) & ~Q(trouble="")),
                name="busy_source_well_or_failing",
            )
        ]

    def __str__(self) -> str:
        return f"busy source {self.pk}"
