"""Brings a copy back: onto an empty database, onto the other kind of database, or only to try whether it would go.

Nothing is there before everything is: SQLite is filled beside and then renamed, PostgreSQL in one transaction.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.models import Model

from tuokio.kit.models import Letter
from tuokio.people.models import Person, Practice
from tuokio.retention.archive import KEYS, MAIN, Loader, Tell, Unreadable, sqlite_instead
from tuokio.retention.backup import LEDGER, newest_copy
from tuokio.vault import ledger
from tuokio.vault.keys.database import NotMade, make_keys_database
from tuokio.vault.keys.models import UnlockFile
from tuokio.vault.usecases.erasing import replay
from tuokio.vault.usecases.sweeping import without_keys

LONGEST_LINE = 64 * 1024 * 1024  # bytes: far more than an uploaded agreement takes


RUNNING = "Tuokio seems to be running on this data: stop it first, then restore."


class NotRestored(Exception):
    """Nothing was brought back and nothing was changed; the text says why."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: when the copy was made, rows by table, files, and where the former data is."""

    made_at: str
    tables: dict[str, int]
    files: tuple[str, ...]
    waiting_letters: int
    aside: str = ""
    keys_name: str = ""
    erased_again: int = 0
    keyless: tuple[int, int] = (0, 0)  # people whose notes nothing opens; places that lack their newest key

    @property
    def rows(self) -> int:
        """All rows together."""
        return sum(self.tables.values())


def restore_backup(
    file: Path,
    *,
    identity: pyrage.x25519.Identity,
    at: datetime,
    progress: Tell,
    replace: bool = False,
    hold_letters: bool = False,
    keys_file: Path | None = None,
) -> Restored:
    """Bring a copy back into this installation's database and data folder. Raises NotRestored.

    `replace`: a database with people in it is set aside first, not refused. `hold_letters`: mails that waited
    when the copy was made, and may have left since, are not sent. `keys_file`: the copy of the sealed keys; without
    it the keys that are here stay, and where there are none the newest copy beside is taken.

    What any ledger says was erased is erased again before anybody can come in.
    """
    _make_ready(replace=replace)
    keys_file = keys_file or _keys_beside(file)
    lines = ledger.read_file(ledger.here()) | ledger.read_file(file.parent / LEDGER)
    if not _is_empty():
        lines |= ledger.known()
    with contextlib.ExitStack() as both:
        aside = both.enter_context(_onto(MAIN)(MAIN, at=at))
        loader = _load(file, identity, progress=progress)
        if keys_file is not None:
            both.enter_context(_onto(KEYS)(KEYS, at=at))
            _load(keys_file, identity, progress=progress, database=KEYS)
        lines |= ledger.read(loader.files.pop(ledger.FILE, b"").decode("ascii", errors="replace"))
        again = replay(lines | ledger.known())
        keyless = (0, 0) if _is_unmade(KEYS) else without_keys()
        waiting = Letter.objects.filter(state=Letter.State.WAITING)
        letters = waiting.count()
        if hold_letters:
            waiting.update(state=Letter.State.UNCERTAIN, settled_at=at)
    _put_files(loader.files, at=at)
    ledger.write(ledger.here(), lines | ledger.known())
    return Restored(
        loader.header["made_at"], loader.tables, tuple(sorted(loader.files)), letters, aside,
        keys_name=keys_file.name if keys_file else "", erased_again=again, keyless=keyless,
    )  # fmt: skip


def _make_ready(*, replace: bool) -> None:
    """See that nothing is written over and nobody is at work, and that there is a place for keys. Raises NotRestored."""
    if not replace and not _is_empty():
        raise NotRestored(
            "This installation has data already. Restore into another data folder, or say --replace: "
            "then what is here now is set aside, not lost."
        )
    if _somebody_runs(Path(settings.DATA)):
        raise NotRestored(RUNNING)
    try:
        make_keys_database()
    except NotMade as missing:
        raise NotRestored(str(missing)) from None


def _keys_beside(file: Path) -> Path | None:
    """The newest copy of the sealed keys beside a copy, when there are no keys here."""
    return newest_copy(file.parent, of_keys=True) if _is_empty(KEYS) else None


