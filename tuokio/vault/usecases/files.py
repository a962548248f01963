"""Sealed attachments: kept part by part, so that a lost connection costs one part and not the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuokio.people.models import Person
from tuokio.vault.models import SealedFile, SealedPart, Space, to_the_hour
from tuokio.vault.refusals import Malformed, NotThere, Overtaken, TooLarge, TurnDue

PART = 1 << 20  # bytes; only the last part may be shorter
MOST_PARTS = 22  # 20 MiB, padded and sealed
UNFINISHED_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sealed attachment, as it was sent."""

    file_id: UUID
    space_id: UUID
    epoch: int
    number: int  # from 0
    of: int
    sealed: bytes


@transaction.atomic
def keep_part(*, person: Person, part: Part, at: datetime) -> SealedFile:
    """Keep one part; one that is kept already stays as it is, so that it may be sent again.

    Raises NotThere for an outsider, TurnDue while the space waits for its next key, Overtaken when the id is another
    attachment's, TooLarge and Malformed.
    """
    if part.of > MOST_PARTS or len(part.sealed) > PART:
        raise TooLarge
    is_last = part.number == part.of - 1
    if part.number >= part.of or not part.sealed or (not is_last and len(part.sealed) != PART):
        raise Malformed
    if part.number == 0 and not part.sealed.startswith(b"age-encryption.org/v1\n"):
        raise Malformed
    space = Space.objects.of(person).select_for_update(of=("self",)).filter(pk=part.space_id).first()
    if space is None:
        raise NotThere
    if space.turn_due or part.epoch != space.epoch:
        raise TurnDue
    file, _new = SealedFile.objects.get_or_create(
        pk=part.file_id, defaults={"space": space, "of": part.of, "made_at": to_the_hour(at)}
    )
    if (file.space_id, file.of) != (space.pk, part.of):
        raise Overtaken
    SealedPart.objects.get_or_create(file=file, number=part.number, defaults={"sealed": part.sealed})
    if not file.is_whole and file.parts.count() == file.of:
        file.is_whole = True
        file.save(update_fields=["is_whole"])
    return file


def parts_kept(*, person: Person, file_id: UUID) -> list[int]:
    """Which parts of an attachment are there. Raises NotThere."""
    file = SealedFile.objects.filter(space__in=Space.objects.of(person), pk=file_id).first()
    if file is None:
        raise NotThere
    return list(file.parts.order_by("number").values_list("number", flat=True))


def fetch_part(*, person: Person, file_id: UUID, number: int) -> bytes:
    """One part of an attachment that is whole. Raises NotThere."""
    found = SealedPart.objects.filter(
        file__space__in=Space.objects.of(person), file_id=file_id, file__is_whole=True, number=number
    ).first()
    if found is None:
        raise NotThere
    return bytes(found.sealed)


@transaction.atomic
def erase(*, person: Person, file_id: UUID) -> None:
    """Erase an attachment with all its parts. Raises NotThere."""
    if not SealedFile.objects.filter(space__in=Space.objects.of(person), pk=file_id).delete()[0]:
        raise NotThere


def sweep_unfinished(*, at: datetime) -> int:
    """Erase attachments whose sending was given up."""
    return SealedFile.objects.filter(is_whole=False, made_at__lt=at - UNFINISHED_FOR).delete()[0]
