"""Requests to addresses that somebody else typed: never into the server's own network, never long, never large.

The name is looked up once, every address found is checked, and the connection is made to the very number that was
checked; what the name leads to a moment later does not matter. Nothing of the address is told in errors or logs.
"""

from __future__ import annotations

import socket
import ssl
import threading
import zlib
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings

from tuokio.calendars.domain.elsewhere import Address, Trouble, Unreachable, is_public, read_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

CONNECT = 5.0  # seconds
WHOLE = 20.0  # seconds, redirects and all
MOST_BYTES = 5_000_000  # on the wire, and unpacked
MOST_REDIRECTS = 3
PIECE = 65_536
_REDIRECTS = {301, 302, 303, 307, 308}
_AGENT = "Tuokio"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `headers` in small letters, `address` where it came from in the end."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    address: str = field(repr=False)


def ask(
    method: str,
    address: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    secrets: Mapping[str, str] | None = None,
    whole: float = WHOLE,
) -> Answer:
    """Send one request and follow its redirects, at most three. Raises Unreachable.

    `secrets` are headers that go to the first host only (a password). Any status but a redirect is the caller's.
    """
    ends = monotonic() + whole
    there = first = read_address(address)
    for _turn in range(MOST_REDIRECTS + 1):
        own = (there.scheme, there.host, there.port) == (first.scheme, first.host, first.port)
        sent = {**(headers or {}), **((secrets or {}) if own else {})}
        answer = _ask_once(method, there, sent, body, ends)
        if answer.status not in _REDIRECTS or not answer.headers.get("location"):
            return answer
        onward = read_address(urljoin(there.text, answer.headers["location"]))
        if there.is_safe and not onward.is_safe:
            raise Unreachable(Trouble.REDIRECTED)
        there = onward
    raise Unreachable(Trouble.REDIRECTED)


def trouble_of(status: int) -> Trouble | None:
    """What a status means; None where all is well."""
    if status < 300:
        return None
    if status in (401, 403):
        return Trouble.REFUSED
    if status in (404, 410):
        return Trouble.GONE
    return Trouble.BUSY if status in (429, 503) else Trouble.ANSWERED_BADLY


# --- one request --------------------------------------------------------------------------------------------


def _ask_once(method: str, there: Address, headers: Mapping[str, str], body: bytes, ends: float) -> Answer:
    from urllib3.exceptions import HTTPError

    number = _checked(there)
    connection = _connection(there, number, ends)
    try:
        with _ended_at(connection, ends):
            connection.request(
                method,
                there.target,
                body=body or None,
                headers={"Host": _host(there), "User-Agent": _AGENT, "Accept-Encoding": "gzip", **headers},
                preload_content=False,
                decode_content=False,
            )
            answer = connection.getresponse()
            content = _content(answer, ends)
    except (OSError, HTTPException, HTTPError, ValueError, zlib.error) as error:
        if monotonic() >= ends or isinstance(error, TimeoutError):
            raise Unreachable(Trouble.TOO_SLOW) from None
        raise Unreachable(Trouble.ANSWERED_BADLY) from None
    finally:
        connection.close()
    told = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status, told, content, there.text)


def _checked(there: Address) -> str:
    """The number to connect to. Raises Unreachable when any that the name leads to is not public."""
    try:
        found = socket.getaddrinfo(there.host, there.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(Trouble.NO_SUCH_HOST) from None
    numbers = [str(one[4][0]) for one in found]
    if not numbers:
        raise Unreachable(Trouble.NO_SUCH_HOST)
    if not settings.PRIVATE_CALENDARS and not all(is_public(number) for number in numbers):
        raise Unreachable(Trouble.PRIVATE)
    return numbers[0]


def _connection(there: Address, number: str, ends: float) -> HTTPConnection:
    """Connected to the number, and on https its certificate held against the name. Raises Unreachable."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.exceptions import HTTPError

    left = min(CONNECT, ends - monotonic())
    if left <= 0:
        raise Unreachable(Trouble.TOO_SLOW)
    made: HTTPConnection
    if there.is_safe:
        made = HTTPSConnection(
            number,
            there.port,
            timeout=left,
            server_hostname=there.host,
            assert_hostname=there.host,
            ssl_context=ssl.create_default_context(),
        )
    else:
        made = HTTPConnection(number, there.port, timeout=left)
    try:
        made.connect()
    except ssl.SSLError:
        raise Unreachable(Trouble.UNTRUSTED) from None
    except (OSError, HTTPError) as error:
        inner = getattr(error, "__cause__", None)
        told = Trouble.UNTRUSTED if isinstance(inner, ssl.SSLError) else Trouble.UNREACHABLE
        raise Unreachable(told) from None
    return made


def _host(there: Address) -> str:
    usual = there.port == (443 if there.is_safe else 80)
    host = f"[{there.host}]" if ":" in there.host else there.host
    return host if usual else f"{host}:{there.port}"


@contextmanager
def _ended_at(connection: HTTPConnection, ends: float) -> Iterator[None]:
    """Whatever is sent drop by drop, in headers too: when the time is up the connection is cut."""
    held: Any = connection.sock
    held.settimeout(max(0.1, ends - monotonic()))

    def cut() -> None:
        with suppress(OSError):  # it ended by itself meanwhile
            held.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.1, ends - monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _content(answer: BaseHTTPResponse, ends: float) -> bytes:
    """The whole body, unpacked, within the limits. Raises Unreachable and what the wire raises."""
    length = answer.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > MOST_BYTES:
        raise Unreachable(Trouble.TOO_LARGE)
    pieces, size = [], 0
    while piece := answer.read1(PIECE, decode_content=False):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise Unreachable(Trouble.TOO_LARGE)
        if monotonic() >= ends:
            raise Unreachable(Trouble.TOO_SLOW)
    if monotonic() >= ends:
        raise Unreachable(Trouble.TOO_SLOW)
    if length.isdigit() and size < int(length) and answer.status not in (204, 304):
        raise Unreachable(Trouble.ANSWERED_BADLY)
    return _unpacked(b"".join(pieces), answer.headers.get("Content-Encoding", "").strip().lower())


def _unpacked(content: bytes, encoding: str) -> bytes:
    if encoding in ("", "identity") or not content:
        return content
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Unreachable(Trouble.ANSWERED_BADLY)
    unpacker = zlib.decompressobj(wbits=47)
    whole = unpacker.decompress(content, MOST_BYTES + 1)
    if len(whole) > MOST_BYTES:
        raise Unreachable(Trouble.TOO_LARGE)
    if not unpacker.eof:
        raise Unreachable(Trouble.ANSWERED_BADLY)
    return whole
