"""What a group has given out of the room, as a summary tells it: kept elsewhere, and asked for here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tuokio.evaluation.signals import asked_back_asked, released_asked
from tuokio.supervision.models import Process


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """One thing in the words that the group agreed to: when, which version, and the fingerprint it was agreed by."""

    id: str
    kind: str
    mark: str
    sheet: Mapping[str, Any]
    on: str
    version: int
    fingerprint: str


def released_of(process: Process) -> list[dict[str, Any]]:
    """What stands given now."""
    told: list[tuple[Any, Any]] = released_asked.send(Process, process=process)
    return [asdict(one) for _receiver, found in told for one in found]


def asked_back_among(content: Mapping[str, Any]) -> frozenset[str]:
    """The ids of what a summary tells and was asked back since: it is shown no more."""
    ids = [one["id"] for one in content.get("released", [])]
    if not ids:
        return frozenset()
    told: list[tuple[Any, Any]] = asked_back_asked.send(Process, ids=ids)
    return frozenset(str(one) for _receiver, found in told for one in found)
