"""Finding a date together: which times to ask about, and which of them suits best, with why.

Our own rule (issue: finding a date together), in this order: everyone who must come says yes; enough come; more of
those who must come can; more of the others can; fewer of them only if need be; nearer to the agreed rhythm; earlier.
Plain values: who answered is a key that means nothing here, so that no reason can name anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import partial
from uuid import UUID

from tuokio.terms.poll_words import Said

MOST_OPTIONS = 12
MOST_A_DAY = 2
PARTS_OF_DAY = (11, 14)  # a time before eleven, before two, or later


class Criterion(IntEnum):
    """What can put one time before another, the weightiest first."""

    ALL_REQUIRED_YES = 0
    ENOUGH_COME = 1
    REQUIRED_CAN = 2
    OPTIONAL_CAN = 3
    FEWER_IF_NEED_BE = 4
    NEARER_RHYTHM = 5
    EARLIER = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One proposed time: its key, the moment in UTC, and its day on the wall clock."""

    key: UUID
    starts_at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Voice:
    """What one member says, by the key of the time; a time that is missing was not answered."""

    key: UUID
    required: bool
    said: Mapping[UUID, Said]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one time stands. The keys are of members, in the order in which the voices were given."""

    choice: Choice
    required_yes: tuple[UUID, ...]
    required_if_need_be: tuple[UUID, ...]
    required_no: tuple[UUID, ...]
    required_silent: tuple[UUID, ...]
    optional_yes: tuple[UUID, ...]
    optional_if_need_be: tuple[UUID, ...]
    optional_no: tuple[UUID, ...]
    optional_silent: tuple[UUID, ...]
    has_enough: bool
    days_off: int  # from the day that the agreed rhythm would give; 0 when there is none

    @property
    def required_can(self) -> int:
        """How many of those who must come can, also if need be."""
        return len(self.required_yes) + len(self.required_if_need_be)

    @property
    def optional_can(self) -> int:
        """How many of the others can, also if need be."""
        return len(self.optional_yes) + len(self.optional_if_need_be)

    @property
    def yes(self) -> int:
        """How many say yes."""
        return len(self.required_yes) + len(self.optional_yes)

    @property
    def if_need_be(self) -> int:
        """How many can only if need be."""
        return len(self.required_if_need_be) + len(self.optional_if_need_be)

    @property
    def no(self) -> int:
        """How many cannot."""
        return len(self.required_no) + len(self.optional_no)

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return len(self.required_silent) + len(self.optional_silent)

    @property
    def all_required_yes(self) -> bool:
        """Whether everyone who must come says yes."""
        return not (self.required_if_need_be or self.required_no or self.required_silent)

    @property
    def rank(self) -> tuple[int, int, int, int, int, int, datetime]:
        """What it is ordered by, in the order of `Criterion`; the smaller stands first."""
        return (
            not self.all_required_yes,
            not self.has_enough,
            -self.required_can,
            -self.optional_can,
            self.if_need_be,
            self.days_off,
            self.choice.starts_at,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """The times from the best to the least good, and what puts the first before the second (None of one only)."""

    standings: tuple[Standing, ...]
    decided_by: Criterion | None

    @property
    def first(self) -> Standing | None:
        """The best."""
        return self.standings[0] if self.standings else None

    @property
    def second(self) -> Standing | None:
        """The next best."""
        return self.standings[1] if len(self.standings) > 1 else None


def propose(
    choices: Iterable[Choice], voices: Sequence[Voice], *, quorum: int, wished: date | None = None
) -> Proposal:
    """Put the times in order.

    `quorum`: how many members make a meeting, never more than there are; `wished`: the day that the agreed rhythm
    would give.
    """
    needed = min(quorum, len(voices))
    found = sorted(
        (_standing(choice, voices, needed, wished) for choice in choices), key=lambda one: one.rank
    )
    return Proposal(tuple(found), _decided_by(found))


def _standing(choice: Choice, voices: Sequence[Voice], needed: int, wished: date | None) -> Standing:
    def who(said: Said | None, *, required: bool) -> tuple[UUID, ...]:
        return tuple(v.key for v in voices if v.required is required and v.said.get(choice.key) == said)

    can = sum(voice.said.get(choice.key) in {Said.YES, Said.IF_NEED_BE} for voice in voices)
    return Standing(
        choice=choice,
        required_yes=who(Said.YES, required=True),
        required_if_need_be=who(Said.IF_NEED_BE, required=True),
        required_no=who(Said.NO, required=True),
        required_silent=who(None, required=True),
        optional_yes=who(Said.YES, required=False),
        optional_if_need_be=who(Said.IF_NEED_BE, required=False),
        optional_no=who(Said.NO, required=False),
        optional_silent=who(None, required=False),
        has_enough=can >= needed,
        days_off=abs((choice.on - wished).days) if wished else 0,
    )


def _decided_by(found: Sequence[Standing]) -> Criterion | None:
    if len(found) < 2:
        return None
    pairs = zip(found[0].rank, found[1].rank, strict=True)
    return next((Criterion(place) for place, (one, other) in enumerate(pairs) if one != other), None)


# --- which times to ask about ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Free:
    """A time that is free: the moment in UTC, and what the wall clock shows."""

    starts_at: datetime
    local: datetime

    @property
    def kind(self) -> tuple[int, int]:
        """Its weekday, and the part of the day."""
        return self.local.weekday(), sum(self.local.hour >= hour for hour in PARTS_OF_DAY)


def spread(
    free: Iterable[Free],
    *,
    minutes: int,
    wished: date | None = None,
    most: int = MOST_OPTIONS,
    a_day: int = MOST_A_DAY,
) -> list[Free]:
    """At most so many of the free times, over weekdays and parts of the day, in the order of time.

    What is taken next is of the weekday, then of the part of the day, that has the fewest so far; of one kind
    the times nearest to the wished day come first, else the earliest. None overlaps another, and of one day
    there are at most `a_day`.
    """
    left: dict[tuple[int, int], list[Free]] = {}
    for one in sorted(free, key=lambda one: (_far(one, wished), one.starts_at)):
        left.setdefault(one.kind, []).append(one)
    taken: list[Free] = []
    while left and len(taken) < most:
        kind = min(left, key=partial(_turn, left=left, taken=taken, wished=wished))
        fitting = _next_fitting(left[kind], taken, minutes, a_day)
        if fitting is None:
            del left[kind]
        else:
            taken.append(fitting)
    return sorted(taken, key=lambda one: one.starts_at)


def _turn(
    kind: tuple[int, int],
    *,
    left: Mapping[tuple[int, int], Sequence[Free]],
    taken: Sequence[Free],
    wished: date | None,
) -> tuple[int, int, int, datetime]:
    """When a kind has its turn: the least taken first."""
    weekday, part = kind
    first = left[kind][0] if left[kind] else None
    return (
        sum(one.kind[0] == weekday for one in taken),
        sum(one.kind[1] == part for one in taken),
        _far(first, wished) if first else 0,
        first.starts_at if first else datetime.max.replace(tzinfo=UTC),
    )


def _far(one: Free, wished: date | None) -> int:
    return abs((one.local.date() - wished).days) if wished else 0


def _next_fitting(kind: list[Free], taken: Sequence[Free], minutes: int, a_day: int) -> Free | None:
    """The next of the kind that overlaps nothing taken; what does not fit is left for good."""
    length = timedelta(minutes=minutes)
    while kind:
        one = kind.pop(0)
        same_day = [other for other in taken if other.local.date() == one.local.date()]
        if len(same_day) < a_day and all(abs(one.starts_at - other.starts_at) >= length for other in taken):
            return one
    return None
