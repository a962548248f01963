"""Measure the locked notes in a real browser on a real house: `python -m bench.measure_notes NOTES`; prints JSON.

Times are wall times of an otherwise idle machine, in milliseconds, where it can be as the page itself sees them.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from tests.canary.sweep import Sweep, sweep
from tests.journeys.notes_page import sets_up

ON_SERVER = "Tallessa palvelimella, lukittuna"
LONG_TASKS = """() => { window.longest = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration);
}).observe({ type: "longtask" }); }"""
# From an act to what it shows, as the page itself sees it: a word for a button, or a selector.
TAKES = """([act, said, shows]) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${said} shows no ${shows}`)), 30_000);
    const pressed = (words) => [...document.querySelectorAll("button")].find((one) => one.textContent === words);
    const main = document.querySelector("main");
    const first = act === "press" ? (pressed(said) ?? main.querySelector(said)) : main.querySelector("search input");
    const seen = () => (shows.startsWith("=") ? pressed(shows.slice(1)) : main.querySelector(shows));
    const told = () => main.querySelector("search .hint")?.textContent ?? "";
    if (act === "type") Object.assign(first, { value: said });
    const begun = performance.now();
    const look = new MutationObserver((changes) => {
        const filled = () => changes.some(({ target }) => target.matches?.(".rows")) && told().includes(shows);
        if (act === "type" ? !filled() : !seen()) return;
        look.disconnect();
        resolve(performance.now() - begun);
    });
    look.observe(main, { childList: true, subtree: true, characterData: true });
    if (act === "type") first.dispatchEvent(new Event("input"));
    else first.click();
})"""
BUSY = """() => new Promise((done) => setTimeout(() => {
    const end = performance.now() + 100;
    while (performance.now() < end);
    done();
}))"""
ROUNDS = 5


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
        self.house, self.notes = house, notes
        self.chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--no-first-run", "--disable-gpu"],
        )
        self.words = ""

    def all(self) -> dict[str, float]:
        page = self.comes_over("aino")
        told = {
            "supervisee's first entry": self.first_entry(),
            "unlock by passkey": self.unlocks_by_passkey(),
        }
        self.sets_up(page)
        self.brings_in(page)
        told["unlock by six words"] = self.unlocks(page)
        told |= self.opens_texts(page)
        told |= self.lists_and_opens(page)
        told |= self.sends_and_fetches(page)
        return told | {"guest's first word": self.first_word(page)}

    def browser(self, who: str | None = None) -> Page:
        """A browser with nothing between it and the house."""
        context = self.chromium.new_context(locale="fi-FI")
        context.set_default_timeout(30_000)
        if who:
            cookie = {"name": "tuokio_session", "value": self.house.laid["ways"][who], "url": self.house.main}
            context.add_cookies([cookie])  # type: ignore[list-item]  # playwright's own shape
        return context.new_page()

    def comes_over(self, who: str) -> Page:
        page = self.browser(who)
        self.to_the_notes(page)
        return page

    def to_the_notes(self, page: Page) -> None:
        page.goto(f"{self.house.main}/vault/")
        page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()

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

    def unlocks_by_passkey(self) -> float:
        page = self.browser("kaisa")
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        has = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True, "hasPrf": True}
        kind = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal"}
        options = {**has, **kind, "automaticPresenceSimulation": True}
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.to_the_notes(page)
        page.get_by_role("button", name="Aloita todennusavaimella").click()
        page.locator("#text").fill("Tänään")
        page.get_by_text(ON_SERVER).wait_for()
        page.get_by_role("button", name="Valmis").click()
        took = []
        for _ in range(ROUNDS):
            page.get_by_role("button", name="Lukitse muistiinpanot").click()
            page.get_by_role("button", name="Avaa todennusavaimella").wait_for()
            took.append(page.evaluate(TAKES, ["press", "Avaa todennusavaimella", "=Lukitse muistiinpanot"]))
        return float(statistics.median(took))

    def sets_up(self, page: Page) -> None:
        self.words, _code = sets_up(page)
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
        for _ in range(ROUNDS):
            self.is_locked(page)
            took.append(page.evaluate(TAKES, ["press", "Avaa", "=Lukitse muistiinpanot"]))
        return float(statistics.median(took))

    def is_locked(self, page: Page) -> None:
        """Locked, and the six words typed."""
        page.get_by_role("button", name="Lukitse muistiinpanot").click()
        page.locator("#code-passphrase").fill(self.words)

    def opens_texts(self, page: Page) -> dict[str, float]:
        """From unlocking until a word of the text is found in every note; meanwhile the page stays free."""
        page.evaluate(LONG_TASKS)
        self.is_locked(page)
        page.evaluate(TAKES, ["press", "Avaa", "=Lukitse muistiinpanot"])
        took = page.evaluate(TAKES, ["type", "rajaa", str(self.notes)])
        longest = longest_task(page)
        page.evaluate(BUSY)
        assert longest_task(page) >= 80, "the page does not see its own long tasks"
        return {"texts opened": took, "longest task of the page meanwhile": longest}

    def lists_and_opens(self, page: Page) -> dict[str, float]:
        searched, opened, listed = [], [], []
        for number in range(ROUNDS):
            page.wait_for_timeout(500)  # the rest of the rows comes while nobody waits
            searched.append(page.evaluate(TAKES, ["type", f"muisto {number + 1}", ""]))
        for _ in range(ROUNDS):
            opened.append(page.evaluate(TAKES, ["press", ".rows button", "article"]))
            listed.append(page.evaluate(TAKES, ["press", "Muistiinpanoihin", ".rows button"]))
            page.wait_for_timeout(500)
        return {
            "search": statistics.median(searched),
            "open a note": statistics.median(opened),
            "list": statistics.median(listed),
        }

    def sends_and_fetches(self, page: Page) -> dict[str, float]:
        """20 MB up and down again, and the most that the scripts of the page and of its worker held meanwhile."""
        paper = self.house.folder / "paper.bin"
        paper.write_bytes(os.urandom(20_000_000))
        watch, heaps = Heap(page), list[float]()
        page.get_by_role("button", name="Uusi muistiinpano").first.click()
        page.get_by_label("Otsikko").fill("Liite")
        begun = time.monotonic()
        page.locator("#file").set_input_files(paper)
        while not page.get_by_text("paper.bin · 20").is_visible():
            heaps.append(watch.now())
        up = time.monotonic() - begun
        page.get_by_text(ON_SERVER).wait_for()
        page.get_by_role("button", name="Valmis").click()
        page.get_by_role("button", name="Liite").first.click()
        saved: list[object] = []
        page.on("download", lambda download: saved.append(download))
        begun = time.monotonic()
        page.get_by_role("button", name="Tallenna tälle laitteelle").click()
        while not saved:
            heaps.append(watch.now())
            page.wait_for_timeout(10)
        down = time.monotonic() - begun
        page.get_by_role("button", name="Muistiinpanoihin").click()
        assert watch.told, "the worker did not say"
        return {"20 MB up and down": (up + down) * 1000, "heap of page and worker": max(heaps) / 2**20}

    def first_word(self, page: Page) -> float:
        """From the square that a guest looks at to the first word that is kept."""
        page.get_by_role("button", name=f"Aloita ryhmän yhteinen: {self.house.plain}").click()
        page.get_by_role("button", name="Päästä vieraat tähän tapaamiseen").click()
        link = page.locator("#guest-link").inner_text()
        took = []
        for _ in range(ROUNDS):
            guest = self.browser()
            begun = time.monotonic()
            guest.goto(link)
            guest.locator("#guest-text").fill("Hei")
            guest.get_by_text(ON_SERVER).wait_for()
            took.append((time.monotonic() - begun) * 1000)
        return float(statistics.median(took))


def longest_task(page: Page) -> float:
    """Of those over 50 ms; 0 when there was none."""
    page.wait_for_timeout(300)  # what was seen is told later
    return float(page.evaluate("() => window.longest"))


class Heap:
    """What the scripts of a page and of its worker hold, the bytes of their buffers among it."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.workers: list[str] = []
        self.told: dict[str, float] = {}
        self.session.on("Target.attachedToTarget", self._meet)
        self.session.on("Target.receivedMessageFromTarget", self._hear)
        how = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self.session.send("Target.setAutoAttach", how)

    def _meet(self, event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            self.workers.append(event["sessionId"])

    def _hear(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if message.get("id") == 1 and "result" in message:  # none while it is not ready to say
            self.told[event["sessionId"]] = held(message["result"])

    def now(self) -> float:
        """Of the workers, what they told when they were asked before."""
        assert self.workers, "the worker is not seen"
        ask = json.dumps({"id": 1, "method": "Runtime.getHeapUsage"})
        for one in self.workers:
            self.session.send("Target.sendMessageToTarget", {"sessionId": one, "message": ask})
        return held(self.session.send("Runtime.getHeapUsage")) + sum(self.told.values())


def held(usage: dict[str, float]) -> float:
    return usage["usedSize"] + usage["backingStorageSize"]


if __name__ == "__main__":
    main()
