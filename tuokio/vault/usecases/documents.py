"""Sealed documents: kept in their newest version, compared by number, given to whoever is in the space."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from tuokio.people.models import Person
from tuokio.terms.vault_words import ErasedKind, SealedKind, SpaceKind
from tuokio.vault import ledger
from tuokio.vault.coarse import to_the_day, to_the_hour
from tuokio.vault.models import Document, Space, SpaceMember
from tuokio.vault.refusals import Malformed, NotThere, Overtaken, TooLarge, TurnDue

LARGEST_DOCUMENT = 2_000_000  # bytes, sealed
AT_ONCE = 100
MOST_AT_ONCE = 8_000_000  # bytes, sealed


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document, as its writer sealed it."""

    document_id: UUID
    space_id: UUID
    kind: SealedKind
    epoch: int
    rev: int
    sealed: bytes


@transaction.atomic
def keep(*, person: Person, version: Version, at: datetime) -> Document:
    """Keep a version that follows the one kept before.

    Raises NotThere for an outsider, Overtaken when another version came first, TurnDue while the space waits for its
    next key or has turned it since, TooLarge and Malformed.
    """
    member = taking_turns(person, version.space_id)
    return keep_in(member.space, member, version, at=at)


def taking_turns(person: Person, space_id: UUID) -> SpaceMember:
    """The person as a member of the space, whose row is held from now on. Raises NotThere for an outsider.

    Whoever was shown out while this waited finds the space's next key due, or turned.
    """
    inside = SpaceMember.objects.select_for_update(of=("space",)).select_related("space")
    for member in inside.filter(space=space_id, person=person, left_at=None):
        return member
    raise NotThere


def keep_in(space: Space, member: SpaceMember, version: Version, *, at: datetime) -> Document:
    """Keep a version that follows the one kept before, by one who is in the space. Raises as `keep`."""
    if len(version.sealed) > LARGEST_DOCUMENT:
        raise TooLarge
    if not version.sealed.startswith(b"age-encryption.org/v1\n"):
        raise Malformed
    if space.turn_due or version.epoch != space.epoch:
        raise TurnDue
    changed = {
        "epoch": version.epoch,
        "rev": version.rev,
        "sealed": version.sealed,
        "changed_at": moment(space, at),
    }
    kept = _kept(space, member, version, changed)
    tell_news(space.pk)
    return kept


def tell_news(space_id: UUID, **more: object) -> None:
    """One more thing has happened in the space. Its row is held already, so the numbers follow each other as they end."""
    Space.objects.filter(pk=space_id).update(news=F("news") + 1, **more)


def _kept(space: Space, member: SpaceMember, version: Version, changed: dict[str, Any]) -> Document:
    if version.rev > 1:
        mine = Document.objects.filter(
            pk=version.document_id,
            space=space,
            kind=version.kind,
            rev=version.rev - 1,
            epoch__gte=member.from_epoch,
        )
        if not mine.update(**changed):
            raise Overtaken
        return mine.model(pk=version.document_id, space=space, kind=version.kind, **changed)
    try:
        with transaction.atomic():
            return Document.objects.create(pk=version.document_id, space=space, kind=version.kind, **changed)
    except IntegrityError as fault:
        raise Overtaken from fault


def fetch(*, person: Person, document_id: UUID) -> Document:
    """A document of a space that the person is in, since they are in it. Raises NotThere."""
    return _found(SpaceMember.objects.filter(person=person, left_at=None), document_id)


def fetch_as(member: SpaceMember, *, document_id: UUID) -> Document:
    """A document of the member's space, since they are in it. Raises NotThere."""
    return _found(SpaceMember.objects.filter(pk=member.pk, left_at=None), document_id)


def _found(members: QuerySet[SpaceMember], document_id: UUID) -> Document:
    inside = members.filter(space=OuterRef("space"), from_epoch__lte=OuterRef("epoch"))
    found = Document.objects.filter(Exists(inside), pk=document_id).first()
    if found is None:
        raise NotThere
    return found


def fetch_several(*, person: Person, space_id: UUID, document_ids: list[UUID]) -> list[Document]:
    """Those of the documents that are in this space, of the time since the person is in it; as many as go at once.

    Raises NotThere for an outsider.
    """
    member = SpaceMember.objects.filter(space=space_id, person=person, left_at=None).first()
    if member is None:
        raise NotThere
    theirs = Document.objects.filter(space=space_id, epoch__gte=member.from_epoch, pk__in=document_ids)
    found: list[Document] = []
    left = MOST_AT_ONCE
    for one in theirs.iterator(chunk_size=20):
        left -= len(one.sealed)
        if left < 0 and found:
            break
        found.append(one)
    return found


@transaction.atomic
def erase(*, person: Person, document_id: UUID, rev: int, at: datetime) -> None:
    """Erase a document as it was last seen. Raises NotThere, and Overtaken when it has changed since."""
    found = fetch(person=person, document_id=document_id)
    Space.objects.select_for_update().get(pk=found.space_id)
    if not Document.objects.filter(pk=found.pk, rev=rev).delete()[0]:
        raise Overtaken
    tell_news(found.space_id)
    ledger.note(ErasedKind.DOCUMENT, [document_id], at=at)


def moment(space: Space, at: datetime) -> datetime:
    """To the hour; of a journal only the day."""
    return to_the_day(at) if space.kind == SpaceKind.JOURNAL else to_the_hour(at)
