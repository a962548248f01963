"""A person's calendar feed, and how they wish their dates to reach their calendar."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Feed(models.Model):
    """A person's feed behind a secret address, of whose last part only the fingerprint is kept.

    `content` is what was made last, and `etag` its fingerprint; `stale` is set in the transaction of each change
    that reaches the feed, and what was made on an earlier day is made anew however that may be. `read_on`: the last
    day on which a calendar fetched it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_on = models.DateField(null=True, blank=True)
    stale = models.BooleanField(default=True)
    written_on = models.DateField(null=True, blank=True)
    etag = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(default=bytes, blank=True)

    def __str__(self) -> str:
        return f"feed {self.pk}"


class CalendarWish(models.Model):
    """How a person wishes their dates to reach their calendar; nothing of it is on unless they say so.

    `title` is a word of their own for each meeting, empty for the neutral one. `invite_led`: an invitation for each
    meeting that they lead; `invite_joined`: for each to which they are called.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    title = models.CharField(max_length=60, blank=True)
    invite_led = models.BooleanField(default=False)
    invite_joined = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"wish of {self.person_id}"
