"""A guest who does what no page of ours would: the meeting goes on, the others are heard, and nothing runs or leaks."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.test_locked_notes_hostile import WATCH, quiet
from tests.journeys.workroom_page import (
    NOTHING,
    begins_meeting,
    ends_meeting,
    joins,
    left_on,
    shows_square,
    to_room,
    to_tool,
    to_workroom,
)
from tests.vault.hostile import TEXTS
from tuokio.supervision.models import Process
from tuokio.vault.models import Document, Post

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
# keeps hold of the way to the keys, as whoever has changed the page of their own phone can
HOLDS = """{
    const post = Worker.prototype.postMessage;
    self.calls = {};
    Worker.prototype.postMessage = function (call, ...rest) {
        if (call?.room) self.calls[`${call.room}.${call.act}`] = [this, call];
        return post.call(this, call, ...rest);
    };
}"""
ASKS = """([room, act, given]) => new Promise((resolve) => {
    const [worker] = self.calls["live.read"];
    const id = 1e6 + Math.floor(Math.random() * 1e9);
    worker.addEventListener("message", ({data}) => data.id === id && resolve(data.code ?? ""));
    worker.postMessage({id, room, act, given});
})"""
FROM_OONA = "Kuka kutsuu sijaisen?"


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


class Hostile:
    """A guest's phone whose owner speaks to its keys past the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.wait_for_function("() => self.calls['live.read']")
        self.space, self.doc = page.evaluate("() => self.calls['live.read'][1].given.slice(0, 2)")

    def sends(self, body: Any) -> str:
        """The code of the refusal; empty when it was sent."""
        post = self.page.evaluate("() => crypto.randomUUID()")
        return self.asks("posts", "send", [self.space, post, body])

    def leads(self, body: Any, before: Any) -> str:
        return self.asks("live", "save", [self.space, self.doc, body, before])

    def asks(self, room: str, act: str, given: list[Any]) -> str:
        code: str = self.page.evaluate(ASKS, [room, act, given])
        return code

    def like(self, sent: dict[str, Any], **said: Any) -> dict[str, Any]:
        """A post as pages write it, with other words, under an id of its own."""
        new = self.page.evaluate("() => crypto.randomUUID()")
        return sent | {"said": {"name": "", **sent["said"], "id": new} | said}


def test_a_hostile_guest_stops_nothing_and_nothing_runs(window: Open, process: Process, settings) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    aino.evaluate(WATCH)
    begins_meeting(aino, 75)
    address = shows_square(aino)
    oona = joins(window, address, "Oona")
    oona.evaluate(WATCH)
    here = window()
    here.page.add_init_script(HOLDS)
    here.page.goto(address)
    here.page.locator("#guest-name").fill("Joku")
    topics = aino.locator("[data-tool=topics]")
    topics.get_by_role("button", name="Kysy aiheita puhelimilla").click()
    here.page.locator("[data-ask=words] textarea").fill("Tavallinen")
    here.page.get_by_role("button", name="Lähetä").click()
    topics.get_by_text("Yksi aihe odottaa").wait_for()
    joku = Hostile(here.page)
    sent = here.page.evaluate("() => self.calls['posts.send'][1].given[2]")

    it_ends_no_meeting(joku, oona, aino)
    it_stands_in_no_tools_way(joku, aino, sent["session"])
    for text in TEXTS:
        shown = {"text": text, "name": text[:200], "bound": None, "tags": {text[:200]: text}}
        body = joku.like(sent, **shown)
        del body["said"]["bound"]
        joku.sends(body)
    ill_formed = [
        None, 7, "x", [], {"v": 1}, {"v": 2, **sent}, sent | {"session": "toinen"}, sent | {"more": 1},
        joku.like(sent, id=""), joku.like(sent, ask="__proto__"), joku.like(sent, ask=["q"]), joku.like(sent, text="a" * 30_000),
        joku.like(sent, holds=True), joku.like(sent, picks=[{}]), joku.like(sent, bound=sent["said"]["bound"]) | {"nonce": "x"},
        sent | {"nonce": "AAAA"}, {**sent, "said": sent["said"] | {"text": "Toisen nimissä", "bound": "x"}},
    ]  # fmt: skip
    for body in ill_formed:
        joku.sends(body)
    assert joku.sends(joku.like(sent, text="a" * 80_000)) != ""
    oona.locator("[data-ask=words] textarea").fill(FROM_OONA)
    oona.get_by_role("button", name="Lähetä").click()
    oona.locator('[data-reached="shown"]').wait_for(timeout=30_000)
    topics.get_by_role("button", name="yhtä aikaa").click()
    topics.get_by_text(FROM_OONA).first.wait_for(timeout=30_000)
    for page in (aino, oona):
        quiet(page)
    rows = topics.locator(".topict").all_inner_texts()
    assert "<script>x()</script>" in rows and "Toisen nimissä" not in json.dumps(rows)
    assert topics.locator(".topic :is(script, img, iframe, svg, form, style, base, meta, link)").count() == 0

    ends_meeting(aino)
    ended = "Tapaaminen on päättynyt"
    for phone in (oona, here.page):
        phone.get_by_role("heading", name=ended).wait_for()
        assert left_on(phone) == NOTHING
    an_old_link_opens_nothing(joku, window, aino, address)
    here.heard.clear()
    # her screen is not said to be her own: locked, it has nothing of the room
    aino.get_by_role("button", name="Muistiinpanoihin").click()
    aino.get_by_role("button", name="Lukitse muistiinpanot").click()
    aino.locator("#code-passphrase").wait_for()
    assert left_on(aino)["databases"] == []
    assert FROM_OONA not in json.dumps(left_on(aino), ensure_ascii=False) + aino.content()


