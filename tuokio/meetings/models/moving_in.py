"""A list that waits to be brought in."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from tuokio.people.models import Person, Practice


class MovingInQuerySet(models.QuerySet["MovingIn"]):
    """Questions to what waits to be brought in."""

    def of(self, person: Person, *, at: datetime) -> MovingInQuerySet:
        """The person's own, as long as they are kept."""
        return self.filter(supervisor=person, expires_at__gt=at)


class MovingIn(models.Model):
    """A list that one supervisor is looking through before its processes are brought in.

    `rows` is what was read and typed, `tables` the cells it was read from without the columns of notes, so that
    a column can be read otherwise. The file itself is not kept, and all of it goes at `expires_at`.
    """

    class Source(models.TextChoices):
        SHEET = "sheet", "sheet"
        CALENDAR = "calendar", "calendar"
        HAND = "hand", "hand"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    filename = models.CharField(max_length=120, blank=True)
    rows = models.JSONField(default=list)
    skipped = models.JSONField(default=list)
    sheets = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)  # grows with each saving; tells two tabs apart
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects: ClassVar[MovingInQuerySet] = MovingInQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["-made_at"]
