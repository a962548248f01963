"""Who opens what: one table for the whole house, one file per context (see test_who_opens_what.py).

A context's file holds `WHO_OPENS`: its addresses, each with the visitors it opens for. An address is its route
with `<uuid:process_id>` written `{process_id}`. A bare set is about GET; `Row` says more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import commissioner, person, process_of, shared_practice, solo_practice
from tests.doors import enter, enter_by_door
from tuokio.kit.clock import now, today
from tuokio.meetings.models import Substitute
from tuokio.people.models import ContactPerson, Organisation, Person, Practice, Unit
from tuokio.people.usecases import give_role
from tuokio.supervision.models import Lead, Member, Process
from tuokio.terms.words import Standing

BY_DOOR = ("kaarlo", "kielo")
BY_SIGN_IN = ("aino", "bertta", "veera", "dora", "olavi", "saara", "pekka", "sari", "orvokki", "outi")
SIGNED_IN = frozenset(BY_SIGN_IN)
ALL = frozenset({"nobody", *BY_DOOR, *BY_SIGN_IN})
OF_THE_PRACTICE = frozenset({"aino", "dora", "olavi", "saara", "pekka", "sari"})


@dataclass(frozen=True)
class Row:
    """Who opens one address, and how it is asked."""

    who: Iterable[str]
    post: dict[str, Any] | None = None  # ask by POST, with these values
    query: str = ""
    ids: dict[str, str] = field(default_factory=dict)  # for this row only


@dataclass(frozen=True)
class World:
    """Something real behind every address."""

    practice: Practice
    process: Process
    organisation: Organisation
    contact: ContactPerson
    other_contact: ContactPerson
    unit: Unit
    member: Member
    people: dict[str, Person]

    @property
    def ids(self) -> dict[str, str]:
        """The placeholders that every context may use."""
        return {
            "practice_id": str(self.practice.pk),
            "process_id": str(self.process.pk),
            "organisation_id": str(self.organisation.pk),
            "contact_id": str(self.contact.pk),
            "unit_id": str(self.unit.pk),
            "member_id": str(self.member.pk),
            "person_id": str(self.people["bertta"].pk),
        }


def the_world() -> World:
    """Aino leads a running group of Bertta and Veera in Olavi's practice; Veera has left, Pekka led it before."""
    at = now()
    people = {who: person(who) for who in BY_SIGN_IN}
    practice = shared_practice()
    for who in ("aino", "pekka", "sari"):
        give_role(practice=practice, person=people[who], standing=Standing.SUPERVISOR, by=None, at=at)
    solo_practice(people["orvokki"])
    commissioner(solo_practice(people["orvokki"]), "Muu tilaaja")
    process = process_of(people["aino"], practice=practice, member_names=("Bertta S.", "Veera V.", "T. K."))
    Lead.objects.create(
        process=process,
        supervisor=people["pekka"],
        from_on=today() - timedelta(days=900),
        until_on=today() - timedelta(days=400),
    )
    Member.objects.filter(process=process).update(joined_on=today() - timedelta(days=900))
    Member.objects.filter(process=process, name="Veera V.").update(
        person=people["veera"], left_on=today() - timedelta(days=30)
    )
    Substitute.objects.create(
        practice=practice,
        supervisor=people["aino"],
        person=people["sari"],
        since=today() - timedelta(days=30),
    )
    organisation = process.payer
    assert organisation is not None
    other = commissioner(practice, "Toinen tilaaja")
    other_contact = other.contact_persons.get()
    other_contact.name, other_contact.email = "Kielo Aho", "kielo@example.org"
    other_contact.save()
    return World(
        practice=practice,
        process=process,
        organisation=organisation,
        contact=organisation.contact_persons.get(),
        other_contact=other_contact,
        unit=Unit.objects.create(practice=practice, organisation=organisation, name="Pohjoinen yksikkö"),
        member=process.members.get(name="Bertta S."),
        people=people,
    )


def visitors(world: World) -> dict[str, Client]:
    """A browser for each of them, come in the way they come."""
    browsers = {who: Client() for who in ("nobody", *BY_DOOR, *BY_SIGN_IN)}
    enter_by_door(browsers["kaarlo"], world.contact)
    enter_by_door(browsers["kielo"], world.other_contact)
    for who in BY_SIGN_IN:
        enter(browsers[who], world.people[who])
    return browsers


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """Every address that the house answers, with its placeholders as {name}."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(one.pattern))
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from addresses(one, route)


@contextmanager
def as_it_was() -> Iterator[None]:
    """Whatever is done inside is undone at its end, in both databases."""
    with transaction.atomic(), transaction.atomic(using="keys"):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")
