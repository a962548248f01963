"""Reminders without content: a day on which somebody wishes to be told that something waits."""

from __future__ import annotations

from django.db import models

from tuokio.people.models import Person


class Reminder(models.Model):
    """That a person wishes a mail on a day: an id that their browser made, and nothing of what it is about."""

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on = models.DateField(db_index=True)
    mailed_on = models.DateField(null=True)  # kept for a week, so that no second mail comes within it

    class Meta:
        ordering = ["on", "pk"]
