"""The main steps in Swedish and English: the page says its language, and no word of another is left on it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from tests.cast import person
from tests.journeys.conftest import Calendar, Open, Window
from tests.journeys.looking import PHONE_LIGHT, faults_of
from tests.journeys.test_keyboard_and_zoom import (
    VISITORS,
    a_group_that_meets_today,
    addresses_for,
    carry,
    signed_in,
)
from tests.who_opens import the_world, visitors
from tuokio.kit.clock import now
from tuokio.mapping.demo_page import make_demo_page
from tuokio.people.models import ContactPerson, Person, Practice
from tuokio.supervision.models import Process

# The rules of access hold in Finnish for each of these pages (test_keyboard_and_zoom); longer words may make it wider.
LOOKED_THROUGH = (PHONE_LIGHT,) if os.environ.get("PROOF") == "1" else ()
ROOT = Path(__file__).resolve().parents[2]
OF_SUPERVISORS = (
    "/today/", "/processes/", "/processes/new/", "/calendar/", "/to-invoice/", "/absence/", "/breaks/", "/moving-in/",
    "/me/", "/practice/", "/customers/", "/keeping/", "/processes/{process}/", "/processes/{process}/continuation/",
    "/processes/{process}/closing/", "/processes/{process}/ending/", "/meetings/{meeting}/",
    "/meetings/{meeting}/cancellation/", "/meetings/{meeting}/date/",
)  # fmt: skip
LOCALES = {"sv": "sv-FI", "en": "en-GB"}
# each language is chosen by what it calls itself
OWN_NAMES = {"suomi", "svenska", "English", "suomeksi", "på svenska", "in English"}
LEFT_OUT = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")  # where a name or a number comes
LEAST_LETTERS = 8  # beside what is left out; fewer might be of any language
TEXTS = """() => {
    const found = new Set([document.title]);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("[lang]:not(html), script"))
        found.add(walk.currentNode.data.replace(/\\s+/g, " ").trim());
    for (const said of ["aria-label", "alt", "placeholder", "title"])
        for (const node of document.querySelectorAll(`[${said}]`))
            if (!node.closest("[lang]:not(html)")) found.add(node.getAttribute(said));
    return [...found];
}"""


def said_in(language: str) -> set[str]:
    """Every whole sentence or word of the pages in that language."""
    found: set[str] = set()
    for file in ROOT.glob(f"tuokio/*/locale/{'fi' if language == 'en' else language}/LC_MESSAGES/django.po"):
        with file.open("rb") as opened:
            for message in read_po(opened):
                said = message.id if language == "en" else message.string
                found |= set(said) if isinstance(said, list | tuple) else {said}
    return {" ".join(one.split()) for one in found if one}


def tells(text: str) -> bool:
    """Whether a text with names and numbers left out still tells its language."""
    return sum(one.isalpha() for one in LEFT_OUT.sub("", text)) >= LEAST_LETTERS


@dataclass(frozen=True)
class Foreign:
    """What must not stand on a page of one language."""

    whole: frozenset[str]
    with_gaps: re.Pattern[str]

    @classmethod
    def to(cls, language: str) -> Foreign:
        others = set().union(*(said_in(one) for one in ("fi", "sv", "en") if one != language))
        others -= said_in(language) | OWN_NAMES
        gaps = [
            ".+".join(re.escape(part) for part in LEFT_OUT.split(one))
            for one in others
            if LEFT_OUT.search(one) and tells(one)
        ]
        return cls(frozenset(one for one in others if not LEFT_OUT.search(one)), re.compile("|".join(gaps)))

    def in_page(self, page: Page) -> list[str]:
        """The texts on the page that are of another language."""
        return [text for text in page.evaluate(TEXTS) if text in self.whole or self.with_gaps.fullmatch(text)]


def looked_at(one: Window, address: str, language: str, foreign: Foreign) -> list[str]:
    """What keeps this page from being one of this language that everybody can use."""
    page = one.go(address)
    said = page.locator("html").get_attribute("lang")
    return [
        *([] if said == language else [f"{address}  says it is in {said}"]),
        *(f"{address}  {text!r}" for text in foreign.in_page(page)),
        *(f"{address}  {fault}" for fault in faults_of(page, LOOKED_THROUGH)),
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_word_of_another_language_is_left(language: str, window: Open, calendar: Calendar) -> None:
    process, meeting = a_group_that_meets_today(calendar)
    process.payer.name = "Kuusela"  # a name that is no word of any page
    process.payer.save()
    make_demo_page(process.practice, at=now())
    all_speak(language)
    foreign, faults = Foreign.to(language), list[str]()
    aino, bertta, stranger = (window(PHONE_LIGHT, locale=LOCALES[language]) for _ in range(3))
    carry(signed_in("aino"), aino)
    carry(signed_in("bertta"), bertta)
    for address in OF_SUPERVISORS:
        faults += looked_at(aino, address.format(process=process.pk, meeting=meeting.pk), language, foreign)
    for address in ("/home/", "/me/"):
        faults += looked_at(bertta, address, language, foreign)
    for address in ("/sign-in/", "/in/", "/door/", "/privacy/", "/accessibility/"):
        faults += looked_at(stranger, address, language, foreign)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("who", VISITORS)
def test_no_word_of_another_language_is_left_for(who: str, language: str, window: Open) -> None:
    """All that stands in the tables of who opens what, each page for the first whom it opens for."""
    world = the_world()
    asking = visitors(world)[who]
    all_speak(language)
    for known in (world.practice, world.process, world.contact, *world.people.values()):
        known.refresh_from_db()
    addresses = [one for one in addresses_for(who, world) if language == "sv" or "/sv/" not in one]
    foreign, faults = Foreign.to(language), list[str]()
    one = window(PHONE_LIGHT, locale=LOCALES[language])
    carry(asking, one)
    for address in addresses:
        answer = asking.get(address)
        if answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"):
            faults += looked_at(one, address, language, foreign)
    assert not faults, "\n".join(faults)


def all_speak(language: str) -> None:
    """Everybody reads and writes in this language."""
    for known in (Person, Practice, ContactPerson, Process):
        known.objects.update(language=language)


def test_a_group_meets_in_swedish(window: Open, calendar: Calendar) -> None:
    process, _ = a_group_that_meets_today(calendar)
    aino = person("aino")
    aino.language = "sv"
    aino.save()
    one = window(PHONE_LIGHT)
    carry(signed_in("aino"), one)
    assert date(2026, 11, 24) == now().date()

    page = one.go(f"/processes/{process.pk}/")
    page.locator(".title .actions a.btn").click()
    page.locator("main form button.btn").first.click()

    assert process.meetings.order_by("starts_at")[0].attendances.filter(present=True).count() == 3
