"""What an emergency key may open of a circle, written out for whoever holds it: sealed, as it lies here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db.models import Count

from tuokio.audit import trail
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import Attachment, EscrowReader, Space
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.files import parts_of

README = Path(__file__).parent.parent / "emergency-copy.txt"


@dataclass(frozen=True, slots=True)
class Read:
    """A circle in which an emergency key reads now."""

    space: Space
    from_epoch: int


@dataclass(frozen=True, slots=True)
class Copied:
    """How much was written out."""

    keys: int
    documents: int
    files: int


def circles_read() -> list[Read]:
    """Where an emergency key reads now."""
    found = EscrowReader.objects.filter(off_at=None).select_related("space__process")
    return [Read(one.space, one.from_epoch) for one in found.order_by("space__made_on", "space_id")]


def write_out(*, space_id: UUID, folder: Path, at: datetime) -> Copied:
    """Write it into a folder that is made for it. Raises NotThere where no key reads, FileExistsError for a folder.

    It is noted in the chain before anything is written.
    """
    reader = EscrowReader.objects.filter(space_id=space_id, off_at=None).select_related("space").first()
    if reader is None:
        raise NotThere
    folder.mkdir(mode=0o700)
    keys = Wrap.objects.filter(
        space_id=space_id, member_id=reader.member_id, epoch__gte=reader.from_epoch
    ).order_by("epoch")
    epochs = [key.epoch for key in keys]
    documents = reader.space.documents.filter(epoch__in=epochs).order_by("pk")
    parts = reader.space.attachments.filter(epoch__in=epochs).annotate(here=Count("parts")).order_by("pk")
    whole = [file for file in parts if file.here == parts_of(file.size)]
    copied = Copied(len(epochs), documents.count(), len(whole))
    trail.record(
        "escrow taken out", about=reader.space, by=None, at=at, documents=copied.documents, files=copied.files
    )
    for name in ("avaimet", "asiakirjat", "liitteet"):
        (folder / name).mkdir()
    for key in keys:
        (folder / "avaimet" / f"{key.epoch}.age").write_bytes(bytes(key.sealed))
    for document in documents.iterator():
        (folder / "asiakirjat" / f"{document.pk}.json.age").write_bytes(bytes(document.sealed))
    for file in whole:
        _write_file(file, folder / "liitteet" / f"{file.pk}.bin.age")
    entries = ",\n".join(reader.space.entries.values_list("text", flat=True))
    (folder / "jasenet.json").write_text(f"[{entries}]\n", encoding="utf-8")
    (folder / "LUEMINUT.txt").write_bytes(README.read_bytes())
    return copied


def _write_file(file: Attachment, path: Path) -> None:
    with path.open("wb") as out:
        for sealed in file.parts.order_by("number").values_list("sealed", flat=True).iterator():
            out.write(bytes(sealed))
