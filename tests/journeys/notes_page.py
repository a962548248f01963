"""Coming to the page of the locked notes as a person does, in one place: set up, open, write.

Setting up and opening speak the language that the page says it is in. Writing is in English, so that a person whose
language is English is meant wherever that is used. Django is asked for by those acts alone that need a house at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from playwright.sync_api import Page

if TYPE_CHECKING:
    from tuokio.people.models import Person

# what the buttons say, by the page's language
MAKE = {
    "fi": "Tee minulle sanat ja koodi",
    "sv": "Gör ord och kod åt mig",
    "en": "Make my words and my code",
}
BOTH = {"fi": "Molemmat ovat tallessa, jatka", "sv": "Jag har båda, fortsätt", "en": "I have both; go on"}
OPEN = {"fi": "Avaa muistiinpanoni", "sv": "Öppna mina anteckningar", "en": "Open my notes"}
LOCK = {"fi": "Lukitse muistiinpanot", "sv": "Lås anteckningarna", "en": "Lock the notes"}


def one_of(words: dict[str, str]) -> re.Pattern[str]:
    """A button's name in whichever language."""
    return re.compile("|".join(words.values()))


def speaker(name: str, *, supervises: bool = True) -> Person:
    """Somebody who reads English; a supervisor with a process, unless said otherwise."""
    from tests.cast import person, process_of
    from tuokio.kit.clock import today
    from tuokio.supervision.models import Process

    found = person(name, language="en")
    if supervises and not Process.objects.led_by(found, on=today()).exists():
        process_of(found)
    return found


def way_in(who: Person) -> str:
    """The address that a signed-in person is led to when they press the button at the main host."""
    from tuokio.kit.clock import now
    from tuokio.vault.usecases.coming_in import open_passage

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"] = str(who.pk)
    session.create()
    word = open_passage(person=who, session_key=session.session_key, at=now())
    return f"{settings.VAULT_ORIGIN}{settings.VAULT_PATH}#in={word}"


def comes_in(page: Page, who: Person) -> None:
    page.goto("about:blank")  # a new # alone would not load the page anew
    page.goto(way_in(who))


def sets_up(
    page: Page,
    *,
    presses: Callable[[str], None] | None = None,
    types: Callable[[str, str], None] | None = None,
) -> tuple[str, str]:
    """Make an account on the page at hand. Returns the six words and the recovery code.

    By the mouse, unless `presses` (a button's name) and `types` (a field, a text) do it otherwise.
    """
    press = presses or (lambda name: page.get_by_role("button", name=name).click())
    fill = types or (lambda field, text: page.locator(field).fill(text))
    page.get_by_role("button", name=one_of(MAKE)).wait_for()
    language = page.locator("html").get_attribute("lang") or ""
    press(MAKE[language])
    words, code = page.locator("#passphrase").inner_text(), page.locator("#recovery").inner_text()
    press(BOTH[language])
    fill("#typed-passphrase", words)
    fill("#typed-recovery", code)
    press(OPEN[language])
    is_in(page)
    return words, code


def is_in(page: Page) -> None:
    """The notes are open."""
    page.get_by_role("button", name=one_of(LOCK)).wait_for()


def begins_a_journal(page: Page) -> None:
    page.get_by_role("button", name="Begin a journal of my own").click()
    page.get_by_role("button", name="New entry").wait_for()


def writes(page: Page, title: str, text: str, *, begin: str = "New entry") -> None:
    page.get_by_role("button", name=begin).click()
    page.locator("#title").fill(title)
    page.locator("#text").fill(text)
    page.get_by_text("Saved, locked, on the server").wait_for()
    page.get_by_role("button", name="Ready").click()
    page.get_by_role("button", name="Lock the notes").wait_for()


def unlocks(page: Page, words: str) -> None:
    page.locator("#code-passphrase").fill(words)
    page.locator("#code-passphrase").press("Enter")
    is_in(page)
