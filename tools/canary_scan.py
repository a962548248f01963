"""Searches files for a text in every form it could take there: encodings, archives, mails, a browser's own stores.

    tools/canary_scan.py TEXT PATH …        prints each hit as path!form@offset; exits with 1 when there is any

A text that must never leave a browser unsealed is planted as a canary; whatever the journey left behind is searched.
Inside what was found it looks further: gzip, zlib, bzip2, xz, zip, tar, brotli, mail parts, base64, and the tables in
which Chromium keeps IndexedDB and Local Storage (LevelDB, squeezed with snappy).
"""

from __future__ import annotations

import base64
import binascii
import bz2
import contextlib
import email
import email.policy
import io
import json
import lzma
import quopri
import re
import sys
import tarfile
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cramjam

SHORTEST = 8  # bytes; a shorter needle is found anywhere
DEEPEST = 5  # archives within archives
LARGEST = 1 << 27  # bytes that one unpacking may give
BITE = 512  # bytes fed at a time: where a stream breaks off, no more than this is lost


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a canary was found: the file, the way into it, and the place."""

    canary: str
    path: str
    offset: int

    def __str__(self) -> str:
        return f"{self.path}@{self.offset}"


def needles(text: str) -> set[bytes]:
    """Every form of a text that we look for: composed or not, cased, in UTF-8, UTF-16 and Latin-1, escaped, turned."""
    forms: set[bytes] = set()
    for form in (unicodedata.normalize(kind, text) for kind in ("NFC", "NFD")):
        for cased in {form, form.lower(), form.upper()}:
            forms |= set(_encoded(cased))
    return {form for form in forms if len(form) >= SHORTEST}


def _encoded(text: str) -> Iterator[bytes]:
    plain, wide = text.encode(), text.encode("utf-16-le")
    yield from (plain, wide, text.encode("utf-16-be"), text[::-1].encode())
    yield json.dumps(text)[1:-1].encode()
    yield from (urllib.parse.quote(text).encode(), urllib.parse.quote_plus(text).encode())
    yield from (binascii.hexlify(plain), binascii.hexlify(plain).upper(), quopri.encodestring(plain))
    with contextlib.suppress(UnicodeEncodeError):
        yield text.encode("latin-1")
    for raw in (plain, wide):
        for shift in range(3):
            turned = base64.b64encode(b"\0" * shift + raw)[(0, 2, 3)[shift] :].rstrip(b"=")[:-1]
            yield turned
            yield turned.translate(bytes.maketrans(b"+/", b"-_"))


class Search:
    """A search for several canaries at once."""

    def __init__(self, canaries: Iterable[str]) -> None:
        self.needles = [(canary, form) for canary in canaries for form in sorted(needles(canary))]
        self.files = self.bytes = 0

    def under(self, *roots: Path) -> list[Hit]:
        """Every file of these folders, or these files."""
        found: list[Hit] = []
        for root in roots:
            for path in [root] if root.is_file() else sorted(root.rglob("*")):
                try:
                    content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
                except OSError:  # gone meanwhile, or a socket
                    continue
                self.files, self.bytes = self.files + bool(content), self.bytes + len(content)
                found += self.within(content, str(path))
        return found

    def within(self, content: bytes, path: str, depth: int = 0) -> list[Hit]:
        """These bytes, and whatever is packed inside them. One hit a canary is enough for one place."""
        found: dict[str, Hit] = {}
        for canary, form in self.needles:
            if canary not in found and (offset := content.find(form)) >= 0:
                found[canary] = Hit(canary, path, offset)
        hits = list(found.values())
        if depth < DEEPEST:
            for way, inner in unpacked(content):
                hits += self.within(inner, f"{path}!{way}", depth + 1)
        return hits


def unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Everything that is packed in these bytes, with a word for the way in."""
    for unpack in (_gzip, _zlib, _whole, _zip, _tar, _mail, _base64, _leveldb):
        yield from unpack(content)


def _gzip(content: bytes) -> Iterator[tuple[str, bytes]]:
    for found in re.finditer(rb"\x1f\x8b\x08", content):
        yield from _tried(f"gzip@{found.start()}", _inflated, content[found.start() :], 31)


def _zlib(content: bytes) -> Iterator[tuple[str, bytes]]:
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
        for way, inner in _tried(f"zlib@{found.start()}", _inflated, content[found.start() :], 15):
            if len(inner) >= SHORTEST:
                yield way, inner


