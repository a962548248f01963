"""A tiny web server that answers as it is told: well, slowly, endlessly, elsewhere."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BOMB = gzip.compress(b"BEGIN:VCALENDAR\r\n" + b"x" * 40_000_000, 9)


class Door(BaseHTTPRequestHandler):
    """Each path is answered by the function of that name."""

    protocol_version = "HTTP/1.0"
    answers: dict[str, Callable[[Door], None]]
    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        type(self).asked.append({name.lower(): value for name, value in self.headers.items()})
        with suppress(OSError):
            self.answers[self.path.partition("?")[0]](self)

    def tell(self, content: bytes = b"", status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Nothing is logged."""


class Server:
    """The server's address, what it answers, and with which headers it was asked."""

    def __init__(self, port: int, door: type[Door]) -> None:
        self.port, self.door = port, door

    def at(self, path: str, answer: Callable[[Door], None]) -> str:
        """Answer so at this path; its address."""
        self.door.answers[path] = answer
        return f"http://127.0.0.1:{self.port}{path}"

    def holds(self, content: bytes, **headers: str) -> str:
        """A calendar that is well."""
        return self.at("/well.ics", lambda door: door.tell(content, **headers))


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a free port of this machine, ended afterwards."""
    door = type("OwnDoor", (Door,), {"answers": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    server.daemon_threads, server.block_on_close = True, False
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield Server(server.server_address[1], door)
    finally:
        server.shutdown()
        server.server_close()


def slow_headers(door: Door) -> None:
    """A header that comes a letter at a time."""
    door.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
    _drip(door)


def slow_body(door: Door) -> None:
    """A body that does."""
    door.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nBEGIN:VCALENDAR")
    _drip(door)


def _drip(door: Door) -> None:
    for _drop in range(200):
        door.wfile.write(b"x")
        door.wfile.flush()
        time.sleep(0.05)


def endless(door: Door) -> None:
    """A body without end."""
    door.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nBEGIN:VCALENDAR\r\n")
    for _piece in range(2_000):
        door.wfile.write(b"X-NOTHING:" + b"x" * 60_000 + b"\r\n")


def gzip_bomb(door: Door) -> None:
    """A small body that unpacks to 40 megabytes."""
    door.tell(BOMB, Content_Encoding="gzip")
