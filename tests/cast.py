"""One cast for every test: Aino supervises, Bertta is supervised, Kaarlo commissions, Dora coordinates,
Olavi owns a practice of several, Saara supervises in it, Outi is an outsider.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tuokio.people.models import ContactPerson, Organisation, Person, Practice
from tuokio.people.usecases import found_practice, give_role
from tuokio.supervision.models import Process, Term
from tuokio.supervision.usecases import Agreed, Frame, agree_terms, begin
from tuokio.terms.words import FormOfWork, OrganisationKind, PracticeKind, ProcessEvent, Standing

MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
NAMES = {
    "aino": "Aino Hurme",
    "bertta": "Bertta Salo",
    "kaarlo": "Kaarlo Virta",
    "dora": "Dora Lehto",
    "olavi": "Olavi Ranta",
    "saara": "Saara Niemi",
    "outi": "Outi Kallio",
}


def person(who: str, **fields: Any) -> Person:
    """One of the cast, made on first mention; the mail address is who@example.org."""
    found = Person.objects.filter(email=f"{who}@example.org").first()
    return found or Person.objects.create_user(
        f"{who}@example.org", name=NAMES.get(who, who.title()), **fields
    )


def solo_practice(owner: Person | None = None) -> Practice:
    """Aino's own practice."""
    owner = owner or person("aino")
    found = Practice.objects.filter(roles__person=owner, kind=PracticeKind.SOLO).first()
    return found or found_practice(
        name=f"Työnohjaus {owner.name}",
        kind=PracticeKind.SOLO,
        owner=owner,
        at=MORNING,
        email=owner.email or "",
        phone="040 123 4567",
    )


def shared_practice() -> Practice:
    """Olavi's practice, where Saara supervises and Dora coordinates."""
    found = Practice.objects.filter(slug="vire").first()
    if found:
        return found
    practice = found_practice(
        name="Vire", slug="vire", kind=PracticeKind.PRACTICE, owner=person("olavi"), at=MORNING
    )
    give_role(
        practice=practice,
        person=person("saara"),
        standing=Standing.SUPERVISOR,
        by=person("olavi"),
        at=MORNING,
    )
    give_role(
        practice=practice,
        person=person("dora"),
        standing=Standing.COORDINATOR,
        by=person("olavi"),
        at=MORNING,
    )
    return practice


def commissioner(practice: Practice, name: str = "Itäisen alueen varhaiskasvatus") -> Organisation:
    """A customer of the practice, with Kaarlo as its contact person."""
    payer, new = Organisation.objects.get_or_create(
        practice=practice, name=name, defaults={"kind": OrganisationKind.MUNICIPALITY}
    )
    if new:
        ContactPerson.objects.create(
            practice=practice, organisation=payer, name=NAMES["kaarlo"], email="kaarlo@example.org"
        )
    return payer


def process_of(supervisor: Person, *, practice: Practice | None = None, **fields: Any) -> Process:
    """A running group of Bertta and two others, paid by Kaarlo's organisation."""
    practice = practice or solo_practice(supervisor)
    payer = commissioner(practice)
    names = fields.pop("member_names", ("Bertta S.", "Henna", "T. K."))
    process = begin(
        practice=practice,
        frame=Frame(
            name=fields.pop("name", "Päiväkoti Auringon tiimi"),
            form=fields.pop("form", FormOfWork.GROUP),
            payer=payer,
            contact_person=payer.contact_persons.first(),
            member_names=names,
        ),
        event=fields.pop("event", ProcessEvent.START_SHORT),
        target=fields.pop("target", None),
        supervisor=supervisor,
        by=supervisor,
        at=fields.pop("at", MORNING),
        lead_from=fields.pop("lead_from", date(2026, 8, 1)),
    )
    member = process.members.filter(name="Bertta S.").first()
    if member:
        member.person, member.may_overlap = person("bertta"), True  # she is in every group of the cast
        member.save()
    terms_of(process, **fields)
    return process


def terms_of(process: Process, **fields: Any) -> Term:
    """Ten meetings of 75 minutes every three weeks at 160 euros."""
    agreed: dict[str, Any] = {
        "minutes": 75,
        "planned": 10,
        "interval_weeks": 3,
        "price_cents": 16_000,
        "starts_on": date(2026, 8, 1),
        **fields,
    }
    return agree_terms(process=process, agreed=Agreed(**agreed), by=None, at=MORNING)
