"""Which meeting (kerta) of its term each one is: cancelled ones take no number."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from tuokio.meetings.domain.states import AHEAD
from tuokio.terms.meeting_words import MeetingState

TAKEN = frozenset({MeetingState.HELD, MeetingState.NO_SHOW})
COUNTED = AHEAD | TAKEN


class Numbered[Key](NamedTuple):
    """What is needed of a meeting to number it."""

    key: Key
    term: object
    starts_at: datetime
    state: str


def numbers[Key](meetings: Iterable[Numbered[Key]], held_before: dict[object, int]) -> dict[Key, int]:
    """The number of each counted meeting within its term, by time.

    `held_before` tells for a term how many were held before it was brought in; all meetings of a term must
    be among `meetings` for the numbers to be right.
    """
    found: dict[Key, int] = {}
    last: dict[object, int] = {}
    for one in sorted(meetings, key=lambda m: m.starts_at):
        if one.state not in COUNTED:
            continue
        last[one.term] = last.get(one.term, held_before.get(one.term, 0)) + 1
        found[one.key] = last[one.term]
    return found
