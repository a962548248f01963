"""A real server of the whole house that lies where it is told to: it stands between the world and the application."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


@dataclass
class Told:
    """One answer on its way out; a lie changes it."""

    method: str
    path: str
    sent: bytes
    status: str
    headers: dict[str, str]
    body: bytes

    def says(self, body: bytes | str) -> None:
        self.body = body.encode() if isinstance(body, str) else body
        self.headers.pop("Content-Encoding", None)


Lie = Callable[[Told], None]


@dataclass
class Altering:
    """The application, with a lie on top of it that can be changed while it runs."""

    application: Any = None
    lie: Lie = field(default=lambda _told: None)
    swallow: Callable[[str, str, bytes], bytes | None] = field(default=lambda *_asked: None)
    """Given method, path and what was sent: what to say with 200 without asking anybody; None asks."""

    def over(self, application: Any) -> Altering:
        """The same, around this application."""
        self.application = application
        return self

    def tells_the_truth(self) -> None:
        self.lie, self.swallow = lambda _told: None, lambda *_asked: None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        sent = environ["wsgi.input"].read(length) if length else b""
        environ["wsgi.input"] = BytesIO(sent)
        invented = self.swallow(environ["REQUEST_METHOD"], environ["PATH_INFO"], sent)
        if invented is not None:
            start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(invented)))])
            return [invented]
        begun: list[Any] = []

        def starts(status: str, headers: list[tuple[str, str]], *_more: Any) -> None:
            begun[:] = [status, headers]

        answer = self.application(environ, starts)
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        told = Told(environ["REQUEST_METHOD"], environ["PATH_INFO"], sent, begun[0], dict(begun[1]), body)
        self.lie(told)
        told.headers["Content-Length"] = str(len(told.body))
        start(told.status, list(told.headers.items()))
        return [told.body]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_given: Any) -> None:
        pass


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def serving(application: Any) -> Iterator[int]:
    """Serve it at a port of its own, which is given."""
    with make_server("127.0.0.1", 0, application, _Threads, _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
