"""Case rounds and the perspective wheel in a real browser: led from one screen, by keyboard, with a driven clock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, DESK_LIGHT, faults_of
from tests.journeys.notes_page import sets_up
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.test_locked_notes import signs_in
from tests.journeys.workroom_page import begins_meeting, joins, shows_square, to_room, to_tool, to_workroom
from tuokio.supervision.models import Process
from tuokio.vault.models import Document

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
SCRIPTS = Path(__file__).resolve().parents[2] / "frontend" / "workroom" / "rounds" / "scripts"


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def with_driven_clock(window: Open) -> tuple[Page, str]:
    """Gives the six words too, to open the notes again with."""
    here = window(DESK_LIGHT)
    here.page.clock.install()
    page = here.go("/sign-in/?next=/vault/")
    signs_in(page, "aino@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    words, _ = sets_up(page)
    return page, words


def chooses_balint(page: Page) -> None:
    to_tool(page, "Tapauskierros")
    assert page.locator(".rowt").all_inner_texts() == [
        "Vertaiskierros",
        "Balint-tyyppinen kierros",
        "Heijastava ryhmä",
        "Kymmenen askeleen tapauskierros",
        "Hiomiskierros",
    ]
    assert faults_of(page, BOTH) == []
    page.get_by_role("button", name="Valitse: Balint-tyyppinen kierros").click()
    assert page.evaluate("document.activeElement.id") == "round-title"


def test_a_round_is_led_from_one_screen_and_leaves_nothing_behind(window: Open, process: Process) -> None:
    page, words = with_driven_clock(window)
    to_workroom(page, process)
    begins_meeting(page, 75)
    chooses_balint(page)

    page.get_by_label("Aikaa kierrokseen").select_option("35")
    assert [row.split()[0] for row in page.locator("tbody td:nth-of-type(1)").all_inner_texts()] == [
        *("6", "4", "17", "4", "4")
    ]
    page.get_by_label("Nimi 3").fill("Hannele Salo")
    page.get_by_label("Rooli 3").select_option("Tapauksen tuoja")
    page.get_by_role("button", name="Arvo loput roolit").click()
    roles = [select.input_value() for select in page.locator(".round-seats select").all()]
    assert sorted(roles) == ["giver", "group", "moderator", "timekeeper"] and roles[2] == "giver"
    assert faults_of(page, BOTH) == []
    is_printed(page)
    kept = Document.objects.count()

    page.get_by_role("button", name="Aloita kierros").click()
    page.get_by_text("Sopikaa ensin tästä.").wait_for()
    page.get_by_label("Ei nimiä, ei tunnistettavia tapauksia.").check()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kerrotaan ilman papereita").wait_for()
    assert page.locator("#round-speaks").inner_text() == "Tapauksen tuoja (Hannele Salo)"

    the_clock_forces_nothing(page)
    silence_is_shown(page)
    assert faults_of(page, BOTH) == []
    comes_to_the_end(page)
    assert Document.objects.count() == kept
    assert "Hannele" not in page.locator("main").inner_text()
    assert "Hannele Salo" not in page.evaluate(
        "[...document.querySelectorAll('input')].map((one) => one.value)"
    )
    assert "Hannele" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")

    page.get_by_label("Sovittiinko jotakin?").fill("Kokeillaan kahta taukoa aamussa")
    page.get_by_role("button", name="Lisää sovittuihin asioihin").click()
    to_room(page)
    page.locator("[data-tool=actions] p", has_text="Kokeillaan kahta taukoa aamussa").wait_for()
    is_forgotten_when_the_notes_lock(page, process, words)


def is_forgotten_when_the_notes_lock(page: Page, process: Process, words: str) -> None:
    """In the middle of another round: whoever opens the notes again finds no round, and nobody's name."""
    to_tool(page, "Tapauskierros")
    page.get_by_label("Nimi 3").fill("Hannele Salo")
    page.locator("#round-gate").check()
    page.get_by_role("button", name="Aloita kierros").click()
    page.get_by_role("heading", name="Kerrotaan ilman papereita").wait_for()
    page.clock.fast_forward("06:30")
    page.locator("#round-clock").get_by_text("Aika täynnä").wait_for()
    page.clock.fast_forward("15:10")  # nobody has touched anything for a quarter of an hour
    page.get_by_role("heading", name="Muistiinpanosi ovat lukossa").wait_for()
    page.clock.run_for(1000)
    page.locator("#code-passphrase").fill(words)
    page.get_by_role("button", name="Avaa", exact=True).click()
    to_workroom(page, process)
    to_tool(page, "Tapauskierros")
    page.get_by_role("button", name="Valitse: Balint-tyyppinen kierros").click()
    assert page.get_by_label("Nimi 3").input_value() != "Hannele Salo"


def is_printed(page: Page) -> None:
    """The card of the script at hand, with the minutes of this meeting and without anybody's name."""
    page.get_by_text("Paperilla", exact=True).click()
    paper = page.locator(".paper")
    paper.get_by_text("Ryhmä kuvittelee").wait_for()
    assert "17\N{NO-BREAK SPACE}min" in paper.inner_text() and "Hannele" not in paper.inner_text()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tallenna PDF (A4)").click()
    assert saved.value.suggested_filename == "tapauskierros.pdf"
    assert faults_of(page, BOTH) == []
    page.get_by_text("Paperilla", exact=True).click()


