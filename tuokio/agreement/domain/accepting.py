"""Who has accepted, and what the others may be told of it (domain 1.2, 3).

Between the parties there is one sentence only: all have accepted, or not all have. A no and a silence look the
same to everyone but the supervisor.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from tuokio.terms.agreement_words import AgreementKind, PartyKind

_PARTIES = {
    AgreementKind.TWO_PARTY: frozenset({PartyKind.SUPERVISOR, PartyKind.PAYER, PartyKind.MEMBER}),
    AgreementKind.THREE_PARTY: frozenset({PartyKind.SUPERVISOR, PartyKind.PAYER, PartyKind.MEMBER}),
    AgreementKind.FOUR_PARTY: frozenset(
        {PartyKind.SUPERVISOR, PartyKind.PAYER, PartyKind.MEMBER, PartyKind.UNIT_MANAGER}
    ),
    AgreementKind.INTERNAL: frozenset({PartyKind.SUPERVISOR, PartyKind.COORDINATOR, PartyKind.MEMBER}),
}
FEW = 2  # so few that a silence may be read by the others


def parties_of(kind: AgreementKind) -> frozenset[PartyKind]:
    """Who is party to an agreement of this kind. Whoever pays for themselves is payer and member in one."""
    return _PARTIES[kind]


def silence_tells(members: int) -> bool:
    """Whether there are so few members that the others can conclude who has not accepted."""
    return members <= FEW


def is_same_person(one: str, other: str) -> bool:
    """Whether two mail addresses may be one person's: equal without case, or one of them not known."""
    return not one or not other or one.strip().casefold() == other.strip().casefold()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose acceptance a version wants: kinds of parties, and each member for their own part."""

    parties: frozenset[PartyKind]
    members: frozenset[UUID]

    @classmethod
    def of(cls, concerned: Collection[PartyKind], members: Collection[UUID]) -> Self:
        """From the parties concerned and those who take part now."""
        asked = frozenset(members) if PartyKind.MEMBER in concerned else frozenset[UUID]()
        return cls(frozenset(concerned) - {PartyKind.MEMBER}, asked)

    def have_all_accepted(self, parties: Collection[PartyKind], members: Collection[UUID]) -> bool:
        """Whether nobody who is asked is missing. Who left in between is not waited for."""
        return self.parties <= frozenset(parties) and self.members <= frozenset(members)


def comes_into_force(
    asked: Asked,
    parties: Collection[PartyKind],
    members: Collection[UUID],
    *,
    needed: frozenset[PartyKind],
    amends: bool,
) -> bool:
    """Whether the acceptances given so far bring the version into force.

    The first agreement needs the `needed` ones; a member's yes is the condition of that member's own part only.
    A change needs everyone whom it concerns: until then the version before holds.
    """
    if amends:
        return asked.have_all_accepted(parties, members)
    return needed <= frozenset(parties)