def it_ends_no_meeting(joku: Hostile, oona: Page, aino: Page) -> None:
    """What a guest writes where the leader writes is read by nobody; the leader writes over it."""
    rev = Document.objects.get(pk=joku.doc).rev
    joku.leads({"v": 1, "ended": True}, {"rev": rev, "mark": "0" * 64})
    aino.get_by_role("button", name="Seuraavaksi: Viime kerrasta").click()
    oona.locator("#phone-phase", has_text="Viime kerrasta").wait_for(timeout=30_000)
    joku.page.locator("#phone-phase", has_text="Viime kerrasta").wait_for(timeout=30_000)


def it_stands_in_no_tools_way(joku: Hostile, aino: Page, meeting: str) -> None:
    """A guest reckons where a tool of this meeting will be kept and writes a note there first: it is kept elsewhere."""
    name = sha256(f"tuokio-workroom {joku.space} version roles {meeting}".encode()).hexdigest()
    there = "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:32]))
    body = {"v": 1, "title": "Tässä", "text": "Tässä"}
    assert joku.asks("documents", "save", [joku.space, there, "work", body, None, "Tässä"]) == "not-there"
    assert joku.asks("documents", "save", [joku.space, there, "note", body, None, "Tässä"]) == ""
    to_tool(aino, "Rooli- ja tehtäväkartta")
    aino.get_by_role("button", name="Muokkaa karttaa").click()
    for label, words in (("Uusi tehtävä", "Sijaisen kutsuminen"), ("Uusi rooli tai ihminen", "Johtaja")):
        aino.get_by_label(label, exact=True).fill(words)
        aino.keyboard.press("Enter")
    aino.get_by_text("Tallessa palvelimella, lukittuna").first.wait_for(timeout=30_000)
    assert Document.objects.get(pk=there).kind == "note"
    to_room(aino)


def an_old_link_opens_nothing(joku: Hostile, window: Open, aino: Page, address: str) -> None:
    """In the next meeting the link of this one lets nobody in, and who was in is told of nothing."""
    before = Post.objects.count()
    begins_meeting(aino, 45)
    shows_square(aino)
    assert joku.sends({"v": 1}) in {"not-in", "not-there"}
    late = window()
    late.page.goto(address)
    late.page.get_by_text("Tämä linkki on päättynyt").wait_for()
    late.heard.clear()
    assert Post.objects.count() == before
