"""The honest page about the locked notes, and the ways that lead to it: for those who may have some, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import person, process_of
from tests.doors import enter, enter_by_door
from tuokio.people.models import ContactPerson
from tuokio.supervision.models import Member, Process
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db


@pytest.fixture
def aino(client: Client) -> Client:
    enter(client, person("aino"))
    return client


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


@pytest.fixture
def bertta(process: Process) -> Client:
    Member.objects.filter(process=process, name=process.members.earliest("name").name).update(
        person=person("bertta")
    )
    browser = Client()
    enter(browser, person("bertta"))
    return browser


@pytest.mark.parametrize(
    ("language", "limit", "press"),
    [
        ("fi", "Tätä ei voi estää, mutta sen voi huomata", "Avaa lukitut muistiinpanot"),
        ("sv", "Detta kan inte förhindras, men det kan märkas", "Öppna de låsta anteckningarna"),
        ("en", "This cannot be prevented, but it can be noticed", "Open the locked notes"),
    ],
)
def test_the_page_says_what_it_cannot_do_in_the_readers_language(
    client: Client, language: str, limit: str, press: str
):
    reader = person("aino")
    reader.language = language
    reader.save()
    enter(client, reader)

    page = client.get("/vault/").text

    assert limit in page and press in page
    assert "tuokio verify-assets http://oma.tuokio.localhost" in page


def test_the_button_leads_over_and_the_word_stays_out_of_what_servers_are_sent(aino: Client, settings: Any):
    answer = aino.post("/vault/enter/")

    host, _sign, word = answer.headers["location"].partition("#in=")
    assert host == f"{settings.VAULT_ORIGIN}/"
    assert len(word) > 20
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_only_where_the_notes_share_the_host_is_it_called_weaker(aino: Client, settings: Any):
    weaker = "heikompi kuin oma osoite"
    assert weaker not in aino.get("/vault/").text

    settings.VAULT_SHARES_HOST, settings.VAULT_PATH = True, "/oma/"
    assert weaker in aino.get("/vault/").text


def test_a_supervisor_finds_them_on_the_page_of_a_process_and_in_the_menu(aino: Client, process: Process):
    page = aino.get(f"/processes/{process.pk}/").text

    assert 'id="locked-notes"' in page
    assert page.count('action="/vault/enter/"') == 2  # to the notes, and straight to the workroom
    assert f'name="room" value="{process.pk}"' in page
    assert '<li><a href="/vault/">Lukitut muistiinpanot</a></li>' in page


def test_an_enquiry_that_may_come_to_nothing_has_none(aino: Client, process: Process):
    Process.objects.filter(pk=process.pk).update(state=ProcessState.ENQUIRED)

    assert 'id="locked-notes"' not in aino.get(f"/processes/{process.pk}/").text


def test_a_supervisee_finds_a_journal_at_home_and_the_page_in_the_frame_of_a_phone(bertta: Client):
    home = bertta.get("/home/").text

    assert "Oppimispäiväkirja" in home
    assert home.count('action="/vault/enter/"') == 1
    assert 'class="phone"' in bertta.get("/vault/").text


def test_who_takes_part_in_nothing_is_offered_no_journal():
    browser = Client()
    enter(browser, person("veera"))

    assert "Oppimispäiväkirja" not in browser.get("/home/").text


def test_the_one_who_orders_sees_nothing_of_it(process: Process):
    browser = Client()
    assert process.payer is not None
    enter_by_door(browser, ContactPerson.objects.get(organisation=process.payer))

    addresses = ("/commissioner/", f"/commissioner/processes/{process.pk}/")
    answers = [browser.get(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [200, 200]
    page = "".join(answer.text for answer in answers)
    assert "vault" not in page and "Lukitut" not in page
    assert browser.get("/vault/").status_code == 302
