"""Pages that gather what the rooms hold ask as much of sixty offers, agreements, evaluations and goals as of one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.doors import enter_by_door
from tuokio.agreement.models import AgreementVersion, Offer
from tuokio.desk.demo.crowd import make_crowd, making
from tuokio.evaluation.models.waves import Wave
from tuokio.goals.models import Goal
from tuokio.kit.clock import now
from tuokio.people.models import ContactPerson, Person, Practice
from tuokio.supervision.models import Member, Process
from tuokio.terms.acceptance_words import VersionState
from tuokio.terms.words import ProcessState, Standing

pytestmark = pytest.mark.django_db
FEW, MANY = 1, 60


def house(monkeypatch: pytest.MonkeyPatch, running: int) -> Practice:
    """One supervisor and one payer with so many running processes, and as many that have ended."""
    monkeypatch.setattr(making, "PROCESSES_OF_ONE", 2 * running)
    monkeypatch.setattr(making, "RUNNING_OF_ONE", running)
    monkeypatch.setattr(making, "PROCESSES_OF_PAYER", 2 * running)
    make_crowd(making.MEMBERS * 2 * running, running, lambda _line: None)
    practice = Practice.objects.get(slug=f"crowd-{running}-0")
    lately = now() - timedelta(days=2)
    Offer.objects.filter(process__practice=practice).update(answered_at=lately)  # so that each is shown
    return practice


def running(practice: Practice) -> Process:
    found = practice.processes.filter(state=ProcessState.RUNNING).order_by("pk").first()
    assert found is not None
    return found


def asked(client: Client, address: str) -> tuple[int, str]:
    """How many questions the page asks once everything is warm, and the page."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as found:
        page = client.get(address).content.decode()
    return len(found), page


def gather(practice: Practice) -> Process:
    """Lay what all processes of the practice have into one of them."""
    one = running(practice)
    number = {"process__practice": practice}
    others = AgreementVersion.objects.filter(**number).exclude(process=one).order_by("pk")
    for place, version in enumerate(others, start=2):
        others.filter(pk=version.pk).update(process=one, number=place, state=VersionState.SUPERSEDED)
    offers = Offer.objects.filter(**number).exclude(process=one).order_by("pk")
    for place, offer in enumerate(offers, start=2):
        offers.filter(pk=offer.pk).update(process=one, number=place)
    Goal.objects.filter(**number).update(process=one)
    Wave.objects.filter(**number).exclude(pk__in=Wave.objects.open()).update(process=one)
    return one


def test_the_page_of_a_process(client: Client, monkeypatch: pytest.MonkeyPatch):
    counts = []
    for many in (FEW, MANY):
        practice = house(monkeypatch, many)
        one = gather(practice)
        client.force_login(Person.objects.get(roles__practice=practice, roles__standing=Standing.OWNER))
        count, page = asked(client, f"/processes/{one.pk}/")
        counts.append(count)
        assert page.count('<ol class="gas"') == one.goals.count() >= 2 * many
    assert counts[0] == counts[1]


def test_the_page_of_a_commissioner(client: Client, monkeypatch: pytest.MonkeyPatch):
    counts = []
    for many in (FEW, MANY):
        contact = ContactPerson.objects.get(practice=house(monkeypatch, many))
        enter_by_door(client, contact, at=now())
        count, page = asked(client, "/commissioner/")
        counts.append(count)
        assert len(re.findall(r'href="/commissioner/agreements/[^"]+/"', page)) == many
        assert len(re.findall(r'href="/commissioner/offers/[^"]+/"', page)) == many
        assert len(re.findall(r'id="goals-\d+-', page)) == many
    assert counts[0] == counts[1]


def test_the_phone_of_a_supervisee(client: Client, monkeypatch: pytest.MonkeyPatch):
    counts = []
    for many in (FEW, MANY):
        practice = house(monkeypatch, many)
        person = Person.objects.get(
            pk=Member.objects.get(process=running(practice), person__isnull=False).person_id
        )
        for process in practice.processes.filter(state=ProcessState.RUNNING).exclude(members__person=person):
            first = process.members.exclude(person=None).get()
            process.members.filter(pk=first.pk).update(person=person)
        waves = Wave.objects.filter(process__practice=practice, closed_at__isnull=False)
        waves.update(closed_at=now() - timedelta(days=2))  # so that what may be told of each is shown
        client.force_login(person)
        count, page = asked(client, "/home/")
        counts.append(count)
        assert len(re.findall(r'href="/my/agreements/[^"]+/"', page)) == many
        assert len(re.findall(r'href="/my/goals/[^"]+/"', page)) == many
        assert len(set(re.findall(r'id="(wave-[^"]+)"', page))) >= many
    assert counts[0] == counts[1]
