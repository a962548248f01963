"""What a supervisor's own record needs beside the meetings: work from before, and who may be named."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tuokio.people.models import Organisation
from tuokio.terms.words import FormOfWork, OrganisationKind


class EarlierWork(models.Model):
    """Supervision given before Tuokio or elsewhere, as its supervisor tells it: a line of the *referenssiluettelo*.

    `client` is empty unless the client has allowed that it is named.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="earlier_work")
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=16, choices=[(f.value, f.value) for f in FormOfWork])
    sector = models.CharField(max_length=16, choices=[(k.value, k.value) for k in OrganisationKind])
    client = models.CharField(max_length=120, blank=True)
    meetings = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()  # of all the meetings together
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-until_year", "-from_year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_year__gte=F("from_year")), name="earlier_work_years_in_order"
            )
        ]


class ReferencePermission(models.Model):
    """A client has allowed that it is named in lists of references; gone when it is taken back."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="reference_permission")
    given_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
