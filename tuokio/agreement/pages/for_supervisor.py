"""What the supervisor sees of an agreement: the one page that has fields for who answered what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from tuokio.agreement.domain.accepting import parties_of
from tuokio.agreement.domain.clauses import faults
from tuokio.agreement.domain.version_states import WAITING
from tuokio.agreement.drafting_labels import FAULTS
from tuokio.agreement.labels_acceptance import BADGES, IDENTITIES, PARTY_NAMES, VERSION_STATES
from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.agreement.pages.agreements import (
    LANGUAGES,
    changed_in,
    few_note,
    in_readers_language,
    told_to_others,
)
from tuokio.agreement.usecases.force import is_enough, taking_part
from tuokio.agreement.wording.rendering import Rendered, RenderedClause
from tuokio.kit.parts import Link
from tuokio.supervision.models import Member, Process
from tuokio.terms.acceptance_words import VersionState
from tuokio.terms.agreement_words import PartyKind


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party other than the members, and its acceptance if it is there."""

    as_what: str
    name: str
    at: datetime | None
    how: str
    carried: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member's answer, for the supervisor's eyes."""

    name: str
    at: datetime | None
    how: str
    carried: bool
    declined_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list of all."""

    number: int
    state: str
    badge: str
    at: datetime | None
    copies: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """The agreement for the supervisor: where it stands, who accepted what, what to do next."""

    number: int
    state: str
    badge: str
    state_words: str
    is_amendment: bool
    in_force_number: int | None
    sent_at: datetime | None
    in_force_at: datetime | None
    seen: str
    agreement: Rendered
    changed: tuple[RenderedClause, ...]
    concerns: tuple[str, ...]
    missing: tuple[str, ...]
    parties: tuple[PartyRow, ...]
    members: tuple[MemberRow, ...]
    told: str
    few_note: str
    stands_ready: bool  # nobody is waited for any more, yet nobody pressed
    copies: tuple[Link, ...]
    is_open: bool

    @property
    def is_draft(self) -> bool:
        """Whether it is being drawn up."""
        return self.state == VersionState.DRAFT

    @property
    def is_waiting(self) -> bool:
        """Whether acceptances are waited for."""
        return self.state in WAITING

    @property
    def holds(self) -> bool:
        """Whether it is in force now."""
        return self.state == VersionState.IN_FORCE

    @property
    def declined(self) -> int:
        """How many members have said no."""
        return sum(1 for one in self.members if one.declined_at)

    @property
    def members_missing(self) -> bool:
        """Whether some member has not accepted."""
        return any(one.at is None for one in self.members)


def agreement_page(version: AgreementVersion, *, on: date) -> AgreementPage:
    """What the supervisor sees of one version."""
    process = version.process
    members = taking_part(process, on=on)
    state = version.now_in
    former = process.agreements.in_force().first()
    return AgreementPage(
        number=version.number,
        state=state,
        badge=BADGES[state],
        state_words=str(VERSION_STATES[state]),
        is_amendment=version.is_amendment or (state == VersionState.DRAFT and former is not None),
        in_force_number=former.number if former and former.pk != version.pk else None,
        sent_at=version.sent_at,
        in_force_at=version.in_force_at,
        seen=version.fingerprint,
        agreement=in_readers_language(version),
        changed=changed_in(version),
        concerns=tuple(str(PARTY_NAMES[kind]) for kind in version.concerns),
        missing=tuple(str(FAULTS[code]) for _clause, code in faults(version.says))
        if state == VersionState.DRAFT
        else (),
        parties=tuple(_party_rows(version)),
        members=tuple(_member_rows(version, members)),
        told=told_to_others(version, members),
        few_note=few_note(version, members),
        stands_ready=state in WAITING and is_enough(version, members),
        copies=copies_for_supervisor(version) if version.sent_at else (),
        is_open=not process.has_ended,
    )


def _member_rows(version: AgreementVersion, members: list[Member]) -> Iterable[MemberRow]:
    accepted = {row.member_id: row for row in version.acceptances.all() if row.member_id}
    refused = {row.member_id: row for row in version.refusals.all()}
    for one in members:
        yes, no = accepted.get(one.pk), refused.get(one.pk)
        yield MemberRow(
            name=one.name,
            at=yes.at if yes else None,
            how=str(IDENTITIES[yes.identity]) if yes else "",
            carried=yes is not None and yes.carried_from_id is not None,
            declined_at=no.at if no else None,
            reason=no.reason if no else "",
        )


def _party_rows(version: AgreementVersion) -> Iterable[PartyRow]:
    content = version.says
    given = {row.party: row for row in version.acceptances.all() if row.party != PartyKind.MEMBER}
    for kind in PartyKind:
        if kind == PartyKind.MEMBER or kind not in parties_of(content.kind):
            continue
        row = given.get(kind)
        named = content.party(kind)
        yield PartyRow(
            as_what=str(PARTY_NAMES[kind]),
            name=(row.name if row else "") or (named.contact or named.name if named else ""),
            at=row.at if row else None,
            how=str(IDENTITIES[row.identity]) if row else "",
            carried=row is not None and row.carried_from_id is not None,
        )


def copies_for_supervisor(version: AgreementVersion) -> tuple[Link, ...]:
    """The PDFs of a sent version."""
    return tuple(
        Link(reverse("agreement:copy", args=[version.process_id, version.pk, code]), label, code)
        for code, label in LANGUAGES
    )


def version_rows(process: Process, *, without: UUID) -> tuple[VersionRow, ...]:
    """The other versions that were sent once, the newest first."""
    rows = process.agreements.sent().exclude(pk=without).order_by("-number")
    found: list[VersionRow] = []
    for version in rows:
        version.process = process
        state = version.now_in
        found.append(
            VersionRow(
                number=version.number,
                state=str(VERSION_STATES[state]),
                badge=BADGES[state],
                at=version.in_force_at or version.sent_at,
                copies=copies_for_supervisor(version),
            )
        )
    return tuple(found)


def newest_of(process: Process) -> AgreementVersion | None:
    """What is looked at first: the open version, else the one in force, else the last one sent."""
    return first_to_look_at(process.agreements.order_by("-number"))


def first_to_look_at[One: AgreementVersion](newest_first: Iterable[One]) -> One | None:
    """Which of the versions of a process is looked at first."""
    versions = list(newest_first)
    for states in ({VersionState.DRAFT, *WAITING}, {VersionState.IN_FORCE}):
        if found := next((one for one in versions if one.state in states), None):
            return found
    return next((one for one in versions if one.sent_at), None)
