"""Who did what, when, to what; never the content."""

from django.db import models


class Entry(models.Model):
    """One act, in a fixed word; what it was done to, by kind and id only."""

    practice_id = models.UUIDField(null=True)
    act = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    by_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)  # codes, dates and numbers only
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["about_kind", "about_id", "at"]),
            models.Index(fields=["practice_id", "at"]),
            models.Index(fields=["at"]),
        ]
