"""`kill -9` of the whole browser again and again while somebody writes, saves, sends a file or renews the key.

At most the last two seconds of typing are lost, and nothing is left that does not open.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright, expect, sync_playwright

from tests.cast import person, process_of
from tests.journeys.notes_page import comes_in, sets_up, unlocks
from tuokio.people.models import Person
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import LogEntry, Space

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]

MAY_BE_LOST = 2.0  # seconds of typing
A_KEY = 80  # milliseconds, as a person types
TITLE = "Yövuoro"
MOMENTS = ("typing", "saving", "uploading", "rotating")


Seen = tuple[float, str]  # when, and what was in the field


class Killed:
    """A browser with a profile on disk, killed at a chosen moment."""

    def __init__(self, playwright: Playwright, profile: Path, who: Person) -> None:
        self.playwright, self.profile, self.who = playwright, profile, who
        self.words, self.killed_at = "", 0.0
        self.timer: threading.Timer | None = None

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
            unlocks(page, self.words)
        else:
            self.words, _code = sets_up(page)
            page.get_by_role("button", name="Aloita ryhmän yhteinen").first.click()
            page.get_by_role("button", name="Muistiinpanoihin").click()
        circle_of(page).wait_for()
        return page

    def kill(self) -> None:
        self.killed_at = time.monotonic()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if str(self.profile).encode() in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:  # gone already
                continue

    def is_killed_at(self, page: Page, moment: str, chance: random.Random, file: bytes) -> list[Seen]:
        """Write, come to that moment, and be killed in it; gives what was in the field when, as it was seen."""
        seen: list[Seen] = []
        try:
            page.locator("#text").focus()
            page.keyboard.press("Control+End")
            if moment == "typing":
                self.dies_within(chance.uniform(0.5, 9))
                types(page, seen, 60)
            types(page, seen, chance.uniform(0.5, 4))
            if moment == "uploading":
                self.dies_within(chance.uniform(0.05, 2.5))
                page.locator("#file").set_input_files(
                    {"name": "liite.txt", "mimeType": "text/plain", "buffer": file}
                )
                page.locator("#text").focus()
                types(page, seen, 60)
            if moment == "saving":
                self.dies_within(chance.uniform(0, 0.6))
            page.get_by_role("button", name="Valmis").click()
            if moment == "rotating":
                circle_of(page).get_by_role("button", name="Mukana olevat").click()
                page.get_by_text("Avaimen uusiminen").click()
                self.dies_within(chance.uniform(0, 0.4))
                page.get_by_role("button", name="Uusi nyt").click()
            while True:
                page.wait_for_timeout(50)
        except Error:
            assert self.timer is not None, f"{moment} was not reached"
            self.timer.join()
            self.timer = None
        return seen

    def dies_within(self, seconds: float) -> None:
        self.timer = threading.Timer(seconds, self.kill)
        self.timer.start()


def types(page: Page, seen: list[Seen], seconds: float) -> None:
    """Type as a person does, for that long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page.keyboard.type(f"sana{len(seen) + 1} ", delay=A_KEY)
        seen.append((time.monotonic(), page.locator("#text").input_value()))


def circle_of(page: Page) -> Locator:
    """The card of the group's shared notes."""
    return page.locator(".card", has=page.get_by_role("button", name="Mukana olevat"))


def opens_the_note(page: Page) -> str:
    """Go on writing the note, from the offer to go on when there is one; gives what stands in it."""
    page.get_by_role("button", name=TITLE, exact=True).first.click()
    going_on = page.get_by_role("button", name="Jatka kirjoittamista")
    page.locator("#text").or_(going_on).first.wait_for()
    if going_on.is_visible():
        going_on.click()
    page.locator("#text").wait_for()
    return page.locator("#text").input_value()


def has_whole_keys() -> bool:
    """Each key that the signed list names is kept, and no key stands for the current one without being named."""
    space = Space.objects.get(kind="group")
    acts = [
        json.loads(text)["act"]
        for text in LogEntry.objects.filter(space=space).values_list("text", flat=True)
    ]
    epochs = set(Wrap.objects.filter(space_id=space.pk).values_list("epoch", flat=True))
    named = set(range(1, 2 + acts.count("epoch")))
    return max(named) == space.epoch and named <= epochs and not space.turn_due


def test_whoever_is_killed_while_writing_loses_two_seconds_at_most_and_no_document(
    house: str, tmp_path: Path, rounds: Callable[[int, int], int], chance: random.Random
) -> None:
    process_of(person("aino"))
    times = rounds(3, 50)
    moments = chance.sample(MOMENTS, len(MOMENTS)) * (times // len(MOMENTS) + 1)
    lost: dict[str, list[int]] = {moment: [] for moment in MOMENTS}
    file = chance.randbytes(2_500_000)
    with sync_playwright() as playwright:
        browser = Killed(playwright, tmp_path / "profile", person("aino"))
        page = browser.opens()
        circle_of(page).get_by_role("button", name="Uusi muistiinpano").click()
        page.locator("#title").fill(TITLE)
        page.locator("#text").fill("Alku. ")
        expect(page.locator("#saved")).to_contain_text("Tallessa palvelimella", timeout=30_000)
        for number, moment in enumerate(moments[:times]):
            seen = browser.is_killed_at(page, moment, chance, file)
            page = browser.opens()
            assert has_whole_keys(), (number, moment)
            found = opens_the_note(page)
            typed = seen[-1][1] if seen else ""
            sure = [text for at, text in seen if at < browser.killed_at - MAY_BE_LOST]
            assert not sure or found.startswith(sure[-1]), (number, moment, len(sure[-1]), len(found))
            lost[moment].append(max(0, len(typed) - len(found)))
            expect(page.locator("#saved")).to_contain_text("Tallessa", timeout=30_000)
        page.get_by_role("button", name="Valmis").click()
        rows = circle_of(page).locator(".rows .row button")
        rows.first.wait_for()
        for place in range(rows.count()):
            rows.nth(place).click()
            page.get_by_role("button", name="Muistiinpanoihin").wait_for()
            assert page.get_by_role("heading", name="Tätä ei voitu näyttää").count() == 0
            saves = page.get_by_role("button", name="Tallenna tälle laitteelle")
            for one in range(saves.count()):
                with page.expect_download() as saved:
                    saves.nth(one).click()
                assert Path(saved.value.path()).read_bytes() == file
            page.get_by_role("button", name="Muistiinpanoihin").click()
            rows.first.wait_for()
        assert rows.count() == 1, "one person who types makes no copy"
        browser.kill()
    print(f"{times} kills; characters lost: {lost}")
