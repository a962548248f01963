"""Who accepts for the side that orders: the payer's contact person, the unit's line manager, the coordinator."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.kit.letters import write_to
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.words import Standing


def contacts_asked(version: AgreementVersion) -> list[ContactPerson]:
    """Whose door leads to it for the side that orders: the payer's, in a four-party agreement the unit's too."""
    process = version.process
    if process.payer is None or version.kind == AgreementKind.INTERNAL:
        return []
    known = [one for one in process.payer.contact_persons.filter(ended_on=None) if one.email]
    wanted = [one for one in known if party_of_contact(one, version) in set(version.concerns)]
    if version.kind == AgreementKind.FOUR_PARTY:
        return wanted
    named = [one for one in wanted if one.pk == process.contact_person_id]
    return named or wanted[:1]


def party_of_contact(contact: ContactPerson, version: AgreementVersion) -> PartyKind:
    """As what a contact person accepts: the unit's own in a four-party agreement, else for who pays."""
    if version.kind == AgreementKind.FOUR_PARTY and contact.unit_id:
        return PartyKind.UNIT_MANAGER
    return PartyKind.PAYER


def coordinators_of(process: Process) -> list[Person]:
    """Who coordinates in the house of an internal process."""
    roles = process.practice.roles.filter(standing=Standing.COORDINATOR, ended_on=None)
    return [role.person for role in roles.select_related("person").order_by("since", "pk")]


def tell_coordinator(person: Person, process: Process, *, at: datetime) -> None:
    """A mail that something waits; never what."""
    if not person.email or not person.is_active:
        return
    write_to(
        person,
        kind="something waits",
        subject=lambda: _("Something waits for you in Tuokio"),
        text=lambda: (
            _("Hello,\n\nSomething waits for you in Tuokio:\n%(address)s\n")
            % {"address": settings.BASE_ADDRESS + "/"}
        ),
        at=at,
        practice_id=process.practice_id,
    )
