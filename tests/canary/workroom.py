"""A meeting in the workroom with every tool: what is said there, what is given out of it, and what a guest blocks."""

from __future__ import annotations

import json
import re
import struct
import zlib
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page

from tests.bad_days.running import ROOT
from tests.journeys.workroom_page import begins_meeting, ends_meeting, shows_square, to_room, to_tool

if TYPE_CHECKING:
    from tests.canary.journey import Planting

SCRIPT = ROOT / "frontend" / "workroom" / "rounds" / "scripts" / "tuning.json"


class Meeting:
    """Aino's screen, Bertta's own, and a guest's phone in one meeting of the group."""

    def __init__(self, planting: Planting, aino: Page, bertta: Page) -> None:
        self.planting, self.aino, self.bertta = planting, aino, bertta
        self.said = planting.canaries

    def goes(self) -> Page:
        """Gives the first phone, as it stands after the end."""
        self.aino.get_by_role("button", name="Muistiinpanoihin").click()
        self.aino.get_by_role("button", name="Työhuone").first.click()
        self.aino.get_by_role("heading", name="Menetelmät").wait_for()
        begins_meeting(self.aino, 75)
        address = shows_square(self.aino)
        oona = self.guest("oona", address, self.said["guest"])
        self.topics(oona)
        self.actions()
        self.on_pages_of_tools()
        self.given(oona)
        return oona

    def guest(self, who: str, address: str, name: str) -> Page:
        page = self.planting.sweep.browser(who)
        page.goto(address)
        page.locator("#guest-name").fill(name)
        return page

    def topics(self, oona: Page) -> None:
        """One hidden on a phone and shown, one hidden on Aino's screen and never shown."""
        topics = self.aino.locator("[data-tool=topics]")
        topics.get_by_role("button", name="Kysy aiheita puhelimilla").click()
        asked = oona.locator("[data-ask=words]")
        asked.locator("textarea").fill(self.said["topic"])
        asked.get_by_role("button", name="Lähetä").click()
        topics.get_by_text("Yksi aihe odottaa").wait_for()
        topics.get_by_role("button", name="yhtä aikaa").click()
        topics.get_by_text(self.said["guest"]).first.wait_for()
        self.aino.locator("#topics-text").fill(self.said["topic-hidden"])
        self.aino.locator("#topics-hide").check()
        topics.get_by_role("button", name="Lisää listalle").click()
        topics.get_by_text("Yksi aihe odottaa").wait_for()
        self.keeps("topic", "guest", "topic-hidden")

    def actions(self) -> None:
        actions = self.aino.locator("[data-tool=actions]")
        actions.get_by_text("Sovi uusi asia").click()
        self.aino.locator("#actions-new-what").fill(self.said["action"])
        self.aino.locator("#actions-new-agree").click()
        actions.get_by_text(self.said["action"]).first.wait_for()
        self.keeps("action")

    def on_pages_of_tools(self) -> None:
        """Each tool under methods has a canary of its own."""
        for name, (kinds, write) in TOOLS.items():
            to_tool(self.aino, name)
            write(self)
            self.keeps(*kinds.split())
            to_room(self.aino)

    def keeps(self, *kinds: str) -> None:
        for kind in kinds:
            self.planting.keeps(kind)

    def goal(self) -> None:
        self.aino.get_by_text("Kirjatkaa tavoite").click()
        self.aino.get_by_label("Mihin pyrimme?").fill(self.said["goal"])
        self.aino.get_by_label("Mistä sen huomaa?").fill("Muistiosta")
        self.aino.get_by_label("Millaista on nyt?").fill("Ei ole sovittu")
        self.aino.get_by_label("Mitä odotamme?").fill("On sovittu")
        self.aino.get_by_role("button", name="Lisää tavoite").click()
        self.aino.get_by_role("heading", name=self.said["goal"]).wait_for()

    def perspective(self) -> None:
        self.begins("#subject-title")
        self.aino.get_by_label("Kenen näkökulma?").select_option("Esihenkilö")
        self.aino.get_by_label("Mitä siitä suunnasta sanottaisiin?").fill(self.said["perspective"])
        self.aino.get_by_role("button", name="Lisää pyörään").click()
        self.aino.locator(".wheel-said", has_text=self.said["perspective"]).wait_for()

    def script(self) -> None:
        own = self.planting.own_disk() / "kierros.json"
        titled = json.loads(SCRIPT.read_text("utf-8")) | {"title": {"fi": self.said["script"]}}
        own.write_text(json.dumps(titled, ensure_ascii=False), encoding="utf-8")
        self.aino.get_by_text("Tehkää oma käsikirjoitus").click()
        self.aino.locator("#script-file").set_input_files(own)
        self.aino.get_by_role("button", name=f"Valitse: {self.said['script']}").wait_for()

    def primary_task(self) -> None:
        self.aino.locator("#ptask-draft").fill(self.said["primary-task"])
        self.aino.get_by_role("button", name="Tästä sovimme").click()
        self.aino.locator("p.ptask-agreed", has_text=self.said["primary-task"]).wait_for()

    def roles(self) -> None:
        self.aino.get_by_role("button", name="Muokkaa karttaa").click()
        for label, kind in (("Uusi tehtävä", "task"), ("Uusi rooli tai ihminen", "role")):
            self.aino.get_by_label(label, exact=True).fill(self.said[kind])
            self.aino.keyboard.press("Enter")
        self.aino.get_by_role("button", name="Valmis", exact=True).click()
        self.aino.get_by_role("rowheader", name=self.said["task"]).first.wait_for()

    def quality(self) -> None:
        for kind in ("quality", "given"):
            self.adds(self.aino.locator("#quality-add"), self.said[kind])
        self.aino.locator("details#photos summary").click()
        photo = self.planting.own_disk() / f"{self.said['photo-name']}.png"
        photo.write_bytes(picture_with(self.said["photo"]))
        self.aino.locator("#file").set_input_files(photo)
        self.aino.get_by_text(self.said["photo-name"]).first.wait_for()

    def interface(self) -> None:
        for name in ("Koulu", "Neuvola"):
            self.adds(self.aino.locator("#faces-new"), name)
        self.adds(self.aino.locator("#faces-what"), self.said["interface"])

    def strain(self) -> None:
        self.adds(self.aino.get_by_label("Lisää: Vie voimia").first, self.said["strain"])

    def influence(self) -> None:
        self.begins("#subject-title")
        self.adds(self.aino.get_by_label("Lisää: Minun käsissäni").first, self.said["influence"])

    def force(self) -> None:
        self.begins("#subject-title")
        self.adds(self.aino.get_by_label("Lisää: Jarruttaa").first, self.said["force"])

    def solution(self) -> None:
        self.adds(self.aino.get_by_label("Uusi pulma"), "Palaveri venyy")
        self.adds(self.aino.get_by_label("Keino, jota voisi kokeilla"), self.said["solution"])

    def clause(self) -> None:
        toggle = self.aino.get_by_role("button", name="Muuta: Jos jokin hiertää", exact=True)
        toggle.click()
        self.aino.locator("#clause-chafes-words").fill(self.said["clause"])
        toggle.click()

    def begins(self, field: str) -> None:
        """A subject of a tool that has many, under a title of no meaning."""
        self.aino.locator(field).fill("Aamu")
        self.aino.get_by_role("button", name="Aloita", exact=True).click()
        self.aino.get_by_role("heading", name="Aamu", level=1).wait_for()

    def adds(self, field: Locator, words: str) -> None:
        field.fill(words)
        field.press("Enter")
        self.aino.get_by_text(words).first.wait_for(state="attached")

    def given(self, oona: Page) -> None:
        """One thing goes out when all agree to it; of two observations one waits here, and a guest says no to the other."""
        aino, bertta = self.aino, self.bertta
        aino.get_by_role("button", name="Tilaajalle annettavat", exact=True).click()
        aino.get_by_role("button", name=re.compile(f": {self.said['given']}$")).click()
        aino.locator("#out-propose").click()
        aino.locator('[data-out="proposed"]', has_text=self.said["given"]).wait_for()
        for kind in ("observation", "blocked"):
            aino.locator("#observation-text").fill(self.said[kind])
            aino.locator("#observation-add").click()
        row = aino.locator("#out-observations li", has_text=self.said["blocked"])
        row.get_by_role("button", name="Katso ja ehdota").click()
        aino.locator("#out-propose").click()
        refused = aino.locator('[data-out="proposed"]', has_text=self.said["blocked"])
        refused.get_by_role("button", name="Näytä puhelimissa").click()
        oona.get_by_text(self.said["blocked"]).wait_for()
        oona.get_by_role("button", name="En halua, että tämä annetaan").click()
        oona.get_by_text("Vastauksesi on tallessa").wait_for()
        self.keeps("observation", "blocked")
        proposed = aino.locator('[data-out="proposed"]', has_text=self.said["given"])
        proposed.get_by_role("button", name="Näytä puhelimissa").click()
        bertta.get_by_role("button", name="Muistiinpanoihin").click()
        bertta.get_by_role("button", name="Työhuone").first.click()
        bertta.get_by_role("button", name="Vastaa yksin").first.click()
        mine = bertta.locator("article", has_text=self.said["given"])
        mine.get_by_label("Tämän voi antaa tällaisenaan").check()
        mine.locator("[id^=say-]").click()
        bertta.get_by_text("on tallessa.").first.wait_for()
        to_room(aino)
        ends_meeting(aino)
        oona.get_by_role("heading", name="Tapaaminen on päättynyt").wait_for()
        aino.get_by_role("button", name="Tilaajalle annettavat", exact=True).click()
        out = aino.locator("article", has_text=self.said["given"])
        slips = out.locator("details[id^=slips-]")
        slips.locator("summary").click()
        slips.locator("[id^=slips-ok-]").fill("3")  # those without notes of their own answer on paper
        slips.get_by_role("button").click()
        out.get_by_role("button", name="Anna tilaajalle").click()
        aino.locator('[data-out="given"]', has_text=self.said["given"]).wait_for()
        self.keeps("given")
        assert self.planting.sweep.inside("works") == len(TOOLS) + 3, "each tool has its sealed document"


TOOLS = {
    "Ryhmän omat tavoitteet": ("goal", Meeting.goal),
    "Näkökulmapyörä": ("perspective", Meeting.perspective),
    "Tapauskierros": ("script", Meeting.script),
    "Perustehtävä": ("primary-task", Meeting.primary_task),
    "Rooli- ja tehtäväkartta": ("task role", Meeting.roles),
    "Laatuvaatimukset": ("quality photo photo-name", Meeting.quality),
    "Yhdyspintakartta": ("interface", Meeting.interface),
    "Kuormitus ja voimavarat": ("strain", Meeting.strain),
    "Vaikutuspiiri": ("influence", Meeting.influence),
    "Voimakenttä": ("force", Meeting.force),
    "Ratkaisutaulu": ("solution", Meeting.solution),
    "Työskentelysopimus": ("clause", Meeting.clause),
}


def picture_with(words: str) -> bytes:
    """A small PNG that says something in its text chunk."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\xff\x00" * 2)
    said = b"Comment\0" + words.encode("utf-8")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"tEXt", said), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    )
