"""The command `tuokio verify-assets URL`: whether a server gives the page of the locked notes as this release has it.

For outsiders: needs this program and a network, no account, no database and no framework. It asks as a browser asks,
compares every byte with what was built from the published sources, and names each difference.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tuokio.config.vault_headers import HEADERS

RELEASE = Path(__file__).resolve().parent.parent / "built" / "vault" / "assets.json"
MOST = 30_000_000  # bytes of one answer
AS_A_BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "Accept": "*/*",
    "Accept-Language": "fi-FI,fi;q=0.9",
}
ENCODINGS = ("gzip, deflate, br", "identity")  # a server could alter the one and show the other
ABOUT = """\
Fetches the page of the locked notes, its list of hashes and every file on it, and compares
them with this release (or with the assets.json of another, by --assets): every byte, the
hash on every tag, every header. Ends with SAME (exit 0), DIFFERENT (1), or COULD NOT BE
CHECKED (2). A server could still show other people another page: have it run from several
networks and at times that nobody knows."""
Say = Callable[[str], None]


def add_verify_assets(commands: Any) -> None:
    """Make the command known to the command line."""
    parser = commands.add_parser(
        "verify-assets",
        help="check from outside that a server gives the locked notes' page unaltered",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "url", metavar="URL", help="the address of the locked notes, such as https://oma.example.fi/"
    )
    parser.add_argument(
        "--assets",
        metavar="FILE",
        type=Path,
        default=RELEASE,
        help="assets.json of the release to hold it against",
    )
    parser.set_defaults(run=lambda options: run_verify_assets(options.url, options.assets, print))


def run_verify_assets(url: str, release: Path, say: Say) -> int:
    """Check and tell. Returns 0 for the same, 1 for different, 2 when it could not be checked."""
    begun = time.monotonic()
    try:
        listed = hashes_of(release)
        faults = list(examine(Server(url), listed))
    except CannotCheck as reason:
        say(f"COULD NOT BE CHECKED: {reason}")
        return 2
    for fault in faults:
        say(f"- {fault}")
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        say(f"DIFFERENT: {count}. Do not open notes at {url} before this is explained.")
        return 1
    took = time.monotonic() - begun
    say(f"SAME: the page and its {len(listed) - 1} files are those of this release ({took:.1f} s).")
    return 0


class CannotCheck(Exception):
    """There is nothing to compare."""


def hashes_of(release: Path) -> dict[str, str]:
    """Each file of a release with its hash; the page itself under no name. Raises CannotCheck."""
    try:
        listed: dict[str, str] = json.loads(release.read_text("utf-8"))
    except (OSError, ValueError):
        raise CannotCheck(f"{release} is no list of hashes.") from None
    whole = isinstance(listed, dict) and "" in listed
    if not whole or not all(
        isinstance(hash_, str) and hash_.startswith("sha384-") for hash_ in listed.values()
    ):
        raise CannotCheck(f"{release} is no list of hashes.")
    return listed


@dataclass(frozen=True)
class Given:
    """What a server gave under an address."""

    status: int
    headers: dict[str, str]
    body: bytes


class _NoWayRound(HTTPRedirectHandler):
    def redirect_request(self, *_given: Any) -> None:
        return None


class Server:
    """One server, asked as a browser asks it. Raises CannotCheck when it does not answer at all."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise CannotCheck(f"{url} is no address of a web page.")
        self.is_local = parts.hostname == "localhost" or parts.hostname.endswith(".localhost")
        self.is_secure = parts.scheme == "https"
        self.host = parts.netloc
        place = parts.netloc.replace(parts.hostname, "127.0.0.1") if self.is_local else parts.netloc
        folder = parts.path.rsplit("/", 1)[0]
        self.base = f"{parts.scheme}://{place}{folder}/"
        self.opener = build_opener(_NoWayRound)

    def ask(self, name: str, encoding: str = "identity") -> Given:
        headers = AS_A_BROWSER | {"Host": self.host, "Accept-Encoding": encoding}
        request = Request(self.base + name, headers=headers)  # noqa: S310  http or https, asked above
        try:
            with self.opener.open(request, timeout=30) as answer:
                return _given(answer.status, answer.headers, answer.read(MOST))
        except HTTPError as answer:
            with answer:
                return _given(answer.code, answer.headers, answer.read(MOST))
        except (URLError, OSError, HTTPException) as fault:
            raise CannotCheck(f"{self.base} does not answer ({getattr(fault, 'reason', fault)}).") from None


