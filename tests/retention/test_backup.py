"""A copy made while others write, brought back on an empty machine, equal to the row; and what may go wrong."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction

from tests.cast import MORNING, commissioner, person, process_of, shared_practice, solo_practice
from tests.retention.filled import filled
from tuokio.kit import once
from tuokio.kit.letters import send_letter
from tuokio.kit.models import Document, Heartbeat, Letter, OnceToken
from tuokio.meetings.models import Meeting
from tuokio.people.models import Organisation, Person, Unit
from tuokio.retention import keys
from tuokio.retention.archive import Loader, Unreadable, lines_of, snapshot, sqlite_instead
from tuokio.retention.backup import NotMade, make_backup, prune
from tuokio.retention.models import BackupRun
from tuokio.retention.restoring import NotRestored, try_backup
from tuokio.retention.usecases import copy_now
from tuokio.supervision.models import AgreementPaper

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("second_connections"),
]
ROOT = Path(__file__).resolve().parents[2]
sqlite_says_it_all = pytest.mark.skipif(
    connection.vendor == "postgresql", reason="goes the same way on both; the run on SQLite proves it"
)
NAMES = [
    "Åsa Öhman-Ähtäri",
    "山田 花子",
    "שרה לוי",
    "Ольга Ёжикова",
    "👩‍👩‍👧 ryhmä",
    "a\u202eb\u200dc",
    'O\'Brien "Q" \\ %s',
    " " * 3,
]
POSTGRES = connection.vendor == "postgresql"


def quiet(done: int, total: int, what: str) -> None:
    """Progress that nobody looks at."""


@dataclass
class Key:
    path: Path
    public: str

    @property
    def identity(self) -> Any:
        return keys.read_identity(self.path)


@pytest.fixture
def key(tmp_path: Path) -> Key:
    text, public = keys.new_identity(at=MORNING)
    path = tmp_path / "my-key.txt"
    keys.keep_identity(path, text)
    return Key(path, public)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def year() -> None:
    """Something in many tables, in many scripts and of every kind of value; a process with all that belongs to one."""
    aino = person("aino")
    filled(solo_practice())
    shared_practice()
    for number, name in enumerate(NAMES):
        process = process_of(aino, name=name or "x", member_names=(name, "T. K."))
        term = process.terms.get()
        Meeting.objects.create(
            practice=process.practice,
            process=process,
            term=term,
            supervisor=aino,
            starts_at=MORNING + timedelta(days=number, microseconds=number),
            minutes=75,
            made_at=MORNING,
        )
        AgreementPaper.objects.create(
            process=process, kind="uploaded", content=bytes(range(256)) * number, added_at=MORNING
        )
    Document.objects.create(
        template="x",
        language="fi",
        data={"b": [1, 2.5, None, "ä"], "a": {"z": True}},
        filename="x.pdf",
        asked_at=MORNING,
    )
    Heartbeat.objects.update_or_create(pk=1)
    OnceToken.objects.create(token=once.new_token(), used_at=MORNING)
    send_letter(kind="test", to="kaarlo@example.org", subject="s", text="t", language="fi", at=MORNING)


def everything() -> dict[str, list[str]]:
    """Every row of every table, read by Django's ordinary questions: what equality is judged by."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        rows = model._base_manager.values()
        found[model._meta.db_table] = sorted(repr(sorted(_seen(row).items())) for row in rows)
    return found


def _seen(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value, sort_keys=True)
        if isinstance(value, dict | list)
        else bytes(value)
        if isinstance(value, memoryview)
        else value
        for name, value in row.items()
    }


