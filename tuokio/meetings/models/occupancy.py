"""What a person or a room is taken for: the database itself lets no two spans of one overlap.

On PostgreSQL that is an exclusion constraint, on SQLite a trigger with an indexed look (migration 0004). Only
`usecases/occupying.py` writes here.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tuokio.meetings.models.meetings import Meeting
from tuokio.meetings.models.talks import Talk


class Occupancy(models.Model):
    """One span of time, half open [starts_at, ends_at) in UTC, for which `who` (a person or a room) is taken.

    It is taken by a meeting, by a mapping conversation, or held for somebody who is filling a form: a hold has
    a key of its own and ends by itself at `expires_at`.
    """

    class Kind(models.TextChoices):
        SUPERVISOR = "supervisor", "supervisor"
        ROOM = "room", "room"
        MEMBER = "member", "member"

    who = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="occupancies")
    talk = models.ForeignKey(Talk, models.CASCADE, null=True, blank=True, related_name="occupancies")
    hold = models.UUIDField(null=True, blank=True, db_index=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["who", "starts_at", "ends_at"]),
            models.Index(
                fields=["expires_at"], condition=Q(expires_at__isnull=False), name="occupancy_expiring"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occupancy_in_order"),
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, talk=None, hold=None, expires_at=None)
                | Q(meeting=None, talk__isnull=False, hold=None, expires_at=None)
                | Q(meeting=None, talk=None, hold__isnull=False, expires_at__isnull=False),
                name="occupancy_of_one_thing",
            ),
        ]


class Busy(models.Model):
    """A time at which a supervisor is busy by a calendar elsewhere: when, and nothing else of it.

    `source` is the id of the feed or calendar that it was read from; written by the context `calendars`.
    """

    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    source = models.UUIDField(db_index=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["supervisor", "starts_at", "ends_at"])]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="busy_in_order")]
