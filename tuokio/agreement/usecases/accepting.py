"""Each party's own yes, and a member's no."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuokio.agreement.domain.accepting import is_same_person
from tuokio.agreement.models.agreements import LONGEST_REASON, Acceptance, AgreementVersion, MemberRefusal
from tuokio.agreement.usecases.force import (
    NotAsItWasRead,
    SupersededVersion,
    VersionTakenBack,
    bring_into_force_if_enough,
    held,
    taking_part,
)
from tuokio.agreement.usecases.ordering_side import coordinators_of, party_of_contact
from tuokio.audit import trail
from tuokio.kit.when import local
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.asking import settle_asks
from tuokio.supervision.models import AgreementPaper, Member
from tuokio.terms.acceptance_words import IdentityLevel, VersionEvent, VersionState
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.words import OrganisationKind


class NotAParty(Exception):
    """Whoever presses is not, or no longer, someone whose acceptance this version asks for."""


class AlreadyAccepted(Exception):
    """The member has accepted this version already; whoever wishes to leave does so by clause C21."""


@transaction.atomic
def accept_for_payer(
    *, version: AgreementVersion, seen: str, contact: ContactPerson, at: datetime
) -> AgreementVersion:
    """The one who orders accepts, come in by mail link and code. Accepted twice, it is accepted once.

    Raises ProcessClosed, NotAParty, SupersededVersion, VersionTakenBack, NotAsItWasRead.
    """
    version = _acceptable(version, seen)
    process = version.process
    orders = contact.organisation_id == process.payer_id and (
        contact.unit_id is None or contact.unit_id == process.unit_id
    )
    gone = ContactPerson.objects.filter(pk=contact.pk).exclude(ended_on=None).exists()
    if gone or not orders or version.kind == AgreementKind.INTERNAL:
        raise NotAParty
    _accept(
        version,
        party_of_contact(contact, version),
        at=at,
        identity=IdentityLevel.MAIL_CODE,
        contact=contact,
        name=contact.name,
    )
    _one_person_is_both(version, at=at, identity=IdentityLevel.MAIL_CODE, contact=contact)
    return _done(version, by=None, at=at)


@transaction.atomic
def accept_for_house(
    *,
    version: AgreementVersion,
    seen: str,
    by: Person,
    at: datetime,
    identity: IdentityLevel = IdentityLevel.SIGNED_IN,
) -> AgreementVersion:
    """The coordinator accepts an internal agreement. Raises as `accept_for_payer`."""
    version = _acceptable(version, seen)
    if version.kind != AgreementKind.INTERNAL or by not in coordinators_of(version.process):
        raise NotAParty
    _accept(version, PartyKind.COORDINATOR, at=at, identity=identity, person=by, name=by.name)
    return _done(version, by=by, at=at)


@transaction.atomic
def accept_as_member(
    *,
    version: AgreementVersion,
    seen: str,
    member: Member,
    at: datetime,
    identity: IdentityLevel = IdentityLevel.SIGNED_IN,
) -> AgreementVersion:
    """A member accepts for their own part; an earlier no of theirs goes. Raises as `accept_for_payer`."""
    version = _acceptable(version, seen)
    member_accepts(version, member, at=at, identity=identity)
    return _done(version, by=None, at=at)


@transaction.atomic
def decline_as_member(
    *, version: AgreementVersion, seen: str, member: Member, reason: str, at: datetime
) -> AgreementVersion:
    """A member does not accept: the supervisor alone reads it, and nothing else anywhere changes.

    Raises as `accept_for_payer`, and AlreadyAccepted: a yes taken back would show to the others.
    """
    version = _acceptable(version, seen)
    _require_taking_part(version, member, at)
    if version.acceptances.filter(member=member).exists():
        raise AlreadyAccepted
    MemberRefusal.objects.update_or_create(
        version=version, member=member, defaults={"reason": reason.strip()[:LONGEST_REASON], "at": at}
    )
    settle_asks(about=version.pk, at=at, member=member)
    trail.record("agreement answered", about=version.process, by=None, at=at, version=version.number)
    return version


def member_accepts(
    version: AgreementVersion,
    member: Member,
    *,
    at: datetime,
    identity: IdentityLevel,
    recorded_by: Person | None = None,
) -> None:
    """Write a member's yes into a held version. Raises NotAParty when the member does not take part now."""
    _require_taking_part(version, member, at)
    _accept(
        version,
        PartyKind.MEMBER,
        at=at,
        identity=identity,
        person=None if recorded_by else member.person,
        member=member,
        recorded_by=recorded_by,
    )
    MemberRefusal.objects.filter(version__process=version.process, member=member).delete()
    settle_asks(about=version.pk, at=at, member=member)
    _one_person_is_both(version, at=at, identity=identity, member=member, recorded_by=recorded_by)


