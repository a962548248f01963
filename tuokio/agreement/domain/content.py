"""What an agreement says, as a value: clauses C1–C22 of the frame agreement (domain 3) in structured fields.

Each field of `AgreementContent` is one clause; the prose is made from it (`agreement.wording`), never stored.
Working goals, ground rules and whatever else is said in the room (W1–W6) have no field here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from tuokio.agreement.domain.choices import (
    AtOnce,
    BookedBy,
    Dispute,
    ExtraKind,
    Illness,
    Limit,
    Method,
    Newcomers,
    PriceChange,
    PriceUnit,
    Rhythm,
    ScopeLimit,
    Ties,
    ToldBy,
    ToldWhen,
    Way,
)
from tuokio.agreement.domain.plain import as_plain, from_plain
from tuokio.terms.agreement_words import AgreementKind, Clause, ManagerRole, PartyKind, Profile
from tuokio.terms.words import Composition, FormOfWork

ANONYMITY_THRESHOLD = 5  # domain 5.6 rule 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party (C1). The supervised are one party without names: each accepts for their own part."""

    kind: PartyKind
    name: str = ""
    business_id: str = ""
    contact: str = ""  # the person who speaks and signs for an organisation
    reach: str = ""  # mail or telephone
    signs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameGoal:
    """A goal agreed with the commissioner (C3). Its id stays the same when its wording is mended."""

    id: UUID
    wording: str
    indicator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Form and composition (C5): how many people, never who."""

    form: FormOfWork
    composition: Composition | None = None
    people: int = 1
    newcomers: Newcomers = Newcomers.GROUP_DECIDES
    quorum: int = 1

    @property
    def is_several(self) -> bool:
        """Whether more than one is supervised."""
        return self.form != FormOfWork.INDIVIDUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How many, how long, how often, and after how many it may be stopped (C7)."""

    planned: int
    minutes: int
    interval_weeks: int = 3
    trial_meetings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A time without meetings (C8)."""

    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """From when until when (C8)."""

    starts_on: date | None = None
    ends_on: date | None = None
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where, who books it, with which tool when remote (C9). Nothing is ever recorded."""

    way: Way = Way.IN_ROOM
    room: str = ""
    booked_by: BookedBy = BookedBy.SUPERVISOR
    tool: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Working time and attendance, where there is an employer (C10)."""

    on_working_time: bool = True
    is_duty: bool = False
    told_by_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What may cost beside the meetings (C11): 0 cents = contained in the price, None = by its actual cost."""

    kind: ExtraKind
    cents: int | None = 0
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The price in cents without VAT (C11); None is no price at all (internal)."""

    cents: int | None = None
    per: PriceUnit = PriceUnit.MEETING
    extras: tuple[Extra, ...] = ()
    change: PriceChange = PriceChange.FIXED
    limit_cents: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vat:
    """The treatment, the rate of that day, and why (C12). The reason is the supervisor's own, as printed on invoices."""

    code: str = ""
    percent: Decimal | None = None
    rate_on: date | None = None
    reason_fi: str = ""
    reason_sv: str = ""
    reason_en: str = ""

    def reason(self, language: str) -> str:
        """The reason in that language, else in Finnish."""
        return {"sv": self.reason_sv, "en": self.reason_en}.get(language, "") or self.reason_fi


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """Where the invoice goes and when it is paid (C13)."""

    address: str = ""
    e_address: str = ""
    order_number: str = ""
    cost_centre: str = ""
    rhythm: Rhythm = Rhythm.MONTHLY
    days: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelling:
    """Until when moving or cancelling is free, and what it costs after (C14, domain 1.4)."""

    free_until_hours: int = 48
    late_percent: int = 100
    no_show_percent: int = 100
    count_business_days: bool = False
    illness: Illness = Illness.AS_OTHERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What the commissioner is told beside dates and counts, when and by whom (C15).

    `gives_summary`: a summary that the supervised have first approved. `structural`: it may hold observations about
    structures of work. `coded_cases`: the supervisor may take cases without identity to own supervision.
    `public_payer`: the commissioner is an authority, so what is given to it becomes an official document.
    """

    gives_summary: bool = True
    structural: bool = True
    told_when: tuple[ToldWhen, ...] = (ToldWhen.END,)
    told_by: ToldBy = ToldBy.TOGETHER
    coded_cases: bool = True
    public_payer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientData:
    """Clients and patients are spoken of without identity (C17): always so."""

    no_client_identity: bool = True

    def __post_init__(self) -> None:
        if self.no_client_identity is not True:
            raise ValueError("no agreement may let clients be identified (domain 7.5)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """Who is the controller and how long what is kept (C18, domain 7.1 and 7.3)."""

    controller: str = ""
    reach: str = ""
    agreement_years: int = 6
    meetings_months: int = 24
    answers_months: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """When and how the work is evaluated, and who gets which result (C19, domain 1.5)."""

    at_start: bool = True
    middle_meeting: int | None = None  # the number of the meeting
    at_end: bool = True
    follow_up_months: int | None = None
    methods: tuple[Method, ...] = (Method.TALK,)
    three_party_talk: bool = True
    threshold: int = ANONYMITY_THRESHOLD

    def __post_init__(self) -> None:
        if self.threshold < ANONYMITY_THRESHOLD:
            raise ValueError(f"figures need at least {ANONYMITY_THRESHOLD} answers, not {self.threshold}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How the agreement is changed (C20): topics live by themselves, goals are agreed again."""

    goals_ask_everyone: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How one leaves (C21)."""

    notice_weeks: int = 4
    at_once: tuple[AtOnce, ...] = (AtOnce.TRUST_BROKEN, AtOnce.UNPAID)
    closing_meeting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training of the supervisor: the title is not protected, so its source is named (domain 1.1)."""

    programme: str
    year: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Ties, training, and where a difference is taken (C22). `ties` None: not answered yet."""

    ties: Ties | None = None
    ties_wording: str = ""
    trainings: tuple[Training, ...] = ()
    is_insured: bool = False
    dispute: Dispute = Dispute.STORY_BOARD
    board: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementContent:
    """The whole agreement. The binding language is the one whose text counts; the others are translations."""

    kind: AgreementKind
    profile: Profile = Profile.FULL
    binding_language: str = "fi"
    parties: tuple[Party, ...] = ()
    background_public: str = ""
    frame_goals: tuple[FrameGoal, ...] = ()
    scope: tuple[ScopeLimit, ...] = tuple(ScopeLimit)
    group: Group
    manager_role: ManagerRole | None = None
    meetings: Amount
    dates: Timetable = field(default_factory=Timetable)
    place: Place = field(default_factory=Place)
    presence: Presence | None = None
    price: Price = field(default_factory=Price)
    vat: Vat = field(default_factory=Vat)
    billing: Billing = field(default_factory=Billing)
    cancelling: Cancelling = field(default_factory=Cancelling)
    silence: Silence = field(default_factory=Silence)
    limits: tuple[Limit, ...] = tuple(Limit)
    client_data: ClientData = field(default_factory=ClientData)
    privacy: Privacy = field(default_factory=Privacy)
    evaluation: Evaluation = field(default_factory=Evaluation)
    changes: Changes = field(default_factory=Changes)
    ending: Ending = field(default_factory=Ending)
    disclosure: Disclosure = field(default_factory=Disclosure)

    def __post_init__(self) -> None:
        if self.binding_language not in {"fi", "sv", "en"}:
            raise ValueError(f"an agreement is binding in fi, sv or en, not {self.binding_language!r}")

    @property
    def has_organisation(self) -> bool:
        """Whether somebody else than the supervised orders the work."""
        return self.kind != AgreementKind.TWO_PARTY

    @property
    def has_price(self) -> bool:
        """Whether it is paid for: an internal agreement has no price."""
        return self.kind != AgreementKind.INTERNAL

    @property
    def ordering_kind(self) -> PartyKind:
        """Who accepts for the side that orders: the payer, inside a house its coordinator."""
        return PartyKind.COORDINATOR if self.kind == AgreementKind.INTERNAL else PartyKind.PAYER

    @property
    def needed_for_force(self) -> frozenset[PartyKind]:
        """Whose acceptances bring it into force; a member's is the condition of that member's own part only."""
        return frozenset({PartyKind.SUPERVISOR, self.ordering_kind})

    def party(self, kind: PartyKind) -> Party | None:
        """The first party of that kind."""
        return next((party for party in self.parties if party.kind == kind), None)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` gives an equal content back."""
        plain: dict[str, Any] = as_plain(self)
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> AgreementContent:
        """The content of `as_json`. Raises ValueError for anything else."""
        content: AgreementContent = from_plain(cls, plain)
        return content


