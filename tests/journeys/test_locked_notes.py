"""Locked notes in a real browser: made, written, locked, opened again; and the server holds nothing to read."""

from __future__ import annotations

import pytest

from tests.cast import person, process_of
from tests.doors import code_in_mail
from tests.journeys.conftest import Open
from tuokio.vault.models import Document

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


def test_a_supervisor_makes_her_notes_and_opens_them_again(window: Open) -> None:
    process_of(person("aino"))
    here = window()
    page = here.go("/sign-in/?next=/vault/")
    page.get_by_label("Sähköpostiosoite").fill("aino@example.org")
    page.get_by_role("button", name="Lähetä minulle koodi").click()
    page.get_by_label("Koodi").fill(code_in_mail("aino@example.org"))
    page.get_by_role("button", name="Kirjaudu").click()
    page.get_by_role("button", name="Go to my notes").click()
    page.get_by_role("button", name="Make my words and my code").click()
    words, code = page.locator("#passphrase").inner_text(), page.locator("#recovery").inner_text()
    page.get_by_role("button", name="I have both; go on").click()
    page.locator("#typed-passphrase").fill(words)
    page.locator("#typed-recovery").fill(code)
    page.get_by_role("button", name="Open my notes").click()
    page.get_by_role("button", name="Begin notes: Päiväkoti Auringon tiimi").click()
    page.get_by_role("button", name="New note").click()
    page.get_by_label("Title").fill("Yövuoro")
    page.locator("#text").fill("# Ohje vai tapa?\n- [ ] kysy **Henna**")
    page.get_by_text("Saved, locked, on the server").wait_for()
    page.get_by_role("button", name="Ready").click()
    page.get_by_role("button", name="Lock the notes").click()
    page.locator("#code-passphrase").fill(words)
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_role("button", name="Yövuoro").click()
    page.get_by_role("heading", name="Ohje vai tapa?").wait_for()
    kept = b"".join(bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True))
    assert Document.objects.count() == 2 and b"Henna" not in kept
