"""What the shift planner of a unit is served with: the unit's rhythm, what was given when, and secret links."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tuokio.meetings.domain.rosters import EARLIEST_DAYS, LONGEST_WEEKS, RosterRhythm
from tuokio.people.models import Practice, Unit
from tuokio.supervision.models import Process

ONE_OF_BOTH = Q(unit=None, process__isnull=False) | Q(unit__isnull=False, process=None)


class UnitRoster(models.Model):
    """How a unit plans its shifts: periods of some weeks, published some days before (see domain.rosters).

    Of a unit, or of one process that belongs to no unit. Whoever leads a process of the unit may write it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    unit = models.OneToOneField(Unit, models.CASCADE, null=True, blank=True, related_name="roster")
    process = models.OneToOneField(Process, models.CASCADE, null=True, blank=True, related_name="roster")
    anchor_on = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    published_days = models.PositiveSmallIntegerField()
    wanted_days = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_OF_BOTH, name="roster_of_unit_or_process"),
            models.CheckConstraint(
                condition=Q(weeks__gte=1, weeks__lte=LONGEST_WEEKS)
                & Q(published_days__lte=EARLIEST_DAYS)
                & Q(wanted_days__lte=EARLIEST_DAYS),
                name="roster_within_reason",
            ),
        ]

    @property
    def rhythm(self) -> RosterRhythm:
        """The rhythm as it is reckoned with."""
        return RosterRhythm(self.anchor_on, self.weeks, self.published_days, self.wanted_days)


class RosterGiven(models.Model):
    """The planner has been given the dates of a supervisor as they stood at a moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    process = models.ForeignKey(Process, models.CASCADE, null=True, blank=True, related_name="+")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["supervisor", "at"])]
        constraints = [models.CheckConstraint(condition=ONE_OF_BOTH, name="given_of_unit_or_process")]


class RosterLink(models.Model):
    """A secret link by which a planner reads one supervisor's dates of the unit; only its fingerprint is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    process = models.ForeignKey(Process, models.CASCADE, null=True, blank=True, related_name="+")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=ONE_OF_BOTH, name="link_of_unit_or_process"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="roster_link_lives"),
        ]

    def is_good(self, at: datetime) -> bool:
        """Whether it still opens."""
        return self.revoked_at is None and at < self.expires_at
