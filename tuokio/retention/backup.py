"""Makes the encrypted copy of everything.

A copy is one file, `tuokio-YYYY-MM-DD-HHMM.age`: the lines of `archive`, compressed, locked with age for a public
key. It stands under its name only when it is whole and on the disk; a failure leaves the older copies alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pyrage
from django.conf import settings
from django.db import DatabaseError

from tuokio.retention import keys
from tuokio.retention.archive import KEYS, MAIN, Tell, lines_of, snapshot
from tuokio.retention.domain import copies
from tuokio.retention.models import BackupRun, BackupSetting
from tuokio.vault import ledger

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PART = ".tuokio-{name}.part"
LEDGER = "tuokio-erased.txt"  # what was erased since the copies were made: random ids and days


class NotMade(Exception):
    """No copy was made; the text says why, `outcome` in one word. The older copies are untouched."""

    def __init__(self, outcome: BackupRun.Outcome, text: str) -> None:
        super().__init__(text)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that is whole: where, how large (bytes), how many rows, and which older ones were let go."""

    path: Path
    size: int
    rows: int
    pruned: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path} ({self.size:,} bytes, {self.rows:,} rows)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where copies go and for which public key they are locked; either may be missing."""

    folder: Path | None
    recipient: str

    @property
    def is_ready(self) -> bool:
        """Whether a copy can be made without asking anyone."""
        return self.folder is not None and bool(self.recipient)


def place() -> Place:
    """What is set: by the environment, else on the page of the own machine."""
    kept = BackupSetting.objects.first() or BackupSetting()
    folder = settings.BACKUP_TO or kept.folder
    return Place(Path(folder) if folder else None, settings.BACKUP_RECIPIENT or kept.recipient)


def data_files() -> dict[str, Path]:
    """What else belongs to the installation: the signing key, and mails that wait as drafts."""
    found = {}
    if (key := Path(settings.DATA) / "secret-key").is_file():
        found["secret-key"] = key
    if ledger.here().is_file():
        found[ledger.FILE] = ledger.here()
    for draft in sorted(Path(settings.DRAFTS).glob("*.eml")):
        found[f"drafts/{draft.name}"] = draft
    return found


def make_backup(
    *, folder: Path | None = None, recipient: str | None = None, at: datetime, progress: Tell
) -> Made:
    """Write a copy of this very moment, while others go on writing. Raises NotMade or keys.KeyTrouble.

    What is not given is taken from what is set.
    """
    known = place()
    folder, public = folder or known.folder, recipient or known.recipient
    if folder is None:
        raise NotMade(BackupRun.Outcome.NO_FOLDER, "No folder for copies is set.")
    if not public:
        raise keys.KeyTrouble("No public key is set, so a copy would be open to anyone: make a key first.")
    lock = keys.recipient(public)
    if not folder.is_dir():
        raise NotMade(BackupRun.Outcome.NO_FOLDER, f"{folder} is not there: is the stick in?")
    for left in folder.glob(PART.format(name="*")):  # of a copy that was cut off by a power cut
        left.unlink(missing_ok=True)
    # everything first: keys that came meanwhile are then in the second, and none is missing there
    made = _one(folder, lock, at=at, progress=progress, database=MAIN)
    _one(folder, lock, at=at, progress=progress, database=KEYS)
    with contextlib.suppress(OSError):  # the copies are whole; the next night writes it anew
        away = folder / LEDGER
        ledger.write(away, ledger.known() | ledger.read_file(away))
    return dataclasses.replace(made, pruned=prune(folder))


def _one(folder: Path, lock: pyrage.x25519.Recipient, *, at: datetime, progress: Tell, database: str) -> Made:
    """One copy of one of the two databases. Raises NotMade."""
    target = folder / copies.name_of(at, of_keys=database == KEYS)
    part = folder / PART.format(name=os.getpid())
    try:
        with part.open("xb") as file:
            rows = _write(file, lock, at=at, progress=progress, database=database)
            file.flush()
            os.fsync(file.fileno())
        size = part.stat().st_size
        part.replace(target)
        _settle(folder)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise NotMade(
                BackupRun.Outcome.NO_SPACE,
                f"There is no room for a copy in {folder}. The older copies are untouched.",
            ) from None
        raise NotMade(
            BackupRun.Outcome.FAILED,
            f"The copy could not be written to {folder}: {error.strerror}. The older copies are untouched.",
        ) from None
    except DatabaseError as error:
        raise NotMade(
            BackupRun.Outcome.FAILED, f"The database could not be read ({type(error).__name__})."
        ) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Made(target, size, rows)


def prune(folder: Path) -> tuple[str, ...]:
    """Let the superfluous older copies go; returns their names."""
    names = [path.name for path in folder.iterdir()]
    gone = copies.superfluous(names) + copies.superfluous_keys(names)
    for name in gone:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    return tuple(gone)


def newest_copy(folder: Path, *, of_keys: bool = False) -> Path | None:
    """The newest copy in a folder, None when there is none or the folder is not there."""
    try:
        names = [path.name for path in folder.iterdir() if copies.made_at(path.name, of_keys=of_keys)]
    except OSError:
        return None
    return folder / max(names) if names else None


def _write(
    file: BinaryIO, lock: pyrage.x25519.Recipient, *, at: datetime, progress: Tell, database: str
) -> int:
    sink = _Sink(file)
    files = data_files() if database == MAIN else {}
    with snapshot(database) as alias:
        source = _Source(lines_of(alias, made_at=at, files=files, tell=progress, database=database))
        try:
            pyrage.encrypt_io(source, sink, [lock])
        except (pyrage.EncryptError, OSError):
            # age wraps what our own reader or writer met: that is what is to be told
            raise (
                source.trouble or sink.trouble or OSError(errno.EIO, "the copy could not be locked")
            ) from None
    return source.rows


class _Source:
    """Hands out the lines, compressed, as a file that age reads."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines = lines
        self.rows = 0
        self.trouble: BaseException | None = None
        self._pressed = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)  # 16: with gzip's frame
        self._ready = bytearray()
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._ended and (size < 0 or len(self._ready) < size):
                line = next(self.lines, None)
                if line is None:
                    self._ready += self._pressed.flush()
                    self._ended = True
                else:
                    self.rows += line.startswith(b"[")
                    self._ready += self._pressed.compress(line)
        except BaseException as trouble:
            self.trouble = trouble
            raise
        taken = bytes(self._ready if size < 0 else self._ready[:size])
        del self._ready[: len(taken)]
        return taken


class _Sink:
    """The file that age writes to; remembers why it could not."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.trouble: OSError | None = None

    def write(self, content: bytes) -> int:
        try:
            return self.file.write(content)
        except OSError as trouble:
            self.trouble = trouble
            raise

    def flush(self) -> None:
        try:
            self.file.flush()
        except OSError as trouble:
            self.trouble = trouble
            raise


def _settle(folder: Path) -> None:
    """Have the new name on the disk too, where the file system knows how."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
