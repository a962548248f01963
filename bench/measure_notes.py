"""Measure the locked notes in a real browser on a real house: `python -m bench.measure_notes NOTES`; prints JSON.

Times are wall times in the page of an otherwise idle machine, in milliseconds; the heap is that of the page's process.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from tests.canary.sweep import Sweep, sweep

ON_SERVER = "Tallessa palvelimella, lukittuna"
LONG_TASKS = """() => { window.longest = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration);
}).observe({ type: "longtask" }); }"""

MARK = """(words) => [...document.querySelectorAll("button")].find((one) => one.textContent === words).id = "to-notes" """
# From a press to what it shows, as the page itself sees it.
TAKES = """([press, shows]) => new Promise((resolve) => {
    const begun = performance.now();
    const look = new MutationObserver(() => {
        if (!document.querySelector(shows)) return;
        look.disconnect();
        resolve(performance.now() - begun);
    });
    document.querySelector(press).click();
    look.observe(document.querySelector("main"), { childList: true, subtree: true });
})"""


def main() -> None:
    notes = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="tuokio-bench-") as folder, sync_playwright() as playwright:
        database = f"sqlite:///{folder}/data/tuokio.db"
        with sweep(Path(folder), playwright, database) as house:
            told = Measuring(house, playwright, notes).all()
    print(json.dumps(told))


class Measuring:
    """One supervisor with many notes."""

    def __init__(self, house: Sweep, playwright: Playwright, notes: int) -> None:
        self.house, self.playwright, self.notes = house, playwright, notes
        self.words = ""

    def all(self) -> dict[str, float]:
        page = self.comes_over("aino")
        told = {"supervisee's first entry": self.first_entry()}
        self.sets_up(page)
        self.brings_in(page)
        told["unlock by six words"] = self.unlocks(page)
        told |= self.lists_and_opens(page)
        told |= self.sends_and_fetches(page)
        return told

    def comes_over(self, who: str) -> Page:
        page = self.house.browser(who, who)
        page.goto(f"{self.house.main}/vault/")
        page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
        return page

    def first_entry(self) -> float:
        """Milliseconds from the first tap to the first word that is kept, by a script that does not think."""
        page = self.comes_over("bertta")
        page.get_by_role("button", name="Aloita kuudella sanalla").wait_for()
        begun = time.monotonic()
        page.get_by_role("button", name="Aloita kuudella sanalla").click()
        page.get_by_role("button", name="Kirjoita ensin, näytä sanat myöhemmin").click()
        page.locator("#text").fill("Tänään")
        page.get_by_text(ON_SERVER).wait_for()
        return (time.monotonic() - begun) * 1000

    def sets_up(self, page: Page) -> None:
        page.get_by_role("button", name="Tee minulle sanat ja koodi").click()
        self.words, code = page.locator("#passphrase").inner_text(), page.locator("#recovery").inner_text()
        page.get_by_role("button", name="Molemmat ovat tallessa, jatka").click()
        page.locator("#typed-passphrase").fill(self.words)
        page.locator("#typed-recovery").fill(code)
        page.get_by_role("button", name="Avaa muistiinpanoni").click()
        page.get_by_role("button", name=f"Aloita muistiinpanot: {self.house.plain}").click()
        page.get_by_role("button", name="Uusi muistiinpano").wait_for()

    def brings_in(self, page: Page) -> None:
        """Old notes, as many as asked for, each of 2,000 signs."""
        text = "Ohje vai tapa? Rajaa haetaan yhdessä. " * 52
        for start in range(0, self.notes, 100):
            page.get_by_role("button", name="Tuo vanhoja muistiinpanoja").click()
            some: Any = [
                {
                    "name": f"muisto {number}.txt",
                    "mimeType": "text/plain",
                    "buffer": f"{number} {text}".encode(),
                }
                for number in range(start, min(start + 100, self.notes))
            ]
            page.locator("#files").set_input_files(some)
            page.locator("main .actions > .btn").click()
            page.get_by_role("button", name="Lukitse muistiinpanot").wait_for(timeout=600_000)

    def unlocks(self, page: Page) -> float:
        took = []
        for _ in range(5):
            page.get_by_role("button", name="Lukitse muistiinpanot").click()
            page.locator("#code-passphrase").fill(self.words)
            begun = time.monotonic()
            page.locator("#code-passphrase").press("Enter")
            page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()
            took.append((time.monotonic() - begun) * 1000)
        return statistics.median(took)

    def lists_and_opens(self, page: Page) -> dict[str, float]:
        page.evaluate(LONG_TASKS)
        page.wait_for_timeout(6000)  # the texts are opened in the background meanwhile
        quiet = page.evaluate("() => window.longest")
        words = page.get_by_label("Hae otsikoista")
        begun = time.monotonic()
        words.fill("muisto 7")
        page.get_by_text("muistiinpanoa").first.wait_for()
        found = (time.monotonic() - begun) * 1000
        words.fill("")
        opened, listed = [], []
        for _ in range(5):
            opened.append(page.evaluate(TAKES, [".rows button", "article"]))
            page.evaluate(MARK, "Muistiinpanoihin")
            listed.append(page.evaluate(TAKES, ["#to-notes", ".rows button"]))
        return {
            "longest task of the page while texts are opened": float(quiet),
            "search": found,
            "open a note": statistics.median(opened),
            "list": statistics.median(listed),
        }

    def sends_and_fetches(self, page: Page) -> dict[str, float]:
        """20 MB up and down again, and the heap of the page."""
        paper = self.house.folder / "paper.bin"
        paper.write_bytes(os.urandom(20_000_000))
        page.get_by_role("button", name="Uusi muistiinpano").first.click()
        page.get_by_label("Otsikko").fill("Liite")
        watch = page.context.new_cdp_session(page)
        watch.send("Performance.enable")
        begun = time.monotonic()
        page.locator("#file").set_input_files(paper)
        page.get_by_text("paper.bin · 20").wait_for(timeout=60_000)
        up = time.monotonic() - begun
        page.get_by_role("button", name="Valmis").click()
        page.get_by_role("button", name="Liite").first.click()
        begun = time.monotonic()
        with page.expect_download(timeout=60_000):
            page.get_by_role("button", name="Tallenna tälle laitteelle").click()
        down = time.monotonic() - begun
        metrics = watch.send("Performance.getMetrics")["metrics"]
        heap = next((one["value"] for one in metrics if one["name"] == "JSHeapUsedSize"), 0.0)
        return {"20 MB up and down": (up + down) * 1000, "heap of the page": heap / 2**20}


if __name__ == "__main__":
    main()
