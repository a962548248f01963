"""How something comes out of the room: its steps, and when the group has decided about it (domain 5.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tuokio.supervision.domain.deciding import Asked, everyone_answered
from tuokio.terms.out_words import OutState

FOLLOWS: Mapping[OutState, frozenset[OutState]] = {
    OutState.PROPOSED: frozenset({OutState.MAY_BE_GIVEN, OutState.NOT_GIVEN}),
    OutState.MAY_BE_GIVEN: frozenset({OutState.GIVEN}),
    OutState.NOT_GIVEN: frozenset(),
    OutState.GIVEN: frozenset({OutState.REPLACED, OutState.ASKED_BACK}),
    OutState.REPLACED: frozenset(),
    OutState.ASKED_BACK: frozenset(),
}
UNDER_WAY = frozenset({OutState.PROPOSED, OutState.MAY_BE_GIVEN})
WAS_GIVEN = frozenset({OutState.GIVEN, OutState.REPLACED, OutState.ASKED_BACK})
SHOWN_OUTSIDE = frozenset({OutState.GIVEN, OutState.ASKED_BACK})


@dataclass(frozen=True, slots=True)
class Room:
    """Who is there beside those who answer at home: how many of the group in all, and whether guests are in the room."""

    people: int
    guests_here: bool = False


def all_have_answered(asked: Asked, room: Room) -> bool:
    """Whether it may be decided before the last day.

    Not while guests are in the room: they may still say no, and a page that changed at that moment would tell.
    Nor while somebody who belongs to the group has had no way to answer; slips of everyone in the room are one.
    """
    if room.guests_here:
        return False
    if asked.slips is not None and asked.slips.total >= room.people:
        return True
    return not asked.without_phone and everyone_answered(asked)