CLAUSE_OF = MappingProxyType(
    {
        "kind": Clause.C1,
        "parties": Clause.C1,
        "background_public": Clause.C2,
        "frame_goals": Clause.C3,
        "scope": Clause.C4,
        "group": Clause.C5,
        "manager_role": Clause.C6,
        "meetings": Clause.C7,
        "dates": Clause.C8,
        "place": Clause.C9,
        "presence": Clause.C10,
        "price": Clause.C11,
        "vat": Clause.C12,
        "billing": Clause.C13,
        "cancelling": Clause.C14,
        "silence": Clause.C15,
        "limits": Clause.C16,
        "client_data": Clause.C17,
        "privacy": Clause.C18,
        "evaluation": Clause.C19,
        "changes": Clause.C20,
        "ending": Clause.C21,
        "disclosure": Clause.C22,
        "profile": Clause.C22,  # how much of it is written out, and in which language it counts, stand at the end
        "binding_language": Clause.C22,
    }
)


def canonical(content: AgreementContent) -> bytes:
    """The one way of writing the content down; equal contents give equal bytes."""
    text = json.dumps(content.as_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def fingerprint(content: AgreementContent) -> str:
    """SHA-256 of the canonical content, in hex: what each acceptance names."""
    return hashlib.sha256(canonical(content)).hexdigest()


def changed_clauses(old: AgreementContent, new: AgreementContent) -> frozenset[Clause]:
    """Which clauses say something else in the new one."""
    return frozenset(
        CLAUSE_OF[part.name]
        for part in fields(AgreementContent)
        if getattr(old, part.name) != getattr(new, part.name)
    )
