"""Measure the workroom in real browsers on a real house: `python -m bench.measure_workroom MEETINGS SENTENCES`; prints JSON.

A process with so many meetings behind it, each with guests (so each turned the key twice), a topic and an agreed action.
Wall times of an otherwise idle machine, in milliseconds; nine browsers' pages share it with the house.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, Playwright, sync_playwright

from bench.measure_notes import ROUNDS, TAKES, Measuring
from tests.canary.sweep import Sweep, sweep

PHONES = 8
SUBJECT = "Aamun sijaiset"
# When each sentence came onto the leader's screen, by the machine's clock.
SEEN = """() => {
    window.seenAt = {};
    const look = () => {
        for (const one of document.querySelectorAll(".lists-item")) {
            const found = /sanoi-\\d+-\\d+/.exec(one.textContent);
            if (found) window.seenAt[found[0]] ??= performance.timeOrigin + performance.now();
        }
    };
    new MutationObserver(look).observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
}"""
PRESSED = """(form) => {
    form.closest("section").querySelector(".btn").click();
    return performance.timeOrigin + performance.now();
}"""


def main() -> None:
    meetings, sentences = int(sys.argv[1]), int(sys.argv[2])
    with (
        tempfile.TemporaryDirectory(prefix="tuokio-bench-") as folder,
        sync_playwright() as playwright,
        sweep(Path(folder), playwright, f"sqlite:///{folder}/data/tuokio.db") as house,
    ):
        told = InTheRoom(house, playwright, meetings).measured(sentences)
    print(json.dumps(told))


class InTheRoom(Measuring):
    """A supervisor who leads, and phones that join."""

    def __init__(self, house: Sweep, playwright: Playwright, meetings: int) -> None:
        super().__init__(house, playwright, 0)
        self.meetings = meetings

    def measured(self, sentences: int) -> dict[str, float]:
        page = self.comes_over("aino")
        self.sets_up(page)
        page.get_by_role("button", name=f"Aloita ryhmän yhteinen: {self.house.plain}").click()
        page.get_by_role("button", name="Muistiinpanoihin").click()
        to_the_room(page)
        for number in range(self.meetings):
            self.holds(page, number)
        page.get_by_role("button", name="Muistiinpanoihin").click()
        opened = [self.opens(page) for _ in range(ROUNDS)]
        return {"the workroom opens": statistics.median(opened)} | self.hears(page, sentences)

    def holds(self, page: Page, number: int) -> None:
        """One meeting, from its beginning to its end."""
        begins(page)
        page.get_by_role("button", name="Näytä koodi").click()
        page.get_by_role("button", name="Piilota koodi").wait_for()
        page.locator("#topics-text").fill(f"Aihe {number}")
        page.get_by_role("button", name="Lisää listalle").click()
        page.get_by_role("button", name="Päätä tapaaminen").click()
        page.get_by_role("list", name="Tapaamisen kulku").wait_for(state="detached")

    def opens(self, page: Page) -> float:
        """From the button to the room as it stands, the notes just unlocked."""
        page.get_by_role("button", name="Lukitse muistiinpanot").click()
        page.locator("#code-passphrase").fill(self.words)
        page.get_by_role("button", name="Avaa", exact=True).click()
        page.get_by_role("button", name="Työhuone").wait_for()
        page.wait_for_timeout(1500)  # what the page of the notes does by itself
        took = float(page.evaluate(TAKES, ["press", "Työhuone", ".methods"]))
        page.get_by_role("button", name="Muistiinpanoihin").click()
        page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()
        return took

    def hears(self, page: Page, sentences: int) -> dict[str, float]:
        """Eight phones join and say things, each when it likes."""
        to_the_room(page)
        begins(page)
        page.get_by_role("button", name="Näytä koodi").click()
        page.get_by_text("Osoitteena").click()
        link = page.locator("#guest-link").inner_text()
        page.get_by_role("button", name="Vaikutuspiiri", exact=True).click()
        page.get_by_label("Mistä on kyse?").fill(SUBJECT)
        page.get_by_role("button", name="Aloita", exact=True).click()
        page.get_by_role("button", name="Kysy puhelimilla").click()
        joined, phones = list[float](), list[Page]()
        for number in range(PHONES):
            phone, begun = self.browser(), time.monotonic()
            phone.goto(link)
            phone.locator("[data-ask=words] .input").first.wait_for()
            joined.append((time.monotonic() - begun) * 1000)
            phone.locator("#guest-name").fill(f"Oona {number}")
            phones.append(phone)
        page.evaluate(SEEN)
        sent: dict[str, float] = {}
        chance = random.Random(1)
        for number in range(sentences):
            for who in chance.sample(range(PHONES), PHONES):
                words = phones[who].locator("[data-ask=words] .input").first
                words.fill(f"sanoi-{who}-{number}")
                sent[f"sanoi-{who}-{number}"] = float(words.evaluate(PRESSED))
                page.wait_for_timeout(chance.randrange(50, 400))
        for _ in range(100):
            seen: dict[str, float] = page.evaluate("() => window.seenAt")
            if len(seen) == len(sent):
                break
            page.wait_for_timeout(100)
        missing = sorted(set(sent) - set(seen))
        assert not missing, f"never seen: {missing}"
        waits = sorted(seen[what] - at for what, at in sent.items())
        told = page.locator(".lists-item").count()
        assert told == len(sent), f"{told} of {len(sent)} are there"
        return {
            "a phone joins": max(joined),
            "on the leader's screen, half": statistics.median(waits),
            "on the leader's screen, 95 of 100": waits[int(len(waits) * 0.95)],
        }


def to_the_room(page: Page) -> None:
    page.get_by_role("button", name="Työhuone").first.click()
    page.get_by_role("heading", name="Menetelmät").wait_for()


def begins(page: Page) -> None:
    first = page.get_by_role("button", name="Aloita, 75 min").first
    if not first.is_visible():
        page.get_by_text("Muu pituus").click()
    first.click()
    page.get_by_role("list", name="Tapaamisen kulku").wait_for()


if __name__ == "__main__":
    main()
