"""Free times: the search of `domain/slots` over what the database says, one question for each calendar."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tuokio.meetings.domain.slots.words import Refusal, Start


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a time is sought for.

    `supervisors`: any of these persons will do, the first who is free is taken. `members` are persons who must all
    be free. `ignoring`: meetings whose own time does not stand in the way, when they are to be moved.
    `within_hours`: False for a supervisor who plans by hand, who may go outside the hours that can be booked
    and need not mind lead time and horizon; what is taken, breaks and holidays count all the same.
    """

    practice: UUID
    supervisors: Sequence[UUID]
    minutes: int
    since: datetime
    until: datetime
    room: UUID | None = None
    members: Collection[UUID] = ()
    ignoring: Collection[UUID] = ()
    within_hours: bool = True
    most: int = 500


def free_times(wanted: Wanted, *, at: datetime) -> list[Start]:
    """The times at which the meeting can begin, in order, at most `most`."""
    raise NotImplementedError


def why_not(wanted: Wanted, start: datetime, *, at: datetime) -> frozenset[Refusal]:
    """Why the meeting cannot begin at that moment with the first of the supervisors; empty when it can."""
    raise NotImplementedError
