"""Whom a change of the agreement concerns: dates nobody, price the payer, goals and confidentiality everyone.

The issue names these four; the other clauses follow their sense (docs/adr/whom-a-change-concerns.md).
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from tuokio.agreement.domain.accepting import parties_of
from tuokio.agreement.domain.content import AgreementContent, changed_clauses
from tuokio.terms.agreement_words import Clause, PartyKind

NOBODY: frozenset[PartyKind] = frozenset()
WHO_PAYS = frozenset({PartyKind.SUPERVISOR, PartyKind.PAYER})
WHO_ORDERS = frozenset({PartyKind.SUPERVISOR, PartyKind.PAYER, PartyKind.COORDINATOR})
WHO_COMES = frozenset({PartyKind.SUPERVISOR, PartyKind.MEMBER})
EVERYONE = frozenset(PartyKind)

CONCERNED: Mapping[Clause, frozenset[PartyKind]] = MappingProxyType(
    {
        Clause.C1: EVERYONE,
        Clause.C2: EVERYONE,
        Clause.C3: EVERYONE,
        Clause.C4: EVERYONE,
        Clause.C5: EVERYONE,
        Clause.C6: EVERYONE,
        Clause.C7: WHO_ORDERS,
        Clause.C8: NOBODY,
        Clause.C9: WHO_COMES,
        Clause.C10: EVERYONE,
        Clause.C11: WHO_PAYS,
        Clause.C12: WHO_PAYS,
        Clause.C13: WHO_PAYS,
        Clause.C14: WHO_PAYS,
        Clause.C15: EVERYONE,
        Clause.C16: EVERYONE,
        Clause.C17: EVERYONE,
        Clause.C18: EVERYONE,
        Clause.C19: EVERYONE,
        Clause.C20: EVERYONE,
        Clause.C21: EVERYONE,
        Clause.C22: EVERYONE,
    }
)
NUMBERS = frozenset({Clause.C5, Clause.C7, Clause.C11, Clause.C12, Clause.C14})


def who_is_concerned(changed: Collection[Clause]) -> frozenset[PartyKind]:
    """As what the parties are concerned by these clauses being changed."""
    return frozenset().union(*(CONCERNED[clause] for clause in changed))


def concerned_by(old: AgreementContent, new: AgreementContent) -> frozenset[PartyKind]:
    """Who of the new agreement's parties must accept what it says otherwise than the old one.

    When a party other than the supervisor is only named or reached otherwise (C1), that party alone is concerned.
    """
    changed = changed_clauses(old, new)
    concerned = who_is_concerned(changed - {Clause.C1})
    if Clause.C1 in changed:
        concerned |= _of_parties(old, new)
    return concerned & parties_of(new.kind)


def _of_parties(old: AgreementContent, new: AgreementContent) -> frozenset[PartyKind]:
    other = {party.kind for party in frozenset(old.parties) ^ frozenset(new.parties)}
    if old.kind != new.kind or PartyKind.SUPERVISOR in other or not other:
        return EVERYONE
    return frozenset({PartyKind.SUPERVISOR, *other})


def changes_numbers(old: AgreementContent, new: AgreementContent) -> bool:
    """Whether form, number, length, rhythm or price are being talked about anew: the process renegotiates."""
    return bool(changed_clauses(old, new) & NUMBERS)