def tuokio(
    *arguments: str | Path, database: str = "", data: Path, **more: Any
) -> subprocess.CompletedProcess[str]:
    """The command, as on another machine: its own data folder, its own database."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TUOKIO_")}
    environment |= {"TUOKIO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tuokio.config.settings"}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # one whose files may not grow would cut it off for all
    if database:
        environment["TUOKIO_DATABASE"] = database
    return subprocess.run(
        [sys.executable, "-m", "tuokio.config.command_line", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **more,
    )


def this_database() -> str:
    """The test's own database as TUOKIO_DATABASE says it."""
    known = connection.settings_dict
    if not POSTGRES:
        return f"sqlite:///{known['NAME']}"
    return f"postgresql://{known['USER']}:{known['PASSWORD']}@/{known['NAME']}?host={known['HOST']}&port={known['PORT']}"


@pytest.fixture
def empty_postgres() -> Iterator[str]:
    """A new database beside the test's own, thrown away afterwards."""
    if not POSTGRES:
        pytest.skip("this run has no PostgreSQL")
    name = f"empty_{uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection.cursor() as cursor:
        for one in (name, f"{name}_keys"):
            cursor.execute(f'DROP DATABASE IF EXISTS "{one}" WITH (FORCE)')


def sqlite_rows(path: Path) -> dict[str, list[str]]:
    with sqlite_instead(path):
        return everything()


def rows_of_another(name: str) -> dict[str, list[str]]:
    """The rows of another database of the same server; and its counters go on where they stood."""
    with contextlib.ExitStack() as both:
        for alias, there in (("default", name), ("keys", f"{name}_keys")):
            both.enter_context(instead(alias, there))
        found = everything()
        Heartbeat.objects.create()
        return found


@contextlib.contextmanager
def instead(alias: str, name: str) -> Iterator[None]:
    """Another database of the same server in the place of one of ours."""
    own, known = connections[alias], connections.databases[alias]
    connections.databases[alias] = {**known, "NAME": name}
    del connections[alias]
    try:
        yield
    finally:
        connections[alias].close()
        connections.databases[alias] = known
        connections[alias] = own


def test_a_copy_brought_back_on_an_empty_machine_is_equal_row_by_row(
    year: None, stick: Path, key: Key, tmp_path: Path
):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)

    done = tuokio("restore", made.path, "--identity", key.path, data=tmp_path / "other")

    assert done.returncode == 0, done.stdout + done.stderr
    before = everything()
    after = sqlite_rows(tmp_path / "other" / "tuokio.db")
    assert after == before
    assert sum(map(len, before.values())) == made.rows
    assert "each equal to the copy" in done.stdout
    assert f"meetings_meeting: {len(before['meetings_meeting'])}" in done.stdout
    assert (tmp_path / "other" / "secret-key").read_text() == (Path(settings.DATA) / "secret-key").read_text()


@sqlite_says_it_all
def test_it_can_be_lived_on_after_it_came_back(year: None, stick: Path, key: Key, tmp_path: Path):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    tuokio("restore", made.path, "--identity", key.path, data=tmp_path / "other")

    unapplied = tuokio("manage", "migrate", "--check", data=tmp_path / "other")
    assert unapplied.returncode == 0, unapplied.stderr
    again = tuokio("backup", "--to", stick, "--recipient", key.public, data=tmp_path / "other")
    assert again.returncode == 0, again.stdout + again.stderr


def test_what_is_written_meanwhile_is_in_the_copy_wholly_or_not_at_all(
    year: None, stick: Path, key: Key, tmp_path: Path
):
    practice = solo_practice()
    stop = threading.Event()
    pairs = []

    def write() -> None:
        try:
            while not stop.is_set():
                with transaction.atomic():
                    organisation = Organisation.objects.create(practice=practice, name=f"pair {len(pairs)}")
                    Unit.objects.create(practice=practice, organisation=organisation, name="its other half")
                pairs.append(organisation.pk)
        finally:
            connections.close_all()

    def wait_for_more(done: int, total: int, what: str) -> None:
        """Hold the copy open until others have written behind its back."""
        target = len(pairs) + 20
        while len(pairs) < target and writer.is_alive():
            stop.wait(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=wait_for_more)
    finally:
        stop.set()
        writer.join()

    done = tuokio("restore", made.path, "--identity", key.path, data=tmp_path / "other")
    assert done.returncode == 0, done.stdout + done.stderr
    with closing(sqlite3.connect(tmp_path / "other" / "tuokio.db")) as other:
        organisations = other.execute(
            "SELECT count(*) FROM people_organisation WHERE name LIKE 'pair %'"
        ).fetchone()[0]
        halves = other.execute("SELECT count(*) FROM people_unit").fetchone()[0]
    assert organisations == halves
    assert len(pairs) >= organisations + 20  # others went on writing while the copy was made


