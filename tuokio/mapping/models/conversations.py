"""The mapping conversation: what was answered and by which way, and the recommendation that was recorded.

What may be kept is a closed list (`domain.kept_answers`). Health is not on it, nor what was only talked about.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.mapping.domain.kept_answers import NotKept, require_kept
from tuokio.mapping.domain.questions import TICKS
from tuokio.supervision.models import Process
from tuokio.terms.conversation_words import OtherwiseReason, PracticalNeed, SaidBy
from tuokio.terms.words import Composition, FormOfWork

LONGEST_WHY = 200


class MappingConversation(models.Model):
    """The one mapping conversation of a process; open while the process is in mapping.

    `answers` holds what was answered, `said` by which way each answer came, `talked_about` the questions
    that were asked aloud. M08 has rows of its own, and so have practical needs. `lowest_known`: the answers
    to M08 are all in, so that the supervisor sees the lowest of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.OneToOneField(Process, models.CASCADE, related_name="mapping")
    answers = models.JSONField(default=dict, blank=True)
    said = models.JSONField(default=dict, blank=True)
    talked_about = models.JSONField(default=list, blank=True)
    lowest_known = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    answered_alone_at = models.DateTimeField(null=True)  # someone finished on their own phone
    let_go_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["begun_at"]

    def __str__(self) -> str:
        return f"mapping conversation {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it. Raises NotKept for anything that is not on the closed list."""
        require_kept(self.answers)
        ways = {str(way) for way in SaidBy}
        for key, way in self.said.items():
            if key not in self.answers or way not in ways:
                raise NotKept(key)
        for tick in self.talked_about:
            if tick not in TICKS:
                raise NotKept(str(tick))
        super().save(*args, **kwargs)

    def said_alone(self) -> dict[str, Any]:
        """The answers that came from one's own phone."""
        return {key: value for key, value in self.answers.items() if self.said.get(key) == SaidBy.ALONE}


class SafetyAnswer(models.Model):
    """One answer to M08: a number and nothing else. Who gave it, and when, is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(MappingConversation, models.CASCADE, related_name="safety_answers")
    value = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["value", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=1) & Q(value__lte=5), name="safety_from_one_to_five"
            )
        ]


class PracticalNeedNamed(models.Model):
    """A practical need that someone named (M25): a word of a closed list, for the supervisor only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(MappingConversation, models.CASCADE, related_name="needs")
    need = models.CharField(max_length=20, choices=[(n.value, n.value) for n in PracticalNeed])

    class Meta:
        ordering = ["need"]
        constraints = [models.UniqueConstraint(fields=["conversation", "need"], name="need_named_once")]


class AloneLink(models.Model):
    """A link by which the one who enquired answers alone; only its fingerprint is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(MappingConversation, models.CASCADE, related_name="alone_links")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def is_good(self, at: datetime) -> bool:
        """Whether it still opens."""
        return self.revoked_at is None and at < self.expires_at


class SafetyLink(models.Model):
    """A link by which one of those who take part answers M08 once. That it was used is kept, not when.

    `is_only`: made for one who takes part alone, who was told that the supervisor sees the number.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(MappingConversation, models.CASCADE, related_name="safety_links")
    fingerprint = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    spent = models.BooleanField(default=False)
    is_only = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]


class RecordedRecommendation(models.Model):
    """The recommendation as it was recorded: frozen with the version of its rules.

    `answers` and `result` are without M08. What M08 changes stands apart in `voice` and `voiced_result`, for the
    supervisor only, and goes when the answers go. `because` is empty when nothing was chosen otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="recommendations")
    rules = models.CharField(max_length=20)
    answers = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict)
    voice = models.PositiveSmallIntegerField(null=True)
    voiced_result = models.JSONField(null=True)
    form = models.CharField(max_length=16, choices=[(f.value, f.value) for f in FormOfWork])
    composition = models.CharField(
        max_length=32, blank=True, choices=[(c.value, c.value) for c in Composition]
    )
    minutes = models.PositiveSmallIntegerField()
    meetings = models.PositiveSmallIntegerField()
    interval_weeks = models.PositiveSmallIntegerField()
    because = models.CharField(
        max_length=16, blank=True, choices=[(r.value, r.value) for r in OtherwiseReason]
    )
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    first_goals = models.JSONField(default=list, blank=True)
    payer = models.CharField(max_length=12, blank=True)
    most_sessions = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["process", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(voice__isnull=True, voiced_result__isnull=True)
                | Q(voice__gte=1, voice__lte=5, voiced_result__isnull=False),
                name="voice_with_its_result",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=15)
                & Q(minutes__lte=600)
                & Q(meetings__gte=1)
                & Q(meetings__lte=200)
                & Q(interval_weeks__gte=1),
                name="recommended_within_reason",
            ),
        ]
