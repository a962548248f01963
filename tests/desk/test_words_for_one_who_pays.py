"""One who comes alone and pays for herself is not told of a group, nor of a commissioner, where there is none."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.agreement.agreement_cast import drafted, of_kind, self_payer_process
from tests.cast import person, process_of
from tests.doors import enter, enter_by_door
from tests.goals.goal_cast import goal_of
from tests.mapping.conversation_cast import mapped_process, tell
from tuokio.people.models import ContactPerson, Organisation
from tuokio.supervision.models import Process
from tuokio.terms.agreement_words import AgreementKind
from tuokio.terms.words import FormOfWork, OrganisationKind

pytestmark = pytest.mark.django_db
OTHERS = re.compile(r"\b(?:tilaaja|ryhmä)\w*", re.IGNORECASE)


def begun(client: Client) -> Process:
    """A running process with a goal, which Aino leads and Bertta takes part in."""
    process = process_of(person("aino"), form=FormOfWork.INDIVIDUAL, member_names=("Bertta S.",))
    goal_of(process)
    enter(client, person("aino"))
    return process


def main_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text.partition("<main")[2].partition("</main>")[0]


def she_pays(process: Process) -> ContactPerson:
    Organisation.objects.update(kind=OrganisationKind.SELF_PAYER)
    assert process.contact_person is not None
    return ContactPerson.objects.get(pk=process.contact_person.pk)


@pytest.mark.parametrize("page", ["desk:process", "goals:goals", "goals:new", "evaluation:evaluation"])
def test_the_supervisors_pages_speak_of_two(client: Client, page: str) -> None:
    process = begun(client)
    address = reverse(page, args=[process.pk])
    assert OTHERS.search(main_of(client, address))

    she_pays(process)

    assert OTHERS.findall(main_of(client, address)) == []


@pytest.mark.parametrize("page", ["desk:home", "goals:mine"])
def test_her_own_pages_speak_of_two(client: Client, page: str) -> None:
    process = begun(client)
    enter(client, person("bertta"))
    address = reverse(page, args=[process.pk] if page == "goals:mine" else [])
    assert OTHERS.search(main_of(client, address))

    she_pays(process)

    assert OTHERS.findall(main_of(client, address)) == []


def test_her_page_as_payer_is_her_own(client: Client) -> None:
    process = begun(client)
    address = reverse("desk:commissioner")
    assert process.contact_person is not None
    enter_by_door(client, process.contact_person)
    assert "Näkyy tilaajalle" in main_of(client, address)

    she_pays(process)

    page = main_of(client, address)
    assert OTHERS.findall(page) == []
    assert "Näkyy maksajalle" in page


def test_one_person_whom_the_employer_pays_has_a_commissioner_and_no_group(client: Client) -> None:
    process = begun(client)

    page = main_of(client, reverse("desk:process", args=[process.pk]))

    assert "Tasot näette te kaksi · sanat myös tilaaja" in page
    assert "Näkyy tilaajalle" in page
    assert "Ryhmä näkee" not in page


def test_two_who_pay_themselves_are_still_a_group(client: Client) -> None:
    process = begun(client)
    she_pays(process)
    Process.objects.update(form=FormOfWork.PAIR)

    page = main_of(client, reverse("goals:goals", args=[process.pk]))

    assert "Ryhmä näkee" in page
    assert "te kaksi" not in page


def test_who_accepts_once_is_not_asked_when_to_accept(client: Client) -> None:
    process = self_payer_process()
    version = drafted(process, of_kind(AgreementKind.TWO_PARTY))
    enter(client, person("aino"))
    address = reverse("agreement:sending", args=[process.pk])
    assert "Milloin ohjattavilta kysytään?" not in client.get(address).text

    client.post(address, {"seen": version.fingerprint, "ask_now": "now"})

    version.refresh_from_db()
    assert version.state == "sent"
    assert list(process.members.filter(asks__isnull=False)) == []


def test_who_said_that_they_pay_is_the_payer_that_is_chosen(client: Client) -> None:
    process = mapped_process()
    Process.objects.update(payer=None, contact_person=None, unit=None)
    enter(client, person("aino"))
    page = reverse("desk:process", args=[process.pk])
    plain = reverse("supervision:frame", args=[process.pk])
    assert f'"{plain}"' in client.get(page).text

    tell(process, {"attending": 1, "payer": "self"})

    shown = client.get(page).text
    assert f'"{plain}?payer=self"' in shown
    assert "Merkitse maksaja" in shown
    chosen = re.compile(r'<input[^>]*name="payer_kind"[^>]*value="self"[^>]*\bchecked')
    assert chosen.search(client.get(f"{plain}?payer=self").text)
    assert not chosen.search(client.get(plain).text)


def test_a_payer_that_is_named_stays_whatever_was_said(client: Client) -> None:
    process = mapped_process()
    tell(process, {"attending": 1, "payer": "self"})
    enter(client, person("aino"))
    plain = reverse("supervision:frame", args=[process.pk])

    assert f'"{plain}"' in client.get(reverse("desk:process", args=[process.pk])).text
    chosen = re.compile(r'<input[^>]*name="payer_kind"[^>]*value="known"[^>]*\bchecked')
    assert chosen.search(client.get(f"{plain}?payer=self").text)
