"""What a meeting costs its payer."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.meetings.models.meetings import Meeting
from tuokio.people.models import Organisation, Person, Practice, Role
from tuokio.supervision.models import Lead, Process
from tuokio.terms.words import NotInvoicedReason, Payment, Standing


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
