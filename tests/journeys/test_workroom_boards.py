"""The boards of a meeting in a real browser: circle of influence, force field, strain and resources, solutions."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import person as named
from tests.cast import process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of, through
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.workroom_page import (
    begins_meeting,
    ends_meeting,
    joins,
    shows_square,
    to_room,
    to_tool,
    to_workroom,
)
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LOOKS = (PHONE_DARK, DESK_LIGHT)
PICTURES = os.environ.get("PICTURES")  # a folder, when somebody wants to look at the pages afterwards


@pytest.fixture
def process() -> Process:
    return process_of(named("aino"))


def is_good(page: Page, name: str) -> None:
    assert faults_of(page, LOOKS) == []
    for screen in LOOKS if PICTURES else ():
        through(page, screen)
        page.screenshot(path=Path(str(PICTURES)) / f"{name}-{screen.width}.png", full_page=True)
    through(page, DESK_LIGHT)


def in_meeting(window: Open, process: Process) -> Page:
    page = with_notes(window, "aino")
    to_workroom(page, process)
    begins_meeting(page, 75)
    return page


def begins(page: Page, tool: str, subject: str) -> None:
    to_tool(page, tool)
    page.get_by_label("Mistä on kyse?").fill(subject)
    page.get_by_role("button", name="Aloita", exact=True).click()
    page.get_by_role("heading", name=subject, level=1).wait_for()


def adds(page: Page, place: str, *items: str) -> None:
    """By the keyboard alone: Enter adds, and the cursor stays for the next."""
    page.get_by_label(f"Lisää: {place}").first.focus()
    for item in items:
        page.keyboard.type(item)
        page.keyboard.press("Enter")
        lists(page, place).get_by_text(item, exact=True).wait_for()


def lists(page: Page, place: str) -> Locator:
    return page.locator(".lists > section").filter(has=page.get_by_role("heading", name=place))


def opens(page: Page, item: str) -> Locator:
    page.get_by_role("button", name=f"Muuta: {item}", exact=True).press("Enter")
    return page.locator(".lists-item").filter(has=page.get_by_text(item, exact=True).first)


def comes_again(page: Page, heading: str) -> None:
    """To the room and back: what is shown then was read from where it is kept."""
    to_room(page)
    page.get_by_role("button", name="Muistiinpanoihin").click()
    page.get_by_role("button", name="Työhuone").first.click()
    to_tool(page, heading)


def test_a_matter_is_sorted_into_rings_and_taken_further(window: Open, process: Process) -> None:
    page = in_meeting(window, process)
    begins(page, "Vaikutuspiiri", "Aamun sijaiset")
    adds(page, "Minun käsissäni", "Kerron ajoissa, kun en pääse", "Pyydän apua")
    adds(page, "Muiden käsissä", "Kuka sijaisen kutsuu")
    opened = opens(page, "Kuka sijaisen kutsuu")
    opened.get_by_role("button", name="Meidän käsissämme").press("Enter")
    expect(lists(page, "Meidän käsissämme").locator(".lists-item")).to_have_count(1)
    expect(page.get_by_text("Minun käsissäni 2, meidän 1, muiden 0, ei muutettavissa 0.")).to_be_visible()

    opened.get_by_label("Ensimmäinen askel").fill("Sovitaan rinki tiistain palaverissa")
    opened.get_by_role("button", name="Tee tästä sovittu asia").click()
    expect(opened.locator(".badge", has_text="Sovittu asia")).to_be_visible()
    opened.get_by_role("button", name="Vie rakenteista tehtyihin havaintoihin").click()
    expect(opened.locator(".badge", has_text="Havaintona rakenteista")).to_be_visible()
    is_good(page, "influence")
    to_room(page)
    agreed = "Kuka sijaisen kutsuu: Sovitaan rinki tiistain palaverissa"
    expect(page.get_by_text(agreed).first).to_be_visible()
    ends_meeting(page)
    begins_meeting(page, 120)
    to_tool(page, "Vaikutuspiiri")
    page.get_by_role("button", name="Aamun sijaiset").click()
    opened = opens(page, "Kuka sijaisen kutsuu")
    opened.get_by_role("button", name="Minun käsissäni").press("Enter")
    expect(opened.get_by_text("Viimeksi: Meidän käsissämme")).to_be_visible()
    expect(opened.get_by_text("Ensimmäinen askel: Sovitaan rinki tiistain palaverissa")).to_be_visible()


def test_forces_are_weighed_and_their_sums_said_in_words(window: Open, process: Process) -> None:
    page = in_meeting(window, process)
    begins(page, "Voimakenttä", "Uusi palaverirunko")
    page.get_by_label("Muutos yhdellä lauseella").fill("Palaveri alkaa asialistasta.")
    adds(page, "Vie eteenpäin", "Kaikki ovat väsyneet venymiseen", "Johtaja on mukana")
    adds(page, "Jarruttaa", "Lista jää viime hetkeen")
    opened = opens(page, "Lista jää viime hetkeen")
    opened.get_by_role("button", name="5", exact=True).press("Enter")
    expect(
        page.get_by_text(
            "2 asiaa vie muutosta eteenpäin, yhteensä 6; 1 asia jarruttaa, yhteensä 5. Nyt eteenpäin vievä puoli painaa enemmän."
        )
    ).to_be_visible()
    opened.get_by_label("Miten kevennämme tätä").fill("Lista avataan jo perjantaina")
    is_good(page, "forces")
    expect(page.get_by_label("Muutos yhdellä lauseella")).to_have_value("Palaveri alkaa asialistasta.")


def test_phones_name_what_takes_and_what_gives_strength(window: Open, process: Process) -> None:
    page = in_meeting(window, process)
    oona = joins(window, shows_square(page), "Oona")
    to_tool(page, "Kuormitus ja voimavarat")
    page.get_by_role("button", name="Kysy puhelimilla").click()
    oona.get_by_role("heading", name="Mikä työssä vie voimiasi, ja mikä antaa niitä?").wait_for()
    oona.get_by_label("Omin sanoin").fill("Työpari, joka kysyy miten jaksan")
    oona.get_by_role("radio", name="Antaa voimia").check()
    page.get_by_label("Lisää: Vie voimia").first.press_sequentially("Keskey")
    oona.get_by_role("button", name="Lähetä").click()
    lists(page, "Antaa voimia").get_by_text("Työpari, joka kysyy miten jaksan").wait_for()
    page.keyboard.type("tykset")  # what was being typed goes on where it was
    page.keyboard.press("Enter")
    expect(lists(page, "Vie voimia").locator(".rowt")).to_have_text(["Keskeytykset"])
    is_good(page, "strain")
    page.get_by_role("button", name="Ota kysymys pois puhelimista").click()
    oona.get_by_text("Juuri nyt sinulta ei kysytä mitään", exact=False).wait_for()


def test_what_worked_is_found_again_over_all_problems(window: Open, process: Process) -> None:
    page = in_meeting(window, process)
    to_tool(page, "Ratkaisutaulu")

    def problem(words: str, *ways: str) -> Locator:
        page.get_by_label("Uusi pulma").fill(words)
        page.keyboard.press("Enter")
        card = page.locator("section[data-problem]").filter(has=page.get_by_role("heading", name=words))
        for way in ways:
            card.get_by_label("Keino, jota voisi kokeilla").fill(way)
            page.keyboard.press("Enter")
            card.get_by_text(way, exact=True).wait_for()
        return card

    problem("Palaveri venyy", "Asialista edellisenä päivänä")
    mornings = problem("Aamulla puuttuu kaksi", "Rinki sijaisista", "Johtaja soittaa")
    went(page, mornings, "Rinki sijaisista", "toimi", "Rinkiin tarvitaan kolme")
    went(page, mornings, "Johtaja soittaa", "ei toiminut", "Johtaja on silloin itse matkalla")
    is_good(page, "solutions")

    page.get_by_role("button", name="Mikä toimi").press("Enter")
    expect(page.get_by_text("Löytyi 1 keino.")).to_be_visible()
    expect(page.locator("section[data-problem]:visible")).to_have_count(1)
    page.get_by_role("button", name="Kaikki", exact=True).click()
    page.get_by_label("Etsi, mitä opittiin").fill("matkalla")
    expect(page.locator("li[data-option]:visible .rowt")).to_have_text(["Johtaja soittaa"])
    comes_again(page, "Ratkaisutaulu")
    expect(page.get_by_label("Etsi, mitä opittiin")).to_have_value("")
    expect(page.locator("li[data-option]:visible")).to_have_count(3)


def went(page: Page, card: Locator, way: str, how: str, learnt: str) -> None:
    toggle: Callable[[], None] = page.get_by_role("button", name=f"Muuta: {way}", exact=True).click
    toggle()
    option = card.locator("li[data-option]").filter(has=page.get_by_text(way, exact=True).first)
    option.get_by_role("button", name=how, exact=True).click()
    option.get_by_label("Mitä opittiin").fill(learnt)
    toggle()
    expect(option.get_by_text(learnt).first).to_be_visible()