def _inflated(content: bytes, bits: int) -> bytes:
    """As far as it goes: a stream that was cut off has been written all the same."""
    stream, result = zlib.decompressobj(bits), b""
    for start in range(0, len(content), BITE):
        try:
            result += stream.decompress(content[start : start + BITE], LARGEST)
        except zlib.error:
            break
        if stream.eof or len(result) > LARGEST:
            break
    return result


def _whole(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[:3] == b"BZh":
        yield from _tried("bzip2", bz2.decompress, content)
    if content[:6] == b"\xfd7zXZ\0":
        yield from _tried("xz", lzma.decompress, content)
    if content[:4] == b"\x28\xb5\x2f\xfd":
        yield from _tried("zstd", cramjam.zstd.decompress, content)
    if 0 < len(content) < 1 << 22 and content[:1] not in b"{<[":  # brotli has no sign of its own
        yield from _tried("brotli", cramjam.brotli.decompress, content)


def _zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[:4] != b"PK\x03\x04":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield "name", name.encode()
                yield from _tried(name, archive.read, name)
    except zipfile.BadZipFile:
        return


def _tar(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[257:262] != b"ustar":
        return
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for member in archive:
                inner = archive.extractfile(member) if member.isfile() else None
                if inner is not None:
                    yield member.name, inner.read()
    except tarfile.TarError:
        return


def _mail(content: bytes) -> Iterator[tuple[str, bytes]]:
    if not re.match(rb"(?:[\w-]+:.*\r?\n)+", content[:400]) or b"MIME-Version" not in content[:4000]:
        return
    letter = email.message_from_bytes(content, policy=email.policy.default)
    for part in letter.walk():
        inner = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(inner, bytes) and inner:
            yield "part", inner
    for name, value in letter.items():
        yield name, str(value).encode()


def _base64(content: bytes) -> Iterator[tuple[str, bytes]]:
    for found in re.finditer(rb"[A-Za-z0-9+/_=\-\r\n]{200,}", content):
        plain = re.sub(rb"\s", b"", found.group()).translate(bytes.maketrans(b"-_", b"+/"))
        for shift in range(4):  # what stands before may look like base64 too
            way = f"base64@{found.start() + shift}"
            yield from _tried(way, base64.b64decode, plain[shift:].rstrip(b"=") + b"==")


LEVELDB_MARK = bytes.fromhex("57fb808b247547db")  # the end of every table; LevelDB, doc/table_format.md


def _leveldb(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The blocks of a LevelDB table, each squeezed by itself; its keys' shared beginnings are not put together."""
    if content[-8:] != LEVELDB_MARK:
        return
    try:
        _size, rest = _number(content, len(content) - 48)
        _size, rest = _number(content, rest)
        start, rest = _number(content, rest)
        length, _rest = _number(content, rest)
        index = _block(content, start, length)
        (count,) = (int.from_bytes(index[-4:], "little"),)
        place, end = 0, len(index) - 4 * (count + 1)
        while place < end:
            _shared, place = _number(index, place)
            own, place = _number(index, place)
            size, place = _number(index, place)
            start, rest = _number(index, place + own)
            length, _rest = _number(index, rest)
            yield f"block@{start}", _block(content, start, length)
            place += own + size
    except (IndexError, ValueError, cramjam.DecompressionError):
        return


def _block(content: bytes, start: int, length: int) -> bytes:
    inner = content[start : start + length]
    return bytes(cramjam.snappy.decompress_raw(inner)) if content[start + length] == 1 else inner


def _number(content: bytes, place: int) -> tuple[int, int]:
    """A number of as many bytes as it needs, and the place after it."""
    value = shift = 0
    while True:
        byte = content[place]
        value |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return value, place


def _tried(way: str, unpack: Callable[..., Any], *given: object) -> Iterator[tuple[str, bytes]]:
    """What it gives, if it is what it looked like."""
    try:
        inner = bytes(unpack(*given))
    except Exception:  # each library has its own word for: this is something else
        return
    if inner:
        yield way, inner


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print(__doc__)
        return 2
    search = Search([arguments[0]])
    hits = search.under(*map(Path, arguments[1:]))
    for hit in hits:
        print(f"HIT {hit}")
    print(f"{search.files} files, {search.bytes} bytes, {len(search.needles)} needles: {len(hits)} hits")
    return bool(hits)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
