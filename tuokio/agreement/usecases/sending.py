"""Sending a version to its parties: the supervisor's own acceptance, what earlier ones carry over, the copies."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from tuokio import __version__
from tuokio.agreement.domain.accepting import parties_of
from tuokio.agreement.domain.amending import changes_numbers, concerned_by
from tuokio.agreement.domain.clauses import faults
from tuokio.agreement.domain.version_states import IllegalVersionEvent
from tuokio.agreement.models.agreements import Acceptance, AgreementVersion
from tuokio.agreement.usecases.copies import ask_for_copies
from tuokio.agreement.usecases.force import (
    NotAsItWasRead,
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
from tuokio.audit import trail
from tuokio.kit.when import local
from tuokio.people import doors
from tuokio.people.models import Person
from tuokio.supervision.asking import ask_members, asks_left
from tuokio.supervision.domain.states import IllegalEvent
from tuokio.supervision.models import Ask, Member
from tuokio.terms.acceptance_words import IdentityLevel, VersionEvent, VersionState
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.asking_words import AskKind
from tuokio.terms.words import ProcessEvent, ProcessState

MINUTES = 3  # reading the essence and answering
BEFORE_AGREEING = frozenset(
    {ProcessState.ENQUIRED, ProcessState.MAPPING, ProcessState.RECOMMENDED, ProcessState.OFFERED}
)
MAY_AGREE = frozenset(
    {
        *BEFORE_AGREEING,
        ProcessState.AGREEING,
        ProcessState.AGREED,
        ProcessState.RUNNING,
        ProcessState.PAUSED,
        ProcessState.RENEGOTIATING,
        ProcessState.FINAL_REVIEW,
    }
)


class TiesNotDisclosed(Exception):
    """Whether the supervisor has ties to the parties has not been answered (C22): it comes before any acceptance."""


class NotComplete(Exception):
    """Something that an agreement must say is missing: `codes` of `domain.clauses.faults`."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(*codes)
        self.codes = codes


class NothingChanged(Exception):
    """The draft says the same as what is in force."""


@transaction.atomic
def send_version(
    *,
    version: AgreementVersion,
    seen: str,
    by: Person,
    at: datetime,
    ask_now: bool = False,
    identity: IdentityLevel = IdentityLevel.SIGNED_IN,
    tell: bool = True,
) -> AgreementVersion:
    """Send the draft and accept it for the supervisor: two facts, one press.

    `seen` is the fingerprint of the draft as it stood on the page. `ask_now` asks the members at once; else they
    are asked in a meeting. Sent twice, it is sent once. A change that concerns nobody is in force at once.
    Raises ProcessClosed, IllegalEvent, IllegalVersionEvent, NotAsItWasRead, TiesNotDisclosed, NotComplete, NothingChanged.
    """
    version = held(version)
    if version.sent_at is not None and version.fingerprint == seen:
        return version
    former = version.process.agreements.in_force().first()
    _require_ready(version, former, seen)
    version.amends, version.concerns, version.release = former, _concerns(version, former), __version__
    version.save(update_fields=["amends", "concerns", "release"])
    _process_follows(version, former, by=by, at=at)
    version.move(VersionEvent.SEND, by=by, at=at)
    members = taking_part(version.process, on=local(at).date())
    _carry_over(version, members)
    _supervisor_accepts(version, by=by, at=at, identity=identity)
    trail.record("agreement sent", about=version.process, by=by, at=at, version=version.number)
    transaction.on_commit(partial(ask_for_copies, str(version.pk)))
    in_force = bring_into_force_if_enough(version, by=by, at=at)
    if tell and not in_force:
        _tell_those_who_order(version, by=by, at=at)
    if tell and (ask_now or not in_force):
        _ask(version, members, ask_now=ask_now, at=at)
    return version


def _require_ready(version: AgreementVersion, former: AgreementVersion | None, seen: str) -> None:
    if version.state != VersionState.DRAFT:
        raise IllegalVersionEvent(VersionState(version.state), VersionEvent.SEND)
    if version.fingerprint != seen:
        raise NotAsItWasRead
    content = version.says
    if content.disclosure.ties is None:
        raise TiesNotDisclosed
    if missing := tuple(code for _clause, code in faults(content)):
        raise NotComplete(missing)
    if former is not None and former.fingerprint == version.fingerprint:
        raise NothingChanged


