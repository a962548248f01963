"""A real CalDAV server (Radicale) on a free port, and one that refuses what Google refuses."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from radicale.app import Application
from radicale.config import load

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
USER, PASSWORD = "aino", "sovellussalasana-8842"


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Nothing is logged."""


def radicale(folder: Path) -> App:
    """Radicale, with one user and two calendars: "Työ" and "Perhe"."""
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    home = folder / "collections" / "collection-root" / USER
    for name in ("Työ", "Perhe"):
        (home / name.replace("ö", "o")).mkdir(parents=True)
        props = f'{{"tag": "VCALENDAR", "D:displayname": "{name}", "C:supported-calendar-component-set": "VEVENT"}}'
        (home / name.replace("ö", "o") / ".Radicale.props").write_text(props)
    settings = load()
    settings.update(
        {
            "auth": {"type": "htpasswd", "htpasswd_filename": str(folder / "users"), "htpasswd_encryption": "plain",
                     "delay": "0"},
            "storage": {"filesystem_folder": str(folder / "collections")},
            "logging": {"level": "critical"},
        },
        "tests",
    )  # fmt: skip
    app: App = Application(settings)
    return app


def google_like(inner: App) -> App:
    """The same server, but as Google's: no MKCALENDAR, no free-busy-query, and no tag in the answer to a PUT."""

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        refused = environ["REQUEST_METHOD"] in ("MKCALENDAR", "MKCOL") or b"free-busy-query" in body
        if refused:
            start("403 Forbidden", [("Content-Length", "0")])
            return [b""]
        import io

        environ["wsgi.input"] = io.BytesIO(body)

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            if environ["REQUEST_METHOD"] == "PUT":
                headers = [one for one in headers if one[0].lower() != "etag"]
            return start(status, headers, *more)

        return inner(environ, started)

    return app


@contextmanager
def serving(app: App) -> Iterator[str]:
    """The server's address."""
    server = make_server("127.0.0.1", 0, app, server_class=_Threaded, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
