"""`kill -9` of the whole house while a real browser writes, sends a file or renews the key: nothing typed is lost.

The browser keeps what it could not send and sends it when the house is back; no document is left that does not open,
and no key is half turned.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bad_days.running import PATIENCE, House
from tests.bad_days.sealed_files import keys_ahead
from tests.journeys.notes_page import sets_up
from tests.journeys.test_killed_while_writing import circle_of, opens_the_note, types

pytestmark = pytest.mark.long

MOMENTS = ("typing", "saving", "uploading", "rotating")
ON_SERVER = "Tallessa palvelimella"
TITLE = "Yövuoro"


class Dying:
    """A house that is killed now and then, and started again a while later."""

    def __init__(self, house: House, chance: random.Random) -> None:
        self.house, self.chance, self.ahead = house, chance, 0
        self.thread: threading.Thread | None = None

    def dies_within(self, seconds: float) -> None:
        self.thread = threading.Thread(target=self.dies, args=(self.chance.uniform(0, seconds),))
        self.thread.start()

    def dies(self, after: float) -> None:
        time.sleep(after)
        self.house.kill()
        data = Path(self.house.environment["TUOKIO_DATA"])
        self.ahead += keys_ahead(data / "tuokio.db", data / "keys.db")
        time.sleep(self.chance.uniform(0, 3))
        self.house.start()

    def is_back(self) -> None:
        assert self.thread is not None
        self.thread.join()
        assert self.house.up.is_set()


class Writer:
    """Aino at her browser."""

    def __init__(self, chromium: Browser, house: House, way: str) -> None:
        self.chromium, self.house, self.way = chromium, house, way
        self.words = ""
        self.file, self.files = b"", 0

    @property
    def main(self) -> str:
        return f"http://tuokio.localhost:{self.house.port}"

    def browser(self) -> Page:
        context: BrowserContext = self.chromium.new_context(locale="fi-FI", accept_downloads=True)
        context.set_default_timeout(PATIENCE * 1000)
        context.add_cookies([{"name": "tuokio_session", "value": self.way, "url": self.main}])
        context.add_init_script("try { localStorage.setItem('tuokio-own', '1') } catch {}")
        return context.new_page()

    def comes_in(self, page: Page) -> None:
        page.goto(f"{self.main}/vault/")
        page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
        if self.words:
            page.locator("#code-passphrase").fill(self.words)
            page.locator("#code-passphrase").press("Enter")
        else:
            self.words, _code = sets_up(page)
            page.get_by_role("button", name="Aloita ryhmän yhteinen").first.click()
            page.get_by_role("button", name="Muistiinpanoihin").click()
        circle_of(page).wait_for()

    def begins(self, page: Page) -> None:
        circle_of(page).get_by_role("button", name="Uusi muistiinpano").click()
        page.locator("#title").fill(TITLE)
        page.locator("#text").fill("Alku. ")
        expect(page.locator("#saved")).to_contain_text(ON_SERVER, timeout=PATIENCE * 1000)

    def writes_on(self, page: Page, dying: Dying, moment: str) -> str:
        """Write, and come to the moment in which the house dies; gives what was typed in all."""
        page.locator("#text").focus()
        page.keyboard.press("Control+End")
        if moment == "typing":
            dying.dies_within(6)
            types(page, [], 7)
        types(page, [], 0.5)
        if moment == "uploading":
            dying.dies_within(1.2)
            file = {"name": "liite.txt", "mimeType": "text/plain", "buffer": self.file}
            self.files += 1
            page.locator("#file").set_input_files(file)  # type: ignore[arg-type]  # playwright's own shape
            page.locator("#text").focus()
            types(page, [], 1)
        typed = page.locator("#text").input_value()
        if moment == "saving":
            dying.dies_within(0.5)
            page.get_by_role("button", name="Valmis").click()
        if moment == "rotating":
            page.get_by_role("button", name="Valmis").click()
            circle_of(page).get_by_role("button", name="Mukana olevat").click()
            page.get_by_text("Avaimen uusiminen").click()
            dying.dies_within(0.4)
            page.get_by_role("button", name="Uusi nyt").click()
        dying.is_back()
        return typed

    def settles(self, page: Page, moment: str) -> str:
        """The house is back: what waits is sent, without a word typed again. Gives what stands in the field."""
        if moment in {"saving", "rotating"}:
            self.comes_in(page)
            opens_the_note(page)
        again = page.get_by_role("button", name="Lähetä uudelleen")
        unsent = page.get_by_text("ei vielä lähetetty")
        until = time.monotonic() + PATIENCE
        while page.get_by_role("button", name="Ota pois").count() < self.files or unsent.count():
            assert time.monotonic() < until, "a file was not sent"
            if again.is_visible():
                again.click()
            page.wait_for_timeout(100)
        expect(page.locator("#saved")).to_contain_text("Tallessa", timeout=PATIENCE * 1000)
        expect(page.locator("#saved")).not_to_contain_text("laitteella", timeout=PATIENCE * 1000)
        return page.locator("#text").input_value()

    def finds(self) -> tuple[str, int]:
        """On another device: the one note, opened; its text, and how many files came back byte for byte."""
        page = self.browser()
        self.comes_in(page)
        rows = circle_of(page).locator(".rows .row button")
        rows.first.wait_for()
        assert rows.count() == 1, "one person who types makes no copy"
        text = opens_the_note(page)
        page.get_by_role("button", name="Valmis").click()
        circle_of(page).get_by_role("button", name=TITLE, exact=True).click()
        page.get_by_role("button", name="Muistiinpanoihin").wait_for()
        assert page.get_by_role("heading", name="Tätä ei voitu näyttää").count() == 0
        saves = page.get_by_role("button", name="Tallenna tälle laitteelle")
        for one in range(saves.count()):
            with page.expect_download() as saved:
                saves.nth(one).click()
            assert Path(saved.value.path()).read_bytes() == self.file
        return text, saves.count()


def test_nothing_typed_is_lost_whenever_the_house_dies(
    chromium: Browser, tmp_path: Path, rounds: Callable[[int, int], int], chance: random.Random
) -> None:
    house = House(tmp_path / "data", mail_port=None)
    house.migrate()
    laid = house.inside("circle")
    house.start()
    times = rounds(2, 40)
    moments = (chance.sample(MOMENTS, len(MOMENTS)) * (times // len(MOMENTS) + 1))[:times]
    try:
        dying, aino = Dying(house, chance), Writer(chromium, house, laid["ways"]["aino"])
        aino.file = chance.randbytes(2_500_000)
        page = aino.browser()
        aino.comes_in(page)
        aino.begins(page)
        typed = ""
        for number, moment in enumerate(moments):
            typed = aino.writes_on(page, dying, moment)
            assert aino.settles(page, moment) == typed, (number, moment)
        page.get_by_role("button", name="Valmis").click()
        circle_of(page).wait_for()
        text, files = aino.finds()
    finally:
        house.stop()
    assert (text, files) == (typed, aino.files)
    print(f"{times} kills of the house; {len(typed)} characters and {files} files, none lost; "
          f"between the two stores {dying.ahead} times")  # fmt: skip
