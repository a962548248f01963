"""The journey of the canaries: each is written where a person would write it, in three browsers."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.canary.sweep import Sweep
from tests.canary.workroom import Meeting
from tests.journeys.notes_page import sets_up, unlocks
from tests.journeys.workroom_page import NOTHING, left_on

ON_SERVER = "Tallessa palvelimella, lukittuna"


class Planting:
    """Three people and their browsers. `planted` grows as each canary is written and seen to be kept."""

    def __init__(self, sweep: Sweep, canaries: dict[str, str]) -> None:
        self.sweep, self.canaries = sweep, canaries
        self.planted: dict[str, str] = {}

    def keeps(self, kind: str, text: str = "") -> None:
        self.planted[kind] = text or self.canaries[kind]

    def aino_writes(self) -> Page:
        """Her codes, a note with title, tag and file, a word that she looks for; locked and opened by both codes."""
        page = self.comes_over("aino", own=True)
        words, code = sets_up(page)
        page.get_by_role("button", name=f"Aloita muistiinpanot: {self.sweep.plain}").click()
        page.get_by_role("button", name="Uusi muistiinpano").click()
        page.get_by_label("Otsikko").fill(self.canaries["title"])
        page.locator("#text").press_sequentially(f"{self.canaries['note']} ", delay=5)
        page.locator("#tags").fill(self.canaries["tag"])
        page.locator("#file").set_input_files(self.paper())
        page.get_by_text(self.canaries["attachment-name"]).first.wait_for()
        page.get_by_text(ON_SERVER).wait_for()
        page.get_by_role("button", name="Valmis").click()
        for _ in range(6):  # the field for looking comes when there is something to look through
            self.writes_more(page)
        page.get_by_label("Hae otsikoista").fill(self.canaries["search"])
        page.wait_for_timeout(500)
        for kind in ("title", "note", "tag", "attachment-name", "attachment", "search"):
            self.keeps(kind)
        page.get_by_role("button", name="Lukitse muistiinpanot").click()
        unlocks(page, words)
        page.get_by_role("button", name="Lukitse muistiinpanot").click()
        page.get_by_text("Sanat eivät ole käsillä").click()
        page.locator("#code-recovery").fill(code)
        page.locator("#code-recovery").press("Enter")
        page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()
        self.keeps("passphrase", words)
        self.keeps("recovery", code)
        return page

    def bertta_writes(self, aino: Page) -> Page:
        """Her journal; then, asked in by words, a note, a message and a reason for an absence in the group's circle."""
        aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {self.sweep.plain}").click()
        aino.get_by_role("button", name="Kutsu: Bertta S.").click()
        told = aino.locator('[data-invite="Bertta S."] .invite-words').inner_text()
        page = self.comes_over("bertta")
        page.get_by_role("button", name="Aloita kuudella sanalla").click()
        page.get_by_role("button", name="Kirjoita ensin, näytä sanat myöhemmin").click()
        page.get_by_label("Otsikko").fill("Päivä")
        page.locator("#text").press_sequentially(self.canaries["journal"], delay=5)
        page.get_by_text(ON_SERVER).wait_for()
        page.get_by_role("button", name="Valmis").click()
        self.keeps("journal")
        page.get_by_label("Neljä sanaa, jotka sinulle kerrottiin").fill(told)
        page.get_by_role("button", name="Vastaa").click()
        page.get_by_text("Olet vastannut.").wait_for()
        aino.get_by_role("button", name="Muistiinpanoihin").click()
        aino.get_by_role("button", name="Mukana olevat").click()
        aino.get_by_role("heading", name="Kuka tätä voi lukea").wait_for()
        page.get_by_role("button", name="Avaamisen tavat").last.click()
        page.get_by_role("button", name="Muistiinpanoihin").click()
        page.get_by_role("button", name="Uusi muistiinpano").click()
        page.get_by_label("Otsikko").fill("Yhteinen")
        page.locator("#text").press_sequentially(self.canaries["group"], delay=5)
        page.get_by_text(ON_SERVER).wait_for()
        page.get_by_role("button", name="Valmis").click()
        self.keeps("group")
        page.get_by_role("button", name="Viestit").click()
        for kind, day in (("message", ""), ("absence", "2026-12-08")):
            page.locator("#message").fill(self.canaries[kind])
            page.locator("#absence").fill(day)
            page.get_by_role("button", name="Lähetä").click()
            page.locator(".message", has_text=self.canaries[kind]).wait_for()
            self.keeps(kind)
        return page

    def comes_over(self, who: str, *, own: bool = False) -> Page:
        page = self.sweep.browser(who, who)
        if own:
            page.add_init_script("try { localStorage.setItem('tuokio-own', '1') } catch {}")
        page.goto(f"{self.sweep.main}/")
        page.goto(f"{self.sweep.main}/vault/")
        page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
        return page

    def paper(self) -> Path:
        """A file on the person's own disk, outside of what is searched."""
        paper = self.own_disk() / f"{self.canaries['attachment-name']}.txt"
        paper.write_text(f"Muistio\n{self.canaries['attachment']}\n" * 50, encoding="utf-8")
        return paper

    def own_disk(self) -> Path:
        folder = self.sweep.folder.parent / f"{self.sweep.folder.name}-own-disk"
        folder.mkdir(exist_ok=True)
        return folder

    def writes_more(self, page: Page) -> None:
        page.get_by_role("button", name="Uusi muistiinpano").click()
        page.get_by_label("Otsikko").fill("Muu")
        page.get_by_text(ON_SERVER).wait_for()
        page.get_by_role("button", name="Valmis").click()


def journey(sweep: Sweep, canaries: dict[str, str]) -> dict[str, str]:
    """Plant each canary; gives those that were planted, with what the pages made up themselves."""
    planting = Planting(sweep, canaries)
    aino = planting.aino_writes()
    bertta = planting.bertta_writes(aino)
    phone = Meeting(planting, aino, bertta).goes()
    assert left_on(phone) == NOTHING, "the meeting leaves something on a phone"
    return planting.planted