def _given(status: int, headers: Any, body: bytes) -> Given:
    told = {name.lower(): value for name, value in headers.items()}
    return Given(status, told, _unpacked(body, told.get("content-encoding", "")))


def _unpacked(body: bytes, encoding: str) -> bytes:
    try:
        if encoding == "gzip":
            return gzip.decompress(body)
        if encoding == "br":
            import brotli

            unpacked: bytes = brotli.decompress(body)
            return unpacked
    except (
        Exception
    ):  # whatever the packer says of it: what came is not what it claims to be, and its bytes differ
        return body
    return body


def examine(server: Server, listed: dict[str, str]) -> Iterator[str]:
    """Each difference between what the server gives and what a release has, in one sentence."""
    if not server.is_secure and not server.is_local:
        yield "The address begins with http: anybody on the way could alter the page."
    page = server.ask("")
    theirs = _listed_by(server.ask("assets.json"))
    if theirs != listed:
        yield _other_list(theirs, listed)
    for name, hash_ in listed.items():
        for encoding in ENCODINGS:
            given = server.ask(name, encoding)
            told = name or "the page"
            if given.status != 200:
                yield f"{told}: answered with {given.status}."
            elif integrity(given.body) != hash_:
                yield f"{told}: altered ({len(given.body)} bytes, asked for {encoding})."
            yield from (f"{told}: {fault}" for fault in header_faults(given, server))
    for fault in header_faults(server.ask("api/house"), server):
        yield f"api/house: {fault}"
    yield from (f"the page: {fault}" for fault in tag_faults(page.body, listed))


def _listed_by(given: Given) -> dict[str, str]:
    try:
        found = json.loads(given.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _other_list(theirs: dict[str, str], listed: dict[str, str]) -> str:
    more, fewer = sorted(theirs.keys() - listed.keys()), sorted(listed.keys() - theirs.keys())
    told = [f"{what} {', '.join(names)}" for what, names in (("more:", more), ("missing:", fewer)) if names]
    names = f" ({'; '.join(told)})" if told else ""
    return f"assets.json is another{names}. If the server runs another release, hold it against that one: --assets."


def integrity(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def header_faults(given: Given, server: Server) -> Iterator[str]:
    """Each header that is not as it must be."""
    for name, value in HEADERS.items():
        found = given.headers.get(name.lower())
        if found is None:
            yield f"the header {name} is missing."
        elif found != value:
            yield f"the header {name} is another: {found}"
    if server.is_secure and not given.headers.get("strict-transport-security", "").startswith("max-age="):
        yield "the header Strict-Transport-Security is missing."


class _Tags(HTMLParser):
    """What a page loads or would run."""

    def __init__(self, listed: dict[str, str]) -> None:
        super().__init__()
        self.listed, self.faults = listed, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and given.get("type") != "application/json":
            self._holds(tag, given.get("src", ""), given)
        elif tag == "link":
            self._holds(tag, given.get("href", ""), given)
        elif tag in {"base", "iframe", "object", "embed", "form", "style"} or "http-equiv" in given:
            self.faults.append(f"it has a <{tag}> that does not belong there.")
        for name in given:
            if name.startswith("on") or name == "style":
                self.faults.append(f"its <{tag}> has {name}=, which would act by itself.")

    def _holds(self, tag: str, source: str, given: dict[str, str]) -> None:
        if not source or source not in self.listed:
            self.faults.append(f"it has a <{tag}> too many: {source or 'written in the page itself'}.")
        elif given.get("integrity") != self.listed[source]:
            self.faults.append(f"its <{tag}> for {source} does not carry its hash.")


def tag_faults(page: bytes, listed: dict[str, str]) -> list[str]:
    """Each tag of a page that loads something else than what is listed, or without its hash."""
    tags = _Tags(listed)
    tags.feed(page.decode("utf-8", "replace"))
    tags.close()
    return tags.faults
