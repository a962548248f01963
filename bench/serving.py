"""A real server on a folder's data: started, asked, its memory read."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.house import ROOT, environment


def free_port() -> int:
    """A port of this machine that nobody answers at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Server:
    """`tuokio start` as a user starts it."""

    process: subprocess.Popen[bytes]
    port: int
    started: float

    def ask(self, path: str, cookies: str = "") -> int:
        """GET; returns the status. Raises OSError while nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                "GET", path, headers={"Host": f"tuokio.localhost:{self.port}", "Cookie": cookies}
            )
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def family(self) -> list[int]:
        """The process and all its children."""
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                    children.setdefault(parent, []).append(int(entry.name))
        found, waiting = [], [self.process.pid]
        while waiting:
            found.append(waiting.pop())
            waiting += children.get(found[-1], [])
        return found

    def cpu_seconds(self) -> float:
        """CPU time of the whole family so far."""
        ticks = 0
        for pid in self.family():
            with contextlib.suppress(OSError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def pss_mib(pid: int) -> float:
    """The memory that is this process's own share, MiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextlib.contextmanager
def serving(data: Path, *, settings: str = "tuokio.config.settings", **more: str) -> Iterator[Server]:
    """A server on that data, up until the block ends; `more` for its environment."""
    port = free_port()
    variables = {**environment(data), "DJANGO_SETTINGS_MODULE": settings, **more}
    begun = time.monotonic()
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("tuokio")), "start", "--port", str(port), "--data", str(data)],
        cwd=ROOT, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    server = Server(process, port, begun)
    try:
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
