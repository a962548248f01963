"""The role and task map and the interface map in a real browser: by keyboard alone, over two meetings, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, faults_of
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

ROLES = "Rooli- ja tehtäväkartta"
INTERFACES = "Yhdyspintakartta"
MOST_TABS = 200


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def tabs_to(page: Page, found: Locator) -> None:
    """By the Tab key alone, as somebody without a mouse."""
    found.wait_for()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if found.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to {found}")


def writes(page: Page, *texts: str) -> None:
    """One after another into the field that has the focus, which stays there."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def chooses(page: Page, cell: str, word: str) -> None:
    """Tab to the cell and type the beginning of a word, as in any list."""
    tabs_to(page, page.get_by_role("combobox", name=cell, exact=True))
    page.keyboard.type(word)


def whole_map(page: Page) -> None:
    """Where there is room, what there is to note stands last."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("thead th:last-child").get_by_text("Huomio").wait_for()


def row(page: Page, task: str) -> list[str]:
    found = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=task))
    return [cell.replace("\n", " ") for cell in found.first.get_by_role("cell").all_inner_texts()]


def test_a_map_is_written_by_keyboard_and_compared_with_the_meeting_before(
    window: Open, process: Process
) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    to_tool(aino, ROLES)
    aino.get_by_text("Ei vielä tehtäviä.").wait_for()
    assert faults_of(aino, BOTH) == []

    tabs_to(aino, aino.get_by_role("button", name="Muokkaa karttaa"))
    aino.keyboard.press("Enter")
    tabs_to(aino, aino.get_by_label("Uusi tehtävä", exact=True))
    writes(aino, "Sijaisen kutsuminen", "Lääkehoito", "Viikkosuunnitelma")
    tabs_to(aino, aino.get_by_label("Uusi rooli tai ihminen"))
    writes(aino, "Johtaja", "Kaisa", "Ilkka")
    chooses(aino, "Sijaisen kutsuminen Kaisa", "tu")
    chooses(aino, "Sijaisen kutsuminen Ilkka", "te")
    chooses(aino, "Lääkehoito Johtaja", "p")
    chooses(aino, "Lääkehoito Kaisa", "te")
    chooses(aino, "Viikkosuunnitelma Johtaja", "p")
    chooses(aino, "Viikkosuunnitelma Kaisa", "te")
    chooses(aino, "Viikkosuunnitelma Ilkka", "te")
    aino.get_by_text("2 kohtaa kaipaa sopimista: 1 aukko ja 1 tehtävä yhden varassa. 1 on selvä.").wait_for()
    assert faults_of(aino, BOTH) == []
    aino.get_by_role("button", name="Valmis", exact=True).press("Enter")
    whole_map(aino)
    assert row(aino, "Lääkehoito") == [
        "päättää",
        "tekee",
        "– ei osaa tässä",
        "Yhden varassa: vain Kaisa tekee",
    ]

    aino.get_by_text("Lääkehoito · Yhden varassa: vain Kaisa tekee").press("Enter")
    tabs_to(aino, aino.get_by_label("Miksi näin on hyvä").last)
    writes(aino, "sovittu syksyyn asti")
    aino.get_by_text("1 kohta kaipaa sopimista: 1 aukko. 1 on hyvä näin. 1 on selvä.").wait_for()
    assert "näin on hyvä: sovittu syksyyn asti" in row(aino, "Lääkehoito")[-1]

    to_room(aino)
    ends_meeting(aino)
    begins_meeting(aino, 120)
    to_tool(aino, ROLES)
    tabs_to(aino, aino.get_by_role("button", name="Muokkaa karttaa"))
    aino.keyboard.press("Enter")
    chooses(aino, "Sijaisen kutsuminen Johtaja", "ti")
    chooses(aino, "Sijaisen kutsuminen Kaisa", "p")
    aino.get_by_role("button", name="Valmis", exact=True).press("Enter")
    whole_map(aino)
    assert row(aino, "Sijaisen kutsuminen") == [
        "tietää uusi",
        "päättää ennen: tukee",
        "tekee",
        "Yhden varassa: vain Ilkka tekee ennen: kukaan ei päättänyt",
    ]
    aino.get_by_text("2 kohtaa on toisin.").wait_for()
    picture = aino.get_by_role("img", name="Ennen ja nyt")
    assert "Aukkoja: ennen 1, nyt 0." in (picture.locator("desc").text_content() or "")
    aino.get_by_label("Rinnakkain").press("Space")
    aino.get_by_role("region", name="Ennen ja nyt, vieritettävä taulukko").wait_for()
    assert faults_of(aino, BOTH) == []


def test_a_phone_names_a_task_that_is_missing_and_roles_stand_for_names_on_the_way_out(
    window: Open, process: Process
) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    address = shows_square(aino)
    to_tool(aino, ROLES)
    aino.get_by_role("button", name="Kysy puhelimilla, mikä puuttuu").click()
    oona = joins(window, address, "Oona")
    oona.get_by_text("Mikä tehtävä kartasta puuttuu?").wait_for()
    oona.get_by_label("Omin sanoin").fill("Kukkien kastelu")
    oona.get_by_role("button", name="Lähetä").click()
    aino.get_by_role("button", name="Ota karttaan").click(timeout=10_000)
    aino.get_by_role("button", name="Muokkaa karttaa").click()
    aino.get_by_label("Uusi rooli tai ihminen").fill("Oona")
    aino.get_by_label("Kumpi se on").select_option("Ihminen")
    aino.get_by_role("button", name="Lisää sarake").click()
    aino.get_by_text("Ihmisten nimet, roolit ja järjestys").click()
    aino.get_by_label("Rooli", exact=True).fill("hoitaja")
    aino.get_by_role("combobox", name="Kukkien kastelu Oona").select_option("päättää ja tekee")
    aino.get_by_role("button", name="Valmis", exact=True).click()

    aino.get_by_text("Valitkaa rivit (valittu 0)").click()
    aino.get_by_label("Kukkien kastelu", exact=True).check()
    aino.get_by_text("Katso, miltä se näyttäisi").click()
    seen = aino.locator("#roles-seen").inner_text()
    assert "hoitaja" in seen
    assert "Yhden varassa" in seen
    assert "Oona" not in seen
    assert faults_of(aino, BOTH) == []
    assert faults_of(oona, BOTH) == []

    aino.emulate_media(media="print")
    assert aino.get_by_role("rowheader", name="Kukkien kastelu").first.is_visible()
    assert not aino.get_by_text("Annetaanko tilaajalle?").is_visible()


def test_each_has_a_map_of_their_own_work(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    to_tool(aino, ROLES)
    aino.get_by_label("Minä", exact=True).check()
    for name in ("Kaisa", "Ilkka"):
        aino.get_by_label("Etunimi").fill(name)
        aino.keyboard.press("Enter")
    aino.get_by_label("Uusi tehtävä", exact=True).fill("Ilkan raportit")
    aino.keyboard.press("Enter")
    aino.get_by_role("combobox", name="Ilkan raportit Ilkka").select_option("päättää ja tekee")
    aino.get_by_role("radio", name="Kaisa").check()
    aino.get_by_role("combobox", name="Ilkan raportit Ilkka").wait_for(state="detached")
    assert not aino.get_by_text("Ilkan raportit").is_visible()
    assert faults_of(aino, BOTH) == []
    aino.get_by_role("button", name="Poista kartta: Kaisa").press("Enter")
    expect(aino.get_by_role("button", name="Poista varmasti: Kaisa")).to_be_focused()
    aino.keyboard.press("Enter")
    aino.get_by_text("Tehtävien nimet ja järjestys").wait_for()
    assert aino.get_by_role("radio", name="Ilkka").is_checked()
    assert aino.get_by_role("radio", name="Kaisa").count() == 0


def test_what_is_missing_between_professions_is_said(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    to_tool(aino, INTERFACES)
    assert faults_of(aino, BOTH) == []
    tabs_to(aino, aino.get_by_label("Uusi ammattiryhmä tai yksikkö"))
    writes(aino, "Hoitaja", "Opettaja", "Sosiaalityöntekijä")
    aino.get_by_label("Kuka tarvitsee", exact=True).select_option("Hoitaja")
    aino.get_by_label("Keneltä", exact=True).select_option("Opettaja")
    tabs_to(aino, aino.get_by_label("Mitä tarvitaan"))
    writes(aino, "tieto siirroista")
    aino.get_by_text("sanomatta: milloin ja missä muodossa").wait_for()
    aino.get_by_text("Opettaja → Hoitaja: toiseen suuntaan ei ole sanottu mitään.").wait_for()
    aino.get_by_text("Sosiaalityöntekijä: ei vielä tarvitse eikä anna mitään.").wait_for()

    aino.locator("#faces-need-when").fill("perjantaisin")
    aino.locator("#faces-need-form").fill("viesti")
    aino.get_by_label("Sovittu", exact=True).check()
    aino.get_by_role("button", name="Tarve on kirjattu").click()
    assert not aino.get_by_text("ei ole vielä vastattu").is_visible()
    assert row(aino, "Hoitaja")[:5] == ["Opettaja", "tieto siirroista", "perjantaisin", "viesti", "Sovittu"]
    aino.get_by_label("Keneltä kenelle", exact=True).check()
    assert row(aino, "Opettaja") == ["tieto siirroista", "sama", "– ei mitään sanottu"]
    assert faults_of(aino, BOTH) == []