def the_clock_forces_nothing(page: Page) -> None:
    """Six minutes for the first step: they pass, it is said once and softly, and the step stays."""
    clock = page.locator("#round-clock")
    assert clock.inner_text() == "Aikaa noin 6 minuuttia"
    page.clock.fast_forward("05:10")
    page.get_by_text("Aikaa noin minuutti").wait_for()
    page.clock.fast_forward("01:00")
    clock.get_by_text("Aika täynnä, jatkakaa rauhassa").wait_for()
    assert page.get_by_role("heading", name="Kerrotaan ilman papereita").is_visible()
    assert page.locator("#told").inner_text() == "Aika täynnä, jatkakaa rauhassa"
    page.get_by_role("button", name="Piilota kello").click()
    assert not clock.is_visible()
    page.get_by_role("button", name="Piilota kello").click()


def silence_is_shown(page: Page) -> None:
    """On by the button and by the arrow, back by the arrow; whoever is silent stands there in words."""
    page.locator("#round-next").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Muutama kysymys").wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Ryhmä kuvittelee").wait_for()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("heading", name="Muutama kysymys").wait_for()
    page.keyboard.press("ArrowRight")
    assert page.locator("#round-silent").inner_text() == "Tapauksen tuoja (Hannele Salo)"
    assert page.evaluate("document.activeElement.id") == "round-next"
    # a long quiet step is no absence: the notes stay open through all of it
    for _ in range(3):
        page.clock.fast_forward("05:30")
    assert page.locator("#round-clock").inner_text() == "Aikaa noin minuutti"
    assert page.get_by_role("heading", name="Ryhmä kuvittelee").is_visible()


def comes_to_the_end(page: Page) -> None:
    for _ in range(2):
        page.keyboard.press("Enter")
    assert page.locator("#round-speaks").inner_text() == "Kaikki"
    page.get_by_text("Tämä on viimeinen vaihe.").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Kierros on päättynyt. Tapauksesta ei jäänyt mitään talteen.").wait_for()
    assert page.evaluate("document.activeElement.id") == "round-ended"


def test_phones_see_the_step_and_the_roles_but_no_names(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    oona = joins(window, shows_square(aino), "Oona")
    chooses_balint(aino)
    aino.get_by_label("Nimi 1").fill("Hannele Salo")
    aino.get_by_label("Rooli 1").select_option("Tapauksen tuoja")
    aino.locator("#round-gate").check()
    aino.get_by_role("button", name="Aloita kierros").click()
    aino.get_by_role("button", name="Näytä vaihe puhelimissa").click()
    oona.get_by_role("heading", name="1/5 Kerrotaan ilman papereita").wait_for()
    assert oona.get_by_text("Tapauksen tuoja: puhevuorossa").is_visible()
    assert oona.get_by_text("Ryhmä: hiljaa").is_visible()
    aino.locator("#round-next").click()
    oona.get_by_role("heading", name="2/5 Muutama kysymys").wait_for()
    assert "Hannele" not in oona.locator("body").inner_text()
    assert faults_of(oona, BOTH) == []
    aino.get_by_role("button", name="Lopeta tähän").click()
    oona.get_by_role("heading", name="2/5 Muutama kysymys").wait_for(state="detached")


def test_a_group_writes_its_own_script_and_brings_one_in_as_a_file(
    window: Open, process: Process, tmp_path: Path
) -> None:
    page = with_notes(window, "aino")
    to_workroom(page, process)
    to_tool(page, "Tapauskierros")
    page.get_by_text("Tehkää oma käsikirjoitus").click()
    brings_in_a_file(page, tmp_path)

    page.get_by_role("button", name="Kirjoita uusi").click()
    missing = page.locator(".round-missing")
    assert missing.locator("li").all_inner_texts() == [
        "Puuttuu: Otsikko.",
        "Vaihe 1: Kerro, kuka puhuu tai kuka on hiljaa.",
        "Vaihe 1: Puuttuu: Vaiheen nimi.",
        "Vaihe 1: Puuttuu: Mitä kysytään.",
    ]
    page.get_by_label("Otsikko").fill("Aamukierros")
    page.get_by_label("Vaiheen nimi").fill("Yksi sana")
    page.get_by_label("Minuutit").fill("0")
    page.get_by_label("Mitä kysytään").fill("Millä mielellä tulit?")
    page.get_by_label("Ryhmä", exact=True).select_option("puhuu")
    assert missing.locator("li").all_inner_texts() == ["Vaihe 1: Minuutit ovat kokonaisluku yhdestä 90:een."]
    page.get_by_label("Minuutit").fill("10")
    page.get_by_text("Mitään ei puutu").wait_for()
    assert faults_of(page, BOTH) == []
    page.get_by_text("Tallessa palvelimella").first.wait_for(state="attached")
    page.get_by_role("button", name="Valmis").click()
    page.get_by_role("heading", name="Aamukierros").wait_for()

    to_room(page)
    to_tool(page, "Tapauskierros")
    page.get_by_role("button", name="Muut käsikirjoitukset").click()
    page.get_by_role("button", name="Valitse: Aamukierros").wait_for()
    assert not any(
        b"Aamukierros" in bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True)
    )


