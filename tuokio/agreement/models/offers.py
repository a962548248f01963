"""The offer: its versions, what each costs, and everything that happened to it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from tuokio.agreement.domain.offers import Cancelling, Priced, Totals, after, cancelling, standing, totals
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import MEANT_FOR_PAYER, Process
from tuokio.terms.offer_words import (
    ExtraKind,
    OfferAnswerWay,
    OfferDeclineReason,
    OfferEvent,
    OfferState,
)
from tuokio.terms.words import Composition, FormOfWork

NEVER_SENT = (OfferState.DRAFT, OfferState.WITHDRAWN)
ANSWERED = (OfferState.ACCEPTED, OfferState.DECLINED)


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions to the offers."""

    def led_by(self, person: Person, *, on: date) -> OfferQuerySet:
        """The offers of the processes that the person supervises."""
        return self.filter(process__in=Process.objects.led_by(person, on=on))

    def sent_to(self, contact: ContactPerson) -> OfferQuerySet:
        """What the contact person may look at: never a draft, nor one thrown away unsent, nor a former payer's."""
        ordered = Process.objects.ordered_by(contact)
        return self.filter(MEANT_FOR_PAYER, process__in=ordered).exclude(sent_at=None)

    def newest_sent(self) -> OfferQuerySet:
        """Of each process only the version that was sent last."""
        later = Offer.objects.filter(
            process=OuterRef("process"), number__gt=OuterRef("number"), sent_at__isnull=False
        )
        return self.exclude(sent_at=None).filter(~Exists(later))


class Offer(models.Model):
    """One version of what is offered for a process. A newer version takes the place of the one before.

    Money in euro cents without VAT. The VAT treatment is the one of the day it was sent, kept with its reason
    in three languages. `state` repeats the newest OfferChange; only `move` writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="offers")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in OfferState])
    continues = models.BooleanField(default=False)  # for the next term of a running process
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    contact = models.ForeignKey(ContactPerson, models.SET_NULL, null=True, blank=True, related_name="offers")
    # whose it is to read, as it was then; a later payer of the same process does not read it
    meant_for = models.UUIDField(null=True, blank=True, editable=False)
    form = models.CharField(max_length=16, choices=[(f.value, f.value) for f in FormOfWork])
    composition = models.CharField(
        max_length=32, blank=True, choices=[(c.value, c.value) for c in Composition]
    )
    minutes = models.PositiveSmallIntegerField()
    planned = models.PositiveSmallIntegerField()
    interval_weeks = models.PositiveSmallIntegerField(default=4)
    starts_on = models.DateField(null=True, blank=True)
    price_cents = models.PositiveIntegerField()
    vat_code = models.CharField(max_length=20)
    vat_percent = models.DecimalField(max_digits=5, decimal_places=2)
    vat_reason_fi = models.CharField(max_length=200, blank=True)
    vat_reason_sv = models.CharField(max_length=200, blank=True)
    vat_reason_en = models.CharField(max_length=200, blank=True)
    free_until_hours = models.PositiveSmallIntegerField()
    late_percent = models.PositiveSmallIntegerField()
    no_show_percent = models.PositiveSmallIntegerField()
    count_business_days = models.BooleanField(default=False)
    valid_until = models.DateField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)  # the day that stands on paper, or of the call
    answer_way = models.CharField(
        max_length=12, blank=True, choices=[(w.value, w.value) for w in OfferAnswerWay]
    )
    decline_reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in OfferDeclineReason]
    )
    renewal_asked_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)  # the supervisor has seen the answer

    objects: ClassVar[OfferQuerySet] = OfferQuerySet.as_manager()  # type: ignore[assignment]  # the queryset's own manager

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["state", "valid_until"])]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="one_offer_a_number"),
            models.UniqueConstraint(
                fields=["process"], condition=Q(state=OfferState.DRAFT), name="one_offer_is_written"
            ),
            models.UniqueConstraint(
                fields=["process"], condition=Q(state=OfferState.SENT), name="one_offer_is_open"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=600, planned__gte=1, planned__lte=200)
                & Q(late_percent__lte=100, no_show_percent__lte=100),
                name="offer_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NEVER_SENT) | Q(sent_at__isnull=False), name="offer_state_and_sending"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_on=None, answer_way="", decline_reason="")
                & ~Q(state__in=ANSWERED)
                | Q(answered_at__isnull=False, answered_on__isnull=False, state__in=ANSWERED)
                & ~Q(answer_way=""),
                name="offer_answer_and_when_together",
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"

    @property
    def now_in(self) -> OfferState:
        """The state as a word of the field."""
        return OfferState(self.state)

    def standing(self, at: datetime) -> OfferState:
        """Where it stands at that moment, its last day considered."""
        return standing(self.now_in, self.valid_until, at)

    def vat_reason(self, language: str) -> str:
        """The reason of the VAT treatment in one of the three languages, Finnish when it is not given."""
        return str(getattr(self, f"vat_reason_{language}", "") or self.vat_reason_fi)

    @property
    def totals(self) -> Totals:
        """What it costs."""
        further = [Priced(extra.cents, extra.times) for extra in self.extras.all()]
        return totals(
            price_cents=self.price_cents, planned=self.planned, percent=self.vat_percent, extras=further
        )

    @property
    def cancelling(self) -> Cancelling:
        """What a cancelled meeting costs."""
        return cancelling(
            price_cents=self.price_cents,
            late_percent=self.late_percent,
            no_show_percent=self.no_show_percent,
            percent=self.vat_percent,
        )

    def move(
        self,
        event: OfferEvent,
        *,
        by: Person | None,
        at: datetime,
        contact: ContactPerson | None = None,
    ) -> OfferChange:
        """Let one event happen and keep what else was set. Raises IllegalOfferEvent."""
        before = self.now_in if self.state else None
        self.state = after(before, event)
        self.save()
        return self.changes.create(
            event=event, from_state=before or "", to_state=self.state, by=by, contact=contact, at=at
        )


class OfferExtra(models.Model):
    """What an offer costs beside the meetings: how much, and how many times."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="extras")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ExtraKind])
    text = models.CharField(max_length=60, blank=True)
    cents = models.PositiveIntegerField()
    times = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "kind"], name="one_extra_a_kind"),
            models.CheckConstraint(
                condition=Q(times__gte=1) & (Q(text="") | Q(kind=ExtraKind.OTHER)), name="extra_within_reason"
            ),
        ]


class OfferChange(models.Model):
    """One event in the life of an offer: who, when, from where to where."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="changes")
    event = models.CharField(max_length=12, choices=[(e.value, e.value) for e in OfferEvent])
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey(ContactPerson, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
