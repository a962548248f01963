"""The ledger of what was erased: random ids and days, kept beside the database and beside its copies.

A copy that was made before an erasure would bring back what was erased. Whoever restores one reads all ledgers there
are, and erases again before anybody comes in (docs/confidentiality.md).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tuokio.terms.vault_words import ErasedKind
from tuokio.vault.models import Erased
from tuokio.vault.signals import erased

FILE = "erased"  # in the data folder
KEPT = timedelta(days=400)  # longer than the oldest copy of a year


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One thing that was erased."""

    on: date
    kind: ErasedKind
    object_id: UUID

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.kind.value} {self.object_id}"


def here() -> Path:
    """The ledger of this installation."""
    return Path(settings.DATA) / FILE


def note(kind: ErasedKind, ids: Iterable[UUID], *, at: datetime) -> None:
    """Write down what this transaction erases; the file follows when it is certain."""
    lines = [Line(at.date(), kind, one) for one in ids]
    Erased.objects.bulk_create(
        (Erased(object_id=line.object_id, kind=line.kind, erased_on=line.on) for line in lines),
        ignore_conflicts=True,
    )
    if lines:
        transaction.on_commit(lambda: _tell(lines))


def _tell(lines: list[Line]) -> None:
    text = [str(line) for line in lines]
    append(here(), text)
    erased.send_robust(sender=None, lines=text)


def append(path: Path, lines: Iterable[str]) -> None:
    """Add lines to a ledger and have them on the disk. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def read(text: str) -> set[Line]:
    """The lines of a ledger; one that was cut off by a power cut is left out."""
    found = set()
    for line in text.splitlines():
        try:
            on, kind, object_id = line.split(" ")
            found.add(Line(date.fromisoformat(on), ErasedKind(kind), UUID(object_id)))
        except ValueError:
            continue
    return found


def read_file(path: Path) -> set[Line]:
    """The lines of a ledger that may not be there."""
    return read(path.read_text("ascii", errors="replace")) if path.is_file() else set()


def known() -> set[Line]:
    """All that this installation knows: its rows and its file."""
    rows = Erased.objects.values_list("erased_on", "kind", "object_id")
    return read_file(here()) | {Line(on, ErasedKind(kind), object_id) for on, kind, object_id in rows}


def write(path: Path, lines: Iterable[Line]) -> None:
    """Replace a ledger as a whole. Raises OSError."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    append(part, map(str, sorted(lines)))
    part.replace(path)


def forget_old_lines(at: datetime) -> int:
    """Lines that no copy is old enough to need any more; returns how many went."""
    cut = at.date() - KEPT
    lines = known()
    old = {line for line in lines if line.on < cut}
    if old:
        write(here(), lines - old)
        Erased.objects.filter(erased_on__lt=cut).delete()
    return len(old)
