"""The working agreement in a real browser: each accepts for themselves, and a changed word asks everybody anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.cast import person as named
from tests.cast import process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of, through
from tests.journeys.test_circle_of_notes import (
    answers,
    asks_in,
    looks_again,
    to_members,
    to_notes,
    with_notes,
)
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
from tuokio.vault.models import Document

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LOOKS = (PHONE_DARK, DESK_LIGHT)
PICTURES = os.environ.get("PICTURES")  # a folder, when somebody wants to look at the pages afterwards
AGREEMENT = "Työskentelysopimus"


@pytest.fixture
def process() -> Process:
    found = process_of(named("aino"))
    henna = found.members.get(name="Henna")
    henna.person = named("henna")
    henna.save()
    return found


def is_good(page: Page, name: str) -> None:
    assert faults_of(page, LOOKS) == []
    for screen in LOOKS if PICTURES else ():
        through(page, screen)
        page.screenshot(path=Path(str(PICTURES)) / f"{name}-{screen.width}.png", full_page=True)
    through(page, DESK_LIGHT)


def let_in(window: Open, aino: Page, process: Process, who: str) -> Page:
    """A member comes to the group's circle, by the words that they were told."""
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    aino.get_by_role("heading", name="Kutsu mukaan").wait_for()
    words = asks_in(aino, "Henna", past=True)
    page = with_notes(window, who)
    answers(page, words)
    to_notes(aino)
    to_members(aino)
    to_notes(aino)
    return page


def changes(page: Page, clause: str, words: str) -> None:
    toggle = page.get_by_role("button", name=f"Muuta: {clause}", exact=True)
    toggle.click()
    page.locator(".lists-open:visible").get_by_label("Sanoina").fill(words)
    toggle.click()


def status_of(page: Page, name: str) -> str:
    row = (
        page.locator("section", has=page.get_by_role("heading", name="Ketkä ovat hyväksyneet"))
        .locator("li.row", has_text=name)
        .last
    )
    return row.locator(".badge").inner_text()


def test_each_accepts_for_themselves_and_a_changed_word_asks_everybody_anew(
    window: Open, process: Process
) -> None:
    aino = with_notes(window, "aino")
    henna = let_in(window, aino, process, "henna")
    to_workroom(aino, process)
    to_tool(aino, AGREEMENT)
    expect(aino.get_by_text("Puhumme omasta puolestamme ja kuuntelemme loppuun.", exact=True)).to_be_visible()
    is_good(aino, "agreement-draft")
    aino.get_by_role("button", name="Ehdota hyväksyttäväksi").press("Enter")
    aino.get_by_label("Tapaustyöskentely").check()
    aino.get_by_role("button", name="Hyväksyn", exact=True).press("Enter")
    assert status_of(aino, "Aino Hurme") == "hyväksynyt"
    assert status_of(aino, "Henna") == "ei vielä"
    aino.get_by_text("Tallessa palvelimella").wait_for()

    looks_again(henna)
    to_workroom(henna, process)
    to_tool(henna, AGREEMENT)
    assert (
        henna.get_by_label("Tapaustyöskentely").is_checked() is False
    )  # nobody is asked by a tick made beforehand
    henna.get_by_label("Kortit ja kuvat").check()
    henna.get_by_role("button", name="Hyväksyn", exact=True).click()
    expect(
        henna.get_by_text("Tapaustyöskentely – ei vielä sovi kaikille, valitaan toinen tapa")
    ).to_be_visible()
    is_good(henna, "agreement-accepted")
    henna.get_by_text("Tallessa palvelimella").wait_for()
    to_room(henna)

    comes_again(aino, process)
    assert status_of(aino, "Henna") == "hyväksynyt"
    changes(aino, "Jos jokin hiertää", "Sanotaan heti, tai ensin kahden kesken.")
    expect(
        aino.get_by_text("Muuttunut: Jos jokin hiertää. Versio 1 on voimassa", exact=False)
    ).to_be_visible()
    assert status_of(aino, "Henna") == "hyväksynyt"
    aino.get_by_role("button", name="Ehdota hyväksyttäväksi").click()
    assert (status_of(aino, "Aino Hurme"), status_of(aino, "Henna")) == ("ei vielä", "ei vielä")
    is_good(aino, "agreement-anew")
    sealed = b"".join(bytes(one) for one in Document.objects.values_list("sealed", flat=True))
    assert b"kahden kesken" not in sealed


def comes_again(page: Page, process: Process) -> None:
    to_room(page)
    to_notes(page)
    page.wait_for_timeout(800)  # what was open is let go after a moment
    to_workroom(page, process)
    to_tool(page, AGREEMENT)


def test_a_guest_accepts_by_phone_and_the_device_goes_round(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    oona = joins(window, shows_square(aino), "Oona")
    to_tool(aino, AGREEMENT)
    aino.get_by_role("button", name="Ehdota hyväksyttäväksi").click()
    aino.get_by_role("button", name="Kysy puhelimilla").click()
    oona.get_by_role("heading", name="Hyväksytkö yhteisen työskentelysopimuksemme?").wait_for()
    expect(oona.get_by_text("Yhteiset pelisäännöt: Jokainen saa puheenvuoron", exact=False)).to_be_visible()
    oona.get_by_label("Hyväksyn version 1").check()
    expect(aino.get_by_text("Oona, vieraana")).to_be_visible()
    is_good(oona, "agreement-phone")
    aino.get_by_role("button", name="Hyväksykää tällä laitteella").click()
    is_good(aino, "agreement-round")
    names = aino.locator("#round-who option").all_inner_texts()
    assert "Aino Hurme" not in names
    aino.locator("#round-who").select_option(names[0])
    aino.get_by_role("button", name="Hyväksyn, laite seuraavalle").click()
    assert status_of(aino, names[0]) == "hyväksynyt"
    assert names[0] not in aino.locator("#round-who option").all_inner_texts()
    oona.get_by_label("Hyväksyn version 1").uncheck()
    expect(aino.get_by_text("Oona, vieraana")).to_have_count(0)
    to_room(aino)
    ends_meeting(aino)


def test_two_who_accept_at_the_same_time_are_put_together(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    henna = let_in(window, aino, process, "henna")
    to_workroom(aino, process)
    to_tool(aino, AGREEMENT)
    aino.get_by_role("button", name="Ehdota hyväksyttäväksi").click()
    aino.get_by_text("Tallessa palvelimella").wait_for()
    looks_again(henna)
    to_workroom(henna, process)
    to_tool(henna, AGREEMENT)
    henna.get_by_role("button", name="Hyväksyn", exact=True).click()
    henna.get_by_text("Tallessa palvelimella").wait_for()

    aino.get_by_role("button", name="Hyväksyn", exact=True).click()  # her screen does not know of Henna's yet
    aino.get_by_text("Tallessa palvelimella").wait_for()
    comes_again(aino, process)
    both = aino.locator("section", has=aino.get_by_role("heading", name="Molemmat versiot säilyivät"))
    both.get_by_role("button", name="Katso").click()
    is_good(aino, "agreement-both")
    both.get_by_role("button", name="Yhdistä molemmat").click()
    expect(both).to_have_count(0)
    assert (status_of(aino, "Aino Hurme"), status_of(aino, "Henna")) == ("hyväksynyt", "hyväksynyt")
