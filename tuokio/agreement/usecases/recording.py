"""What was accepted on paper or aloud, written down by the supervisor; a PDF signed elsewhere; reminding; asking in the room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.agreement.usecases.accepting import NotAParty, accept_by_signature, member_accepts
from tuokio.agreement.usecases.force import (
    SupersededVersion,
    VersionTakenBack,
    accepted_in,
    bring_into_force_if_enough,
    held,
    taking_part,
)
from tuokio.agreement.usecases.ordering_side import (
    contacts_asked,
    coordinators_of,
    party_of_contact,
    tell_coordinator,
)
from tuokio.agreement.usecases.sending import MINUTES, ask_kind, send_version
from tuokio.audit import trail
from tuokio.kit.when import local
from tuokio.people import doors
from tuokio.people.models import Person
from tuokio.supervision.asking import ask_members
from tuokio.supervision.models import Member
from tuokio.supervision.usecases import keep_paper
from tuokio.terms.acceptance_words import IdentityLevel, VersionState
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.words import PaperKind

IN_THE_ROOM = frozenset({IdentityLevel.PAPER, IdentityLevel.ALOUD})


@transaction.atomic
def record_acceptances(
    *, version: AgreementVersion, given: Mapping[Member, IdentityLevel], by: Person, at: datetime
) -> AgreementVersion:
    """Write down which members accepted in the room, each on paper or aloud. What was accepted before stays.

    Raises ProcessClosed, SupersededVersion, VersionTakenBack, NotAParty, ValueError for another way.
    """
    version = _sent(version)
    if other := set(given.values()) - IN_THE_ROOM:
        raise ValueError(f"in the room one accepts on paper or aloud, not by {other}")
    for member, identity in given.items():
        member_accepts(version, member, at=at, identity=identity, recorded_by=by)
    bring_into_force_if_enough(version, by=by, at=at)
    return version


@transaction.atomic
def keep_signed(
    *,
    version: AgreementVersion,
    seen: str,
    content: bytes,
    filename: str,
    signed_on: date,
    by: Person,
    at: datetime,
) -> AgreementVersion:
    """A PDF signed elsewhere counts as the acceptance of the supervisor and of the side that orders.

    A draft is sent by it, without mails. Raises what `send_version` does, and SupersededVersion, VersionTakenBack.
    """
    if version.state == VersionState.DRAFT:
        version = send_version(
            version=version, seen=seen, by=by, at=at, identity=IdentityLevel.SIGNED_PDF, tell=False
        )
    version = _sent(version)
    paper = keep_paper(
        process=version.process,
        kind=PaperKind.UPLOADED,
        by=by,
        at=at,
        signed_on=signed_on,
        filename=filename,
        content=content,
    )
    accept_by_signature(version, paper=paper, by=by, at=at)
    bring_into_force_if_enough(version, by=by, at=at)
    return version


@transaction.atomic
def ask_in_meeting(*, version: AgreementVersion, by: Person, at: datetime) -> int:
    """Open the answering on the phones of those who sit in the room: no mail, and nothing off the budget.

    Whoever has answered already is left in peace. Returns how many were asked. Raises as `record_acceptances`.
    """
    version = _sent(version)
    _parties, accepted = accepted_in(version)
    members = [one for one in _members(version, at) if one.pk not in accepted]
    asked, _spared = ask_members(
        members=members, kind=ask_kind(version), about=version.pk, minutes=MINUTES, at=at, in_meeting=True
    )
    trail.record("agreement asked in the meeting", about=version.process, by=by, at=at, count=len(asked))
    return len(asked)


@transaction.atomic
def remind(*, version: AgreementVersion, by: Person, at: datetime) -> tuple[int, int]:
    """Remind everyone alike, whatever they answered: who is reminded tells nothing.

    The members by the budget of requests, the side that orders by a mail that something waits. Returns how many
    were reminded, and how many members may not be asked any more. Raises as `record_acceptances`.
    """
    version = _sent(version)
    concerned = set(version.concerns)
    asked, spared = 0, 0
    if PartyKind.MEMBER in concerned:
        reached, over = ask_members(
            members=_members(version, at), kind=ask_kind(version), about=version.pk, minutes=MINUTES, at=at
        )
        asked, spared = len(reached), len(over)
    if version.state != VersionState.IN_FORCE:
        asked += _remind_those_who_order(version, by=by, at=at)
    trail.record("agreement reminded", about=version.process, by=by, at=at, version=version.number)
    return asked, spared


def _remind_those_who_order(version: AgreementVersion, *, by: Person, at: datetime) -> int:
    reminded = 0
    for contact in contacts_asked(version):
        if party_of_contact(contact, version) in set(version.concerns):
            doors.open_door(contact=contact, by=by, at=at)
            reminded += 1
    if version.kind == AgreementKind.INTERNAL and PartyKind.COORDINATOR in set(version.concerns):
        for person in coordinators_of(version.process):
            tell_coordinator(person, version.process, at=at)
            reminded += 1
    return reminded


def _members(version: AgreementVersion, at: datetime) -> list[Member]:
    return taking_part(version.process, on=local(at).date())


def _sent(version: AgreementVersion) -> AgreementVersion:
    version = held(version)
    if version.state == VersionState.SUPERSEDED:
        raise SupersededVersion
    if version.state == VersionState.VOID:
        raise VersionTakenBack
    if version.state == VersionState.DRAFT:
        raise NotAParty
    return version
