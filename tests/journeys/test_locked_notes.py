"""Locked notes in a real browser: made, written, locked, opened again; and the server holds nothing to read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.doors import code_in_mail
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import sets_up
from tuokio.vault.models import Document

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


def test_a_supervisor_makes_her_notes_and_opens_them_again(window: Open) -> None:
    process_of(person("aino"))
    page = window().go("/sign-in/?next=/vault/")
    signs_in(page, "aino@example.org")
    page.get_by_role("heading", name="Miltä se ei suojaa").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").click()
    words, code = sets_up(page)

    page.get_by_role("button", name="Aloita muistiinpanot: Päiväkoti Auringon tiimi").click()
    page.get_by_role("button", name="Uusi muistiinpano").click()
    page.get_by_label("Otsikko").fill("Yövuoro")
    page.locator("#text").fill("# Ohje vai tapa?\n- [ ] kysy **Henna**")
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    page.get_by_role("button", name="Valmis").click()

    locks(page)
    page.locator("#code-passphrase").fill(words)
    page.get_by_role("button", name="Avaa", exact=True).click()
    page.get_by_role("button", name="Yövuoro").click()
    page.get_by_role("heading", name="Ohje vai tapa?").wait_for()
    page.get_by_role("button", name="Muistiinpanoihin").click()

    locks(page)
    page.get_by_text("Sanat eivät ole käsillä").click()
    page.locator("#code-recovery").fill(code.lower())
    page.get_by_role("button", name="Avaa koodilla").click()
    page.get_by_role("button", name="Yövuoro").wait_for()

    kept = b"".join(bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True))
    assert Document.objects.count() == 2 and b"Henna" not in kept


def signs_in(page: Page, email: str) -> None:
    page.get_by_label("Sähköpostiosoite").fill(email)
    page.get_by_role("button", name="Lähetä minulle koodi").click()
    page.get_by_label("Koodi").fill(code_in_mail(email))
    page.get_by_role("button", name="Kirjaudu").click()


def locks(page: Page) -> None:
    page.get_by_role("button", name="Lukitse muistiinpanot").click()
    page.get_by_role("heading", name="Muistiinpanosi ovat lukossa").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