def test_from_postgresql_to_sqlite_to_postgresql_nothing_changes(
    year: None, stick: Path, key: Key, tmp_path: Path, empty_postgres: str
):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    first = tuokio("restore", made.path, "--identity", key.path, data=tmp_path / "one")
    assert first.returncode == 0, first.stdout + first.stderr
    (stick / "two").mkdir()
    second = tuokio("backup", "--to", stick / "two", "--recipient", key.public, data=tmp_path / "one")
    assert second.returncode == 0, second.stdout + second.stderr
    (copy,) = (stick / "two").glob("tuokio-2*")
    elsewhere = this_database().replace(connection.settings_dict["NAME"], empty_postgres)
    third = tuokio("restore", copy, "--identity", key.path, data=tmp_path / "two", database=elsewhere)
    assert third.returncode == 0, third.stdout + third.stderr

    assert rows_of_another(empty_postgres) == everything()

    refused = tuokio("restore", copy, "--identity", key.path, data=tmp_path / "two", database=elsewhere)
    assert refused.returncode == 1
    assert "has data already" in refused.stdout
    replaced = tuokio(
        "restore", copy, "--identity", key.path, "--replace", data=tmp_path / "two", database=elsewhere
    )
    assert replaced.returncode == 0, replaced.stdout + replaced.stderr
    assert "kept in schema before_restore_" in replaced.stdout


@sqlite_says_it_all
def test_data_that_is_there_is_not_written_over(year: None, stick: Path, key: Key, tmp_path: Path):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    data = tmp_path / "other"
    tuokio("restore", made.path, "--identity", key.path, data=data)
    before = sqlite_rows(data / "tuokio.db")

    refused = tuokio("restore", made.path, "--identity", key.path, data=data)

    assert refused.returncode == 1
    assert "has data already" in refused.stdout
    assert sqlite_rows(data / "tuokio.db") == before
    with closing(sqlite3.connect(data / "tuokio.db")) as old, old:
        old.execute("UPDATE people_person SET name = 'since then'")
    replaced = tuokio("restore", made.path, "--identity", key.path, "--replace", data=data)
    assert replaced.returncode == 0, replaced.stdout + replaced.stderr
    (aside,) = data.glob("tuokio-before-restore-*.db")
    with closing(sqlite3.connect(aside)) as old:
        assert old.execute("SELECT DISTINCT name FROM people_person").fetchall() == [("since then",)]
    assert sqlite_rows(data / "tuokio.db") == everything()


@sqlite_says_it_all
def test_nothing_is_restored_under_a_running_tuokio(year: None, stick: Path, key: Key, tmp_path: Path):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    data = tmp_path / "other"
    tuokio("restore", made.path, "--identity", key.path, data=data)
    running = sqlite3.connect(data / "tuokio.db")
    running.execute("PRAGMA journal_mode=WAL")
    running.execute("SELECT count(*) FROM people_person").fetchall()

    refused = tuokio("restore", made.path, "--identity", key.path, "--replace", data=data)

    assert refused.returncode == 1
    assert "stop it first" in refused.stdout
    running.close()


