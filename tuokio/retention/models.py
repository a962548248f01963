"""What was erased, when and by which rule: counts, never content."""

import uuid

from django.db import models


class Receipt(models.Model):
    """A run of one rule of keeping: how many records of a class were, or would be, let go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice_id = models.UUIDField(null=True, db_index=True)
    rule = models.CharField(max_length=40)
    dry_run = models.BooleanField()
    count = models.PositiveIntegerField()
    oldest_on = models.DateField(null=True)
    at = models.DateTimeField(db_index=True)


class NightlyRun(models.Model):
    """When the night's work was last done, so that a machine that slept catches up."""

    task = models.CharField(max_length=40, primary_key=True)
    ran_at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
