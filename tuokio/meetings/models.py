"""Meetings of a process: when, where, held or not, who was there, what it costs. Never what was said."""

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
from tuokio.people.models import Organisation, Person, Practice, Role
from tuokio.supervision.models import Lead, Member, Process, Term
from tuokio.terms.meeting_words import CancellationReason, CancelledBy, MeetingEvent, MeetingState
from tuokio.terms.words import NotInvoicedReason, Payment, Standing


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


class Break(models.Model):
    """A span of days on which a supervisor holds no meetings: holidays, own training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="breaks")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("from_on")), name="break_dates_in_order"
            )
        ]


class Absence(models.Model):
    """A supervisor away at short notice, and what was done about the meetings: never why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Substitute(models.Model):
    """The named one who may, when a supervisor falls ill, cancel or move that supervisor's meetings.

    Sees names, times and places; nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="substitutes")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="substitutes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="substitutes_for")
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor", "person"], condition=Q(ended_on=None), name="one_substitute_once"
            )
        ]


class ChargeQuerySet(models.QuerySet["Charge"]):
    """Questions to the charges."""

    def reachable_by(self, person: Person, *, on: date) -> ChargeQuerySet:
        """What the person may see and settle: of processes they lead, and of practices whose money they look after."""
        led, looked_after = self._arms(person, on)
        # IN, not EXISTS: each side then finds its charges by an index, however many others there are
        return self.filter(led | looked_after)

    def open_before(self, person: Person, *, on: date, until: date) -> ChargeQuerySet:
        """What the person may settle and is open from days before `until`.

        Each side is asked apart: put together by OR, the database looks through what is open everywhere.
        """
        led, looked_after = self._arms(person, on)
        there = Charge.objects.open().filter(on__lt=until).order_by()
        return self.filter(
            pk__in=there.filter(led).values("pk").union(there.filter(looked_after).values("pk"))
        )

    @staticmethod
    def _arms(person: Person, on: date) -> tuple[Q, Q]:
        leading = Lead.objects.filter(Q(until_on=None) | Q(until_on__gte=on), supervisor=person)
        looking_after = Role.objects.filter(
            person=person, standing__in=(Standing.OWNER, Standing.COORDINATOR), ended_on=None
        )
        return Q(process__in=leading.values("process")), Q(practice__in=looking_after.values("practice"))

    def open(self) -> ChargeQuerySet:
        """What waits for an invoice, or for the word that there is none. Internal hours never wait."""
        return self.filter(payment=Payment.OPEN, hours_only=False)


class Charge(models.Model):
    """What one held or charged meeting costs its payer; made with the meeting's change, frozen when invoiced.

    Cents without VAT; `hours_only` for internal supervision, which has no price and no VAT.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="charges")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="charge")
    process = models.ForeignKey(Process, models.PROTECT, related_name="charges")
    payer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="charges")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField(default=100)
    hours_only = models.BooleanField(default=False)
    net_cents = models.PositiveIntegerField(default=0)
    vat_code = models.CharField(max_length=20, blank=True)
    vat_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    vat_reason = models.CharField(max_length=200, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    cost_centre = models.CharField(max_length=60, blank=True)
    payment = models.CharField(
        max_length=12, choices=[(p.value, p.value) for p in Payment], default=Payment.OPEN
    )
    invoice_number = models.CharField(max_length=40, blank=True)
    not_invoiced_reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in NotInvoicedReason]
    )
    not_invoiced_word = models.CharField(max_length=60, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ChargeQuerySet] = ChargeQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["practice", "payment", "on"]),
            models.Index(fields=["process", "on"]),
            models.Index(fields=["payer", "on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(payment=Payment.OPEN, settled_at=None)
                | (~Q(payment=Payment.OPEN) & Q(settled_at__isnull=False)),
                name="settled_has_its_time",
            )
        ]


class MovingInQuerySet(models.QuerySet["MovingIn"]):
    """Questions to what waits to be brought in."""

    def of(self, person: Person, *, at: datetime) -> MovingInQuerySet:
        """The person's own, as long as they are kept."""
        return self.filter(supervisor=person, expires_at__gt=at)


class MovingIn(models.Model):
    """A list that one supervisor is looking through before its processes are brought in.

    `rows` is what was read and typed, `tables` the cells it was read from without the columns of notes, so that
    a column can be read otherwise. The file itself is not kept, and all of it goes at `expires_at`.
    """

    class Source(models.TextChoices):
        SHEET = "sheet", "sheet"
        CALENDAR = "calendar", "calendar"
        HAND = "hand", "hand"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    filename = models.CharField(max_length=120, blank=True)
    rows = models.JSONField(default=list)
    skipped = models.JSONField(default=list)
    sheets = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)  # grows with each saving; tells two tabs apart
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects: ClassVar[MovingInQuerySet] = MovingInQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["-made_at"]
