"""The command `tuokio audit verify`: is the chain of entries what it was?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tuokio.audit.chain import check
from tuokio.audit.domain.links import Head

TOLD = {
    "changed": "the entry was changed",
    "missing": "an entry is missing",
    "broken": "the entry does not follow the one before",
    "cut": "the chain is shorter than it was",
    "other": "another past than the head from outside has seen",
    "detail": "the details are not those of the entry",
    "loose": "details without an entry",
    "beginning": "the beginning was erased and no entry says so",
}


def run_verify(heads: Iterable[str], *, say: Callable[[str], None], complain: Callable[[str], None]) -> int:
    """Follow the chain, hold it against the heads given. Exit code 0: whole; 1: altered; 2: not a head."""
    outside = []
    for text in heads:
        try:
            outside.append(Head.read(text))
        except ValueError as trouble:
            complain(f"{text}: {trouble}")
            return 2
    checked = check(outside)
    for fault in checked.faults:
        complain(f"{fault.seq}: {TOLD[fault.kind]}")
    if checked.faults:
        return 1
    say(f"Whole: {checked.entries} entries, {len(outside)} heads from outside.")
    say(f"Head: {checked.head}")
    return 0
