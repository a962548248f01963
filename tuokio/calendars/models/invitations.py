"""Invitations that were mailed, and other times that members proposed from their calendars."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from tuokio.kit.models import Letter
from tuokio.meetings.models import Meeting
from tuokio.supervision.models import Member


class Invitation(models.Model):
    """What one reader's mailbox was last told of one meeting or mapping conversation (`of`, its id).

    `sequence` is that of the mail and grows with each; `told` is a fingerprint of the time, length and place that
    it told, empty once it told that the meeting is off. `has_left`: a mail before the newest `letter` has left.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    of = models.UUIDField()
    starts_at = models.DateTimeField(db_index=True)
    sequence = models.PositiveIntegerField()
    told = models.CharField(max_length=64, blank=True)
    has_left = models.BooleanField(default=False)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["of"])]
        constraints = [models.UniqueConstraint(fields=["person", "of"], name="one_invitation_each")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class TimeProposal(models.Model):
    """Another time for a meeting that a member's calendar proposed; nothing moves by itself.

    A later proposal of the same member takes the place of the earlier; a settled one is deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="one_proposal_each")]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class MailboxLook(models.Model):
    """One row: when the mailbox of replies was last looked into, so that no two workers do at once."""

    looked_at = models.DateTimeField()
