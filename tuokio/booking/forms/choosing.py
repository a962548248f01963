"""A free time that was chosen by a button: the moment, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tuokio.meetings.domain.slots.words import Start

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 4_102_444_800  # the year 2100


class NotATime(Exception):
    """What was sent is no time that a button offered."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The moment that was chosen, and the supervisor."""

    starts_at: datetime
    supervisor: UUID


def value_of(start: Start) -> str:
    """What a button of this start sends: seconds, and the first letters of the supervisor's id."""
    return f"{int((start.utc - _EPOCH).total_seconds())}-{start.supervisor.hex[:8]}"


def picked(value: str, *, among: Sequence[UUID]) -> Picked:
    """What a button sent, one of these supervisors. Raises NotATime."""
    seconds, _dash, begins = value[:40].partition("-")
    if not (seconds.isascii() and seconds.isdigit() and int(seconds) < _LAST and len(begins) == 8):
        raise NotATime
    found = [one for one in among if one.hex.startswith(begins)]
    if len(found) != 1:
        raise NotATime
    return Picked(_EPOCH + timedelta(seconds=int(seconds)), found[0])
