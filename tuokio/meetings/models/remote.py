"""Meeting at a distance: whose service is used, and the room that one meeting has while it lasts."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from tuokio.meetings.models.meetings import Meeting
from tuokio.people.models import Practice


class RemoteWay(models.Model):
    """How a supervisor meets at a distance in a practice: by an own link, or in rooms on a host of their choice.

    There is no host of ours: an empty `host` means the own link only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="remote_ways")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    own_link = models.CharField(max_length=400, blank=True)
    host = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supervisor", "practice"], name="remote_way_once")]


class RemoteRoom(models.Model):
    """The room of one meeting on the chosen host: its name cannot be guessed, and it goes the night after."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="remote_room")
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
