"""The full path of one process through its pages, from the offer to the summary that is given, as three people."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.bad_days.pages import Form, forms_of
from tests.bad_days.running import PATIENCE, Browser, House

SAID = {
    "ties": "none_known",
    "price": "160,00",
    "starts_on": "1.12.2026",
    "goal_1": "Työnjako on selvä",
    "trainings": "Työnohjaaja; Oulun yliopisto; 2015",
}
ID = r"[0-9a-f-]{36}"


@dataclass
class FullPath:
    """What Aino, Kaarlo and Bertta do one after the other, and how much of it the house has answered."""

    aino: Browser
    kaarlo: Browser
    bertta: Browser
    processes: list[str]  # those that are ready to be offered something
    berttas_lines: dict[str, str]  # her membership in each
    walked: list[str] = field(default_factory=list)
    summaries: set[str] = field(default_factory=set)
    acts: int = 0

    @classmethod
    def of(cls, house: House, ground: dict[str, Any]) -> FullPath:
        people = (Browser(house, ground[one]) for one in ("session", "payers_session", "members_session"))
        return cls(*people, processes=list(ground["paths"]), berttas_lines=ground["paths"])

    @property
    def repeats(self) -> int:
        """How often somebody had to ask again."""
        return self.aino.repeats + self.kaarlo.repeats + self.bertta.repeats

    @property
    def answers(self) -> int:
        """How often the house has answered one of them."""
        return self.aino.answers + self.kaarlo.answers + self.bertta.answers

    def walk(self) -> None:
        """The next process all the way; when all have been walked, nothing."""
        if len(self.walked) == len(self.processes):
            return
        process = self.processes[len(self.walked)]
        self.offer(process)
        self.agree(process, members_first=len(self.walked) % 2 == 1)
        self.ask(process)
        self.rate(process)
        self.summarise(process)
        self.walked.append(process)

    def press(self, who: Browser, page: str, to: str = "", having: str = "", **typed: Any) -> str:
        """Fill in the form of a page that is sent there, and press; the house says that it is done."""
        form = form_to(who.look(page), to, having)
        path = form.action.partition("?")[0] or page
        answer = who.send(path, **form.filled(**typed))
        assert answer.status in {302, 303}, f"{answer.status} at {path}: {told_in(answer.text)}"
        self.acts += 1
        return answer.location

    def offer(self, process: str) -> None:
        own = f"/processes/{process}/offer/"
        self.press(self.aino, f"{own}text/", price_cents="160,00")
        self.press(self.aino, own, "/sending/")
        offer = id_in(self.aino.look(own), rf"/offers/({ID})/")
        self.press(self.kaarlo, f"/commissioner/offers/{offer}/", "/acceptance/")

    def agree(self, process: str, *, members_first: bool) -> None:
        own = f"/processes/{process}/agreement/"
        self.press(self.aino, f"{own}draft/")
        self.press(self.aino, f"{own}draft/", **SAID)
        self.press(self.aino, f"{own}sending/")
        version = id_in(self.aino.look(own), rf"/agreement/({ID})/pdf/")
        acts = [
            lambda: self.press(self.kaarlo, f"/commissioner/agreements/{version}/"),
            lambda: self.press(self.bertta, f"/my/agreements/{version}/"),
            lambda: self.on_the_list(process),
        ]
        for act in reversed(acts) if members_first else acts:
            act()
        for language in ("fi", "sv", "en"):
            self.fetch(self.kaarlo, f"/commissioner/agreements/{version}/pdf/{language}/")

    def fetch(self, who: Browser, path: str) -> None:
        """A paper: whatever happened to who was making it, asking again brings it."""
        until = time.monotonic() + PATIENCE
        while not who.insist("GET", path, None).is_pdf:
            assert time.monotonic() < until, f"no paper at {path}"
            time.sleep(0.2)

    def on_the_list(self, process: str) -> None:
        """The two without a phone accepted on the paper list."""
        page = f"/processes/{process}/agreement/acceptances/"
        form = form_to(self.aino.look(page), "", having="member-")
        names = {one.name for one in form.fields if one.name.startswith("member-")}
        on_paper = names - {f"member-{self.berttas_lines[process]}"}
        self.press(self.aino, page, having="member-", **dict.fromkeys(on_paper, "paper"))

    def ask(self, process: str) -> None:
        """A wave at the start: one answers on the own phone, one in the room, one on paper."""
        own = f"/processes/{process}/evaluation/"
        self.press(self.aino, f"{own}statements/", core=["B1a", "B2a", "O3a"])
        wave = re.findall(rf"/waves/({ID})/", self.aino.look(own))[0]
        self.press(self.aino, f"/waves/{wave}/", "/opening/")
        token = re.findall(r"/w/([\w-]+)", self.aino.look(f"/waves/{wave}/"))[0]
        in_room = self.nameless(wave)
        said = {f"{code}-now": "4" for code in ("B1a", "B2a", "O3a")}
        self.press(self.bertta, f"/my/waves/{wave}/", **said)
        self.press(in_room, f"/w/{token}/", **said)
        self.press(self.aino, f"/waves/{wave}/paper/", **said)
        self.press(self.aino, f"/waves/{wave}/closing/")

    def nameless(self, wave: str) -> Browser:
        """A browser in the room: it has its random word from the page that showed it the form."""
        browser = Browser(self.aino.house)
        browser.cookies += f"; wave-{wave}={secrets.token_urlsafe(24)}"
        return browser

    def rate(self, process: str) -> None:
        """A light goal is rated: one alone, one on a slip, then all together."""
        own = f"/processes/{process}/goals/"
        words = {"wording": "Vastuut ovat selvät", "expected": "Kaikki tietävät.", "start": "Sovitaan aina."}
        self.press(self.aino, f"{own}new/", scale="light", baseline="-1", **words)
        rating = self.press(self.aino, f"{own}rounds/new/", point="middle").split("/")[3]
        self.press(self.bertta, f"/my/goals/rounds/{rating}/")
        self.press(self.aino, f"/goals/rounds/{rating}/slips/")
        self.press(self.aino, f"/goals/rounds/{rating}/", "/closing/")
        self.press(self.aino, f"/goals/rounds/{rating}/levels/")
        self.press(self.aino, f"/goals/rounds/{rating}/own-levels/")

    def summarise(self, process: str) -> None:
        own = f"/processes/{process}/summary/"
        self.press(self.aino, f"{own}draft/", recommendation="end")
        self.press(self.aino, f"{own}group/")
        (summary,) = set(re.findall(rf"/my/summaries/({ID})/", self.bertta.look("/home/"))) - self.summaries
        self.summaries.add(summary)
        self.press(self.bertta, f"/my/summaries/{summary}/", word="ok")
        self.press(self.aino, f"{own}slips/", ok="3")
        self.press(self.aino, f"{own}giving/")


def form_to(html: str, to: str, having: str = "") -> Form:
    """The form of a page whose address ends like this; without one, the first that is sent to the page itself."""
    found = [
        one
        for one in forms_of(html)
        if (one.action.partition("?")[0].endswith(to) if to else not one.action)
        and any(field.name.startswith(having) for field in one.fields)
    ]
    assert found, f"no form to {to or 'itself'} in {told_in(html)}"
    return found[0]


def told_in(html: str) -> str:
    """What a page says, for whoever reads why a test failed."""
    alerts = re.findall(r'(?s)role="alert".{0,500}|class="error.{0,300}', html)
    return re.sub(r"<[^>]+>", " ", " ".join(alerts) or html)[-3000:]


def id_in(html: str, pattern: str) -> str:
    """The one id that stands there."""
    (found,) = set(re.findall(pattern, html))
    return str(found)
