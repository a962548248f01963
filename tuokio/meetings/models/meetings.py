"""Meetings of a process: when, where, held or not, who was there. Never what was said."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tuokio.meetings.domain.numbering import COUNTED
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models.rooms import Room
from tuokio.people.models import Person, Practice
from tuokio.supervision.models import Lead, Member, Process, Term
from tuokio.terms.meeting_words import CancellationReason, CancelledBy, MeetingEvent, MeetingState


class Series(models.Model):
    """How the dates of a row of meetings came about: n every k weeks at a time on the wall of a zone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="series")
    first_on = models.DateField()
    at_time = models.TimeField()
    zone = models.CharField(max_length=40, default="Europe/Helsinki")
    every_weeks = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions to the meetings."""

    def led_by(self, person: Person, *, on: date) -> MeetingQuerySet:
        """Meetings of the processes that the person supervises on that day."""
        leading = Lead.objects.filter(
            Q(until_on=None) | Q(until_on__gte=on), process=OuterRef("process_id"), supervisor=person
        )
        return self.filter(Exists(leading))

    def joined_by(self, person: Person, *, on: date) -> MeetingQuerySet:
        """Meetings of the processes that the person is a member of on that day."""
        belonging = Member.objects.filter(
            Q(left_on=None) | Q(left_on__gt=on), process=OuterRef("process_id"), person=person
        )
        return self.filter(Exists(belonging))

    def ahead(self) -> MeetingQuerySet:
        """What is still to come or still to be marked."""
        return self.filter(state__in=AHEAD)

    def held(self) -> MeetingQuerySet:
        """What took place."""
        return self.filter(state=MeetingState.HELD)

    def with_number(self) -> MeetingQuerySet:
        """Each with `number`: which one of its term it is; cancelled ones take none."""
        before = (
            Meeting.objects.filter(
                term=OuterRef("term"), starts_at__lte=OuterRef("starts_at"), state__in=COUNTED
            )
            .order_by()
            .values("term")
            .annotate(count=Count("pk"))
            .values("count")
        )
        number = F("term__held_before") + Coalesce(Subquery(before), 0)
        return self.annotate(number=number)  # type: ignore[no-redef]  # named in the class for its readers


class Meeting(models.Model):
    """One meeting (kerta). `state` repeats the newest MeetingChange; `starts_at` is UTC, shown in `zone`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    process = models.ForeignKey(Process, models.CASCADE, related_name="meetings")
    term = models.ForeignKey(Term, models.PROTECT, related_name="meetings")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="meetings")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=40, default="Europe/Helsinki")
    place = models.CharField(max_length=120, blank=True)
    remote = models.BooleanField(default=False)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="meetings")
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in MeetingState], default=MeetingState.PLANNED
    )
    time_known = models.BooleanField(default=True)  # a meeting brought in may have a date only
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    replacement_wanted = models.BooleanField(default=False)  # cancelled by the supervisor, no new date yet
    sequence = models.PositiveSmallIntegerField(default=0)  # of its calendar file
    made_at = models.DateTimeField()
    number: int  # only from `with_number`

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["process", "starts_at"]),
            models.Index(fields=["supervisor", "starts_at"]),
            models.Index(fields=["supervisor", "state", "starts_at"]),
            models.Index(fields=["practice", "starts_at"]),
            models.Index(fields=["starts_at"], name="meeting_soon"),  # whose reminder is due
        ]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=5) & Q(minutes__lte=600), name="meeting_length")
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    @property
    def now_in(self) -> MeetingState:
        """The state as a word of the field."""
        return MeetingState(self.state)

    @property
    def ends_at(self) -> datetime:
        """When it ends, UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def local_start(self) -> datetime:
        """When it starts on the wall of its zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def is_ahead(self) -> bool:
        """Whether it has neither taken place nor been cancelled."""
        return self.now_in in AHEAD


class MeetingChange(models.Model):
    """One event in the life of a meeting, with who and when, and a code for why."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="changes")
    event = models.CharField(max_length=16, choices=[(e.value, e.value) for e in MeetingEvent])
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    cancelled_by = models.CharField(
        max_length=16, blank=True, choices=[(c.value, c.value) for c in CancelledBy]
    )
    reason = models.CharField(
        max_length=24, blank=True, choices=[(r.value, r.value) for r in CancellationReason]
    )
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    old_start = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    on_paper = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class Attendance(models.Model):
    """One member and one meeting: what they answered beforehand, and whether they were there.

    No reason is asked or kept: an absence from a meeting is a fact for counting only.
    """

    class Answer(models.TextChoices):
        NONE = "", ""
        COMING = "coming", "coming"
        CANNOT = "cannot", "cannot"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, models.CASCADE, related_name="attendances")
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    present = models.BooleanField(null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)
    on_paper = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")]
