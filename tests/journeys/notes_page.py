"""Coming to the page of the locked notes as a person does, in one place: set up, open, write.

The words are English, so that a person whose language is English is meant wherever this is used.
"""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from playwright.sync_api import Page

from tests.cast import person, process_of
from tuokio.kit.clock import now, today
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.vault.usecases.coming_in import open_passage


def speaker(name: str, *, supervises: bool = True) -> Person:
    """Somebody who reads English; a supervisor with a process, unless said otherwise."""
    found = person(name, language="en")
    if supervises and not Process.objects.led_by(found, on=today()).exists():
        process_of(found)
    return found


def way_in(who: Person) -> str:
    """The address that a signed-in person is led to when they press the button at the main host."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"] = str(who.pk)
    session.create()
    word = open_passage(person=who, session_key=session.session_key, at=now())
    return f"{settings.VAULT_ORIGIN}{settings.VAULT_PATH}#in={word}"


def comes_in(page: Page, who: Person) -> None:
    page.goto("about:blank")  # a new # alone would not load the page anew
    page.goto(way_in(who))


def sets_up(page: Page) -> tuple[str, str]:
    """Make an account on the page at hand. Returns the six words and the recovery code."""
    page.get_by_role("button", name="Make my words and my code").click()
    words, code = page.locator("#passphrase").inner_text(), page.locator("#recovery").inner_text()
    page.get_by_role("button", name="I have both; go on").click()
    page.locator("#typed-passphrase").fill(words)
    page.locator("#typed-recovery").fill(code)
    page.get_by_role("button", name="Open my notes").click()
    page.get_by_role("button", name="Lock the notes").wait_for()
    return words, code


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
    page.get_by_role("button", name="Lock the notes").wait_for()
