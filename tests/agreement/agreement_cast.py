"""Agreements for tests: Aino's group in every state of agreeing, and what each party does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.cast import MORNING, commissioner, person, process_of, solo_practice
from tuokio.agreement.domain.choices import Ties
from tuokio.agreement.domain.content import (
    AgreementContent,
    Amount,
    Disclosure,
    FrameGoal,
    Group,
    Party,
    Presence,
    Price,
    Privacy,
    Timetable,
    Training,
    Vat,
)
from tuokio.agreement.models import AgreementVersion
from tuokio.agreement.usecases.accepting import accept_as_member, accept_for_payer
from tuokio.agreement.usecases.drafting import draft_version
from tuokio.agreement.usecases.sending import send_version
from tuokio.people.models import ContactPerson
from tuokio.supervision.models import Member, Process
from tuokio.supervision.usecases import Frame, begin
from tuokio.terms.agreement_words import AgreementKind, ManagerRole, PartyKind
from tuokio.terms.words import FormOfWork, OrganisationKind, ProcessEvent

LATER = MORNING + timedelta(hours=3)
GOAL = UUID("11111111-1111-4111-8111-111111111111")
CONTENT = AgreementContent(
    kind=AgreementKind.THREE_PARTY,
    parties=(
        Party(kind=PartyKind.SUPERVISOR, name="Aino Hurme", reach="aino@example.org"),
        Party(kind=PartyKind.PAYER, name="Itäisen alueen varhaiskasvatus", contact="Kaarlo Virta"),
        Party(kind=PartyKind.MEMBER),
    ),
    frame_goals=(FrameGoal(id=GOAL, wording="Työnjako on selvä", indicator="kysytään tiimiltä"),),
    group=Group(form=FormOfWork.GROUP, people=3, quorum=2),
    meetings=Amount(planned=10, minutes=75, interval_weeks=3),
    dates=Timetable(starts_on=date(2026, 8, 1)),
    manager_role=ManagerRole.NOT_PRESENT,
    presence=Presence(),
    price=Price(cents=16_000),
    vat=Vat(code="standard", percent=Decimal("25.50"), rate_on=date(2026, 8, 1)),
    privacy=Privacy(controller="Työnohjaus Aino Hurme"),
    disclosure=Disclosure(
        ties=Ties.NONE_KNOWN,
        trainings=(Training(programme="Työnohjaaja", year=2015, body="Oulun yliopisto"),),
    ),
)


def agreeing_process(names: tuple[str, ...] = ("Bertta S.", "Henna", "T. K."), **fields: Any) -> Process:
    """A group that has been mapped and is not agreed yet: no terms, no meetings. Bertta has a way in."""
    aino = person("aino")
    practice = fields.pop("practice", None) or solo_practice(aino)
    payer = fields.pop("payer", None) or commissioner(practice)
    process = begin(
        practice=practice,
        frame=Frame(
            name=fields.pop("name", "Päiväkoti Auringon tiimi"),
            form=fields.pop("form", FormOfWork.GROUP),
            payer=payer,
            contact_person=payer.contact_persons.first(),
            member_names=names,
        ),
        event=ProcessEvent.OPEN_PROCESS,
        supervisor=aino,
        by=aino,
        at=MORNING,
        lead_from=date(2026, 8, 1),
    )
    process.members.filter(name="Bertta S.").update(person=person("bertta"), way_in="mail")
    return process


def self_payer_process() -> Process:
    """Bertta alone, who pays for herself."""
    practice = solo_practice(person("aino"))
    payer = practice.organisations.create(name="Bertta Salo", kind=OrganisationKind.SELF_PAYER)
    ContactPerson.objects.create(
        practice=practice, organisation=payer, name="Bertta Salo", email="bertta@example.org"
    )
    return agreeing_process(("Bertta S.",), payer=payer, form=FormOfWork.INDIVIDUAL)


def running_process() -> Process:
    """A running group with its terms, without any agreement here."""
    process = process_of(person("aino"))
    process.members.filter(name="Bertta S.").update(way_in="mail")
    return process


def drafted(
    process: Process, content: AgreementContent = CONTENT, *, at: datetime = MORNING
) -> AgreementVersion:
    return draft_version(process=process, content=content, by=person("aino"), at=at)


def sent(
    process: Process, content: AgreementContent = CONTENT, *, at: datetime = MORNING, **more: Any
) -> AgreementVersion:
    version = drafted(process, content, at=at)
    return send_version(version=version, seen=version.fingerprint, by=person("aino"), at=at, **more)


def kaarlo(version: AgreementVersion) -> ContactPerson:
    contact = version.process.contact_person
    assert contact is not None
    return contact


def payer_accepts(version: AgreementVersion, *, at: datetime = LATER) -> AgreementVersion:
    return accept_for_payer(version=version, seen=version.fingerprint, contact=kaarlo(version), at=at)


def member_of(version: AgreementVersion, name: str = "Bertta S.") -> Member:
    return version.process.members.get(name=name)


def member_says_yes(
    version: AgreementVersion, name: str = "Bertta S.", *, at: datetime = LATER
) -> AgreementVersion:
    member = member_of(version, name)
    return accept_as_member(version=version, seen=version.fingerprint, member=member, at=at)


def in_force(process: Process, content: AgreementContent = CONTENT) -> AgreementVersion:
    return payer_accepts(sent(process, content))


def dearer(content: AgreementContent = CONTENT) -> AgreementContent:
    return replace(content, price=Price(cents=18_000))


def other_goal(content: AgreementContent = CONTENT) -> AgreementContent:
    goal = FrameGoal(id=GOAL, wording="Vastuut on kirjattu")
    return replace(content, frame_goals=(goal,))


def later_dates(content: AgreementContent = CONTENT) -> AgreementContent:
    return replace(content, dates=Timetable(starts_on=date(2026, 8, 1), ends_on=date(2027, 6, 30)))


def of_kind(kind: AgreementKind) -> AgreementContent:
    """The same agreement between others."""
    supervisor, payer, members = CONTENT.parties
    if kind == AgreementKind.TWO_PARTY:
        bertta = Party(kind=PartyKind.PAYER, name="Bertta Salo")
        return replace(CONTENT, kind=kind, parties=(supervisor, bertta), presence=None, manager_role=None)
    if kind == AgreementKind.INTERNAL:
        dora = Party(kind=PartyKind.COORDINATOR, name="Dora Lehto")
        return replace(CONTENT, kind=kind, parties=(supervisor, dora, members), price=Price())
    if kind == AgreementKind.FOUR_PARTY:
        ella = Party(kind=PartyKind.UNIT_MANAGER, name="Ella")
        return replace(CONTENT, kind=kind, parties=(supervisor, payer, ella, members))
    return CONTENT
