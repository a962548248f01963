"""Rooms of a practice, and places to meet at a distance."""

from __future__ import annotations

import uuid

from django.db import models

from tuokio.people.models import Practice


class Room(models.Model):
    """A room where meetings are held: taken by one meeting at a time.

    `capacity` counts people, the supervisor too; None where nobody counts. `price_cents` is for one meeting,
    without VAT.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=160, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    price_cents = models.PositiveIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"room {self.pk}"

    @property
    def whereabouts(self) -> str:
        """Where it is, as a meeting's place."""
        return ", ".join(part for part in (self.name, self.address) if part)[:120]
