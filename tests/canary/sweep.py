"""The whole journey with canaries, and the search through everything that it left behind.

A real house, real browsers with profiles on disk, a real mail server; every byte on the wire is written down. At the
end the browsers are killed, not closed, and all of it is searched.
"""

from __future__ import annotations

import email.utils
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyrage
from aiosmtpd.controller import Controller
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.bad_days.running import ROOT, House, free_port
from tests.canary.wire import Wire
from tools.canary_scan import Hit, Search
from tools.postgres import find_programs
from tuokio.retention.keys import read_identity


class Spool:
    """A real mail server that keeps each letter in a file."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder, self.port = folder, free_port()
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        name = email.utils.make_msgid().strip("<>").partition("@")[0]
        (self.folder / f"{name}.eml").write_bytes(envelope.content)
        return "250 kept"


@dataclass
class Sweep:
    """One house with its people's browsers, and what is planted there."""

    folder: Path
    playwright: Playwright
    database: str
    plain: str = field(default_factory=lambda: f"NÄKYVÄ-ryhmä-{secrets.token_hex(5)}")
    open: dict[str, BrowserContext] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spool = Spool(self.folder / "mail")
        self.house = House(
            self.folder / "data", mail_port=self.spool.port, database=self.database, PLAIN_CANARY=self.plain
        )
        (self.folder / "logs").mkdir()
        self.house.log = self.folder / "logs" / "house.log"
        self.house.start()
        self.wire = Wire(self.folder / "wire", self.house.port)
        self.laid = self.inside("prepare")

    @property
    def main(self) -> str:
        return f"http://tuokio.localhost:{self.house.port}"

    def inside(self, what: str) -> Any:
        command = [sys.executable, "-m", "tests.canary.inside", what]
        told = subprocess.run(
            command, cwd=ROOT, env=self.house.environment, stdout=subprocess.PIPE, check=True
        )
        return json.loads(told.stdout)

    def browser(self, name: str, who: str | None = None) -> Page:
        """A browser of its own with a profile on disk; `who` is signed in at the main host."""
        context = self.playwright.chromium.launch_persistent_context(
            self.folder / "profiles" / name,
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-quic", "--disable-sync"],
            proxy={"server": self.wire.address, "bypass": "<-loopback>"},
            locale="fi-FI",
            accept_downloads=True,
            downloads_path=self.folder / "downloads" / name,
        )
        context.set_default_timeout(20_000)
        self.open[name] = context
        if who:
            cookie = {"name": "tuokio_session", "value": self.laid["ways"][who], "url": self.main}
            context.add_cookies([cookie])  # type: ignore[list-item]  # playwright's own shape
        return context.pages[0]

    def kill_browsers(self) -> None:
        """SIGKILL to every browser: nothing is tidied away."""
        profiles = str(self.folder / "profiles")
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if profiles.encode() in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:  # gone already
                continue

    def copy_out(self) -> None:
        """A backup as every night makes it, and the whole of the databases as their own tools tell them."""
        away = self.folder / "backups"
        away.mkdir()
        tuokio = [sys.executable, "-m", "tuokio.config.command_line"]
        key = self.folder / "backup-key.txt"
        for command in (["backup", "--new-key", str(key)], ["backup", "--to", str(away), "--recipient"]):
            public = re.findall(r"age1\w+", key.read_text()) if key.exists() else []
            subprocess.run(
                [*tuokio, *command, *public],
                env=self.house.environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        assert len(list(away.glob("*.age"))) == 2
        # what is in a copy is searched as well as what it is locked in
        for copy in away.glob("*.age"):
            identity = read_identity(key)
            copy.with_suffix(".opened").write_bytes(pyrage.decrypt(copy.read_bytes(), [identity]))
        if not self.database.startswith("postgres"):
            return
        programs = find_programs()
        assert programs is not None, "no PostgreSQL is installed"
        for name, address in self.postgres_addresses().items():
            with (self.folder / f"{name}.sql").open("wb") as kept:
                subprocess.run([programs / "pg_dump", "--inserts", address], stdout=kept, check=True)

    def postgres_addresses(self) -> dict[str, str]:
        parts = urlsplit(self.database)
        return {
            "main": self.database,
            "keys": parts._replace(path=f"{parts.path}_keys").geturl(),
        }

    def search(self, planted: list[str]) -> tuple[Search, list[Hit]]:
        """Everything that the journey left: data, dumps, logs, mail, wire, backups, papers, downloads, browser profiles."""
        search = Search(planted)
        roots = [self.folder]
        if self.database.startswith("postgres"):
            roots.append(Path(urlsplit(self.database).query.partition("host=")[2]))
        return search, search.under(*roots)


@contextmanager
def sweep(folder: Path, playwright: Playwright, database: str) -> Iterator[Sweep]:
    """A sweep whose house and browsers are gone afterwards."""
    one = Sweep(folder, playwright, database)
    try:
        yield one
    finally:
        one.kill_browsers()
        one.wire.close()
        one.house.stop()
        one.spool.server.stop()
