"""`tuokio start`: one command from nothing to an answering house, and nothing left behind when it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tuokio.config import serving
from tuokio.config.command_line import Progress, build_parser, main

PATIENCE = 120.0  # seconds; machines that run tests are busy


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path) -> dict[str, str]:
    not_passed_on = {"PORT", "DJANGO_SETTINGS_MODULE"}
    own = {k: v for k, v in os.environ.items() if not k.startswith("TUOKIO_") and k not in not_passed_on}
    return own | {"TUOKIO_DATA": str(data)}


@contextmanager
def started(data: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Tuokio, answering; yields its process and what it said until then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tuokio.config.command_line", "start", "--port", str(port)],
        env=environment(data),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if "answers at" in line:
                break
        yield process, said
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()


def wait_until(true: object, what: str) -> None:
    assert callable(true)
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *descendants(int(child))]
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="the death of a parent is told to its children on Linux")
def test_a_house_starts_from_nothing_restarts_what_dies_and_leaves_nothing(tmp_path: Path):
    data, port = tmp_path / "data", free_port()

    with started(data, port) as (process, said):
        assert [line.split("(")[0].strip() for line in said] == [
            "Preparing the database …",
            "The database is ready",
            f"Tuokio answers at http://tuokio.localhost:{port}",
        ]
        assert serving.answers("127.0.0.1", port)
        assert serving.runs_on(data) == f"http://tuokio.localhost:{port}"
        assert (data / "secret-key").stat().st_mode & 0o077 == 0
        assert data.stat().st_mode & 0o077 == 0

        # a second one on the same data is refused with a sentence
        second = subprocess.run(
            [sys.executable, "-m", "tuokio.config.command_line", "start", "--port", str(port)],
            env=environment(data),
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert second.stderr == f"Tuokio already runs on {data}, at http://tuokio.localhost:{port}.\n"

        # a web server that is killed comes back
        web = descendants(process.pid)[0]
        os.kill(web, signal.SIGKILL)
        wait_until(lambda: not is_alive(web), "killed")
        wait_until(lambda: serving.answers("127.0.0.1", port), "the web server came back")

        # and when the parent is killed, nothing of it stays
        family = descendants(process.pid)
        process.kill()
        wait_until(lambda: not any(is_alive(pid) for pid in family), "the children ended with their parent")
        assert serving.port_is_free("127.0.0.1", port)
        assert serving.runs_on(data) is None

    # a second start has nothing to prepare
    with started(data, port) as (process, said):
        assert [line.split("(")[0].strip() for line in said] == [
            f"Tuokio answers at http://tuokio.localhost:{port}"
        ]
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


def test_a_taken_port_is_said_clearly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(serving, "PORT_PATIENCE", 0.1)
    monkeypatch.setattr(os, "environ", environment(tmp_path))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        code = main(["start", "--port", str(port), "--data", str(tmp_path)])

    assert code == 1
    assert capsys.readouterr().err == (
        f"Port {port} is in use by another program. Choose another: tuokio start --port {port + 1}\n"
    )


@pytest.mark.parametrize(
    ("port", "sentence"),
    [
        ("eighty", "PORT must be a number, not 'eighty'.\n"),
        ("70000", "A port is a number from 1 to 65535, not 70000.\n"),
    ],
)
def test_a_port_that_is_none_is_said_clearly(
    port: str,
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(os, "environ", environment(tmp_path) | {"PORT": port})

    assert main(["start"]) == 1
    assert capsys.readouterr().err == sentence


def test_help_names_every_command_and_needs_no_framework():
    command = "import sys; from tuokio.config.command_line import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    command += "print(sorted(m for m in ('django', 'granian', 'typst') if m in sys.modules))"

    told = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout

    for name in ("start", "demo", "page", "bring-in", "backup", "restore", "doctor", "manage"):
        assert f"\n    {name} " in told
    assert told.endswith("\n[]\n")


def test_an_unknown_command_is_refused():
    with pytest.raises(SystemExit):
        build_parser().parse_args(["stop"])


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ("", "2026-11-24T13:00+02:00", True),
        ("half a wor", "2026-11-24T13:00+02:00", True),
        ("2026-11-24T03:16+02:00", "2026-11-24T13:00+02:00", False),
        ("2026-11-24T13:00+02:00", "2026-11-25T03:14+02:00", False),
        ("2026-11-24T13:00+02:00", "2026-11-25T03:15+02:00", True),
        ("2026-11-25T03:20+02:00", "2026-11-25T03:21+02:00", False),
        ("2026-11-20T03:20+02:00", "2026-11-24T12:00+02:00", True),
        ("2026-10-24T03:20+03:00", "2026-10-25T03:15+02:00", True),  # the night on which clocks go back
    ],
)
def test_the_night_work_is_due_once_a_night_and_after_a_day_without(last: str, now: str, due: bool):
    assert serving.night_is_due(last, datetime.fromisoformat(now).astimezone(serving.ZONE)) is due


def test_a_child_that_keeps_crashing_is_restarted_ever_more_slowly(monkeypatch: pytest.MonkeyPatch):
    child = serving.Child("task worker", ["no-such-command"])
    pauses = []
    now = 1000.0
    child.start(now)
    for _crash in range(3):
        assert child.process is not None
        child.process.wait(PATIENCE)
        child.look(now)
        pauses.append(child.due_at - now)
        assert child.look(now) is None  # its pause is not over
        assert child.process is None
        now = child.due_at
        child.look(now)
    child.ask_to_end()
    child.end(time.monotonic() + PATIENCE)

    assert pauses == [1.0, 2.0, 4.0]


def test_what_needs_migrating_follows_the_migrations_and_the_database(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TUOKIO_DATABASE", raising=False)
    here = serving.migration_mark()
    assert serving.migration_mark() == here

    monkeypatch.setenv("TUOKIO_DATABASE", "postgresql:///tuokio")
    assert serving.migration_mark() != here


def test_progress_is_a_line_a_tenth_where_nobody_watches(capsys: pytest.CaptureFixture[str]):
    tell = Progress(sys.stdout)
    for done in range(101):
        tell(done, 100, "Meetings")

    assert capsys.readouterr().out.splitlines() == [f"Meetings: {done} / 100" for done in range(0, 101, 10)]
