"""Every page for everybody: at 400 %, on a phone, in both colour schemes, by keyboard alone, without scripts."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.cast import person, process_of
from tests.doors import enter
from tests.journeys.conftest import Calendar, Open, Window
from tests.journeys.looking import DESK_DARK, DESK_LIGHT, PHONE_LIGHT, faults_of
from tests.test_who_opens_what import CONTEXTS, rows_of
from tests.who_opens import World, the_world, visitors
from tuokio.kit.clock import now
from tuokio.mapping.demo_page import make_demo_page
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.supervision.models import Process

# The stories look through the other two: a dark phone and a light desk.
BOTH_SCREENS = (PHONE_LIGHT, DESK_DARK)
# Each address is looked at through the eyes of the first of these that it opens for; the gathering pages
# differ from one to the next, so they are looked at by all.
VISITORS = ("aino", "kaarlo", "bertta", "nobody", "olavi", "dora", "sari")
GATHERING = {"/today/", "/home/", "/calendar/", "/processes/", "/to-invoice/", "/me/", "/"}


def addresses_for(who: str, world: World) -> list[str]:
    """The addresses that this visitor looks at, for themselves and for those after them."""
    found = []
    before = set(VISITORS[: VISITORS.index(who)])
    for context in sorted(CONTEXTS):
        ids = world.ids | getattr(CONTEXTS[context], "ids", lambda _: {})(world)
        for address, row in rows_of(context).items():
            mine = who in set(row.who) and (address in GATHERING or not before & set(row.who))
            if mine and row.post is None:
                found.append(address.format(**(ids | row.ids)) + row.query)
    return found


@pytest.mark.parametrize("who", VISITORS)
def test_every_page_serves_everybody(window: Open, who: str) -> None:
    world = the_world()
    asking = visitors(world)[who]
    one = window()
    carry(asking, one)
    faults: list[str] = []
    for address in addresses_for(who, world):
        answer = asking.get(address)
        if answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"):
            one.go(address)
            faults += [f"{address}  {fault}" for fault in faults_of(one.page, BOTH_SCREENS)]
    assert not faults, "\n".join(faults)


def test_the_day_goes_by_keyboard_alone(window: Open, calendar: Calendar) -> None:
    process, _ = a_group_that_meets_today(calendar)
    one = window(DESK_LIGHT)
    carry(signed_in("aino"), one)
    page = one.go("/today/")

    page.keyboard.press("Tab")
    assert_focus_is_seen(page)
    assert focused(page) == "Siirry sisältöön"
    page.keyboard.press("Enter")
    assert page.evaluate(
        "() => document.activeElement.matches('main') || !!document.activeElement.closest('main')"
    )
    tab_to(page, process.name)
    enter_goes_on(page)
    tab_to(page, "Kaikki paikalla")
    enter_goes_on(page)
    expect(page.locator("main")).to_contain_text("3/3 paikalla")

    page.goto(one.house + f"/meetings/{process.meetings.order_by('starts_at')[1].pk}/cancellation/")
    tab_to(page, "työnohjaaja")
    page.keyboard.press("ArrowDown")
    tab_to(page, "työnohjaaja ei pääse")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    tab_to(page, "Kerrottiin paperilla tai puhelimessa")
    page.keyboard.press("Space")
    tab_to(page, "Peru tapaaminen")
    enter_goes_on(page)
    expect(page.locator("main")).to_contain_text("peruttu")


def test_the_main_acts_need_no_script(window: Open, calendar: Calendar) -> None:
    process, meeting = a_group_that_meets_today(calendar)
    aino = window(PHONE_LIGHT, scripts=False)
    carry(signed_in("aino"), aino)
    aino.go(f"/meetings/{meeting.pk}/").get_by_role("button", name="Kaikki paikalla").click()
    expect(aino.page.locator("main")).to_contain_text("3/3 paikalla")
    aino.go("/to-invoice/").get_by_role("link", name="Kopioi ja merkitse laskutetuksi").click()
    aino.page.get_by_label("Laskun numero omassa ohjelmassasi").fill("17")
    aino.page.get_by_role("button", name="Merkitse laskutetuksi").click()
    expect(aino.page.locator("main")).to_contain_text("laskutettu, 17")

    bertta = window(PHONE_LIGHT, scripts=False)
    carry(signed_in("bertta"), bertta)
    bertta.go("/home/").get_by_role("button", name="En pääse").click()
    expect(bertta.page.locator("main")).to_contain_text("Vastasit: en pääse.")

    make_demo_page(process.practice, at=now())
    stranger = window(PHONE_LIGHT, scripts=False)
    page = stranger.go(f"/p/{process.practice.slug}/")
    page.get_by_label("Nimi").fill("Maija L.")
    page.get_by_label("Puhelin tai sähköposti").fill("040 123 4567")
    page.wait_for_timeout(4_000)  # what is sent within three seconds was not written by a person
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator("h1")).to_have_text("Kiitos, viestisi on tullut perille")


def a_group_that_meets_today(calendar: Calendar) -> tuple[Process, Meeting]:
    """Aino's group has met at one, and it is two o'clock on a Tuesday."""
    calendar.it_is(date(2026, 11, 24), "14.30")
    process = process_of(person("aino"))
    planned = plan_series(
        process=process,
        term=process.terms.get(),
        rhythm=Rhythm(first_on=date(2026, 11, 24), at_time=time(13), count=4, every_weeks=3, minutes=75),
        by=person("aino"),
        at=now(),
    )
    return process, planned.meetings[0]


def signed_in(who: str) -> Client:
    browser = Client()
    enter(browser, person(who))
    return browser


def focused(page: Page) -> str:
    """The words of what the keyboard stands on."""
    words: str = page.evaluate(
        "() => { const at = document.activeElement; return ((at.labels && at.labels[0]) || at).textContent.trim(); }"
    )
    return " ".join(words.split())


def enter_goes_on(page: Page) -> None:
    """Press Enter, and wait for the next page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def assert_focus_is_seen(page: Page) -> None:
    """What has the focus shows it, and stands on the screen."""
    fault = page.evaluate(
        """() => {
            const at = document.activeElement;
            const seen = [at, at.closest("label"), at.nextElementSibling].filter(Boolean).some((one) => {
                const style = getComputedStyle(one);
                return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
            });
            const box = at.getBoundingClientRect();
            const inside = box.bottom > 0 && box.top < innerHeight;
            return seen && inside ? "" : `${at.outerHTML.slice(0, 120)} seen=${seen} inside=${inside}`;
        }"""
    )
    assert not fault, fault


def tab_to(page: Page, words: str) -> None:
    """Tab on until the focus stands on this; on the way it must always be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert_focus_is_seen(page)
        if words in focused(page) and not page.evaluate(
            "() => document.activeElement.matches('nav *, .crumb *')"
        ):
            return
    raise AssertionError(f"the keyboard never comes to {words!r}")


def carry(asking: Client, one: Window) -> None:
    """Let the window stand where the asking one stands."""
    for name, cookie in asking.cookies.items():
        one.context.add_cookies([{"name": name, "value": cookie.value, "url": one.house}])
