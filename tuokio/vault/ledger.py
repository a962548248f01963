"""What was erased, by its random id alone: kept beside the databases, so that no copy brings it back.

One file a month under `erased/` in the data folder; a line is a kind and an id. Every copy takes the files along,
and `tuokio restore` erases again what they name before the site opens. A file goes when no copy can be older.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.conf import settings

FOLDER = "erased"
BESIDE = (
    "tuokio-erased.txt"  # the whole list, beside the copies: the oldest of them finds the newest list there
)
MONTHS = 14  # a copy lives for twelve months, and a while longer in a drawer
_NAME = re.compile(r"\d{4}-\d{2}")


class Erased(StrEnum):
    """What a line is about."""

    DOCUMENT = "document"
    FILE = "file"
    SPACE = "space"
    ACCOUNT = "account"


def remember(kind: Erased, ids: Iterable[UUID], *, at: datetime) -> None:
    """Write down that these are erased. For inside the transaction that erases them, as its last act.

    So nothing is erased that is not written down; what is written down and was cut off before it was erased had
    been asked to go.
    """
    lines = "".join(f"{kind} {one}\n" for one in ids)
    if not lines:
        return
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / f"{at:%Y-%m}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, lines.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def files() -> dict[str, Path]:
    """The files of the list, by the names under which copies take them along."""
    found = sorted(_folder().glob("*")) if _folder().is_dir() else []
    return {f"{FOLDER}/{path.name}": path for path in found if _NAME.fullmatch(path.name)}


def is_one(name: str) -> bool:
    """Whether a file of a copy is part of the list."""
    folder, _, month = name.partition("/")
    return folder == FOLDER and bool(_NAME.fullmatch(month))


def take_in(name: str, content: bytes) -> None:
    """Add the lines of a copy's file to what is written down here."""
    path = _folder() / name.partition("/")[2]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = path.read_bytes() if path.exists() else b""
    new = [line for line in content.splitlines() if line and line not in set(known.splitlines())]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as file:
        file.write(b"".join(line + b"\n" for line in new))
        file.flush()
        os.fsync(file.fileno())


def remembered() -> dict[Erased, set[UUID]]:
    """Everything that is written down."""
    return read(path.read_bytes() for path in files().values())


def read(contents: Iterable[bytes]) -> dict[Erased, set[UUID]]:
    """What lists say; a line that was cut off says nothing."""
    found: dict[Erased, set[UUID]] = {kind: set() for kind in Erased}
    for content in contents:
        for line in content.decode("ascii", "replace").splitlines():
            kind, _, one = line.partition(" ")
            if kind in list(Erased) and re.fullmatch(r"[0-9a-f-]{36}", one):
                found[Erased(kind)].add(UUID(one))
    return found


def lay_beside(copies: Path) -> None:
    """Keep the whole list beside the copies too."""
    lines = [line for path in files().values() for line in path.read_text("ascii", "replace").splitlines()]
    if lines:
        part = copies / f".{BESIDE}.part"
        part.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
        part.replace(copies / BESIDE)


def take_in_from_beside(copies: Path, *, at: datetime) -> None:
    """Add the list that lies beside copies to what is written down here."""
    with contextlib.suppress(OSError):
        take_in(f"{FOLDER}/{at:%Y-%m}", (copies / BESIDE).read_bytes())


def forget_old(at: datetime) -> int:
    """Let the files go that no copy needs any more; returns how many."""
    oldest = at.year * 12 + at.month - MONTHS
    gone = 0
    for path in files().values():
        year, month = (int(part) for part in path.name.split("-"))
        if year * 12 + month < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _folder() -> Path:
    return Path(settings.DATA) / FOLDER
