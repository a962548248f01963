"""Sealed documents: kept in their newest version, compared by number, given to whoever is in the space."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tuokio.people.models import Person
from tuokio.terms.vault_words import SealedKind, SpaceKind
from tuokio.vault.models import Document, Space, to_the_hour
from tuokio.vault.refusals import Malformed, NotThere, Overtaken, TooLarge, TurnDue

LARGEST_DOCUMENT = 2_000_000  # bytes, sealed


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
    if len(version.sealed) > LARGEST_DOCUMENT:
        raise TooLarge
    if not version.sealed.startswith(b"age-encryption.org/v1\n"):
        raise Malformed
    space = Space.objects.of(person).select_for_update(of=("self",)).filter(pk=version.space_id).first()
    if space is None:
        raise NotThere
    if space.turn_due or version.epoch != space.epoch:
        raise TurnDue
    changed = {
        "epoch": version.epoch,
        "rev": version.rev,
        "sealed": version.sealed,
        "changed_at": moment(space, at),
    }
    if version.rev > 1:
        mine = Document.objects.filter(
            pk=version.document_id, space=space, kind=version.kind, rev=version.rev - 1
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
    """A document of a space that the person is in. Raises NotThere."""
    found = Document.objects.filter(space__in=Space.objects.of(person), pk=document_id).first()
    if found is None:
        raise NotThere
    return found


@transaction.atomic
def erase(*, person: Person, document_id: UUID, rev: int) -> None:
    """Erase a document as it was last seen. Raises NotThere, and Overtaken when it has changed since."""
    found = fetch(person=person, document_id=document_id)
    if not Document.objects.filter(pk=found.pk, rev=rev).delete()[0]:
        raise Overtaken


def moment(space: Space, at: datetime) -> datetime:
    """To the hour; of a journal only the day."""
    hour = to_the_hour(at)
    return hour.replace(hour=0) if space.kind == SpaceKind.JOURNAL else hour
