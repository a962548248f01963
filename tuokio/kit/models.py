"""What the building blocks remember: letters, made documents, submitted forms, the heartbeat."""

import uuid

from django.conf import settings
from django.db import models


class Heartbeat(models.Model):
    """One row that /healthz writes, to know that the database can be written."""

    beat_at = models.DateTimeField(auto_now=True)


class Letter(models.Model):
    """A mail that waits for, or has had, its one sending. What it says is wiped once it has left.

    `calendar` is a calendar file that goes along (a neutral title, time and place), and `calendar_method` what
    it asks for (REQUEST, CANCEL); both empty for most letters.

    States: waiting -> sending -> sent | waiting (again, later) | uncertain | given_up | draft.
    `sending` is written before the mail server is spoken to, so a letter that a dying process leaves there
    may or may not have left: it becomes `uncertain` and is never sent again by itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        DRAFT = "draft"
        UNCERTAIN = "uncertain"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice_id = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=60)
    to = models.EmailField(max_length=254)
    reply_to = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="fi")
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    once_key = models.CharField(max_length=120, null=True, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"])]


class OnceToken(models.Model):
    """A form that was submitted: the same form sent twice leads to the first result."""

    token = models.CharField(max_length=64, primary_key=True)
    person_id = models.UUIDField(null=True)
    result = models.CharField(max_length=300, blank=True)
    used_at = models.DateTimeField(db_index=True)


class Document(models.Model):
    """A PDF that the task worker makes; whoever asked for it can fetch it for a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    data = models.JSONField()
    filename = models.CharField(max_length=120)
    content = models.BinaryField(null=True)
    failed = models.BooleanField(default=False)
    asked_at = models.DateTimeField(db_index=True)
    made_at = models.DateTimeField(null=True)


class Limit(models.Model):
    """One counter of tries under a fingerprinted key (kit.limits): alive over workers and restarts."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "kit_limits"
