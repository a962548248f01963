"""When a supervisor can be booked: weekly hours, days that differ, and the rules between meetings.

Rules stand on the wall clock of a named zone; what is booked is UTC (domain 1.4).
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.meetings.models.rooms import Room
from tuokio.people.models import Practice


class BookingRules(models.Model):
    """One supervisor's rules in one practice, minutes on the clock unless said otherwise.

    `travel_minutes` between two different places; `per_day` and `per_week` None: no limit; `lead_hours` before
    which nothing can be booked any more, `horizon_days` after which nothing can be booked yet;
    `near_others`: offer first what stands next to another meeting, so that no holes are left.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="booking_rules")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="booking_rules")
    zone = models.CharField(max_length=40, default="Europe/Helsinki")
    buffer_before = models.PositiveSmallIntegerField(default=0)
    buffer_after = models.PositiveSmallIntegerField(default=0)
    travel_minutes = models.PositiveSmallIntegerField(default=0)
    per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    lead_hours = models.PositiveSmallIntegerField(default=24)
    horizon_days = models.PositiveSmallIntegerField(default=60)
    step_minutes = models.PositiveSmallIntegerField(default=15)
    holidays_free = models.BooleanField(default=True)
    near_others = models.BooleanField(default=False)
    talks_open = models.BooleanField(default=False)  # strangers may book a mapping conversation
    talk_minutes = models.PositiveSmallIntegerField(default=45)
    talk_remote = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supervisor", "practice"], name="rules_once"),
            models.CheckConstraint(
                condition=Q(step_minutes__in=(5, 10, 15, 20, 30, 60))
                & Q(buffer_before__lte=240)
                & Q(buffer_after__lte=240)
                & Q(travel_minutes__lte=480)
                & Q(horizon_days__gte=1)
                & Q(horizon_days__lte=400)
                & Q(talk_minutes__gte=15)
                & Q(talk_minutes__lte=180),
                name="rules_within_reason",
            ),
        ]


class WeeklyHours(models.Model):
    """From when until when a supervisor can be booked on one weekday (1 Monday to 7 Sunday), and where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rules = models.ForeignKey(BookingRules, models.CASCADE, related_name="weekly")
    weekday = models.PositiveSmallIntegerField()
    from_time = models.TimeField()
    until_time = models.TimeField()  # 00:00 means midnight at the end of the day
    place = models.CharField(max_length=120, blank=True)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["weekday", "from_time"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__gte=1) & Q(weekday__lte=7), name="hours_on_a_weekday")
        ]


class DatedHours(models.Model):
    """One day that differs from the week: other hours, or none (both times empty)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rules = models.ForeignKey(BookingRules, models.CASCADE, related_name="dated")
    on = models.DateField()
    from_time = models.TimeField(null=True, blank=True)
    until_time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["on", "from_time"]
        indexes = [models.Index(fields=["rules", "on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_time=None, until_time=None)
                | Q(from_time__isnull=False, until_time__isnull=False),
                name="dated_hours_whole",
            )
        ]
