"""The journey of the canaries: each is written where a person would write it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.canary.sweep import Sweep


def journey(sweep: Sweep, canaries: dict[str, str]) -> dict[str, str]:
    """Plant each canary; gives those that were planted, with what the pages made up themselves."""
    planted = dict(canaries)
    aino = sweep.browser("aino", "aino")
    goes_over(sweep, aino)
    planted["passphrase"], planted["recovery"] = makes_notes(aino)
    writes_a_note(aino, sweep.plain, canaries)
    return planted


def goes_over(sweep: Sweep, page: Page) -> None:
    page.goto(f"{sweep.main}/today/")
    page.goto(f"{sweep.main}/vault/")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()


def makes_notes(page: Page) -> tuple[str, str]:
    """The first visit, from the welcome to the open notes; gives the six words and the code."""
    page.get_by_role("button", name="Tee minulle sanat ja koodi").click()
    words, code = page.locator("#passphrase").inner_text(), page.locator("#recovery").inner_text()
    page.get_by_role("button", name="Molemmat ovat tallessa, jatka").click()
    page.locator("#typed-passphrase").fill(words)
    page.locator("#typed-recovery").fill(code)
    page.get_by_role("button", name="Avaa muistiinpanoni").click()
    page.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()
    return words, code


def writes_a_note(page: Page, process: str, canaries: dict[str, str]) -> None:
    page.get_by_role("button", name=f"Aloita muistiinpanot: {process}").click()
    page.get_by_role("button", name="Uusi muistiinpano").click()
    page.get_by_label("Otsikko").fill(canaries["title"])
    page.locator("#text").press_sequentially(f"{canaries['note']} ", delay=5)
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    page.get_by_role("button", name="Valmis").click()
