"""Sealed keys have copies of their own, that live for thirty days; what was erased does not come back with a copy."""

from __future__ import annotations

import gzip
import shutil
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pyrage
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from tests.cast import MORNING, person, process_of
from tests.vault.asking import Asker, sealed
from tuokio.kit.clock import now
from tuokio.retention.archive import sqlite_instead
from tuokio.retention.backup import LEDGER, Made, make_backup, newest_copy
from tuokio.retention.domain import copies
from tuokio.retention.restoring import restore_backup, told, try_backup
from tuokio.vault import ledger
from tuokio.vault.keys.models import Keyring, UnlockFile, Wrap
from tuokio.vault.models import Document, Space, VaultAccount
from tuokio.vault.usecases import erasing

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.usefixtures("second_connections"),
]
SQLITE = connection.vendor == "sqlite"


def quiet(done: int, total: int, what: str) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def lock() -> Iterator[tuple[str, pyrage.x25519.Identity]]:
    identity = pyrage.x25519.Identity.generate()
    yield str(identity.to_public()), identity
    ledger.here().unlink(missing_ok=True)


@pytest.fixture
def aino() -> Asker:
    process = process_of(person("aino"))
    found = Asker(person("aino"))
    found.opens_an_account(found.way(text="THEWAY"), found.way("recovery"))
    found.founds("own", process.pk)
    return found


def keys_of(made: Made) -> Path:
    """The copy of keys that was made with it."""
    return made.path.with_name(made.path.name.replace("tuokio-", "tuokio-keys-"))


def note(asker: Asker, text: str) -> str:
    document = str(uuid4())
    (space,) = asker.asks("GET", "spaces").json()["spaces"]
    assert asker.keeps(space["id"], text, document_id=document).status_code == 200
    return document


def opened(path: Path, identity: pyrage.x25519.Identity) -> bytes:
    return gzip.decompress(pyrage.decrypt(path.read_bytes(), [identity]))


def every_key() -> list[bytes]:
    kept = [
        *UnlockFile.objects.values_list("sealed", flat=True),
        *Keyring.objects.values_list("sealed", flat=True),
    ]
    return [bytes(one) for one in [*kept, *Wrap.objects.values_list("sealed", flat=True)]]


def test_a_copy_holds_no_key_and_the_copy_of_keys_holds_them_all(aino: Asker, lock, tmp_path: Path):
    note(aino, "NOTE")
    public, identity = lock
    made = make_backup(folder=tmp_path, recipient=public, at=MORNING, progress=quiet)
    assert keys_of(made).name == "tuokio-keys-2026-11-24-0900.age"
    main, of_keys = opened(made.path, identity), opened(keys_of(made), identity)

    every = every_key()
    assert len(every) == 4  # two ways to open, the keyring, the key of the space
    for key in every:
        assert b64encode(key) not in main
        assert b64encode(key) in of_keys
    assert b'"table":"vault_keys' not in main and b'"table":"vault_keys_wrap"' in of_keys
    assert b64encode(sealed("NOTE")) in main and b64encode(sealed("NOTE")) not in of_keys


def test_both_come_back_together_and_can_be_tried(aino: Asker, lock, tmp_path: Path):
    document, (public, identity) = note(aino, "NOTE"), lock
    made = make_backup(folder=tmp_path, recipient=public, at=MORNING, progress=quiet)
    try_backup(made.path, identity=identity, progress=quiet)
    before = sorted(every_key())

    with elsewhere(tmp_path):
        restored = restore_backup(
            made.path, identity=identity, at=now(), progress=quiet, keys_file=keys_of(made)
        )
        assert sorted(every_key()) == before
        assert bytes(Document.objects.get(pk=document).sealed) == sealed("NOTE")
    assert restored.keyless == (0, 0) and restored.erased_again == 0
    assert restored.keys_name == keys_of(made).name


def test_a_copy_without_its_keys_says_whose_notes_stay_locked(aino: Asker, lock, tmp_path: Path):
    note(aino, "NOTE")
    public, identity = lock
    made = make_backup(folder=tmp_path, recipient=public, at=MORNING, progress=quiet)
    keys_of(made).unlink()
    with elsewhere(tmp_path):
        call_command("migrate", database="keys", app_label="vault_keys", verbosity=0)
        restored = restore_backup(made.path, identity=identity, at=now(), progress=quiet)
        assert VaultAccount.objects.count() == 1 and every_key() == []
    assert restored.keyless == (1, 1)
    said = "\n".join(told(restored))
    assert (
        "1 people have locked notes that nothing here opens" in said
        and "1 places in the notes lack their newest key" in said
    )