def brings_in_a_file(page: Page, folder: Path) -> None:
    """One with faults is not taken, and each fault is said with its step; one without is there to be chosen."""
    script = json.loads((SCRIPTS / "tuning.json").read_text("utf-8"))
    broken = folder / "rikki.json"
    steps = script["steps"]
    broken.write_text(
        json.dumps(
            script
            | {"steps": [steps[0], steps[1] | {"minutes": "kaksi", "speaks": ["client"], "may_record": True}]}
        )
    )
    page.locator("#script-file").set_input_files(broken)
    page.get_by_text("Tiedostoa ei tuotu:").wait_for()
    assert page.locator("#own-script [role=alert] li").all_inner_texts() == [
        "Vaihe 2: Minuutit ovat kokonaisluku yhdestä 90:een.",
        "Vaihe 2: Roolia client ei ole.",
        "Vaihe 2: Tapauskierroksessa ei kirjata mitään: may_record on false.",
    ]
    whole = folder / "oma.json"
    whole.write_text(json.dumps(script | {"title": {"fi": "Hiomme yhdessä"}}))
    page.locator("#script-file").set_input_files(whole)
    page.get_by_role("button", name="Valitse: Hiomme yhdessä").wait_for()


def test_one_matter_is_seen_from_many_sides(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    oona = joins(window, shows_square(aino), "Oona")
    to_tool(aino, "Näkökulmapyörä")
    aino.locator("#subject-title").fill("Aamun sijainen")
    aino.get_by_role("button", name="Aloita", exact=True).click()
    aino.get_by_label("Mitä katsomme?").fill("Kuka kutsuu sijaisen?")
    words = aino.locator("#wheel-words")
    assert words.inner_text() == "Kukaan ei ole vielä puhunut. Aloittakaa mistä näkökulmasta haluatte."

    says(aino, "Esihenkilö", "Minun pitäisi ehtiä vastata ennen kahdeksaa.")
    aino.locator("#wheel-phones").click()
    oona.get_by_role("heading", name="Kuka kutsuu sijaisen?").wait_for()
    oona.get_by_label("Omin sanoin").fill("Odotan, että joku ehtii.")
    oona.get_by_role("radio", name="Asiakas").check()
    assert faults_of(oona, BOTH) == []
    oona.get_by_role("button", name="Lähetä").click()
    group = aino.locator(".wheel-group", has=aino.get_by_role("heading", name="1. Asiakas"))
    group.get_by_text("Odotan, että joku ehtii.").wait_for()
    assert words.inner_text() == (
        "2 näkökulmaa on kuultu. "
        "Vielä kuulematta: minä, työkaveri, toinen ammattiryhmä, organisaatio, yhteiskunta ja tulevaisuus."
    )
    wheel = aino.get_by_role("img", name="Näkökulmien pyörä")
    assert (wheel.locator(".wheel-heard").count(), wheel.locator(".wheel-missing").count()) == (2, 6)

    the_missing_are_asked_first(aino)
    views_are_the_groups_own(aino)
    assert faults_of(aino, BOTH) == []
    aino.get_by_role("button", name="Sovituksi asiaksi: Odotan").click()
    to_room(aino)
    aino.locator("[data-tool=actions] p", has_text="Odotan, että joku ehtii.").wait_for()


def says(page: Page, view: str, words: str) -> None:
    page.get_by_label("Kenen näkökulma?").select_option(view)
    page.get_by_label("Mitä siitä suunnasta sanottaisiin?").fill(words)
    page.get_by_role("button", name="Lisää pyörään").click()
    page.locator(".wheel-said", has_text=words).wait_for()


def the_missing_are_asked_first(page: Page) -> None:
    """Twelve questions of six missing views, none twice, and none of the two that were heard."""
    draw, asked = page.locator("#wheel-draw"), []
    for _ in range(12):
        draw.press("Enter")
        asked.append(page.locator("#wheel-question").inner_text())
    assert len(set(asked)) == 12
    assert not [words for words in asked if words.startswith(("Asiakas", "Esihenkilö"))]


def views_are_the_groups_own(page: Page) -> None:
    page.get_by_text("Muuta näkökulmia").click()
    page.locator("#name-client").fill("Lapsi")
    page.locator("#name-client").press("Tab")
    page.get_by_role("heading", name="1. Lapsi").wait_for()
    page.get_by_role("button", name="Ota pois pyörästä: Yhteiskunta").click()
    page.get_by_role("heading", name="Yhteiskunta").wait_for(state="detached")
    page.get_by_role("button", name="Lisää näkökulma").click()
    page.keyboard.type("Vanhempi")
    page.keyboard.press("Tab")
    page.get_by_role("heading", name="8. Vanhempi").wait_for()
    says(page, "Vanhempi", "Haluan jättää lapsen tutulle.")
