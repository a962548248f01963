"""Links that open one booking without an account. Of each only the fingerprint is kept."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tuokio.mapping.models import Enquiry
from tuokio.meetings.models import Meeting, Talk
from tuokio.people.models import ContactPerson
from tuokio.supervision.models import Member


class TalkLink(models.Model):
    """The booking of a mapping conversation by a stranger: its link, and who booked (in the enquiry).

    It opens until the conversation begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    talk = models.OneToOneField(Talk, models.CASCADE, related_name="link")
    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"talk link {self.pk}"


class MeetingLink(models.Model):
    """A mailed link by which one who booked a meeting changes or cancels it: a member, or a contact person.

    It opens until the meeting begins, as long as its holder still belongs to the process.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="links")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(ContactPerson, models.CASCADE, null=True, blank=True, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, contact=None) | Q(member=None, contact__isnull=False),
                name="link_of_one_person",
            )
        ]

    def __str__(self) -> str:
        return f"meeting link {self.pk}"