def accept_by_signature(
    version: AgreementVersion, *, paper: AgreementPaper, by: Person, at: datetime
) -> None:
    """Write the yes of the side that orders, which stands on a signed PDF, into a held version."""
    party = version.says.ordering_kind
    named = version.says.party(party)
    _accept(
        version,
        party,
        at=at,
        identity=IdentityLevel.SIGNED_PDF,
        name=(named.contact or named.name if named else "")[:160],
        recorded_by=by,
        paper=paper,
    )
    if version.kind == AgreementKind.TWO_PARTY:
        for member in taking_part(version.process, on=local(at).date())[:1]:
            _accept(
                version,
                PartyKind.MEMBER,
                at=at,
                identity=IdentityLevel.SIGNED_PDF,
                member=member,
                recorded_by=by,
                paper=paper,
            )


def _acceptable(version: AgreementVersion, seen: str) -> AgreementVersion:
    version = held(version)
    state = VersionState(version.state)
    if state == VersionState.SUPERSEDED:
        raise SupersededVersion
    if state == VersionState.VOID:
        raise VersionTakenBack
    if state == VersionState.DRAFT:
        raise NotAParty
    if version.fingerprint != seen:
        raise NotAsItWasRead
    return version


def _require_taking_part(version: AgreementVersion, member: Member, at: datetime) -> None:
    fresh = Member.objects.filter(pk=member.pk, process=version.process_id).first()
    if fresh is None or not fresh.belongs_on(local(at).date()):
        raise NotAParty


def _accept(
    version: AgreementVersion,
    party: PartyKind,
    *,
    at: datetime,
    identity: IdentityLevel,
    person: Person | None = None,
    contact: ContactPerson | None = None,
    member: Member | None = None,
    name: str = "",
    recorded_by: Person | None = None,
    paper: AgreementPaper | None = None,
) -> None:
    _row, new = Acceptance.objects.get_or_create(
        version=version,
        party=party,
        member=member,
        defaults={
            "person": person,
            "contact": contact,
            "name": name,
            "at": at,
            "identity": identity,
            "fingerprint": version.fingerprint,
            "recorded_by": recorded_by,
            "paper": paper,
        },
    )
    if new:
        _leave_a_trace(version, party, by=person or recorded_by, at=at, identity=identity)


def _leave_a_trace(
    version: AgreementVersion, party: PartyKind, *, by: Person | None, at: datetime, identity: IdentityLevel
) -> None:
    """In the audit and in the state of the version; of a member's yes no more than of a no."""
    process = version.process
    if party == PartyKind.MEMBER:
        trail.record("agreement answered", about=process, by=None, at=at, version=version.number)
        return
    trail.record(
        "agreement accepted",
        about=process,
        by=by,
        at=at,
        version=version.number,
        party=party,
        identity=identity,
    )
    if version.state in {VersionState.SENT, VersionState.PARTLY_ACCEPTED}:
        version.move(VersionEvent.ACCEPT, by=by, at=at)


def _one_person_is_both(
    version: AgreementVersion,
    *,
    at: datetime,
    identity: IdentityLevel,
    contact: ContactPerson | None = None,
    member: Member | None = None,
    recorded_by: Person | None = None,
) -> None:
    """Whoever pays for their own supervision accepts once, as payer and as the one supervised."""
    process = version.process
    members = taking_part(process, on=local(at).date())
    pays_self = process.payer is None or process.payer.kind == OrganisationKind.SELF_PAYER
    if version.kind != AgreementKind.TWO_PARTY or not pays_self or len(members) != 1:
        return
    one = members[0]
    contact = contact or process.contact_person
    mail = (one.person.email or "") if one.person else ""
    if not is_same_person(contact.email if contact else "", mail):
        return
    shared = {"at": at, "identity": identity, "recorded_by": recorded_by}
    if member is None:
        _accept(version, PartyKind.MEMBER, member=one, person=one.person, **shared)  # type: ignore[arg-type]  # three of its named values
    else:
        payer = process.payer.name if process.payer else ""
        _accept(
            version,
            PartyKind.PAYER,
            person=None if recorded_by else one.person,
            name=contact.name if contact else payer,
            **shared,  # type: ignore[arg-type]  # three of its named values
        )


def _done(version: AgreementVersion, *, by: Person | None, at: datetime) -> AgreementVersion:
    bring_into_force_if_enough(version, by=by, at=at)
    return version
