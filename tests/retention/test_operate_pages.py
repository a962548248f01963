"""The pages for those who host Tuokio, played through on the loopback: what they say to type is typed here.

A block after `<!-- played -->` runs as it stands, in the order of the page; only folders, ports and the public key
are put in its place. The reverse proxy is a small one of ours that does what the page's nginx lines say.
"""

from __future__ import annotations

import http.client
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.db import connection

from tests.house.test_starting import free_port

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"<!-- played(?:: (\w+))? -->\n```\w+\n(.*?)```", re.DOTALL)
POSTGRES = connection.vendor == "postgresql"
PASSPHRASE = "correct horse battery staple"
PATIENCE = 120


@dataclass
class Played:
    """One page and the place where it is played."""

    page: str
    folder: Path
    port: int = field(default_factory=free_port)
    mail_port: int = field(default_factory=free_port)
    public: str = "age1…"
    database: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("srv", "stick", "bin", "srv/data"):
            (self.folder / name).mkdir(mode=0o700)
        program = self.folder / "bin" / "tuokio"
        program.write_text(
            f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tuokio.config.command_line "$@"\n'
        )
        program.chmod(0o755)

    def blocks(self, kind: str = "") -> list[str]:
        """The played blocks of one kind, with this machine's folders and ports in them."""
        text = (ROOT / "docs" / "operate" / self.page).read_text(encoding="utf-8")
        return [self.here(block) for found, block in BLOCK.findall(text) if found == kind]

    def here(self, text: str) -> str:
        """The text with what is different here put in its place."""
        for there, own in {
            "/srv/tuokio/venv/bin/tuokio": str(self.folder / "bin" / "tuokio"),
            "/srv/tuokio": str(self.folder / "srv"),
            "/srv/other": str(self.folder / "other"),
            "/media/stick": str(self.folder / "stick"),
            "127.0.0.1:8000": f"127.0.0.1:{self.port}",
            "PORT=8000": f"PORT={self.port}",
            "127.0.0.1:25": f"127.0.0.1:{self.mail_port}",
            "postgresql:///tuokio?host=/run/postgresql": self.database,
            "age1…": self.public,
        }.items():
            text = text.replace(there, own)
        return text

    @property
    def environment(self) -> dict[str, str]:
        """What the commands of the page find set."""
        dropped = ("TUOKIO_", "PORT", "DJANGO_SETTINGS_MODULE")
        own = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
        path = f"{self.folder / 'bin'}{os.pathsep}{own['PATH']}"
        return (
            own
            | {"PATH": path, "PYTHONPATH": str(ROOT), "TUOKIO_DATA": str(self.folder / "srv" / "data")}
            | self.settings
        )

    def type(self, commands: str) -> str:
        """Type a block into a shell; what asks for a passphrase gets it. Returns what was printed."""
        done = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", commands],
            cwd=self.folder,
            env=self.environment | {"LANG": "C.UTF-8"},
            input=f"{PASSPHRASE}\n",
            capture_output=True,
            text=True,
            timeout=PATIENCE * 3,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
        if found := re.search(r"age1[a-z0-9]{50,}", done.stdout):
            self.public = found.group()
        return done.stdout

    @contextmanager
    def running(self, command: list[str]) -> Iterator[list[str]]:
        """What the page starts, until it answers; yields what it said."""
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env={"PORT": str(self.port)} | self.environment,
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
            yield said
        finally:
            process.terminate()
            process.wait(PATIENCE)
            process.stdout.close()


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = line.getresponse()
    found = (
        answer.status,
        {name.lower(): value for name, value in answer.getheaders()},
        answer.read().decode(),
    )
    line.close()
    return found


