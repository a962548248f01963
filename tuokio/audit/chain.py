"""The chain of entries that must not be altered afterwards: appending, showing its heads, checking, shortening."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac

from tuokio.audit.domain.links import Fault, Head, faults_in, hash_after
from tuokio.audit.models import Chain, ChainLink, Entry

if TYPE_CHECKING:
    from uuid import UUID

PAGE = 500
SHORTENED = "audit shortened"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry as somebody from outside follows the chain: its place and two digests, nothing to read."""

    seq: int
    body: str
    hash: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the whole chain found."""

    head: Head
    start: Head
    entries: int
    faults: tuple[Fault, ...]


def pseudonym(key: UUID | str | None) -> str:
    """How the chain calls a person or a thing: always the same, and without this installation's secret nobody's."""
    if key is None:
        return ""
    return salted_hmac("tuokio.audit.chain", str(key), algorithm="sha256").hexdigest()[:32]


def keep(entry: Entry) -> ChainLink:
    """Give an entry its place at the end of the chain. Call it last in an act: whoever comes next waits for this."""
    with transaction.atomic():
        chain = _taken()
        entry.seq, entry.salt = chain.seq + 1, secrets.token_hex(32)
        entry.save()
        return _append(
            chain,
            act=entry.act,
            by=pseudonym(entry.by_id),
            about=pseudonym(entry.about_id),
            detail_hash=entry.detail_hash,
            at=entry.at,
        )


def head() -> Head:
    """How far the chain reaches now."""
    return _standing().head


def steps_after(seq: int) -> tuple[Head, Head, list[Step]]:
    """Where the chain ends, where it still begins, and up to a page of what follows the entry `seq`."""
    with transaction.atomic():  # one look at one state
        standing = _standing()
        rows = [link.row for link in ChainLink.objects.filter(seq__gt=seq, seq__lte=standing.seq)[:PAGE]]
    return standing.head, standing.start, [Step(row.seq, row.body, row.hash) for row in rows]


def check(outside: Iterable[Head] = ()) -> Checked:
    """Follow the whole chain and hold it against heads that were kept elsewhere."""
    outside = list(outside)
    with transaction.atomic():
        standing = _standing()
        links = list(ChainLink.objects.all())
        found = list(Entry.objects.filter(seq__gt=standing.erased_to))
    entries = {entry.seq: entry for entry in found if entry.seq is not None}
    faults = faults_in([link.row for link in links], start=standing.start, end=standing.head, outside=outside)
    faults += _beginning(standing, links)
    faults += _details(links, entries)
    kept = {link.seq for link in links}
    faults += [Fault(seq, "loose") for seq in entries if seq not in kept]
    return Checked(standing.head, standing.start, len(links), tuple(sorted(faults, key=lambda one: one.seq)))


@transaction.atomic
def shorten(*, before: datetime, at: datetime) -> int:
    """Erase the entries older than that, from the first on. An entry says where the chain begins since; returns how many."""
    chain = _taken()
    newer = ChainLink.objects.filter(hour__gte=before).first()
    last = ChainLink.objects.filter(seq__lt=newer.seq if newer else chain.seq + 1).last()
    if last is None:
        return 0
    start = Head(last.seq, last.hash)
    _append(chain, act=SHORTENED, by="", about=str(start), detail_hash=secrets.token_hex(32), at=at)
    chain.erased_to, chain.erased_hash = start.seq, start.hash
    chain.save()
    gone, _each = ChainLink.objects.filter(seq__lte=start.seq).delete()
    return gone


def _standing() -> Chain:
    return Chain.objects.filter(only=True).first() or Chain(only=True)


def _taken() -> Chain:
    """The chain's row, held until the act is over."""
    Chain.objects.get_or_create(only=True)
    return Chain.objects.select_for_update().get(only=True)


def _append(chain: Chain, *, act: str, by: str, about: str, detail_hash: str, at: datetime) -> ChainLink:
    link = ChainLink(
        seq=chain.seq + 1,
        hour=at.replace(minute=0, second=0, microsecond=0),
        by=by,
        act=act,
        about=about,
        detail_hash=detail_hash,
        prev=chain.hash,
    )
    link.hash = hash_after(link.prev, link.row.body)
    link.save(force_insert=True)
    chain.seq, chain.hash = link.seq, link.hash
    chain.save()
    return link


def _beginning(standing: Chain, links: Iterable[ChainLink]) -> Iterator[Fault]:
    """What was erased at the beginning must be named by an entry that is kept."""
    named = {link.about for link in links if link.act == SHORTENED}
    if standing.erased_to and str(standing.start) not in named:
        yield Fault(standing.erased_to, "beginning")


def _details(links: Iterable[ChainLink], entries: dict[int, Entry]) -> Iterator[Fault]:
    """An entry that is still there must be the one that was chained; one that was erased is not missed."""
    for link in links:
        entry = entries.get(link.seq)
        if entry is not None and entry.detail_hash != link.detail_hash:
            yield Fault(link.seq, "detail")
