"""The words of the agreement: its clauses, who is party to it, of which kind and how long it is (domain 3)."""

from enum import StrEnum


class Clause(StrEnum):
    """One clause of the frame agreement, by its number."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    C7 = "C7"
    C8 = "C8"
    C9 = "C9"
    C10 = "C10"
    C11 = "C11"
    C12 = "C12"
    C13 = "C13"
    C14 = "C14"
    C15 = "C15"
    C16 = "C16"
    C17 = "C17"
    C18 = "C18"
    C19 = "C19"
    C20 = "C20"
    C21 = "C21"
    C22 = "C22"


class PartyKind(StrEnum):
    """As what someone is party to the agreement."""

    SUPERVISOR = "supervisor"
    PAYER = "payer"
    MEMBER = "member"
    UNIT_MANAGER = "unit_manager"
    COORDINATOR = "coordinator"


class AgreementKind(StrEnum):
    """Between whom the agreement is made."""

    TWO_PARTY = "two_party"
    THREE_PARTY = "three_party"
    FOUR_PARTY = "four_party"
    INTERNAL = "internal"


class Profile(StrEnum):
    """How long the agreement is: the whole, or at most two pages for one who pays for themselves."""

    FULL = "full"
    SHORT = "short"


class ManagerRole(StrEnum):
    """What the line manager has to do with the meetings (clause C6)."""

    NOT_PRESENT = "not_present"
    START_AND_END = "start_and_end"
    AS_MEMBER = "as_member"
    AS_MANAGER = "as_manager"