def test_copies_of_keys_go_after_thirty_days_and_the_others_stay(aino: Asker, lock, tmp_path: Path):
    public, _identity = lock
    for days in range(0, 60, 5):
        make_backup(folder=tmp_path, recipient=public, at=MORNING + timedelta(days=days), progress=quiet)
    last = MORNING + timedelta(days=55)
    made = {copies.made_at(path.name, of_keys=True) for path in tmp_path.iterdir()} - {None}
    assert sorted((last - at).days for at in made if at) == [0, 5, 10, 15, 20, 25]
    assert len([path for path in tmp_path.iterdir() if copies.made_at(path.name)]) == 12
    assert newest_copy(tmp_path, of_keys=True) == tmp_path / copies.name_of(last, of_keys=True)


def live_bytes() -> bytes:
    """Everything that lies in the live databases, their logs too."""
    erasing.settle()
    found = b""
    for database in ("default", "keys"):
        if SQLITE:
            path = Path(connections[database].settings_dict["NAME"])
            found += b"".join(p.read_bytes() for end in ("", "-wal") if (p := Path(f"{path}{end}")).exists())
        else:
            for model in (Document,) if database == "default" else (UnlockFile, Keyring, Wrap):
                found += b"".join(bytes(one) for one in model.objects.values_list("sealed", flat=True))
    return found


@pytest.mark.parametrize("what", ["document", "space", "account"])
def test_what_was_erased_lies_nowhere_and_comes_back_with_no_copy(
    what: str, aino: Asker, lock, tmp_path: Path
):
    marks = {mark: uuid4().hex for mark in ("NOTE", "OTHER")}
    document, other = note(aino, marks["NOTE"]), note(aino, marks["OTHER"])
    public, identity = lock
    wrap = uuid4().hex
    Wrap.objects.update(sealed=sealed(wrap))
    made = make_backup(folder=tmp_path, recipient=public, at=MORNING, progress=quiet)
    assert all(one.encode() in live_bytes() for one in (*marks.values(), wrap))
    assert aino.person is not None

    if what == "document":
        assert aino.asks("DELETE", f"documents/{document}?rev=1").status_code == 200
        gone, kept = [marks["NOTE"]], [marks["OTHER"], wrap]
    elif what == "space":
        erasing.erase_spaces([Space.objects.get()], at=now())
        gone, kept = [*marks.values(), wrap], ["THEWAY"]
    else:
        erasing.erase_account(aino.person, at=now())
        gone, kept = [*marks.values(), wrap, "THEWAY"], []

    live = live_bytes()
    assert [mark for mark in gone if mark.encode() in live] == []
    assert [mark for mark in kept if mark.encode() not in live] == []
    erased_list = {ledger.FILE: ledger.here()}
    assert not any(mark.encode() in p.read_bytes() for p in erased_list.values() for mark in gone)

    with elsewhere(tmp_path, erased=erased_list):
        restored = restore_backup(
            made.path, identity=identity, at=now(), progress=quiet, keys_file=keys_of(made)
        )
        assert restored.erased_again > 0
        assert not Document.objects.filter(pk=document).exists()
        assert Document.objects.filter(pk=other).exists() == (what == "document")
        assert VaultAccount.objects.exists() == (what != "account")
        assert Wrap.objects.exists() == (what == "document")
        assert UnlockFile.objects.exists() == Keyring.objects.exists() == (what != "account")


def test_an_old_copy_finds_the_newest_list_beside_it(aino: Asker, lock, tmp_path: Path):
    document, (public, identity) = note(aino, "NOTE"), lock
    old = make_backup(folder=tmp_path, recipient=public, at=MORNING, progress=quiet)
    aino.asks("DELETE", f"documents/{document}?rev=1")
    new = make_backup(folder=tmp_path, recipient=public, at=MORNING + timedelta(days=1), progress=quiet)
    assert str(document) in (tmp_path / LEDGER).read_text()
    with elsewhere(tmp_path):
        restored = restore_backup(
            old.path, identity=identity, at=now(), progress=quiet, keys_file=keys_of(new)
        )
        assert restored.erased_again == 1 and not Document.objects.exists()


class elsewhere:  # noqa: N801 # reads as a word
    """Another machine, with nothing on it but the list of what was erased when it has that."""

    def __init__(self, tmp_path: Path, erased: dict[str, Path] | None = None) -> None:
        self.data = tmp_path / f"other-{uuid4().hex[:6]}"
        self.erased = erased or {}

    def __enter__(self) -> None:
        self.data.mkdir()
        for name, path in self.erased.items():
            shutil.copy(path, self.data / name)
        self.stack, self.known = ExitStack(), settings.DATA
        settings.DATA = self.data
        for database in ("default", "keys"):
            self.stack.enter_context(sqlite_instead(self.data / f"{database}.db", database))

    def __exit__(self, *fault: object) -> None:
        settings.DATA = self.known
        self.stack.close()
