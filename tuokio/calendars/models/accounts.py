"""A calendar elsewhere into which a supervisor's meetings are written, and what was moved there."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from tuokio.calendars.domain.elsewhere import Trouble
from tuokio.meetings.models import Meeting


class CalendarAccount(models.Model):
    """A supervisor's account on a CalDAV server; of it all but `host` and `writes_to` is encrypted in `encrypted`.

    `encrypted` holds address, user, password, the calendars that were found (JSON) and the one that is written to.
    `writes_to`: the name of that calendar, empty while none is chosen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    host = models.CharField(max_length=255)
    encrypted = models.TextField()
    writes_to = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(db_index=True)
    good_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Trouble], blank=True)

    def __str__(self) -> str:
        return f"calendar account {self.pk}"


class CalendarCopy(models.Model):
    """A meeting or mapping conversation (`of`, its id) as it stands in the calendar that is written to.

    `etag`, `starts_at` and `minutes` are those of what was written last; `starts_at` is empty before it ever was.
    `due_at`: when it is to be written, set in the transaction of the act that changed it; empty when all is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(CalendarAccount, models.CASCADE, related_name="copies")
    of = models.UUIDField(db_index=True)
    etag = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "of"], name="one_copy_each")]

    def __str__(self) -> str:
        return f"calendar copy {self.pk}"


class ProposedMove(models.Model):
    """A meeting that its supervisor moved, or took away (`starts_at` empty), in their own calendar.

    Nothing moves here by itself: it is accepted, or the calendar there is written back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    copy = models.OneToOneField(CalendarCopy, models.CASCADE, related_name="move")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"proposed move {self.pk}"