def try_backup(file: Path, *, identity: pyrage.x25519.Identity, progress: Tell) -> Restored:
    """Bring a copy back into a database that is thrown away, to know that it can be. Raises NotRestored.

    For a process that serves nobody meanwhile, like `restore_backup`.
    """
    with tempfile.TemporaryDirectory(prefix="tuokio-try-", dir=settings.DATA) as folder:
        with sqlite_instead(Path(folder) / "try.db"):
            loader = _load(file, identity, progress=progress)
            letters = Letter.objects.filter(state=Letter.State.WAITING).count()
        beside = file.with_name(file.name.replace("tuokio-", "tuokio-keys-", 1))
        if beside.is_file():
            with sqlite_instead(Path(folder) / "keys.db", KEYS):
                _load(beside, identity, progress=progress, database=KEYS)
        return Restored(loader.header["made_at"], loader.tables, tuple(sorted(loader.files)), letters)


def _is_empty(database: str = MAIN) -> bool:
    line = connections[database]
    if line.vendor == "sqlite" and not Path(line.settings_dict["NAME"]).exists():
        return True
    tables = set(line.introspection.table_names())
    asked: tuple[type[Model], ...] = (UnlockFile,) if database == KEYS else (Person, Practice)
    if not {model._meta.db_table for model in asked} <= tables:
        return True
    return not any(model._base_manager.using(database).exists() for model in asked)


def _is_unmade(database: str) -> bool:
    return UnlockFile._meta.db_table not in connections[database].introspection.table_names()


def _somebody_runs(data: Path) -> bool:
    """Whether `tuokio start` holds its lock on the data folder."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks; there the database's own is asked below
        return False
    try:
        with (data / "running").open("r", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _load(file: Path, identity: pyrage.x25519.Identity, *, progress: Tell, database: str = MAIN) -> Loader:
    loader = Loader(progress, database)
    sink = _Lines(loader)
    try:
        with file.open("rb") as source:
            pyrage.decrypt_io(source, sink, [identity])
        sink.end()
        loader.finish()
    except pyrage.DecryptError as error:
        raise sink.trouble or NotRestored(_why(file, str(error))) from None
    except (OSError, zlib.error, EOFError):
        # age and its reader tell a cut file as a fault of reading
        raise sink.trouble or NotRestored(_why(file, "")) from None
    except Unreadable as trouble:
        raise NotRestored(str(trouble)) from None
    except DatabaseError as error:
        raise NotRestored(
            f"The database did not take what is in the copy: {' '.join(str(error).split())[:200]}"
        ) from error
    finally:
        loader.close(failed=True)
    return loader


def _why(file: Path, error: str) -> str:
    if not file.is_file():
        return f"{file} cannot be read: there is no such file."
    if "No matching keys" in error:
        return "This key does not open this copy: it was locked for another key."
    if not file.read_bytes()[:32].startswith(b"age-encryption.org/"):
        return f"{file.name} is not a copy made by Tuokio."
    return f"{file.name} is damaged or not whole: it was cut off, or changed after it was made."


class _Lines:
    """What age writes the opened copy to: unpacks it and hands the loader one line after another."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.trouble: BaseException | None = None
        self._unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._rest = b""

    def write(self, content: bytes) -> int:
        try:
            self._feed(self._unpacked.decompress(content))
        except Unreadable as trouble:
            self.trouble = NotRestored(str(trouble))
            raise
        except DatabaseError as error:
            told = " ".join(str(error).split())[:200]
            self.trouble = NotRestored(f"The database did not take what is in the copy: {told}")
            raise
        except BaseException as trouble:
            self.trouble = trouble
            raise
        return len(content)

    def flush(self) -> None:
        """Nothing waits."""

    def end(self) -> None:
        """Raises Unreadable when it broke off inside a line."""
        if self._rest or not self._unpacked.eof:
            raise Unreadable("The copy is not whole: its end is missing.")

    def _feed(self, text: bytes) -> None:
        *lines, self._rest = (self._rest + text).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            raise Unreadable("The copy is damaged: a line of it has no end.")
        for line in lines:
            self.loader.take(line)


