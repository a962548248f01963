"""Who did what, when, to what; never the content."""

from __future__ import annotations

from datetime import UTC

from django.db import models
from django.db.models import Q

from tuokio.audit.domain.links import BEFORE_ALL, Head, Row, salted


class Entry(models.Model):
    """One act, in a fixed word; what it was done to, by kind and id only.

    One that the chain keeps has its place there in `seq`. The salt stands here, so that the chain holds when the
    entry is erased, and tells nothing of it.
    """

    practice_id = models.UUIDField(null=True)
    act = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    by_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)  # codes, dates and numbers only
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField(null=True, unique=True)
    salt = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["about_kind", "about_id", "at"]),
            models.Index(fields=["practice_id", "at"]),
            models.Index(fields=["at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(seq=None, salt="") | (Q(seq__isnull=False) & ~Q(salt="")),
                name="a_place_in_the_chain_has_its_salt",
            )
        ]

    @property
    def detail_hash(self) -> str:
        """What binds this entry to its place in the chain."""
        practice, by = (str(key) if key else None for key in (self.practice_id, self.by_id))
        at = self.at.astimezone(UTC).isoformat()
        return salted(
            self.salt, [self.act, self.about_kind, self.about_id, practice, by, at, dict(self.detail)]
        )


class Chain(models.Model):
    """One row: how far the chain reaches, and from where on it is still kept. Two who append take turns at it."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=BEFORE_ALL)
    erased_to = models.PositiveBigIntegerField(default=0)
    erased_hash = models.CharField(max_length=64, default=BEFORE_ALL)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="one_chain")]

    @property
    def head(self) -> Head:
        """The last entry's place and digest."""
        return Head(self.seq, self.hash)

    @property
    def start(self) -> Head:
        """The last erased entry's place and digest: what is kept begins after it."""
        return Head(self.erased_to, self.erased_hash)


class ChainLink(models.Model):
    """One entry of the chain: the hour, pseudonyms of who and what, a fixed word, and digests."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    hour = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=32, blank=True)
    act = models.CharField(max_length=60)
    about = models.CharField(max_length=100)
    detail_hash = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]

    @property
    def row(self) -> Row:
        """The entry as a value, from which its digest is reckoned."""
        hour = self.hour.astimezone(UTC).strftime("%Y-%m-%dT%H")
        return Row(self.seq, hour, self.by, self.act, self.about, self.detail_hash, self.prev, self.hash)