def _concerns(version: AgreementVersion, former: AgreementVersion | None) -> list[PartyKind]:
    """The first agreement concerns every party to it, a change those whose clauses it changes."""
    everyone = parties_of(AgreementKind(version.kind))
    return sorted(concerned_by(former.says, version.says) if former else everyone)


def _supervisor_accepts(
    version: AgreementVersion, *, by: Person, at: datetime, identity: IdentityLevel
) -> None:
    """Whoever sends accepts anew, whatever was carried over."""
    now_said = {
        "person": by,
        "name": by.name,
        "at": at,
        "identity": identity,
        "fingerprint": version.fingerprint,
        "carried_from": None,
    }
    Acceptance.objects.update_or_create(version=version, party=PartyKind.SUPERVISOR, defaults=now_said)


def _process_follows(
    version: AgreementVersion, former: AgreementVersion | None, *, by: Person, at: datetime
) -> None:
    """Parts of the way that were left out are skipped; numbers that change while it runs are talked about anew."""
    process = version.process
    if process.now_in not in MAY_AGREE:
        raise IllegalEvent(process.now_in, ProcessEvent.SKIP_TO_AGREEMENT)
    if process.now_in in BEFORE_AGREEING:
        process.move(ProcessEvent.SKIP_TO_AGREEMENT, by=by, at=at)
    elif process.now_in == ProcessState.RUNNING and former and changes_numbers(former.says, version.says):
        process.move(ProcessEvent.CHANGE_REQUEST, by=by, at=at)


def _carry_over(version: AgreementVersion, members: list[Member]) -> None:
    """Whoever accepted an earlier version need not accept again what does not concern them."""
    content = version.says
    earlier = version.process.agreements.sent().filter(number__lt=version.number).order_by("-number")
    concerned = {old.pk: concerned_by(old.says, content) for old in earlier}
    present = {member.pk for member in members}
    kinds = parties_of(AgreementKind(version.kind))
    done: set[object] = set()
    for row in Acceptance.objects.filter(version__in=earlier).order_by("-version__number", "-at"):
        party = PartyKind(row.party)
        who: object = row.member_id if party == PartyKind.MEMBER else party
        if who in done or party not in kinds or (party == PartyKind.MEMBER and who not in present):
            continue
        done.add(who)
        if party in concerned[row.version_id]:
            continue
        Acceptance.objects.create(
            version=version,
            party=party,
            person=row.person,
            contact=row.contact,
            member=row.member,
            name=row.name,
            at=row.at,
            identity=row.identity,
            fingerprint=row.fingerprint,
            recorded_by=row.recorded_by,
            paper=row.paper,
            carried_from=row,
        )


def _ask(version: AgreementVersion, members: list[Member], *, ask_now: bool, at: datetime) -> None:
    """The members are asked at once when the supervisor wants it, or when a change concerns them."""
    if PartyKind.MEMBER not in version.concerns or not (ask_now or version.is_amendment):
        return
    _parties, accepted = accepted_in(version)
    ask_members(
        members=[member for member in members if member.pk not in accepted],
        kind=ask_kind(version),
        about=version.pk,
        minutes=MINUTES,
        at=at,
    )


def spared_in(version: AgreementVersion, *, at: datetime) -> int:
    """How many a change concerns, who were not asked of it as they may not be asked any more."""
    version = AgreementVersion.objects.select_related("process").get(pk=version.pk)
    if not version.is_amendment or PartyKind.MEMBER not in version.concerns:
        return 0
    _parties, accepted = accepted_in(version)
    asked = set(Ask.objects.filter(about=version.pk).values_list("member", flat=True))
    return sum(
        member.person_id is not None and member.pk not in accepted | asked and asks_left(member) <= 0
        for member in taking_part(version.process, on=local(at).date())
    )


def ask_kind(version: AgreementVersion) -> AskKind:
    """What the members are asked for."""
    return AskKind.AMENDMENT if version.is_amendment else AskKind.AGREEMENT


def _tell_those_who_order(version: AgreementVersion, *, by: Person, at: datetime) -> None:
    parties, _members = accepted_in(version)
    for contact in contacts_asked(version):
        if party_of_contact(contact, version) not in parties:
            doors.open_door(contact=contact, by=by, at=at)
    if PartyKind.COORDINATOR in set(version.concerns) - parties:
        for person in coordinators_of(version.process):
            tell_coordinator(person, version.process, at=at)
