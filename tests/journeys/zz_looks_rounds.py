from __future__ import annotations
import pytest
from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.workroom_page import begins_meeting, joins, shows_square, to_room, to_tool, to_workroom

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

def shot(page, name):
    print(name, faults_of(page, BOTH))
    for screen, tag in ((PHONE_DARK, "390"), (DESK_LIGHT, "1280")):
        page.set_viewport_size({"width": screen.width, "height": screen.height})
        page.emulate_media(color_scheme="dark" if tag == "390" else "light")
        page.screenshot(path=f"/tmp/rshots/{name}-{tag}.png", full_page=True)

def test_looks(window: Open) -> None:
    process = process_of(person("aino"))
    aino = with_notes(window, "aino")
    aino.on("console", lambda m: print("CONSOLE", m.text))
    aino.on("pageerror", lambda m: print("ERROR", m))
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    address = shows_square(aino)
    oona = joins(window, address, "Oona")
    to_tool(aino, "Tapauskierros")
    aino.get_by_text("Tehkää oma käsikirjoitus").click()
    shot(aino, "choosing")
    aino.get_by_role("button", name="Valitse: Balint-tyyppinen kierros").click()
    aino.get_by_label("Aikaa kierrokseen").select_option("45")
    aino.get_by_label("Rooli 1").select_option("Tapauksen tuoja")
    aino.get_by_role("button", name="Arvo loput roolit").click()
    shot(aino, "ready")
    aino.get_by_role("button", name="Aloita kierros").click()
    aino.locator("#round-gate").check()
    aino.get_by_role("button", name="Aloita kierros").click()
    aino.get_by_role("button", name="Seuraava vaihe").click()
    aino.keyboard.press("ArrowRight")
    aino.get_by_role("button", name="Näytä vaihe puhelimissa").click()
    shot(aino, "running")
    oona.get_by_text("Tapauksen tuoja: kuuntelee hiljaa").wait_for()
    shot(oona, "phone-round")
    aino.keyboard.press("ArrowRight"); aino.keyboard.press("ArrowRight")
    aino.locator("#round-next").click(); aino.locator("#round-next").click() if aino.locator("#round-next").count() else None
    shot(aino, "ended")
    aino.get_by_role("button", name="Tee tästä oma versio").click()
    aino.locator("#script-title").fill("")
    shot(aino, "writing")
    to_room(aino)
    to_tool(aino, "Näkökulmapyörä")
    aino.locator("#subject-title").fill("Aamun sijainen")
    aino.get_by_role("button", name="Aloita", exact=True).click()
    aino.locator("#wheel-matter").fill("Kuka päättää sijaisen kutsumisesta, kun aamulla puuttuu kaksi?")
    aino.locator("#wheel-text").fill("Odotan, että joku ehtii.")
    aino.locator("#wheel-name").fill("Henna")
    aino.get_by_role("button", name="Lisää pyörään").click()
    aino.locator("#wheel-view").select_option("Esihenkilö")
    aino.locator("#wheel-text").fill("Budjetti on sama, vaikka aamu olisi mikä. Silti minun pitäisi ehtiä vastata ennen kahdeksaa.")
    aino.get_by_role("button", name="Lisää pyörään").click()
    aino.get_by_role("button", name="Kysy puhelimissa").click()
    aino.get_by_role("button", name="Arvo kysymys").click()
    aino.get_by_text("Muuta näkökulmia").click()
    shot(aino, "wheel")
    oona.get_by_text("Kenen näkökulma?").wait_for()
    shot(oona, "phone-wheel")
