"""What one supervisor's free time follows from: the rules on the wall clock, and what is taken already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from tuokio.meetings.domain.slots.spans import Pair


class Where(NamedTuple):
    """A place as the search compares it: equal keys need no travel, an empty key is known to nobody."""

    key: str = ""
    place: str = ""
    room: UUID | None = None


NOWHERE = Where()


class Hours(NamedTuple):
    """When one can be booked on a day: seconds of the wall clock from midnight, at most 86,400, and where."""

    start: int
    end: int
    where: Where = NOWHERE


# A time that is taken: from when until when in seconds, the key of its place, and whether a day's and a week's limit
# count it. A plain tuple, because a search looks through very many.
type TakenTime = tuple[int, int, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One supervisor's rules; lengths in seconds, days counted from 1970 (see `clock`).

    `dated` are the days that differ from the week; a day without hours in it is closed. Hours given to a date hold
    on a public holiday too. `buffer_before` and `buffer_after` are kept on both sides of every meeting; between two
    meetings they may be the same minutes, so the longer of the two is what is left there.
    """

    zone: str = "Europe/Helsinki"
    weekly: Mapping[int, Sequence[Hours]] = field(default_factory=dict)
    dated: Mapping[int, Sequence[Hours]] = field(default_factory=dict)
    buffer_before: int = 0
    buffer_after: int = 0
    travel: int = 0
    per_day: int | None = None
    per_week: int | None = None
    lead: int = 0
    horizon_days: int = 400
    step: int = 900
    holidays_free: bool = True
    near_others: bool = False

    @property
    def gap(self) -> int:
        """What is left between two meetings at one place."""
        return max(self.buffer_before, self.buffer_after)

    def gap_to(self, here: str, there: str) -> int:
        """What is left between two meetings at these places; travel where both are known and differ."""
        return max(self.gap, self.travel) if here and there and here != there else self.gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One supervisor's calendar: the rules (None: none were given), and what stands in it.

    `taken` and `busy` are sorted and disjoint; `breaks` are the first and the last day of each, both included.
    """

    supervisor: UUID
    rules: Rules | None
    taken: Sequence[TakenTime] = ()
    busy: Sequence[Pair] = ()
    breaks: Sequence[Pair] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a time is sought for; moments and lengths in seconds.

    `where` is the room that was asked for. `rooms` says when each room is taken, that one and those that hours
    name; `members` when any of the members is. `within_hours`: see `usecases.free_times.Wanted`.
    """

    length: int
    since: int
    until: int
    at: int
    where: Where = NOWHERE
    rooms: Mapping[UUID, Collection[Pair]] = field(default_factory=dict)
    members: Collection[Pair] = ()
    within_hours: bool = True