# --- where it goes -------------------------------------------------------------------------------------------


def _onto(name: str) -> Callable[..., contextlib.AbstractContextManager[str]]:
    return _onto_postgresql if connections[name].vendor == "postgresql" else _onto_sqlite


@contextlib.contextmanager
def _onto_sqlite(name: str, *, at: datetime) -> Iterator[str]:
    connection = connections[name]
    database = Path(connection.settings_dict["NAME"])
    database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = database.with_name(f".{database.name}.restoring")
    aside = database.with_name(f"{database.stem}-before-restore-{at:%Y-%m-%d-%H%M%S}{database.suffix}")
    keep = database.exists() and not _is_empty(name)
    connection.close()
    if database.exists():
        _quiet(database)
    try:
        _forget(beside)
        with sqlite_instead(beside, name):
            yield str(aside) if keep else ""
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        if keep:
            database.replace(aside)
        else:
            _forget(database)
        beside.replace(database)
    finally:
        _forget(beside)


def _quiet(database: Path) -> None:
    """Bring the old database's log home. Raises NotRestored when somebody has it open."""
    with contextlib.closing(sqlite3.connect(database, timeout=2)) as old:
        try:
            mode = old.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "busy"
    if mode != "delete":
        raise NotRestored(RUNNING)


def _forget(database: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + end).unlink(missing_ok=True)


@contextlib.contextmanager
def _onto_postgresql(name: str, *, at: datetime) -> Iterator[str]:
    connection = connections[name]
    keep = not _is_empty(name)
    aside = f"before_restore_{at:%Y_%m_%d_%H%M%S}"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if cursor.fetchone()[0]:
            raise NotRestored("Tuokio seems to be running on this database: stop it first, then restore.")
    quote = connection.ops.quote_name
    with transaction.atomic(using=name):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_schema()")
                schema = cursor.fetchone()[0]
                if connection.introspection.table_names():
                    cursor.execute(f"ALTER SCHEMA {quote(schema)} RENAME TO {quote(aside)}")
                    cursor.execute(f"CREATE SCHEMA {quote(schema)}")
        except DatabaseError as error:
            raise NotRestored(
                "The database's user must own the database, so that what is in it can be set aside "
                f"({type(error).__name__})."
            ) from None
        yield f"schema {aside}" if keep else ""
        if not keep:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA IF EXISTS {quote(aside)} CASCADE")


def _put_files(files: dict[str, bytes], *, at: datetime) -> None:
    """Lay the files of the copy into the data folder; a signing key that was there is kept beside."""
    data = Path(settings.DATA)
    for name, content in files.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.read_bytes() != content:
            path.replace(path.with_name(f"{path.name}-before-restore-{at:%Y-%m-%d-%H%M%S}"))
        part = path.with_name(f".{path.name}.restoring")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)


def told(restored: Restored) -> Iterator[str]:
    """What was brought back, a line each, for the terminal."""
    yield f"Restored the copy of {restored.made_at}: {restored.rows:,} rows, each equal to the copy."
    for table, rows in restored.tables.items():
        if rows:
            yield f"  {table}: {rows:,}"
    for name in restored.files:
        yield f"  file {name}"
    if restored.aside:
        yield f"What was here before is kept in {restored.aside}."
    if restored.keys_name:
        yield f"The sealed keys of the locked notes are from {restored.keys_name}."
    else:
        yield "No copy of the sealed keys was brought back: the keys that are here open the locked notes, if any do."
    people, places = restored.keyless
    if people:
        yield (
            f"{people} people have locked notes that nothing here opens: their notes are there and stay locked. "
            "A copy of the keys that has theirs opens them: restore with --keys."
        )
    if places:
        yield (
            f"{places} places in the notes lack their newest key: these members read what is older, and the rest "
            "when another member gives them the key again."
        )
    if restored.erased_again:
        yield f"{restored.erased_again} rows that had been erased since the copy was made were erased again."
    if restored.waiting_letters:
        yield (
            f"{restored.waiting_letters} mails waited to be sent when the copy was made; "
            "they leave when Tuokio starts, unless you restore with --hold-letters."
        )
