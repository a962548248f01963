"""The process of supervision: its state, form, people and agreed terms; nothing of what is said in it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise

from tuokio.kit.labels import PAYER_SEES_THIS, TWO_SEE_THIS
from tuokio.people.models import ContactPerson, Organisation, Person, Practice, Unit
from tuokio.supervision.domain.states import ENDED_STATES, after
from tuokio.terms.asking_words import AskKind
from tuokio.terms.words import (
    Audience,
    Composition,
    EndingReason,
    FormOfWork,
    OrganisationKind,
    PaperKind,
    ProcessEvent,
    ProcessState,
    ReferralReason,
    WayIn,
)

# of what was given to a payer: it is the present one's, or was sent before anybody paid; never a former payer's
MEANT_FOR_PAYER = Q(meant_for=None) | Q(meant_for=F("process__payer"))


class ProcessClosed(Exception):
    """The process has ended; nothing more can be added to it."""


class ProcessQuerySet(models.QuerySet["Process"]):
    """Questions to the processes; each that decides access starts from a person."""

    def led_by(self, person: Person, *, on: date) -> ProcessQuerySet:
        """What the person supervises on that day, and what was handed to them for a day to come."""
        leading = Lead.objects.filter(Q(until_on=None) | Q(until_on__gte=on), supervisor=person)
        # asked by key, so that the database begins at the few of one person and not at all there are
        return self.filter(pk__in=leading.order_by().values("process")).exclude(state=ProcessState.ERASED)

    def of_practices(self, person: Person, *standings: str) -> ProcessQuerySet:
        """What belongs to the practices where the person has one of these standings."""
        return self.filter(
            practice__roles__person=person,
            practice__roles__standing__in=standings,
            practice__roles__ended_on=None,
        ).distinct()

    def joined_by(self, person: Person, *, on: date) -> ProcessQuerySet:
        """What the person takes part in as a member on that day."""
        belonging = Member.objects.filter(Q(left_on=None) | Q(left_on__gt=on), person=person)
        return self.filter(pk__in=belonging.order_by().values("process")).exclude(state=ProcessState.ERASED)

    def ordered_by(self, contact: ContactPerson) -> ProcessQuerySet:
        """What the contact person may look at: the organisation's, or only the own unit's."""
        found = self.ordered_for(contact.practice_id, contact.organisation_id)
        return found.filter(unit=contact.unit_id) if contact.unit_id else found

    def ordered_for(self, practice: uuid.UUID, organisation: uuid.UUID) -> ProcessQuerySet:
        """What a contact person of the whole organisation may look at."""
        return self.filter(practice=practice, payer=organisation).exclude(state=ProcessState.ERASED)

    def open(self) -> ProcessQuerySet:
        """What has not ended."""
        return self.exclude(state__in=ENDED_STATES)


class Process(models.Model):
    """One course of supervision: from first contact to erasing.

    `state` repeats the newest StateChange so that lists need no join; only `move` writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="processes")
    name = models.CharField(max_length=120)
    form = models.CharField(max_length=16, choices=[(f.value, f.value) for f in FormOfWork])
    composition = models.CharField(
        max_length=32, blank=True, choices=[(c.value, c.value) for c in Composition]
    )
    for_managers = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in ProcessState])
    state_since = models.DateTimeField()
    payer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="processes")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="processes")
    contact_person = models.ForeignKey(
        ContactPerson, models.SET_NULL, null=True, blank=True, related_name="processes"
    )
    member_count = models.PositiveSmallIntegerField(default=1)
    brought_in_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()

    objects: ClassVar[ProcessQuerySet] = ProcessQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["practice", "state"]),
            models.Index(fields=["state", "state_since"]),
        ]

    def __str__(self) -> str:
        return f"process {self.pk}"

    @property
    def now_in(self) -> ProcessState:
        """The state as a word of the field."""
        return ProcessState(self.state)

    @property
    def has_commissioner(self) -> bool:
        """Whether somebody beside the supervised orders and pays: nobody does when they pay themselves."""
        return self.payer is not None and self.payer.kind != OrganisationKind.SELF_PAYER

    @property
    def pays_for_oneself(self) -> bool:
        """Whether the one who is supervised also pays: nobody else looks on."""
        return self.payer is not None and self.payer.kind == OrganisationKind.SELF_PAYER

    @property
    def is_for_one(self) -> bool:
        """Whether one person is supervised: then no word of a group belongs here."""
        return self.form == FormOfWork.INDIVIDUAL

    def seen_in_words(self, audience: Audience) -> Promise | str:
        """The words of a badge on pages about this process; empty when the usual ones hold."""
        if audience == Audience.GROUP and self.is_for_one:
            return TWO_SEE_THIS
        return PAYER_SEES_THIS if audience == Audience.COMMISSIONER and self.pays_for_oneself else ""

    @property
    def is_of_the_house(self) -> bool:
        """Whether it stays inside an organisation with supervisors of its own: nobody pays, a coordinator looks on."""
        return self.payer_id is None and not self.practice.invoices

    @property
    def has_ended(self) -> bool:
        """Whether it is closed, declined or erased."""
        return self.now_in in ENDED_STATES

    def require_open(self) -> None:
        """Raises ProcessClosed once the process has ended."""
        if self.has_ended:
            raise ProcessClosed(self.state)

    def move(
        self,
        event: ProcessEvent,
        *,
        by: Person | None,
        at: datetime,
        target: ProcessState | None = None,
        reason: str = "",
    ) -> StateChange:
        """Let one event happen. Raises IllegalEvent when it cannot happen in this state."""
        before = self.now_in
        self.state = after(before, event, target)
        self.state_since = at
        self.save(update_fields=["state", "state_since"])
        return self.state_changes.create(
            event=event, from_state=before, to_state=self.state, by=by, at=at, reason=reason
        )

    def supervisor_on(self, day: date) -> Person | None:
        """Who leads it on that day."""
        for lead in sorted(self.leads.all(), key=lambda lead: lead.from_on, reverse=True):
            if lead.from_on <= day and (lead.until_on is None or day <= lead.until_on):
                return lead.supervisor
        return None

    @property
    def current_term(self) -> Term | None:
        """The newest agreed terms, or None before any are."""
        return max(self.terms.all(), key=lambda term: term.number, default=None)


