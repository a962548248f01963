"""What the search for free times speaks of: spans, starts, and why a start is refused.

Everything is a value; the clock and the database stay outside. Moments are aware datetimes in UTC, spans are
half open, rules stand on the wall clock of a named zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From a moment until before another, both UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a span ends at {self.end}, not after it begins at {self.start}")


@dataclass(frozen=True, slots=True, order=True)
class Start:
    """A time at which a meeting can begin: the moment, and how the wall clock shows it.

    `offset` is how far the zone is ahead of UTC then, so that the two 03.00s of an autumn night are apart.
    `local` is aware, in the zone of the supervisor's rules. `supervisor` is who is free then; with several, the
    first by the order that was asked. `place` and `room` are those of the supervisor's hours, or the room asked for.
    """

    utc: datetime
    local: datetime
    offset: timedelta
    supervisor: UUID
    beside: bool = False  # stands next to another meeting of the day
    place: str = ""
    room: UUID | None = None


class Refusal(StrEnum):
    """Why a meeting cannot begin at a moment."""

    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    OUTSIDE_HOURS = "outside_hours"
    DAY_CLOSED = "day_closed"
    OWN_BREAK = "own_break"
    HOLIDAY = "holiday"
    TAKEN = "taken"
    BUSY_ELSEWHERE = "busy_elsewhere"
    BUFFER = "buffer"
    TRAVEL = "travel"
    DAY_FULL = "day_full"
    WEEK_FULL = "week_full"
    ROOM_TAKEN = "room_taken"
    MEMBER_TAKEN = "member_taken"
    NOT_ON_CLOCK = "not_on_clock"
