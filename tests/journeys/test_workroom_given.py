"""Something leaves the workroom in a real browser: seen first, answered alone, given, blocked unseen, asked back."""

from __future__ import annotations

import os

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.doors import enter, enter_by_door
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, DESK_LIGHT, PHONE_DARK, faults_of, through
from tests.journeys.test_answers_by_keyboard import at
from tests.journeys.test_circle_of_notes import comes_together
from tests.journeys.workroom_page import (
    begins_meeting,
    ends_meeting,
    joins,
    shows_square,
    to_room,
    to_workroom,
)
from tests.workroom.out_cast import Circle, quality
from tuokio.people.models import ContactPerson
from tuokio.supervision.models import Process
from tuokio.workroom.models import OutOfRoom, OutVoice

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

GOOD = "Jokainen lapsi otetaan aamulla vastaan."
NOTED = "Vuorolista tulee kolme päivää ennen"


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"), member_names=("Bertta S.", "Henna"))


def shows(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        for screen in (PHONE_DARK, DESK_LIGHT):
            through(page, screen)
            page.screenshot(path=f"{folder}/{name}-{screen.width}.png", full_page=True)


def to_given(page: Page) -> None:
    page.get_by_role("button", name="Tilaajalle annettavat", exact=True).click()
    page.locator("#out-offers, #out-waits, #out-all").first.wait_for()


def answers(page: Page, word: str) -> None:
    """Bertta answers from the phone page of the running meeting, in her own locked notes."""
    page.get_by_role("button", name="Vastaa yksin").click()
    page.get_by_label(word).check()
    page.locator("[id^=say-]").click()
    page.get_by_text("Sanasi on tallessa.").wait_for()


def seen_by_commissioner(process: Process) -> str:
    assert process.payer is not None
    client = Client()
    enter_by_door(client, ContactPerson.objects.get(organisation=process.payer))
    return client.get("/commissioner/").content.decode()


def test_what_the_group_agrees_to_is_given_and_what_a_guest_blocks_is_not(
    window: Open, process: Process
) -> None:
    aino, bertta = comes_together(window, process)
    to_workroom(aino, process)
    aino.get_by_role("button", name="Laatuvaatimukset", exact=True).click()
    aino.locator("#quality-add").fill(GOOD)
    aino.keyboard.press("Enter")
    aino.get_by_role("button", name="Anna tilaajalle").first.click()
    aino.locator("#out-preview").get_by_text(GOOD).wait_for()
    assert OutOfRoom.objects.count() == 0
    shows(aino, "given-preview")
    assert faults_of(aino, BOTH) == []
    aino.locator("#out-propose").click()
    aino.locator('[data-out="proposed"]').wait_for()

    to_room(aino)
    begins_meeting(aino, 75)
    oona = joins(window, shows_square(aino), "Oona")
    to_given(aino)
    aino.get_by_role("button", name="Näytä puhelimissa").click()
    oona.get_by_text(GOOD).wait_for()
    shows(oona, "given-guest")
    assert faults_of(oona, BOTH) == []
    bertta.get_by_role("button", name="Työhuone").first.click()
    bertta.get_by_role("button", name="Vastaa yksin").wait_for()
    answers(bertta, "Tämän voi antaa tällaisenaan")
    shows(bertta, "given-answer")
    assert faults_of(bertta, BOTH) == []
    aino.get_by_role("button", name="Katso uudelleen").click()
    aino.locator('[data-out="proposed"]').wait_for()  # a guest is in the room yet
    assert GOOD not in seen_by_commissioner(process)

    aino.locator("#observation-text").fill(NOTED)
    aino.locator("#observation-add").click()
    aino.locator("#out-observations [id$=-give]").click()
    aino.locator("#out-propose").click()
    noted = aino.locator('[data-out="proposed"]').filter(has_text=NOTED)
    noted.get_by_role("button", name="Näytä puhelimissa").click()
    oona.get_by_text(NOTED).wait_for()
    oona.get_by_role("button", name="En halua, että tämä annetaan").click()
    oona.get_by_text("Vastauksesi on tallessa").wait_for()
    to_room(aino)
    ends_meeting(aino)
    to_given(aino)
    assert OutVoice.objects.filter(about__fingerprint=OutOfRoom.objects.last().fingerprint).count() == 2  # type: ignore[union-attr]  # there is one by now

    aino.get_by_role("button", name="Anna tilaajalle").click()
    aino.locator('[data-out="given"]').wait_for()
    shows(aino, "given-all")
    assert faults_of(aino, BOTH) == []
    page = seen_by_commissioner(process)
    assert GOOD in page
    assert NOTED not in page

    aino.get_by_role("button", name="Pyydä takaisin").click()
    aino.locator('[data-out="asked_back"]').wait_for()
    assert GOOD not in seen_by_commissioner(process)


def test_what_was_given_is_read_by_everyone_it_concerns_at_the_main_host(window: Open) -> None:
    circle = Circle()
    circle.given()
    circle.given(quality(GOOD))
    back = circle.given(quality("Tämä pyydettiin takaisin."))
    circle.aino.asks("POST", f"out/{back.id}/asking-back")
    circle.proposed(quality("Vielä lukittu."))
    assert circle.process.payer is not None
    visitors = {"kaarlo": Client(), "aino": Client(), "bertta": Client()}
    enter_by_door(visitors["kaarlo"], ContactPerson.objects.get(organisation=circle.process.payer))
    for who in ("aino", "bertta"):
        enter(visitors[who], person(who))
    for who, address in (
        ("kaarlo", "/commissioner/"),
        ("aino", f"/processes/{circle.process.pk}/given/"),
        ("bertta", f"/my/given/{circle.process.pk}/"),
        ("bertta", "/home/"),
    ):
        page = at(window(DESK_LIGHT), visitors[who], address)
        shows(page, f"main-{who}-{address.strip('/').partition('/')[0]}")
        assert faults_of(page, BOTH) == []
        assert "Vielä lukittu" not in page.content()
        if address != "/home/":
            assert GOOD in page.content()
