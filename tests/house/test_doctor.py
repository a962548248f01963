"""`tuokio doctor`: each thing that can be wrong is found and its mend named; what is right is not doubted."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tuokio.audit.models import Entry
from tuokio.config import doctor, serving
from tuokio.kit.models import Letter
from tuokio.retention.models import BackupRun

NOW = datetime.now(UTC)


def run(*command: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    own = {
        k: v for k, v in os.environ.items() if not k.startswith("TUOKIO_") and k != "DJANGO_SETTINGS_MODULE"
    }
    return subprocess.run(
        [sys.executable, "-m", "tuokio.config.command_line", *command],
        env=own | {"TUOKIO_DATA": str(data), "PORT": str(free_port())} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_installation_is_examined_from_the_folder_to_the_port(tmp_path: Path):
    data = tmp_path / "data"
    told = run("doctor", data=data)
    assert told.returncode == 1
    assert told.stdout.splitlines()[2:] == [
        f"WRONG  Data folder: {data} does not exist",
        "       mend: start Tuokio once, or name the folder with --data",
        "1 found that need a mend.",
    ]

    data.mkdir(mode=0o700)
    told = run("doctor", data=data)
    assert "WRONG  Tables: " in told.stdout
    assert "       mend: tuokio manage migrate" in told.stdout

    assert run("manage", "migrate", "--verbosity", "0", data=data).returncode == 0
    stick = tmp_path / "stick"
    stick.mkdir()
    made = run("backup", "--new-key", str(tmp_path / "key"), data=data)
    public = made.stdout.strip().rpartition("TUOKIO_BACKUP_RECIPIENT=")[2]
    kept = {"TUOKIO_BACKUP_TO": str(stick), "TUOKIO_BACKUP_RECIPIENT": public}
    assert wrong(run("doctor", data=data, **kept).stdout) == ["Backup"]
    assert run("backup", data=data, **kept).returncode == 0
    told = run("doctor", data=data, **kept)
    assert wrong(told.stdout) == []
    assert told.returncode == 0

    data.chmod(0o755)
    assert wrong(run("doctor", data=data, TUOKIO_DEMO="1").stdout) == ["Data folder"]
    data.chmod(0o700)
    (data / "secret-key").chmod(0o644)
    assert wrong(run("doctor", data=data, TUOKIO_DEMO="1").stdout) == ["Secret key"]
    (data / "secret-key").chmod(0o600)

    database = data / "tuokio.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[4096 + 8192 :])
    assert {"Integrity", "Tables", "Database"} & set(wrong(run("doctor", data=data, TUOKIO_DEMO="1").stdout))


def wrong(told: str) -> list[str]:
    return [
        line.split(":")[0].removeprefix("WRONG").strip()
        for line in told.splitlines()
        if line.startswith("WRONG")
    ]


@pytest.mark.django_db
def test_a_letter_that_never_left_is_told_and_an_old_one_is_not():
    assert not doctor.letters().mend
    for age, state in ((1, Letter.State.GIVEN_UP), (1, Letter.State.UNCERTAIN), (30, Letter.State.GIVEN_UP)):
        at = NOW - timedelta(days=age)
        Letter.objects.create(kind="waits", to="aino@example.org", state=state, written_at=at, due_at=at)

    assert doctor.letters().told == "1 could not be sent, 1 may or may not have been sent"
    assert doctor.letters().mend


@pytest.mark.django_db
def test_a_clock_that_went_back_is_noticed():
    assert not doctor.clock().mend
    Entry.objects.create(act="tried", about_kind="test", about_id="1", at=NOW + timedelta(hours=1))

    assert doctor.clock().mend.startswith("set the clock")


@pytest.mark.django_db
def test_a_task_that_nobody_takes_is_noticed():
    from django_tasks_db.models import DBTaskResult

    from tuokio.kit.letters import deliver

    assert not doctor.tasks().mend
    deliver.enqueue("00000000-0000-0000-0000-000000000000")
    assert not doctor.tasks().mend

    DBTaskResult.objects.update(enqueued_at=NOW - timedelta(hours=1))

    assert doctor.tasks().told.startswith("1 wait, the oldest since ")


def test_a_mail_server_that_does_not_answer_is_noticed(settings):
    settings.MAIL_MAKES_DRAFTS = False
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": free_port(), "timeout": 5},
        }
    }

    assert doctor.mail().mend == "correct TUOKIO_MAIL or --mail"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "is_wrong"),
    [(timedelta(hours=20), False), (timedelta(hours=51), True), (None, True)],
)
def test_an_old_backup_is_noticed(age: timedelta | None, is_wrong: bool, settings, tmp_path: Path):
    settings.BACKUP_TO, settings.BACKUP_RECIPIENT = str(tmp_path), "age1example"
    if age is not None:
        kept = tmp_path / "tuokio-2026-11-24-0315.age"
        kept.write_text("sealed")
        made = (NOW - age).timestamp()
        os.utime(kept, (made, made))

    assert bool(doctor.backup().mend) is is_wrong


@pytest.mark.django_db
def test_a_stick_that_is_not_in_and_a_failed_try_are_noticed(settings, tmp_path: Path):
    stick = tmp_path / "stick"
    settings.BACKUP_TO, settings.BACKUP_RECIPIENT = str(stick), "age1example"
    assert doctor.backup().told.endswith("is not there")

    stick.mkdir()
    (stick / "tuokio-2026-11-24-0315.age").write_text("sealed")
    assert not doctor.backup().mend
    BackupRun.objects.create(at=NOW, outcome=BackupRun.Outcome.NO_SPACE)
    assert doctor.backup().told.startswith("the last try failed (no_space)")


def test_a_port_that_another_program_holds_is_noticed(settings, tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.PORT = other.getsockname()[1]
        assert "in use by another program" in doctor.port(tmp_path).told


def test_who_runs_on_a_data_folder_is_known(tmp_path: Path):
    assert serving.runs_on(tmp_path) is None
    with serving.hold(serving.Place(data=tmp_path, port=8123)):
        assert serving.runs_on(tmp_path) == "http://tuokio.localhost:8123"
    assert serving.runs_on(tmp_path) is None
