"""The main steps of a meeting in Swedish and in English: begun, a topic brought and voted on, ended."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, ngettext, override
from playwright.sync_api import Page, expect

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import comes_in, sets_up
from tests.journeys.test_in_swedish_and_english import LOCALES, Foreign
from tests.journeys.test_workroom_topics import order_of
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
TOPICS = {
    "sv": ("Vem kallar in en vikarie?", "Responsen stannar kvar i tankarna"),
    "en": ("Who calls in a stand-in?", "What was said stays on my mind"),
}


def t(words: str, **gaps: object) -> str:
    """As the catalogue of the language at hand says it."""
    return gettext(words) % gaps


def press(page: Page, words: str, **gaps: object) -> None:
    page.get_by_role("button", name=t(words, **gaps), exact=True).first.click()


def to_the_workroom(page: Page, process: Process) -> None:
    press(page, "Begin a group's circle: %(name)s", name=process.name)
    press(page, "To the notes")
    press(page, "Workroom")
    page.get_by_role("heading", name=t("Methods")).wait_for()


def joined(window: Open, aino: Page, language: str) -> Page:
    """A phone comes in by the square."""
    press(aino, "Show the square")
    aino.get_by_text(t("As an address")).click()
    phone = window(PHONE_DARK, locale=LOCALES[language]).page
    phone.goto(aino.locator("#guest-link").inner_text())
    phone.locator("#guest-name").fill("Oona")
    return phone


def writes_topic(phone: Page, text: str) -> None:
    asked = phone.locator("[data-ask=words]")
    asked.locator("textarea").fill(text)
    asked.get_by_role("radio", name=t("a question"), exact=True).check()
    asked.get_by_role("button", name=t("Send"), exact=True).click()
    asked.get_by_text(text, exact=True).wait_for()
    asked.get_by_text(t("hidden until all are shown")).last.wait_for()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_meeting_is_held_in_the_language_of_its_people(language: str, window: Open) -> None:
    process = process_of(person("aino", language=language), name="Kuusela")
    foreign = Foreign.to(language)
    with override(language):
        aino = window(DESK_LIGHT, locale=LOCALES[language]).page
        comes_in(aino, person("aino"))
        sets_up(aino)
        to_the_workroom(aino, process)
        press(aino, "Begin, %(n)s min", n=75)
        aino.get_by_role("list", name=t("The plan of the meeting")).wait_for()
        press(aino, "Next: %(name)s", name=t("From last time"))
        phone = joined(window, aino, language)
        assert phone.locator("html").get_attribute("lang") == language
        is_read(aino, phone, foreign)

        press(aino, "Ask phones for topics")
        for text in TOPICS[language]:
            writes_topic(phone, text)
        aino.get_by_text(ngettext("One topic waits", "%(n)s topics wait", 2) % {"n": 2}).wait_for()
        is_read(aino, phone, foreign)
        press(aino, "Show all at once")
        aino.locator("[data-tool=topics] .topict").nth(1).wait_for()
        press(aino, "Vote on the order")
        chosen = phone.get_by_role("checkbox", name=TOPICS[language][1])
        chosen.check()
        aino.get_by_text(ngettext("One phone has voted.", "%(n)s phones have voted.", 1)).wait_for()
        is_read(aino, phone, foreign)
        press(aino, "The vote is over")
        assert order_of(aino) == [*reversed(TOPICS[language])]

        press(aino, "End the meeting")
        phone.get_by_role("heading", name=t("The meeting has ended")).wait_for()
        expect(aino.get_by_role("button", name=t("Begin, %(n)s min", n=75))).to_be_visible()
        is_read(aino, phone, foreign)


def is_read(aino: Page, phone: Page, foreign: Foreign) -> None:
    """Neither page keeps anybody out, nor says a word of another language."""
    for page in (aino, phone):
        assert faults_of(page, BOTH) == []
        assert foreign.in_page(page) == []