@sqlite_says_it_all
def test_nor_under_one_that_has_nothing_open(year: None, stick: Path, key: Key, tmp_path: Path):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    data = tmp_path / "other"
    data.mkdir()
    with (data / "running").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = tuokio("restore", made.path, "--identity", key.path, data=data)
    assert refused.returncode == 1
    assert "stop it first" in refused.stdout


def test_a_copy_of_what_was_never_started_is_told(stick: Path, key: Key, tmp_path: Path):
    told = tuokio("backup", "--to", stick, "--recipient", key.public, data=tmp_path / "new")
    assert told.returncode == 1
    assert "started once" in told.stdout and "Traceback" not in told.stderr
    assert list(stick.iterdir()) == []


@sqlite_says_it_all
def test_letters_that_waited_can_be_held_back(year: None, stick: Path, key: Key, tmp_path: Path):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    letters = list(Letter.objects.values_list("state", flat=True))
    assert set(letters) == {Letter.State.WAITING}
    told = tuokio("restore", made.path, "--identity", key.path, data=tmp_path / "one")
    assert f"{len(letters)} mails waited" in told.stdout
    tuokio("restore", made.path, "--identity", key.path, "--hold-letters", data=tmp_path / "two")
    with closing(sqlite3.connect(tmp_path / "two" / "tuokio.db")) as other:
        assert other.execute("SELECT state FROM kit_letter").fetchall() == [("uncertain",)] * len(letters)


@sqlite_says_it_all
def test_another_key_does_not_open_it(year: None, stick: Path, key: Key, tmp_path: Path):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    other = tmp_path / "other-key.txt"
    keys.keep_identity(other, keys.new_identity(at=MORNING)[0])
    with pytest.raises(NotRestored, match="locked for another key"):
        try_backup(made.path, identity=keys.read_identity(other), progress=quiet)


@sqlite_says_it_all
@pytest.mark.parametrize("cut", [1, 300, 5000])
def test_a_cut_copy_is_refused(year: None, stick: Path, key: Key, cut: int, tmp_path: Path):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    content = made.path.read_bytes()
    made.path.write_bytes(content[:-cut] if cut < len(content) else content[:100])
    with pytest.raises(NotRestored, match="damaged or not whole"):
        try_backup(made.path, identity=key.identity, progress=quiet)
    assert not list(Path(settings.DATA).glob("tuokio-try-*"))


@sqlite_says_it_all
def test_a_changed_copy_is_refused(year: None, stick: Path, key: Key):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(NotRestored, match="damaged or not whole"):
        try_backup(made.path, identity=key.identity, progress=quiet)


