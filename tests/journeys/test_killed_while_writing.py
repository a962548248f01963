"""`kill -9` of the whole browser again and again while somebody writes: at most the last two seconds are lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect, sync_playwright

from tests.cast import person, process_of
from tests.journeys.notes_page import comes_in
from tests.journeys.test_locked_notes import makes_notes
from tuokio.people.models import Person

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]

MAY_BE_LOST = 2.0  # seconds of typing
TITLE = "Yövuoro"


class Killed:
    """A browser with a profile on disk, killed at a chosen moment."""

    def __init__(self, playwright: Playwright, profile: Path, who: Person) -> None:
        self.playwright, self.profile, self.who = playwright, profile, who
        self.words, self.killed_at = "", 0.0

    def opens(self) -> Page:
        context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-quic", "--disable-sync"],
            locale="fi-FI",
        )
        context.set_default_timeout(30_000)
        context.add_init_script("try { localStorage.setItem('tuokio-own', '1') } catch {}")
        page = context.pages[0]
        comes_in(page, self.who)
        if self.words:
            page.locator("#code-passphrase").fill(self.words)
            page.locator("#code-passphrase").press("Enter")
        else:
            self.words, _code = makes_notes(page)
            page.get_by_role("button", name="Aloita muistiinpanot").first.click()
        page.get_by_role("button", name="Uusi muistiinpano").wait_for()
        return page

    def kill(self) -> None:
        self.killed_at = time.monotonic()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if str(self.profile).encode() in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:  # gone already
                continue

    def types_until_killed(
        self, page: Page, seconds: float, *, file: bytes | None
    ) -> list[tuple[float, str]]:
        """Type until the end comes; gives what was in the field when, as it was seen."""
        seen: list[tuple[float, str]] = []
        timer = threading.Timer(seconds, self.kill)
        timer.start()
        number = 0
        try:
            page.locator("#text").focus()
            page.keyboard.press("Control+End")
            if file:
                page.locator("#file").set_input_files(
                    {"name": "liite.bin", "mimeType": "text/plain", "buffer": file}
                )
                page.locator("#text").focus()
            while True:
                number += 1
                page.keyboard.type(f"sana{number} ")
                seen.append((time.monotonic(), page.locator("#text").input_value()))
        except Error:
            timer.join()
        return seen


def opens_the_note(page: Page) -> str:
    """Go on writing the note, from the offer to go on when there is one; gives what stands in it."""
    page.get_by_role("button", name=TITLE, exact=True).first.click()
    going_on = page.get_by_role("button", name="Jatka kirjoittamista")
    page.locator("#text").or_(going_on).first.wait_for()
    if going_on.is_visible():
        going_on.click()
    page.locator("#text").wait_for()
    return page.locator("#text").input_value()


def test_whoever_is_killed_while_writing_loses_two_seconds_at_most_and_no_document(
    house: str, tmp_path: Path, rounds: Callable[[int, int], int], chance: random.Random
) -> None:
    process_of(person("aino"))
    times = rounds(3, 50)
    lost: list[int] = []
    with sync_playwright() as playwright:
        browser = Killed(playwright, tmp_path / "profile", person("aino"))
        page = browser.opens()
        page.get_by_role("button", name="Uusi muistiinpano").click()
        page.locator("#title").fill(TITLE)
        page.locator("#text").fill("Alku. ")
        expect(page.locator("#saved")).to_contain_text("Tallessa palvelimella", timeout=30_000)
        for number in range(times):
            file = chance.randbytes(2_500_000) if number % 3 == 1 else None
            seen = browser.types_until_killed(page, chance.uniform(0.5, 9), file=file)
            page = browser.opens()
            found = opens_the_note(page)
            typed = seen[-1][1] if seen else ""
            sure = [text for at, text in seen if at < browser.killed_at - MAY_BE_LOST]
            assert not sure or found.startswith(sure[-1]), (number, len(sure[-1]), len(found))
            lost.append(max(0, len(typed) - len(found)))
            expect(page.locator("#saved")).to_contain_text("Tallessa", timeout=30_000)
        page.get_by_role("button", name="Valmis").click()
        page.get_by_role("button", name="Uusi muistiinpano").wait_for()
        rows = page.locator(".rows .row button")
        for place in range(rows.count()):
            rows.nth(place).click()
            page.get_by_role("button", name="Muistiinpanoihin").wait_for()
            assert page.get_by_role("heading", name="Tätä ei voitu näyttää").count() == 0
            page.get_by_role("button", name="Muistiinpanoihin").click()
            page.get_by_role("button", name="Uusi muistiinpano").wait_for()
        assert rows.count() == 1, "one person who types makes no copy"
        browser.kill()
    print(f"{times} kills; characters lost: {lost}")
