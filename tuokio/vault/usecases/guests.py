"""The guest of one meeting: comes in by a link, without an account, and sees that meeting's documents alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tuokio.terms.vault_words import SealedKind
from tuokio.vault.models import Document, GuestPass, Space, SpaceMember
from tuokio.vault.refusals import NotIn, NotThere
from tuokio.vault.usecases import documents
from tuokio.vault.usecases.entries import GuestDoor
from tuokio.vault.usecases.members import fingerprint_of


def guest_of(word: str, *, at: datetime) -> SpaceMember:
    """The guest whose link this word comes from, while the meeting lasts. Raises NotIn."""
    found = good_doors(fingerprint_of_link(word), at).select_related("member__space").first()
    if found is None:
        raise NotIn
    return found.member


def comes_in(guest: SpaceMember) -> None:
    """Somebody has come by the link: its door counts as used from now on."""
    GuestPass.objects.filter(member=guest, came=False).update(came=True)


def fingerprint_of_link(word: str) -> str:
    """What is kept of the word that a guest's browser reckons from the link."""
    return fingerprint_of(GuestDoor(word[:100], 0))


def good_doors(fingerprint: str, at: datetime) -> QuerySet[GuestPass]:
    """The one door that a word opens while its meeting lasts; none for any other word."""
    return GuestPass.objects.filter(fingerprint=fingerprint, ends_at__gt=at, member__left_at=None)


@transaction.atomic
def keep(*, guest: SpaceMember, version: documents.Version, at: datetime) -> Document:
    """Keep what the guest wrote. Raises as for any member, and NotThere for another space and for a tool's document.

    Ids of the workroom's documents can be reckoned by all who are in it: a guest could stand where the leader writes.
    """
    space = Space.objects.select_for_update().filter(pk=guest.space_id).get()
    if version.kind == SealedKind.WORK:
        raise NotThere
    if version.space_id != space.pk or not space.members.filter(pk=guest.pk, left_at=None).exists():
        raise NotThere
    return documents.keep_in(space, guest, version, at=at)


def fetch(*, guest: SpaceMember, document_id: UUID) -> Document:
    """A document of the guest's meeting. Raises NotThere."""
    return documents.fetch_as(guest, document_id=document_id)
