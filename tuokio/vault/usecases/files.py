"""Sealed files: they come in parts of one length, in any order and as often as the line breaks, and go the same way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, OuterRef

from tuokio.people.models import Person
from tuokio.terms.vault_words import ErasedKind
from tuokio.vault import ledger
from tuokio.vault.models import Attachment, AttachmentPart, Space, SpaceMember
from tuokio.vault.refusals import Malformed, NotThere, Overtaken, TooLarge, TurnDue
from tuokio.vault.usecases.documents import moment

PART = 1 << 20  # bytes of each part but the last
LARGEST_FILE = 24 << 20  # bytes: 20 MB, filled up and sealed
MOST_FILES = 2000  # in one space
COMES_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that is about to come: where it belongs, and how large it will be."""

    file_id: UUID
    space_id: UUID
    epoch: int
    size: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """How much of a file is here."""

    epoch: int
    size: int
    parts: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return len(self.parts) == parts_of(self.size)


def parts_of(size: int) -> int:
    """How many parts a file of that many bytes has."""
    return -(-size // PART)


@transaction.atomic
def announce(*, person: Person, file: Announced, at: datetime) -> Arrived:
    """Say that a file is coming; said again, it tells what has come. Raises NotThere, TooLarge, TurnDue, Overtaken."""
    space = Space.objects.of(person).select_for_update(of=("self",)).filter(pk=file.space_id).first()
    if space is None:
        raise NotThere
    if file.size > LARGEST_FILE or space.attachments.count() >= MOST_FILES:
        raise TooLarge
    found = Attachment.objects.filter(pk=file.file_id).first()
    if found is None:
        if space.turn_due or file.epoch != space.epoch:
            raise TurnDue
        found = Attachment.objects.create(
            pk=file.file_id, space=space, epoch=file.epoch, size=file.size, changed_at=moment(space, at)
        )
    if (found.space_id, found.epoch, found.size) != (space.pk, file.epoch, file.size):
        raise Overtaken
    return _arrived(found)


def keep_part(*, person: Person, file_id: UUID, number: int, sealed: bytes) -> None:
    """Keep one part of an announced file; the same part again changes nothing. Raises NotThere, Malformed, Overtaken."""
    file = _reached(person, file_id)
    if number >= parts_of(file.size) or len(sealed) != min(PART, file.size - number * PART):
        raise Malformed
    try:
        with transaction.atomic():
            AttachmentPart.objects.create(attachment=file, number=number, sealed=sealed)
    except IntegrityError as fault:
        kept = file.parts.filter(number=number).first()
        if kept is None or bytes(kept.sealed) != sealed:
            raise Overtaken from fault


def arrived(*, person: Person, file_id: UUID) -> Arrived:
    """How much of a file is here. Raises NotThere."""
    return _arrived(_reached(person, file_id))


def fetch_part(*, person: Person, file_id: UUID, number: int) -> bytes:
    """One part. Raises NotThere."""
    file = _reached(person, file_id)
    found = file.parts.filter(number=number).first()
    if found is None:
        raise NotThere
    return bytes(found.sealed)


@transaction.atomic
def erase_file(*, person: Person, file_id: UUID, at: datetime) -> None:
    """Erase a file with all its parts. Raises NotThere."""
    _reached(person, file_id).delete()
    ledger.note(ErasedKind.FILE, [file_id], at=at)


@transaction.atomic
def forget_unfinished(at: datetime) -> int:
    """Erase files of which not all has come within a month: nobody can open them. Returns how many."""
    begun = Attachment.objects.filter(changed_at__lt=at - COMES_WITHIN).annotate(here=Count("parts"))
    lost = list(begun.filter(size__gt=F("here") * PART).values_list("pk", flat=True))
    ledger.note(ErasedKind.FILE, lost, at=at)
    Attachment.objects.filter(pk__in=lost).delete()
    return len(lost)


def _reached(person: Person, file_id: UUID) -> Attachment:
    inside = SpaceMember.objects.filter(
        person=person, left_at=None, space=OuterRef("space"), from_epoch__lte=OuterRef("epoch")
    )
    found = Attachment.objects.filter(Exists(inside), pk=file_id).first()
    if found is None:
        raise NotThere
    return found


def _arrived(file: Attachment) -> Arrived:
    return Arrived(file.epoch, file.size, tuple(file.parts.values_list("number", flat=True)))
