"""Finding a date together: the times that are asked about, whom, and what they said."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from tuokio.kit import when
from tuokio.meetings.models import Meeting
from tuokio.people.models import Person
from tuokio.supervision.models import Lead, Member, Process
from tuokio.terms.poll_words import AnswersSeen, PollEnd, Said
from tuokio.terms.words import ProcessState


class PollQuerySet(models.QuerySet["Poll"]):
    """Questions to the polls; each that decides access starts from a person."""

    def led_by(self, person: Person, *, on: date) -> PollQuerySet:
        """Polls of the processes that the person supervises on that day."""
        leading = Lead.objects.filter(
            Q(until_on=None) | Q(until_on__gte=on), process=OuterRef("process_id"), supervisor=person
        )
        return self.filter(Exists(leading)).exclude(process__state=ProcessState.ERASED)

    def asked_of(self, person: Person, *, on: date) -> PollQuerySet:
        """Polls in which the person is asked, while they belong to the process."""
        asked = PollMember.objects.filter(
            Q(member__left_on=None) | Q(member__left_on__gt=on), poll=OuterRef("pk"), member__person=person
        )
        return self.filter(Exists(asked)).exclude(process__state=ProcessState.ERASED)

    def open(self) -> PollQuerySet:
        """Those that have not ended."""
        return self.filter(closed_at=None)


class Poll(models.Model):
    """One asking for a date that suits. Its times are held for the supervisor until `decide_until`.

    Answers are taken until `answers_until`; `decide_until` is when nobody chooses any more and the times are free
    again by themselves. `seen`: what members see of each other, promised when it opens and never changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="polls")
    minutes = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=40)
    quorum = models.PositiveSmallIntegerField()
    wished_on = models.DateField(null=True, blank=True)  # the day that the agreed rhythm would give
    seen = models.CharField(max_length=8, choices=[(s.value, s.value) for s in AnswersSeen])
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    answers_until = models.DateTimeField()
    decide_until = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=8, blank=True, choices=[(e.value, e.value) for e in PollEnd])
    answers_gone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PollQuerySet] = PollQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["-opened_at", "pk"]
        indexes = [models.Index(fields=["closed_at", "decide_until"])]
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(closed_at=None), name="one_open_poll_a_process"
            ),
            models.CheckConstraint(
                condition=Q(decide_until__gte=models.F("answers_until")), name="poll_answers_before_decision"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, end="") | (Q(closed_at__isnull=False) & ~Q(end="")),
                name="poll_closed_with_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"poll {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.closed_at is None

    def takes_answers(self, at: datetime) -> bool:
        """Whether an answer given now is still taken."""
        return self.is_open and at < self.answers_until

    @property
    def last_day(self) -> date:
        """The last day on which one may answer: `answers_until` is the midnight after it."""
        return when.local(self.answers_until - timedelta(minutes=1), self.zone).date()


class PollTime(models.Model):
    """One time that is asked about. `hold` keeps it free; `meeting` is what became of it when it was chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()
    hold = models.UUIDField(null=True, blank=True)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="poll_time_once")]


class PollMember(models.Model):
    """One who is asked. Of their link only the fingerprint is kept; without a link it is empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="asked")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    required = models.BooleanField(default=True)
    fingerprint = models.CharField(max_length=64, null=True, blank=True, unique=True)  # unique where it is
    answered_at = models.DateTimeField(null=True, blank=True)
    on_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "member"], name="asked_once_in_a_poll")]


class PollAnswer(models.Model):
    """What one member says of one time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.ForeignKey(PollMember, models.CASCADE, related_name="answers")
    time = models.ForeignKey(PollTime, models.CASCADE, related_name="answers")
    said = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Said])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "time"], name="one_answer_a_time")]
