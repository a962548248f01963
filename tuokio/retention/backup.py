"""Makes the encrypted copy of everything.

A copy is one file, `tuokio-YYYY-MM-DD-HHMM.age`: the lines of `archive`, compressed, locked with age for a public
key. It stands under its name only when it is whole and on the disk; a failure leaves the older copies alone.
The sealed keys of the locked notes are never in it: they have a file of their own, `tuokio-keys-….age`, that lives
for thirty days at most. The list of what was erased goes with both, and lies beside them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pyrage
from django.conf import settings
from django.db import DatabaseError, connections

from tuokio.retention import keys
from tuokio.retention.archive import KEYS, MAIN, Tell, lines_of, snapshot
from tuokio.retention.domain import copies
from tuokio.retention.models import BackupRun, BackupSetting
from tuokio.vault import ledger
from tuokio.vault.keys.models import Wrap

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PART = ".tuokio-{name}.part"


class NotMade(Exception):
    """No copy was made; the text says why, `outcome` in one word. The older copies are untouched."""

    def __init__(self, outcome: BackupRun.Outcome, text: str) -> None:
        super().__init__(text)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that is whole: where, how large (bytes), how many rows, and which older ones were let go.

    `keys` is the copy of the sealed keys that was made just before it.
    """

    path: Path
    size: int
    rows: int
    pruned: tuple[str, ...] = ()
    keys: Path | None = None

    def __str__(self) -> str:
        beside = f", and the keys of the locked notes in {self.keys.name}" if self.keys else ""
        return f"{self.path} ({self.size:,} bytes, {self.rows:,} rows){beside}"


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
    for draft in sorted(Path(settings.DRAFTS).glob("*.eml")):
        found[f"drafts/{draft.name}"] = draft
    return found | ledger.files()


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
    target = folder / copies.name_of(at)
    size, rows = _make(target, lock, database=MAIN, files=data_files(), at=at, progress=progress)
    # keys last: they are written before what makes them current, so every space of the copy finds its own here
    sealed = folder / copies.keys_name_of(at) if _keys_are_there() else None
    if sealed is not None:
        try:
            _make(sealed, lock, database=KEYS, files=ledger.files(), at=at, progress=progress)
        except NotMade:
            target.unlink(missing_ok=True)  # a pair, or neither
            raise
    ledger.lay_beside(folder)
    return Made(target, size, rows, prune(folder, at=at), sealed)


def _make(
    target: Path,
    lock: pyrage.x25519.Recipient,
    *,
    database: str,
    files: Mapping[str, Path],
    at: datetime,
    progress: Tell,
) -> tuple[int, int]:
    """One copy of one database under its name: how large (bytes), and how many rows. Raises NotMade."""
    folder = target.parent
    part = folder / PART.format(name=os.getpid())
    try:
        with part.open("xb") as file:
            rows = _write(file, lock, database=database, files=files, at=at, progress=progress)
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
    return size, rows


def prune(folder: Path, *, at: datetime) -> tuple[str, ...]:
    """Let the superfluous older copies go, and keys past their thirty days; returns their names."""
    names = [path.name for path in folder.iterdir()]
    gone = [*copies.superfluous(names), *copies.spent_keys(names, at=at)]
    for name in gone:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    return tuple(gone)


def newest_copy(folder: Path) -> Path | None:
    """The newest copy in a folder, None when there is none or the folder is not there."""
    try:
        names = [path.name for path in folder.iterdir() if copies.made_at(path.name)]
    except OSError:
        return None
    return folder / max(names) if names else None


def _keys_are_there() -> bool:
    """Whether this version has been started once, so that there are tables of keys. Raises NotMade."""
    try:
        with snapshot(KEYS) as alias:
            return Wrap._meta.db_table in connections[alias].introspection.table_names()
    except DatabaseError as error:
        raise NotMade(
            BackupRun.Outcome.FAILED, f"The database of keys could not be read ({type(error).__name__})."
        ) from None


def newest_keys(folder: Path) -> Path | None:
    """The newest copy of keys in a folder, None when there is none or the folder is not there."""
    try:
        names = [path.name for path in folder.iterdir() if copies.keys_made_at(path.name)]
    except OSError:
        return None
    return folder / max(names) if names else None


def _write(
    file: BinaryIO,
    lock: pyrage.x25519.Recipient,
    *,
    database: str,
    files: Mapping[str, Path],
    at: datetime,
    progress: Tell,
) -> int:
    sink = _Sink(file)
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