def test_any_other_file_is_named_for_what_it_is(key: Key, stick: Path):
    (stick / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(NotRestored, match="not a copy made by Tuokio"):
        try_backup(stick / "photo.jpg", identity=key.identity, progress=quiet)
    with pytest.raises(NotRestored, match="no such file"):
        try_backup(stick / "nowhere.age", identity=key.identity, progress=quiet)


def room_for(size: int) -> Any:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@sqlite_says_it_all
def test_a_full_disk_leaves_no_half_copy_and_the_older_ones(
    year: None, stick: Path, key: Key, tmp_path: Path
):
    AgreementPaper.objects.create(
        process=process_of(person("aino")), kind="uploaded", content=os.urandom(2_000_000), added_at=MORNING
    )
    older = make_backup(folder=stick, recipient=key.public, at=MORNING - timedelta(days=1), progress=quiet)
    tuokio("restore", older.path, "--identity", key.path, data=tmp_path / "other")
    before = {path.name for path in stick.iterdir()}
    with closing(sqlite3.connect(tmp_path / "other" / "tuokio.db")) as other:  # leave no log to write on
        other.execute("PRAGMA journal_mode=DELETE")

    full = tuokio(
        "backup",
        "--to",
        stick,
        "--recipient",
        key.public,
        data=tmp_path / "other",
        preexec_fn=room_for(1_000_000),
    )

    assert "There is no room" in full.stdout, full.stdout + full.stderr
    assert full.returncode == 1
    assert {path.name for path in stick.iterdir()} == before


def test_a_stick_that_is_not_in_is_told(year: None, key: Key, tmp_path: Path):
    with pytest.raises(NotMade, match="is the stick in"):
        copy_now(folder=tmp_path / "nowhere", recipient=key.public, at=MORNING, progress=quiet)
    assert BackupRun.objects.get().outcome == BackupRun.Outcome.NO_FOLDER
    assert not (tmp_path / "nowhere").exists()


def test_a_copy_cut_off_by_a_power_cut_is_cleared_away(year: None, key: Key, stick: Path):
    (stick / ".tuokio-4711.part").write_bytes(b"half")
    made = copy_now(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    assert {path.name for path in stick.iterdir()} == {
        made.path.name,
        made.path.name.replace("tuokio-", "tuokio-keys-"),
        "tuokio-erased.txt",
    }
    assert BackupRun.objects.get().rows == made.rows


def test_no_copy_without_a_key(stick: Path):
    with pytest.raises(keys.KeyTrouble, match="open to anyone"):
        make_backup(folder=stick, at=MORNING, progress=quiet)
    with pytest.raises(keys.KeyTrouble, match="begins with age1"):
        make_backup(folder=stick, recipient="AGE-SECRET", at=MORNING, progress=quiet)
    assert list(stick.iterdir()) == []


def test_older_copies_go_and_strange_files_stay(stick: Path):
    for back in range(40):
        (stick / f"tuokio-2026-{10 - back // 28:02}-{28 - back % 28:02}-0315.age").write_bytes(b"")
    (stick / "holiday.jpg").write_bytes(b"")
    prune(stick)
    assert (stick / "holiday.jpg").exists()
    assert len(list(stick.glob("*.age"))) == 15  # fourteen of October, and the newest of September


def test_nothing_legible_lies_in_the_folder(year: None, stick: Path, key: Key):
    made = make_backup(folder=stick, recipient=key.public, at=MORNING, progress=quiet)
    assert made.path.name == "tuokio-2026-11-24-0900.age"
    content = made.path.read_bytes()
    assert b"Bertta" not in content and "Åsa".encode() not in content
    assert content.startswith(b"age-encryption.org/v1\n-> X25519 ")


@sqlite_says_it_all
def test_a_key_locked_with_a_passphrase_opens_with_it_only(year: None, stick: Path, tmp_path: Path):
    made_key = tuokio(
        "backup", "--new-key", stick, "--passphrase", data=tmp_path / "d", input="correct horse battery\n"
    )
    assert made_key.returncode == 0, made_key.stdout + made_key.stderr
    public = made_key.stdout.split("TUOKIO_BACKUP_RECIPIENT=")[1].split()[0]
    made = make_backup(folder=stick, recipient=public, at=MORNING, progress=quiet)

    wrong = tuokio("restore", made.path, data=tmp_path / "other", input="wrong\n")
    assert wrong.returncode == 1
    assert "does not open this key" in wrong.stdout
    right = tuokio("restore", made.path, "--try", data=tmp_path / "other", input="correct horse battery\n")
    assert right.returncode == 0, right.stdout + right.stderr
    again = tuokio(
        "backup", "--new-key", stick, "--passphrase", data=tmp_path / "d", input="correct horse battery\n"
    )
    assert again.returncode == 1
    assert "There is a key already" in again.stdout


def test_a_short_passphrase_is_refused(tmp_path: Path):
    with pytest.raises(keys.KeyTrouble, match="at least 12"):
        keys.keep_identity(tmp_path / "k", "text", passphrase="short")
    assert not (tmp_path / "k").exists()


# --- the lines themselves ------------------------------------------------------------------------------------


def archive_lines() -> list[bytes]:
    with snapshot() as alias:
        return list(lines_of(alias, made_at=MORNING, files={}, tell=quiet))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    return tmp_path / "loaded.db"


def take_all(path: Path, lines: list[bytes]) -> None:
    with sqlite_instead(path):
        loader = Loader(quiet)
        try:
            for line in lines:
                loader.take(line.rstrip(b"\n"))
            loader.finish()
        finally:
            loader.close(failed=True)


def closed_anew(lines: list[dict[str, Any] | list[Any]]) -> list[bytes]:
    """An archive of those lines with an end that fits them."""
    written, tables, table = [], {}, ""
    for value in lines:
        line = (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()
        if isinstance(value, dict) and "table" in value:
            table = value["table"]
            tables[table] = [0, 0]
        elif isinstance(value, list):
            tables[table][0] += 1
            tables[table][1] = (tables[table][1] + int.from_bytes(sha256(line).digest())) % 2**256
        written.append(line)
    sums = {name: {"rows": rows, "sum": f"{total:064x}"} for name, (rows, total) in tables.items()}
    end = {"tables": sums, "files": 0, "sha256": sha256(b"".join(written)).hexdigest()}
    return [*written, (json.dumps({"end": end}) + "\n").encode()]


def test_an_archive_names_every_table_there_is(year: None):
    named = {json.loads(line)["table"] for line in archive_lines() if line.startswith(b'{"columns"')}
    assert named == set(connection.introspection.table_names()) - {"django_migrations"}


@sqlite_says_it_all
def test_a_copy_of_an_older_tuokio_is_brought_up_to_date(year: None, elsewhere: Path):
    newer = {
        "retention_backuprun",
        "retention_backupsetting",
        "retention_feedback",
        "retention_keptcounts",
        "retention_retentionsetting",
    }
    older: list[Any] = []
    table = ""
    for line in archive_lines()[:-1]:
        value = json.loads(line)
        if isinstance(value, dict):
            table = value.get("table", "")
            if "migrations" in value:
                value["migrations"] = [
                    m for m in value["migrations"] if m[0] != "retention" or m[1] == "0001_initial"
                ]
            if table == "retention_receipt":
                value["columns"].remove("cut_at")
        if table not in newer:
            older.append(value)

    take_all(elsewhere, closed_anew(older))

    people = Person.objects.count()
    with sqlite_instead(elsewhere):
        assert Person.objects.count() == people
        assert not BackupRun.objects.exists()


def test_a_copy_of_a_newer_tuokio_is_refused_by_name(year: None, elsewhere: Path):
    header = json.loads(archive_lines()[0])
    header["migrations"].append(["goals", "0001_initial"])
    with pytest.raises(Unreadable, match=r"newer Tuokio .*goals\.0001_initial"):
        take_all(elsewhere, [json.dumps(header).encode()])


@sqlite_says_it_all
def test_a_row_left_out_is_noticed(year: None, elsewhere: Path):
    lines = archive_lines()
    lines.remove(next(line for line in lines if line.startswith(b"[")))
    with pytest.raises(Unreadable, match="not what was written"):
        take_all(elsewhere, lines)


@sqlite_says_it_all
def test_an_archive_without_its_end_is_refused(year: None, elsewhere: Path):
    with pytest.raises(Unreadable, match="end is missing"):
        take_all(elsewhere, archive_lines()[:-1])


@sqlite_says_it_all
def test_no_file_of_a_copy_leaves_the_data_folder(elsewhere: Path):
    header = archive_lines()[0].rstrip(b"\n")
    with sqlite_instead(elsewhere):
        loader = Loader(quiet)
        try:
            loader.take(header)
            for name in ("../evil", "/etc/passwd", "a/b/c", ".."):
                with pytest.raises(Unreadable, match="no place"):
                    loader.take(json.dumps({"file": name, "content": ""}).encode())
        finally:
            loader.close(failed=True)


def test_the_other_practices_customers_come_along(year: None):
    assert commissioner(shared_practice()).contact_persons.exists()
