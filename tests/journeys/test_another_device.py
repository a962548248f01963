"""A new device that another one opens, in two real browsers: as it should go, and between them a server that lies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyrage
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import begins_a_journal, comes_in, sets_up, speaker, writes
from tests.vault.altering import Altering
from tuokio.people.models import Person
from tuokio.vault.keys.models import UnlockFile
from tuokio.vault.models import Approval

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LIAR = pyrage.x25519.Identity.generate()
TITLE = "Liekki savipadassa"


@pytest.fixture
def heard() -> Altering:
    return Altering()


@pytest.fixture
def around(heard: Altering) -> Callable[[Any], Any]:
    return heard.over


def opens_notes(page: Page) -> tuple[Person, str]:
    """An old device: notes with one entry, open. Returns whose, and the words."""
    aino = speaker("aino")
    comes_in(page, aino)
    words, _code = sets_up(page)
    begins_a_journal(page)
    writes(page, TITLE, "aamulla")
    return aino, words


def asks(page: Page, who: Person) -> str:
    """A new device asks for the other one; gives the signs that it shows."""
    comes_in(page, who)
    page.get_by_role("button", name="Open with another device of yours").click()
    return page.locator("#approval-code").inner_text()


def types(page: Page, signs: str) -> None:
    """On the old device: go where new ones wait, and type these signs."""
    page.get_by_role("button", name="Ways to open").last.click()
    page.get_by_label("The eight signs that the new device shows").fill(signs)
    page.get_by_role("button", name="Open the new device").click()


def test_the_old_device_opens_the_new_one(window: Open, heard: Altering) -> None:
    old, new = window(locale="en-GB"), window(PHONE_DARK, locale="en-GB")
    aino, words = opens_notes(old.page)
    sent: list[bytes] = []
    heard.lie = lambda told: sent.append(told.sent + told.path.encode())
    signs = asks(new.page, aino)
    assert faults_of(new.page, (PHONE_DARK, DESK_LIGHT)) == []

    types(old.page, signs.lower().replace("-", " "))
    old.page.locator("#proof-passphrase").fill(words)
    old.page.locator("#proof-passphrase").press("Enter")
    old.page.get_by_text("The new device opens now.").wait_for()
    new.page.get_by_role("button", name=TITLE, exact=True).click()
    new.page.get_by_text("aamulla").wait_for()

    assert not Approval.objects.exists()  # taken once, and gone
    assert (
        UnlockFile.objects.filter(kind="device").count() == 0
    )  # nobody said that the new device is their own
    assert new.page.evaluate("indexedDB.databases()") == []
    assert len(sent) > 5
    for kept in (signs, signs.replace("-", ""), words):
        assert not any(kept.encode() in one for one in sent)


def test_one_s_own_new_device_is_remembered_when_that_was_chosen(window: Open) -> None:
    old, new = window(locale="en-GB"), window(locale="en-GB")
    aino, words = opens_notes(old.page)
    comes_in(new.page, aino)
    new.page.get_by_label("This is my own device").check()
    new.page.locator("#remember-device").check()
    new.page.get_by_role("button", name="Open with another device of yours").click()
    signs = new.page.locator("#approval-code").inner_text()
    types(old.page, signs)
    old.page.locator("#proof-passphrase").fill(words)
    old.page.locator("#proof-passphrase").press("Enter")
    new.page.get_by_role("button", name=TITLE, exact=True).wait_for()

    comes_in(new.page, aino)
    new.page.get_by_role("button", name="Open on this device").click()
    new.page.get_by_role("button", name=TITLE, exact=True).wait_for()


def test_a_server_that_puts_its_own_key_there_is_given_nothing(window: Open) -> None:
    old, new = window(locale="en-GB"), window(locale="en-GB")
    aino, _words = opens_notes(old.page)
    signs = asks(new.page, aino)
    Approval.objects.update(recipient=str(LIAR.to_public()))

    types(old.page, signs)
    old.page.get_by_text("These are not the signs of the device that the server names.").wait_for()
    assert faults_of(old.page, (PHONE_DARK, DESK_LIGHT)) == []
    assert old.page.locator("#proof-passphrase").count() == 0  # no way was even asked for
    assert Approval.objects.get().sealed is None

    old.page.get_by_label("The eight signs that the new device shows").fill("0000-0000")
    old.page.get_by_role("button", name="Open the new device").click()
    old.page.get_by_text("These are not the signs of the device that the server names.").wait_for()
    assert Approval.objects.get().sealed is None


def test_a_server_that_seals_something_itself_opens_nothing(window: Open) -> None:
    new, old = window(locale="en-GB"), window(locale="en-GB")
    aino, _words = opens_notes(old.page)
    asks(new.page, aino)
    to = pyrage.x25519.Recipient.from_str(Approval.objects.get().recipient)
    forged = pyrage.encrypt(b'{"code":"0000-0000","secret":"{}","v":1}', [to])
    Approval.objects.update(sealed=forged)

    new.page.get_by_text("This could not be verified (code: author).").wait_for()
    new.page.get_by_role("heading", name="Your notes are locked").wait_for()
    assert faults_of(new.page, (PHONE_DARK, DESK_LIGHT)) == []
    assert TITLE not in new.page.content()
