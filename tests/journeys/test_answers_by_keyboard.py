"""What commissioner and supervisee are asked for is answered by the keyboard alone, and with scripts switched off."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.agreement.agreement_cast import agreeing_process
from tests.agreement.agreement_cast import sent as sent_agreement
from tests.agreement.offer_cast import mapped
from tests.agreement.offer_cast import sent as sent_offer
from tests.cast import person
from tests.doors import enter_by_door
from tests.evaluation.summary_cast import given, in_group
from tests.evaluation.summary_cast import group as group_with_phones
from tests.evaluation.waves_cast import group as group_with_statements
from tests.evaluation.waves_cast import opened
from tests.journeys.conftest import Open, Window
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK
from tests.journeys.test_keyboard_and_zoom import carry, enter_goes_on, signed_in, tab_to
from tuokio.kit.clock import now
from tuokio.people.models import ContactPerson
from tuokio.terms.words import WayIn

pytestmark = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


def kaarlos(window: Open, contact: ContactPerson | None, scripts: bool) -> Page:
    """Kaarlo's own browser, through the door."""
    assert contact is not None
    client = Client()
    enter_by_door(client, contact)
    return at(window(DESK_LIGHT, scripts=scripts), client, "/commissioner/")


def berttas(window: Open, scripts: bool) -> Page:
    return at(window(PHONE_DARK, scripts=scripts), signed_in("bertta"), "/home/")


def at(one: Window, client: Client, address: str) -> Page:
    carry(client, one)
    return one.go(address)


def goes_on(page: Page, words: str) -> None:
    tab_to(page, words)
    enter_goes_on(page)


def test_an_offer_is_accepted(window: Open, scripts: bool) -> None:
    process = mapped()
    sent_offer(process, at=now())
    page = kaarlos(window, process.contact_person, scripts)

    goes_on(page, "Lue ja vastaa")
    goes_on(page, "Hyväksyn tarjouksen")

    expect(page.locator("main")).to_contain_text("tarjous on hyväksytty")
    assert process.offers.get().state == "accepted"


def test_an_agreement_is_accepted_by_the_payer_and_by_a_member(window: Open, scripts: bool) -> None:
    process = agreeing_process()
    version = sent_agreement(process, at=now())
    page = kaarlos(window, process.contact_person, scripts)
    goes_on(page, "Lue ja hyväksy")
    goes_on(page, "Hyväksyn sopimuksen")

    page = berttas(window, scripts)
    goes_on(page, "Lue ja vastaa")
    goes_on(page, "Hyväksyn omalta osaltani")

    expect(page.locator("main")).to_contain_text("Olet hyväksynyt")
    assert set(version.acceptances.values_list("party", flat=True)) == {"supervisor", "payer", "member"}


def test_an_evaluation_is_answered(window: Open, scripts: bool) -> None:
    process = group_with_statements()
    process.members.filter(name="Bertta S.").update(way_in=WayIn.MAIL)
    wave = opened(process, at=now())
    page = berttas(window, scripts)

    goes_on(page, "Vastaa")
    for question in page.get_by_role("group", name="Nyt").all():
        while not question.locator(":focus").count():
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
    goes_on(page, "Lähetä vastaukset")

    expect(page.locator("main")).to_contain_text("Vastauksesi on tallennettu")
    assert wave.sheets.get().answers.count() == 3


def test_a_word_on_a_summary_is_said(window: Open, scripts: bool) -> None:
    process = group_with_phones()
    summary = in_group(process, at=now())
    page = berttas(window, scripts)

    goes_on(page, "Lue ja vastaa")
    tab_to(page, "Tämän voi antaa tällaisenaan")
    page.keyboard.press("Space")
    goes_on(page, "Vastaa")

    assert sorted(summary.voices.values_list("word", flat=True)) == ["", "", "ok"]
    assert person("bertta").email not in page.title()


def test_a_given_summary_is_opened(window: Open, scripts: bool) -> None:
    process = group_with_phones()
    given(process)
    page = kaarlos(window, process.contact_person, scripts)

    goes_on(page, "Avaa yhteenveto")

    expect(page.locator("h1")).to_contain_text("Yhteenveto")
    expect(page.locator("main")).to_contain_text("Mitä siinä sanotaan")
