"""A public page as the bytes that leave, made once and kept in this process.

Only the stamp of the enquiry form differs from one showing to the next, so the text before and after it is
compressed once and the stamp is put between as it is.
"""

from __future__ import annotations

import struct
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Self

STAMP = "@@stamp@@"
MOST_KEPT = 200  # pages in memory
FRESH_SECONDS = 60  # trainings and VAT are kept elsewhere: a change there shows within a minute
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
STORED = struct.Struct("<BHH")

type Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class StampedPage:
    """A page in two parts, as they are and deflated; a stamp goes between."""

    before: bytes
    after: bytes
    before_deflated: bytes
    after_deflated: bytes
    language: str
    made: float

    @classmethod
    def of(cls, html: str, language: str) -> Self:
        """The page whose `STAMP` stands in it exactly once."""
        before, after = (part.encode() for part in html.split(STAMP))
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        before_deflated = packer.compress(before) + packer.flush(zlib.Z_SYNC_FLUSH)
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        after_deflated = packer.compress(after) + packer.flush()
        return cls(before, after, before_deflated, after_deflated, language, monotonic())

    @property
    def digest(self) -> str:
        """Changes with what is shown."""
        return f"{zlib.crc32(self.after, zlib.crc32(self.before)):x}"

    def plain(self, stamp: str) -> bytes:
        """The page with this stamp."""
        return self.before + stamp.encode() + self.after

    def gzipped(self, stamp: str) -> bytes:
        """The same for `Content-Encoding: gzip`. The stamp is a block of its own that is not compressed (RFC 1951, 3.2.4)."""
        middle = stamp.encode()
        checksum = zlib.crc32(self.after, zlib.crc32(middle, zlib.crc32(self.before)))
        size = len(self.before) + len(middle) + len(self.after)
        return b"".join(
            (
                GZIP_HEAD,
                self.before_deflated,
                STORED.pack(0, len(middle), len(middle) ^ 0xFFFF),
                middle,
                self.after_deflated,
                struct.pack("<II", checksum, size & 0xFFFFFFFF),
            )
        )


_kept: OrderedDict[Key, StampedPage] = OrderedDict()
_lock = Lock()


def kept_page(key: Key, make: Callable[[], tuple[str, str]]) -> StampedPage:
    """The page of this key, made (as HTML and its language) anew when it is not kept or a minute old."""
    with _lock:
        found = _kept.get(key)
        if found is not None and monotonic() - found.made < FRESH_SECONDS:
            _kept.move_to_end(key)
            return found
    made = StampedPage.of(*make())
    with _lock:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget_pages() -> None:
    """Make every page anew on its next showing."""
    with _lock:
        _kept.clear()
