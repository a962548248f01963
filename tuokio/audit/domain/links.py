"""A chain of entries in which each names the digest of the one before: what was changed later does not fit any more.

A chain proves nothing against whoever can write all of it anew. So its heads leave the house, and what is held
against them is what counts (confidentiality 5.5).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

BEFORE_ALL = "0" * 64
FORM = "tuokio-audit-v1"


@dataclass(frozen=True, slots=True)
class Head:
    """How far the chain reached at some moment, and the digest of its last entry."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Head:
        """A head as it is printed and mailed: `SEQ:HASH`. Raises ValueError."""
        seq, _, digest = text.strip().partition(":")
        if (
            not (seq.isascii() and seq.isdigit())
            or len(digest) != 64
            or set(digest) - set("0123456789abcdef")
        ):
            raise ValueError("a head is a number, a colon and 64 signs 0-9 a-f")
        return cls(int(seq), digest)


FIRST = Head(0, BEFORE_ALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is kept."""

    seq: int
    hour: str
    by: str
    act: str
    about: str
    detail_hash: str
    prev: str
    hash: str

    @property
    def body(self) -> str:
        """The digest of what the entry says; with the digest before it makes the entry's own."""
        return body_of(self.seq, self.hour, self.by, self.act, self.about, self.detail_hash)

    @property
    def head(self) -> Head:
        return Head(self.seq, self.hash)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain is not what it was, and how that shows."""

    seq: int
    kind: str  # changed, missing, broken, cut, other, detail, loose, beginning


def canonical(value: object) -> bytes:
    """One spelling for one value, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def body_of(seq: int, hour: str, by: str, act: str, about: str, detail_hash: str) -> str:
    """The digest of what one entry says."""
    return hashlib.sha256(canonical([FORM, seq, hour, by, act, about, detail_hash])).hexdigest()


def hash_after(prev: str, body: str) -> str:
    """An entry's digest: of the digest before and of its own body. Whoever has both can follow without reading."""
    return hashlib.sha256(f"{prev}{body}".encode()).hexdigest()


def salted(salt: str, detail: object) -> str:
    """The digest by which a detail is bound to its entry; without the salt it tells nothing about the detail."""
    return hashlib.sha256(salt.encode() + canonical(detail)).hexdigest()


def faults_in(
    rows: Iterable[Row], *, start: Head = FIRST, end: Head | None = None, outside: Iterable[Head] = ()
) -> list[Fault]:
    """Follow the chain from `start`; hold its end against `end`, and its past against heads that were kept outside."""
    found: list[Fault] = []
    wanted = {head.seq for head in outside}
    passed = {start.seq: start.hash}
    before = start
    for row in rows:
        if row.seq != before.seq + 1:
            found.append(Fault(before.seq + 1, "missing"))
        elif row.prev != before.hash:
            found.append(Fault(row.seq, "broken"))
        if hash_after(row.prev, row.body) != row.hash:
            found.append(Fault(row.seq, "changed"))
        before = row.head
        if row.seq in wanted:
            passed[row.seq] = row.hash
    if end is not None and end != before:
        found.append(Fault(min(end.seq, before.seq), "cut"))
    return found + _against(outside, passed, before, start)


def _against(outside: Iterable[Head], passed: dict[int, str], last: Head, start: Head) -> list[Fault]:
    """What heads from outside tell. One older than what is still kept tells nothing any more."""
    found = []
    for head in outside:
        if head.seq > last.seq:
            found.append(Fault(last.seq + 1, "cut"))
        elif head.seq >= start.seq and passed.get(head.seq) != head.hash:
            found.append(Fault(head.seq, "other"))
    return found
