"""Taking one's notes along: which files there are to take, and the fact that somebody did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.vault.models import Attachment, Space, VaultAccount
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.files import parts_of


@dataclass(frozen=True, slots=True)
class Whole:
    """A sealed file of which every part is here."""

    id: UUID
    epoch: int
    parts: int


def whole_files(*, person: Person, space_id: UUID) -> list[Whole]:
    """The files of a space that have come to their end. Raises NotThere for an outsider."""
    if not Space.objects.of(person).filter(pk=space_id).exists():
        raise NotThere
    found = Attachment.objects.filter(space_id=space_id).annotate(here=Count("parts")).order_by("pk")
    return [Whole(file.pk, file.epoch, file.here) for file in found if file.here == parts_of(file.size)]


@transaction.atomic
def took_along(*, person: Person, at: datetime) -> None:
    """Note that the person's browser made an export. Raises NotThere for one who has no locked notes."""
    account = VaultAccount.objects.filter(person=person).first()
    if account is None:
        raise NotThere
    trail.record("notes exported", about=account, by=person, at=at)
