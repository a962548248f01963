"""A new device that another device of the same person opens: asked, approved and taken once, within a quarter of an hour.

The server passes on a public key one way and sealed bytes the other. Which key is the new device's is settled between
the two devices, by signs that the person carries from one to the other (docs/confidentiality.md).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.vault.models import Approval, VaultAccount
from tuokio.vault.refusals import Malformed, NotThere, Overtaken, TooOften
from tuokio.vault.usecases.keys import LARGEST_KEY

WAITS = timedelta(minutes=15)
MOST_OPEN = 5


def waiting(person: Person, *, at: datetime) -> QuerySet[Approval]:
    """The new devices that wait to be approved, the newest first."""
    return _open(person, at).filter(sealed=None).order_by("-asked_at", "id")


@transaction.atomic
def ask_approval(*, person: Person, recipient: str, proof: str, at: datetime) -> Approval:
    """Ask for a new device. Raises NotThere without an account, TooOften when five are open already."""
    Person.objects.select_for_update().get(pk=person.pk)
    if not VaultAccount.objects.filter(person=person).exists():
        raise NotThere
    if _open(person, at).count() >= MOST_OPEN:
        raise TooOften
    return Approval.objects.create(
        person=person, recipient=recipient, proof=proof, asked_at=at, expires_at=at + WAITS
    )


@transaction.atomic
def approve(*, person: Person, approval_id: UUID, sealed: bytes, at: datetime) -> None:
    """Keep what another device sealed for the new one. Raises NotThere: unknown or too old; Overtaken: done already."""
    if not sealed.startswith(b"age-encryption.org/v1\n") or len(sealed) > LARGEST_KEY:
        raise Malformed
    mine = _open(person, at).filter(pk=approval_id)
    if not mine.filter(sealed=None).update(sealed=sealed):
        raise Overtaken if mine.exists() else NotThere
    trail.record("way to notes approved", about=person, by=person, at=at)


@transaction.atomic
def take(*, person: Person, approval_id: UUID, at: datetime) -> bytes | None:
    """What was sealed for the new device, once; None while it waits. Raises NotThere: unknown, taken or too old."""
    found = _open(person, at).select_for_update().filter(pk=approval_id).first()
    if found is None:
        raise NotThere
    if found.sealed is None:
        return None
    sealed = bytes(found.sealed)
    found.delete()
    return sealed


def _open(person: Person, at: datetime) -> QuerySet[Approval]:
    return Approval.objects.filter(person=person, expires_at__gt=at)
