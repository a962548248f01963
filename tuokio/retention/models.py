"""What was erased, when and by which rule: counts, never content. And what keeping and copies are set to."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuokio.people.models import Practice
from tuokio.retention.domain.keeping import RULES, Kept
from tuokio.supervision.models import Process


class Receipt(models.Model):
    """A run of one rule of keeping: how many records of a class were, or would be, let go.

    A dry run announces what the next night erases: nothing newer than its `cut_at` is touched then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice_id = models.UUIDField(null=True, db_index=True)
    rule = models.CharField(max_length=40)
    dry_run = models.BooleanField()
    count = models.PositiveIntegerField()
    oldest_on = models.DateField(null=True)
    cut_at = models.DateTimeField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "rule"]
        indexes = [models.Index(fields=["practice_id", "rule", "dry_run", "at"])]


class NightlyRun(models.Model):
    """When the night's work was last done, so that a machine that slept catches up."""

    task = models.CharField(max_length=40, primary_key=True)
    ran_at = models.DateTimeField()
    outcome = models.CharField(max_length=20)


def _within(field: str, kept: Kept) -> models.CheckConstraint:
    rule = RULES[kept]
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": rule.least, f"{field}__lte": rule.most}), name=f"{field}_in_limits"
    )


class RetentionSetting(models.Model):
    """How long a practice keeps what it may decide about, in months; bookkeeping is not among it."""

    practice = models.OneToOneField(Practice, models.CASCADE, primary_key=True, related_name="keeping")
    enquiry_months = models.PositiveSmallIntegerField(default=RULES[Kept.ENQUIRY].age)
    declined_months = models.PositiveSmallIntegerField(default=RULES[Kept.DECLINED].age)
    meetings_months = models.PositiveSmallIntegerField(default=RULES[Kept.MEETINGS].age)
    own_notes_months = models.PositiveSmallIntegerField(default=RULES[Kept.OWN_NOTES].age)
    group_notes_months = models.PositiveSmallIntegerField(default=RULES[Kept.GROUP_NOTES].age)
    audit_months = models.PositiveSmallIntegerField(default=RULES[Kept.AUDIT].age)
    year_ends_in = models.PositiveSmallIntegerField(default=12)  # the month in which the financial year ends
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            _within("enquiry_months", Kept.ENQUIRY),
            _within("declined_months", Kept.DECLINED),
            _within("meetings_months", Kept.MEETINGS),
            _within("own_notes_months", Kept.OWN_NOTES),
            _within("group_notes_months", Kept.GROUP_NOTES),
            _within("audit_months", Kept.AUDIT),
            models.CheckConstraint(
                condition=Q(year_ends_in__gte=1, year_ends_in__lte=12), name="year_ends_in_a_month"
            ),
        ]

    FIELDS: ClassVar[dict[Kept, str]] = {
        Kept.ENQUIRY: "enquiry_months",
        Kept.DECLINED: "declined_months",
        Kept.MEETINGS: "meetings_months",
        Kept.OWN_NOTES: "own_notes_months",
        Kept.GROUP_NOTES: "group_notes_months",
        Kept.AUDIT: "audit_months",
    }

    @classmethod
    def of(cls, practice: Practice) -> RetentionSetting:
        """The practice's choices, or the defaults when it has made none (not saved)."""
        return cls.objects.filter(practice=practice).first() or cls(practice=practice)

    def age_of(self, kept: Kept) -> int:
        """For how many units of its rule the practice keeps a class."""
        field = self.FIELDS.get(kept)
        return int(getattr(self, field)) if field else RULES[kept].age


class KeptCounts(models.Model):
    """What remains of a process whose meetings were let go: numbers, no names and no dates but years."""

    process = models.OneToOneField(Process, models.CASCADE, primary_key=True, related_name="kept_counts")
    held = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()  # of the held ones, together
    no_show = models.PositiveSmallIntegerField()
    cancelled_free = models.PositiveSmallIntegerField()
    cancelled_charged = models.PositiveSmallIntegerField()
    members = models.PositiveSmallIntegerField()
    present = models.PositiveIntegerField()  # members present, summed over the meetings
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    let_go_at = models.DateTimeField()


class Feedback(models.Model):
    """What someone told about the accessibility of the pages; answered within fourteen days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, null=True, related_name="+")
    message = models.TextField()
    reply_to = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="fi")
    sent_at = models.DateTimeField(db_index=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["sent_at"]


class BackupSetting(models.Model):
    """Where the nightly copy goes and whom it is locked for: one row for the installation.

    The environment (TUOKIO_BACKUP_TO, TUOKIO_BACKUP_RECIPIENT) comes before it.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    folder = models.CharField(max_length=500, blank=True)
    recipient = models.CharField(max_length=120, blank=True)  # age public key: it locks, it cannot open
    key_made_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)  # when a restore was last tried out
    tried_rows = models.PositiveBigIntegerField(null=True)


class BackupRun(models.Model):
    """One copy made, or tried: the file's name and figures."""

    class Outcome(models.TextChoices):
        MADE = "made"
        NO_FOLDER = "no_folder"
        NO_SPACE = "no_space"
        FAILED = "failed"

    at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    filename = models.CharField(max_length=60, blank=True)
    size = models.PositiveBigIntegerField(null=True)  # bytes
    rows = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-at"]
