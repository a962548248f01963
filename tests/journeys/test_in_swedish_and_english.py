"""The main steps in Swedish and English: the page says its language, and no word of another is left on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.cast import person
from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import PHONE_LIGHT, faults_of
from tests.journeys.test_keyboard_and_zoom import a_group_that_meets_today, carry, signed_in
from tuokio.kit.clock import now
from tuokio.mapping.demo_page import make_demo_page

ROOT = Path(__file__).resolve().parents[2]
OF_SUPERVISORS = (
    "/today/", "/processes/", "/processes/new/", "/calendar/", "/to-invoice/", "/absence/", "/breaks/", "/moving-in/",
    "/me/", "/practice/", "/customers/", "/keeping/", "/processes/{process}/", "/processes/{process}/continuation/",
    "/processes/{process}/closing/", "/processes/{process}/ending/", "/meetings/{meeting}/",
    "/meetings/{meeting}/cancellation/", "/meetings/{meeting}/date/",
)  # fmt: skip
TEXTS = """() => {
    const found = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("[lang]:not(html), script"))
        found.add(walk.currentNode.data.replace(/\\s+/g, " ").trim());
    for (const node of document.querySelectorAll("[aria-label]")) found.add(node.getAttribute("aria-label"));
    return [...found];
}"""


def words_of(language: str) -> set[str]:
    """Every whole sentence or word of the pages in that language."""
    found: set[str] = set()
    for file in ROOT.glob(f"tuokio/*/locale/{'fi' if language == 'en' else language}/LC_MESSAGES/django.po"):
        with file.open("rb") as opened:
            for message in read_po(opened):
                said = message.id if language == "en" else message.string
                found |= set(said) if isinstance(said, list | tuple) else {said}
    return {" ".join(one.split()) for one in found if one and "%" not in one}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_word_of_another_language_is_left(language: str, window: Open, calendar: Calendar) -> None:
    foreign = set().union(*(words_of(one) for one in ("fi", "sv", "en") if one != language)) - words_of(
        language
    )
    process, meeting = a_group_that_meets_today(calendar)
    process.payer.name = "Kuusela"  # a name that is no word of any page
    process.payer.save()
    make_demo_page(process.practice, at=now())
    for who in ("aino", "bertta"):
        known = person(who)
        known.language = language
        known.save()
    faults: list[str] = []

    def look(one, address: str) -> None:
        page = one.go(address)
        if (said := page.locator("html").get_attribute("lang")) != language:
            faults.append(f"{address}  says it is in {said}")
        faults.extend(f"{address}  {text!r}" for text in page.evaluate(TEXTS) if text in foreign)
        faults.extend(f"{address}  {fault}" for fault in faults_of(page, (PHONE_LIGHT,)))

    aino = window(PHONE_LIGHT)
    carry(signed_in("aino"), aino)
    for address in OF_SUPERVISORS:
        look(aino, address.format(process=process.pk, meeting=meeting.pk))
    bertta = window(PHONE_LIGHT)
    carry(signed_in("bertta"), bertta)
    for address in ("/home/", "/me/"):
        look(bertta, address)
    stranger = window(PHONE_LIGHT, locale={"sv": "sv-FI", "en": "en-GB"}[language])
    for address in ("/sign-in/", "/in/", "/door/", "/privacy/", "/accessibility/"):
        look(stranger, address)
    assert not faults, "\n".join(faults)


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
