"""A house to measure in: data in a folder of its own, Django set up on it, requests handed straight to WSGI."""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MEETINGS_A_PERSON = 20 / 6


def environment(data: Path) -> dict[str, str]:
    """The environment of a process that lives in that folder."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TUOKIO_")}
    return {**kept, "TUOKIO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "bench.settings"}


def in_house(data: Path, *arguments: str) -> str:
    """Run `python -m bench.ARGUMENTS` on that data; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment(data),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def set_up() -> None:
    """Django on the data of this process's environment."""
    import django

    django.setup()


class Visitor:
    """Asks addresses of the WSGI application as a signed-in browser would, and says what each cost."""

    def __init__(self, cookies: str = "", **more: str) -> None:
        from django.core.wsgi import get_wsgi_application

        self.application: Callable[..., Any] = get_wsgi_application()
        self.cookies, self.more = cookies, more

    def ask(self, path: str, method: str = "GET", sent: bytes = b"") -> tuple[int, int]:
        """Returns the status and the length of the answer."""
        told: list[str] = []
        environ = {
            "REQUEST_METHOD": method, "CONTENT_LENGTH": str(len(sent)), "PATH_INFO": path.split("?")[0], "QUERY_STRING": path.partition("?")[2],
            "SERVER_NAME": "tuokio.localhost", "SERVER_PORT": "8000", "HTTP_HOST": "tuokio.localhost:8000",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_ACCEPT_ENCODING": "gzip, br", "HTTP_ACCEPT_LANGUAGE": "fi",
            "HTTP_COOKIE": self.cookies, "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(sent), "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http", "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False, **self.more,
        }  # fmt: skip
        body = self.application(environ, lambda status, headers, *_: told.append(status))
        length = sum(len(part) for part in body)
        if hasattr(body, "close"):
            body.close()
        return int(told[0][:3]), length

    def cpu_ms(
        self, path: str | Callable[[], str], requests: int, *, method: str = "GET", body: bytes = b""
    ) -> float:
        """CPU milliseconds per request: the median of five rounds, after a warm-up."""
        where = path if callable(path) else lambda: path
        for _ in range(max(5, requests // 10)):
            status, _length = self.ask(address := where(), method, body)
            if status != 200:
                raise SystemExit(f"{address} answered {status}")
        rounds = []
        for _ in range(5):
            before = time.process_time()
            for _ in range(max(1, requests // 5)):
                self.ask(where(), method, body)
            rounds.append((time.process_time() - before) * 1000 / max(1, requests // 5))
        return statistics.median(rounds)