class StateChange(models.Model):
    """One event in the life of a process: who, when, from where to where."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="state_changes")
    event = models.CharField(max_length=24, choices=[(e.value, e.value) for e in ProcessEvent])
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16)
    reason = models.CharField(
        max_length=24,
        blank=True,
        choices=[(r.value, r.value) for r in (*EndingReason, *ReferralReason)],
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class Lead(models.Model):
    """Who supervises the process, from which day until which."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="leads")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leads")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on"]
        indexes = [models.Index(fields=["supervisor", "until_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(until_on=None), name="one_supervisor_at_the_end"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")), name="lead_dates_in_order"
            ),
        ]


class Member(models.Model):
    """One who is supervised: a name or initials are enough; joins and leaves are dated."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="members")
    name = models.CharField(max_length=80)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    way_in = models.CharField(max_length=6, choices=[(w.value, w.value) for w in WayIn], default=WayIn.NONE)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    optional = models.BooleanField(default=False)  # a date may be agreed without them
    may_overlap = models.BooleanField(default=False)  # may be called to two meetings at one time

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")),
                name="member_dates_in_order",
            )
        ]

    def belongs_on(self, day: date) -> bool:
        """Whether this member takes part on that day."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


class Term(models.Model):
    """The agreed terms of one period: how many, how long, how often, at what price, cancelled how.

    Money in euro cents without VAT; lengths in minutes. A continuation is a new term of the same process.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField()
    planned = models.PositiveSmallIntegerField()
    interval_weeks = models.PositiveSmallIntegerField(default=4)
    held_before = models.PositiveSmallIntegerField(default=0)  # held before moving in, given as a number
    price_cents = models.PositiveIntegerField(null=True, blank=True)  # None: internal, no price at all
    vat_code = models.CharField(max_length=20, blank=True)
    price_limit_cents = models.PositiveIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    cost_centre = models.CharField(max_length=60, blank=True)
    free_until_hours = models.PositiveSmallIntegerField(default=48)
    late_percent = models.PositiveSmallIntegerField(default=100)
    no_show_percent = models.PositiveSmallIntegerField(default=100)
    count_business_days = models.BooleanField(default=False)
    quorum = models.PositiveSmallIntegerField(default=2)
    trial_meetings = models.PositiveSmallIntegerField(default=0)
    attendance_by_name = models.BooleanField(default=False)  # clause C10
    continuation_asked_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="one_term_a_number"),
            models.CheckConstraint(
                condition=Q(minutes__gte=15) & Q(minutes__lte=600) & Q(planned__gte=1) & Q(planned__lte=200),
                name="term_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(late_percent__lte=100) & Q(no_show_percent__lte=100), name="term_percents"
            ),
        ]


class Ask(models.Model):
    """One request to a member: kept so that nobody is asked too often (see supervision.asking).

    `about` is the id of what waits; `minutes` how long answering takes at most. A request made in a meeting
    (`in_meeting`) costs the member nothing outside it. `mailed_at` is when a mail told of it, if one did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in AskKind])
    about = models.UUIDField()
    minutes = models.PositiveSmallIntegerField(default=1)
    in_meeting = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    mail_wanted = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["about"]), models.Index(fields=["mail_wanted", "mailed_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__lte=3), name="no_ask_above_three_minutes"),
        ]


class AgreementPaper(models.Model):
    """The signed agreement of a process that began elsewhere: its PDF, or a line that it is on paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in PaperKind])
    signed_on = models.DateField(null=True, blank=True)
    filename = models.CharField(max_length=120, blank=True)
    content = models.BinaryField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at"]
