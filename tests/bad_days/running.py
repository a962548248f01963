"""A house that runs for real, dies without warning and is started again; and a browser that does not give up."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiosmtpd.controller import Controller

from tests.one_preparation import copy_of, one_at_a_time, shared_folder

PATIENCE = 120.0  # seconds; machines that run tests are busy
ROOT = Path(__file__).resolve().parents[2]


class Postbox:
    """A real mail server that keeps the Message-ID of all that arrives."""

    def __init__(self) -> None:
        self.arrived: list[str] = []
        self.port = free_port()
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        head = envelope.content.partition(b"\r\n\r\n")[0].decode()
        self.arrived += [
            line.partition(":")[2].strip() for line in head.splitlines() if line.startswith("Message-ID:")
        ]
        return "250 kept"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def family_of(pid: int) -> list[int]:
    """The process and all that came from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            found += family_of(int(child))
    return found


class House:
    """`tuokio start` on a folder of data."""

    def __init__(self, data: Path, *, mail_port: int | None, database: str = "", **more: str) -> None:
        own = {k: v for k, v in os.environ.items() if not k.startswith("TUOKIO_") and k != "PORT"}
        own.pop("DJANGO_SETTINGS_MODULE", None)
        self.port = free_port()
        self.environment = own | {"TUOKIO_DATA": str(data), "PORT": str(self.port), **more}
        if mail_port:
            self.environment["TUOKIO_MAIL"] = f"smtp://127.0.0.1:{mail_port}"
        if database:
            self.environment["TUOKIO_DATABASE"] = database
        self.log: Path | None = None  # where what it says is kept
        self.process: subprocess.Popen[bytes] | None = None
        self.up = threading.Event()

    def inside(self, what: str) -> Any:
        """Do something in a process beside it; what it prints."""
        told = subprocess.run(
            [sys.executable, "-m", "tests.bad_days.inside", what],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        return json.loads(told.stdout)

    def migrate(self, *, by_itself: bool = False) -> None:
        """Prepare its databases; in files of SQLite the first house of a run does it for the others, if they let it."""
        folder, data = None if by_itself else shared_folder(), Path(self.environment["TUOKIO_DATA"])
        named = self.environment.get("TUOKIO_DATABASE", f"sqlite:///{data / 'tuokio.db'}")
        if folder is None or not named.startswith("sqlite:///"):
            self._migrate()
            return
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        places = {"house.db": Path(named.removeprefix("sqlite:///")), "house-keys.db": data / "keys.db"}
        with one_at_a_time(folder / "lock-of-houses"):
            first = not (folder / "house-keys.db").exists()
            if first:
                self._migrate()
            for kept, own in places.items():
                copy_of(*((own, folder / kept) if first else (folder / kept, own)))

    def _migrate(self) -> None:
        command = [sys.executable, "-m", "tuokio.config.command_line", "manage", "migrate", "-v0"]
        subprocess.run(command, env=self.environment, check=True)

    def start(self) -> None:
        """Start, and wait for the first answer."""
        command = [sys.executable, "-m", "tuokio.config.command_line", "start"]
        with Path(self.log or os.devnull).open("ab") as told:
            said = subprocess.STDOUT if self.log else None
            self.process = subprocess.Popen(command, env=self.environment, stdout=told, stderr=said)
        until = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, "the house could not start"
            assert time.monotonic() < until, "the house does not answer"
            time.sleep(0.02)
        self.up.set()

    def answers(self) -> bool:
        try:
            return Browser(self).ask("GET", "/healthz").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def kill(self) -> None:
        """SIGKILL to the whole family in one go."""
        assert self.process is not None
        self.up.clear()
        self.process.send_signal(signal.SIGSTOP)  # so that it starts nobody while we count them
        for pid in family_of(self.process.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()

    def stop(self) -> None:
        self.up.clear()
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)


class Answer:
    """What came back."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.body = response.read()
        self.is_pdf = self.body.startswith(b"%PDF")
        self.text = self.body.decode(errors="replace")
        self.status = response.status
        self.kind = response.getheader("Content-Type", "")
        self.location = response.getheader("location", "")


class Browser:
    """Asks the house with its cookies; `send` and `look` ask again until there is an answer."""

    def __init__(self, house: House, session: str = "") -> None:
        self.house = house
        self.csrf = secrets.token_hex(16)
        self.cookies = f"csrftoken={self.csrf}" + (f"; tuokio_session={session}" if session else "")
        self.repeats = 0
        self.answers = 0

    def ask(self, method: str, path: str, fields: dict[str, Any] | None = None, **headers: str) -> Answer:
        """One try. Raises OSError or HTTPException when no answer comes."""
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
        body = None
        headers = {"Cookie": self.cookies, "Accept-Language": "fi", **headers}
        if fields is not None:
            body = urlencode({"csrfmiddlewaretoken": self.csrf, **fields}, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            return Answer(line.getresponse())
        finally:
            line.close()

    def insist(self, method: str, path: str, fields: dict[str, Any] | None, **headers: str) -> Answer:
        """The same again and again until the house has answered."""
        until = time.monotonic() + PATIENCE
        while True:
            assert self.house.up.wait(PATIENCE), "the house did not come back"
            try:
                answer = self.ask(method, path, fields, **headers)
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < until, f"no answer at {path}"
                self.repeats += 1
                time.sleep(0.02)
                continue
            assert answer.status < 500, f"{answer.status} at {path}"
            self.answers += 1
            return answer

    def look(self, path: str) -> str:
        answer = self.insist("GET", path, None)
        assert answer.status == 200, f"{answer.status} at {path}"
        return answer.text

    def send(self, path: str, _headers: dict[str, str] | None = None, **fields: Any) -> Answer:
        """Send one form; all tries carry the same token."""
        return self.insist("POST", path, {"once": secrets.token_urlsafe(24), **fields}, **(_headers or {}))


@contextmanager
def own_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the kind that this run is about; on PostgreSQL it is gone afterwards."""
    given = os.environ.get("TUOKIO_DATABASE", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'tuokio.db'}"
        return
    import psycopg

    name = f"bad_days_{os.getpid()}_{secrets.token_hex(4)}"
    parts = urlsplit(given)
    with psycopg.connect(given, autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"')
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            line.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
