"""Sealed keys: each row is an age file that only its person's own secret opens.

Nothing here refers into the other database: ids are the only tie, and rows without one are swept.
"""

from __future__ import annotations

import uuid

from django.db import models

from tuokio.terms.vault_words import UnlockKind


class UnlockFile(models.Model):
    """One way to open a person's root key: a passphrase, a passkey, a device or the printed code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in UnlockKind])
    sealed = models.BinaryField()
    # of a passkey: which key to ask for; of the others nothing
    credential = models.CharField(max_length=1400, blank=True)
    made_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)  # when the person showed that it is at hand

    class Meta:
        ordering = ["made_at", "kind", "id"]


class Keyring(models.Model):
    """A person's signing key, pinned keys and last seen states, sealed to the root key."""

    person_id = models.UUIDField(primary_key=True, editable=False)
    rev = models.PositiveIntegerField()
    sealed = models.BinaryField()


class FormerKeys(models.Model):
    """What opened a person's notes before they began anew: kept as it was, for a code that turns up after all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(db_index=True)
    recipient = models.CharField(max_length=62)
    verify = models.CharField(max_length=44)
    ways = models.JSONField()  # as a browser is told of them, sealed
    keyring = models.JSONField(null=True)
    set_aside_at = models.DateTimeField()

    class Meta:
        ordering = ["set_aside_at", "id"]


class ComingKeys(models.Model):
    """New ways and a new keyring that are kept before the account names their public key: they become current with it."""

    person_id = models.UUIDField(primary_key=True, editable=False)
    recipient = models.CharField(max_length=62)
    verify = models.CharField(max_length=44)
    ways = models.JSONField()  # sealed, as a browser sent them
    keyring = models.JSONField()
    made_at = models.DateTimeField()


class Wrap(models.Model):
    """The key of one epoch of a space, sealed to one of its members."""

    space_id = models.UUIDField()
    epoch = models.PositiveIntegerField()
    member_id = models.UUIDField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space_id", "epoch", "member_id"], name="one_wrap_a_member")
        ]


class Envelope(models.Model):
    """What a successor may open one day: sealed to a printed sheet, and that again to the successor."""

    person_id = models.UUIDField(primary_key=True, editable=False)
    recipient = models.CharField(
        max_length=62
    )  # the successor's public key, which the outer layer is sealed to
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
