"""Going to the workroom as its people do: the leader's screen, and phones that join by the square."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.conftest import Open
from tests.journeys.looking import PHONE_DARK, Screen
from tuokio.supervision.models import Process

BEGIN_GROUP = "Aloita ryhmän yhteinen"


def to_workroom(page: Page, process: Process) -> None:
    """From the opened notes; the group's circle is begun when it is not there yet."""
    begin = page.get_by_role("button", name=f"{BEGIN_GROUP}: {process.name}")
    if begin.count():
        begin.click()
        page.get_by_role("button", name="Muistiinpanoihin").click()
    page.get_by_role("button", name="Työhuone").first.click()
    page.get_by_role("heading", name="Menetelmät").wait_for()


def begins_meeting(page: Page, minutes: int) -> None:
    """The leader begins a meeting of this length."""
    button = page.get_by_role("button", name=f"Aloita, {minutes} min")
    if not button.first.is_visible():
        page.get_by_text("Muu pituus").click()
    button.first.click()
    page.get_by_role("list", name="Tapaamisen kulku").wait_for()


def shows_square(page: Page) -> str:
    """Let phones in. Returns the address that the square says."""
    page.get_by_role("button", name="Näytä koodi").click()
    page.get_by_text("Osoitteena").click()
    return page.locator("#guest-link").inner_text()


def joins(window: Open, address: str, name: str, screen: Screen = PHONE_DARK) -> Page:
    """A phone comes in by the square, as a guest with a first name."""
    page = window(screen).page
    page.goto(address)
    page.locator("#guest-name").fill(name)
    return page


def to_tool(page: Page, name: str) -> None:
    """From the room to a tool under methods."""
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("heading", name=name, level=1).wait_for()


def to_room(page: Page) -> None:
    page.get_by_role("button", name="Työhuoneeseen").click()
    page.get_by_role("heading", name="Menetelmät").wait_for()


def ends_meeting(page: Page) -> None:
    page.get_by_role("button", name="Päätä tapaaminen").click()
    page.get_by_role("button", name="Aloita, 75 min").first.wait_for(state="attached")


NOTHING = {"storage": {}, "databases": [], "cached": [], "address": "", "state": None}


def left_on(page: Page) -> dict[str, object]:
    """What the notes' own host has kept in this browser besides its own public script."""
    kept: dict[str, object] = page.evaluate(
        """async () => ({
            storage: {...localStorage, ...sessionStorage},
            databases: (await indexedDB.databases()).map(({name}) => name),
            cached: (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname))))
                .flat().filter((path) => path.startsWith("/api") || path.includes("?")),
            address: location.hash + location.search,
            state: history.state,
        })"""
    )
    return kept