@contextmanager
def proxy(conf: str) -> Iterator[int]:
    """A reverse proxy that follows the `proxy_pass` and `proxy_set_header` lines of the page; gives its port."""
    onto = re.search(r"proxy_pass http://127\.0\.0\.1:(\d+);", conf)
    assert onto is not None
    set_headers = dict(re.findall(r"proxy_set_header (\S+) (\S+);", conf))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            values = {"$host": self.headers["Host"], "$scheme": "https", "$remote_addr": "198.51.100.7"}
            headers = dict(self.headers) | {name: values[value] for name, value in set_headers.items()}
            status, found, body = ask(int(onto.group(1)), self.path, **headers)
            self.send_response(status)
            for name in ("strict-transport-security", "content-security-policy", "set-cookie", "location"):
                if name in found:
                    self.send_header(name, found[name])
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *ignored: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def database(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """An empty database as TUOKIO_DATABASE says it: of the kind that this run tests."""
    if not POSTGRES:
        yield f"sqlite:///{tmp_path / 'srv' / 'data' / 'tuokio.db'}"
        return
    name, known = f"served_{uuid4().hex[:8]}", connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield f"postgresql://{known['USER']}:{known['PASSWORD']}@/{name}?host={known['HOST']}&port={known['PORT']}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_the_page_for_a_server_does_what_it_says(tmp_path: Path, database: str):
    played = Played("server.md", tmp_path, database=database)
    new_key, copies, looks = range(3)
    played.type(played.blocks()[new_key])
    assert played.public.startswith("age1q") or len(played.public) > 50
    (lines,) = played.blocks("settings")
    played.settings = dict(line.split("=", 1) for line in lines.splitlines())
    (service,) = played.blocks("service")
    settings = ROOT.joinpath("docs/operate/settings.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in settings for name in played.settings)
    (command,) = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)
    (conf,) = played.blocks("nginx")
    mail = Controller(Sink(), hostname="127.0.0.1", port=played.mail_port)
    mail.start()
    try:
        with played.running(shlex.split(command)) as said:
            assert "https://tuokio.example" in said[-1]
            told = played.type(played.blocks()[copies])
            assert "each equal to the copy" in told
            played.type(played.blocks()[looks])
            with proxy(conf) as port:
                status, headers, page = ask(port, "/accessibility/", Host="tuokio.example")
                assert status == 200 and "https://tuokio.example" in page
                assert headers["strict-transport-security"].startswith(
                    "max-age=31536000"
                )  # it knows it is HTTPS
                assert "Secure" in headers["set-cookie"]
                assert ask(port, "/accessibility/", Host="elsewhere.example")[0] == 400
                assert ask(port, "/sign-in/", Host="tuokio.example")[0] == 200
    finally:
        mail.stop()
    assert list((tmp_path / "stick").glob("tuokio-2*.age"))


@pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx")
def test_nginx_takes_the_lines_of_the_page(tmp_path: Path):
    played = Played("server.md", tmp_path)
    (conf,) = played.blocks("nginx")
    kept = [line for line in conf.splitlines() if "ssl_certificate" not in line]
    text = (
        "\n".join(kept)
        .replace("listen 443 ssl", f"listen {free_port()}")
        .replace("listen 80", f"listen {free_port()}")
    )
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {text} }}")
    done = subprocess.run(["nginx", "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(POSTGRES, reason="an own machine has no PostgreSQL")
def test_the_page_for_an_own_machine_does_what_it_says(tmp_path: Path):
    played = Played("own-machine.md", tmp_path)
    (start,) = played.blocks("runs")
    copy, back, doctor = range(3)
    with played.running(shlex.split(start)) as said:
        assert said[-1].startswith(f"Tuokio answers at http://tuokio.localhost:{played.port}")
        assert ask(played.port, "/sign-in/", Host=f"tuokio.localhost:{played.port}")[0] == 200
        key, make = played.blocks()[copy].strip().splitlines()
        played.type(key)
        made = played.type(played.here(make))
        assert "Made " in made
    told = played.type(played.blocks()[back])
    assert "each equal to the copy" in told
    assert (tmp_path / "other" / "data" / "tuokio.db").exists()
    played.settings = {"TUOKIO_DATA": str(tmp_path / "other" / "data")}
    played.type("tuokio manage migrate --check")
    assert (
        "Backup"
        in subprocess.run(
            ["bash", "-c", played.blocks()[doctor]],
            cwd=tmp_path,
            env=played.environment,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    )


def test_the_page_about_copies_does_what_it_says(tmp_path: Path):
    played = Played("backup.md", tmp_path)
    played.type("tuokio manage migrate --verbosity 0")
    for number in range(len(played.blocks())):
        played.type(played.blocks()[number])
    assert (tmp_path / "other" / "data" / "tuokio.db").exists()


@pytest.mark.parametrize("page", ["backup.md", "own-machine.md", "server.md"])
def test_the_pages_name_only_variables_that_there_are(page: str):
    text = ROOT.joinpath("docs/operate", page).read_text(encoding="utf-8")
    settings = ROOT.joinpath("docs/operate/settings.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in settings for name in set(re.findall(r"\bTUOKIO_\w+", text)))
