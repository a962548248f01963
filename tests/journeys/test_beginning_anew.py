"""One forgets every way, begins anew in a real browser, and is let in again by four words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import faults_of
from tests.journeys.test_circle_of_notes import (
    LOOKS,
    answers,
    asks_in,
    looks_again,
    shows,
    to_members,
    to_notes,
    with_notes,
    writes,
)  # fmt: skip
from tests.journeys.test_locked_notes import locks
from tuokio.supervision.models import Process
from tuokio.vault.keys.models import FormerKeys
from tuokio.vault.models import Document

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def begins_anew(page: Page) -> None:
    page.get_by_text("Mikään näistä ei ole käsillä").click()
    page.locator("#anew-word").fill("jotain")
    page.get_by_role("button", name="Aloita uusilla avaimilla").click()
    page.get_by_text("Kirjoita sana niin kuin se yllä on.").wait_for()
    assert faults_of(page, LOOKS) == []
    shows(page, "anew")
    page.locator("#anew-word").fill("uudet")
    page.get_by_role("button", name="Aloita uusilla avaimilla").click()
    words = page.locator("#passphrase").inner_text()
    page.get_by_role("button", name="jatka").click()
    page.locator("#typed-passphrase").fill(words)
    page.get_by_role("button", name="Avaa uusilla avaimilla").click()
    page.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()


def writes_in_journal(page: Page, title: str) -> None:
    page.get_by_role("button", name="Uusi merkintä").first.click()
    page.get_by_label("Otsikko").fill(title)
    page.locator("#text").fill("Vain minulle")
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    page.get_by_role("button", name="Valmis").click()
    page.get_by_role("button", name=title).wait_for()


def test_one_who_forgot_everything_is_let_in_again_and_her_old_journal_stays_locked(
    window: Open, process: Process
) -> None:
    aino = with_notes(window, "aino")
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    aino.get_by_role("heading", name="Kutsu mukaan").wait_for()
    words = asks_in(aino, "Bertta S.")
    bertta = with_notes(window, "bertta")
    answers(bertta, words)
    to_notes(aino)
    to_members(aino)
    looks_again(bertta)
    writes_in_journal(bertta, "Vanha päiväkirja")
    kept = set(Document.objects.values_list("pk", flat=True))

    locks(bertta)
    begins_anew(bertta)
    bertta.get_by_text("Ryhmän ohjaaja päästää sinut takaisin.").wait_for()
    bertta.get_by_text("Aiemmat muistiinpanosi.").wait_for()
    assert bertta.get_by_role("button", name="Vanha päiväkirja").count() == 0
    assert faults_of(bertta, LOOKS) == []
    shows(bertta, "anew-waiting")

    to_notes(aino)
    to_members(aino)
    aino.get_by_text("Uudet avaimet: Bertta Salo.").wait_for()
    assert faults_of(aino, LOOKS) == []
    shows(aino, "anew-steward")
    aino.get_by_role("button", name="Kutsu uudelleen: Bertta Salo").click()
    again = aino.locator('[data-invite="Bertta S."] .invite-words').inner_text()
    looks_again(bertta)
    answers(bertta, again)
    to_notes(aino)
    to_members(aino)
    assert aino.get_by_text("Uudet avaimet: Bertta Salo.").count() == 0
    to_notes(aino)
    writes(aino, "Tervetuloa takaisin")

    looks_again(bertta)
    bertta.get_by_role("button", name="Tervetuloa takaisin").click()
    bertta.get_by_text("Tervetuloa takaisin, yhdessä").wait_for()
    to_notes(bertta)
    assert bertta.get_by_role("button", name="Vanha päiväkirja").count() == 0
    assert kept <= set(Document.objects.values_list("pk", flat=True))
    assert FormerKeys.objects.count() == 1
