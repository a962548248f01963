"""Who wishes to be reminded of meetings, and how far the worker's clockwork has come."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from tuokio.terms.reminder_words import RemindWhen

CHOICES = [(w.value, w.value) for w in RemindWhen]


class ReminderWish(models.Model):
    """What a person chose. Without a row the usual holds: `joined` the day before, `led` none.

    `joined`: of meetings to which they are called; `led`: of those that they lead.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="reminder_wish"
    )
    joined = models.CharField(max_length=12, choices=CHOICES, default=RemindWhen.DAY_BEFORE)
    led = models.CharField(max_length=12, choices=CHOICES, default=RemindWhen.OFF)


class ReminderLook(models.Model):
    """One row: until when reminders have been written. `meeting`: the last of those due at that very moment."""

    until = models.DateTimeField()
    meeting = models.UUIDField(default=uuid.UUID(int=0))
