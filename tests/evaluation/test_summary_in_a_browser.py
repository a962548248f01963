"""The pages of a summary in a real browser: nothing that keeps somebody from using them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.test.testcases import LiveServerThread
from django.utils import timezone
from playwright.sync_api import BrowserContext, sync_playwright

from tests.cast import person
from tests.doors import enter, enter_by_door
from tests.evaluation.summary_cast import LATER, group, in_group, summary_of
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, Screen, faults_of, through
from tuokio.evaluation.domain.summaries import Chosen, Frame, Goal, Meetings, Statement, compose, fingerprint
from tuokio.evaluation.usecases import summaries as acts
from tuokio.supervision.domain.deciding import Slips
from tuokio.supervision.models import Process
from tuokio.terms.summary_words import GroupWord, Recommendation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]
SHOTS = os.environ.get("SUMMARY_SHOTS", "")  # a folder for pictures to look at


@pytest.fixture
def house(transactional_db: None, settings) -> Iterator[str]:
    """The house as it is served, on a day of the cast."""
    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    settings.BASE_ADDRESS = f"http://127.0.0.1:{server.port}"
    yield settings.BASE_ADDRESS
    server.terminate()


def whole_content(process: Process) -> dict[str, object]:
    """A text with everything in it."""
    goal = Goal(
        wording="Sijaisista sovitaan kaikissa taloissa samalla tavalla",
        indicator="sovittu tapa on käytössä kolmessa talossa",
        state="active",
        baseline=-1,
        baseline_words="tapa vaihtelee talosta toiseen",
        low=0,
        high=1,
        low_words="sama tapa kolmessa talossa",
        high_words="sama tapa kaikissa taloissa",
    )
    figure = Statement(code="B1a", words={"fi": "Tiedän, keneltä kysyn."}, answered=6, then=2.5, now=3.8)
    return compose(
        Chosen(
            period=(date(2026, 8, 1), date(2026, 11, 24)),
            recommendation=Recommendation.END_WITH_FOLLOW_UP,
            goals=frozenset({"a"}),
            figures=frozenset({"B1a"}),
        ),
        frame=Frame(
            process=process.name,
            form=process.form,
            organisation="Itäisen alueen varhaiskasvatus",
            practice="Työnohjaus Aino Hurme",
            supervisor="Aino Hurme",
        ),
        meetings=Meetings(held=9, planned=10, there=50, marked=54),
        goals={"a": goal},
        figures=[figure],
    )


def enriched(process: Process) -> None:
    summary = summary_of(process)
    summary.content = whole_content(process)
    summary.fingerprint = fingerprint(summary.content)
    summary.save()


def let_in(context: BrowserContext, client: Client, house: str) -> None:
    """Take a test browser's session along."""
    for name, morsel in client.cookies.items():
        context.add_cookies([{"name": name, "value": morsel.value, "url": house}])


def looked_at(context: BrowserContext, address: str, name: str, screen: Screen) -> list[str]:
    page = context.new_page()
    through(page, screen)
    page.goto(address)
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{screen.width}.png", full_page=True)
    faults = faults_of(page, (screen,))
    page.close()
    return [f"{name}: {fault}" for fault in faults]


def test_every_page_of_a_summary_can_be_used_by_everyone(house, browser_type_launch_args, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    process = group(phones=("Bertta S.", "Henna"))
    aino, bertta, kaarlo = Client(), Client(), Client()
    enter(aino, person("aino"))
    enter(bertta, person("bertta"))
    enter_by_door(kaarlo, process.contact_person)
    base = f"{house}/processes/{process.pk}/summary/"
    faults: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        desk, phone, payer = (browser.new_context(locale="fi-FI") for _ in range(3))
        for context, client in ((desk, aino), (phone, bertta), (payer, kaarlo)):
            let_in(context, client, house)

        def both(context: BrowserContext, address: str, name: str) -> None:
            for screen in (PHONE_DARK, DESK_LIGHT):
                faults.extend(looked_at(context, address, name, screen))

        both(desk, base, "none")
        both(desk, f"{base}draft/", "draft-form")
        acts.draft_summary(
            process=process,
            parts=acts.Parts(
                period_from=date(2026, 8, 1),
                period_until=date(2026, 11, 24),
                recommendation=Recommendation.END,
            ),
            by=person("aino"),
            at=LATER,
        )
        both(desk, base, "draft")
        both(desk, f"{base}group/", "to-group")
        acts.send_to_group(process=process, in_meeting=True, by=person("aino"), at=LATER)
        enriched(process)
        own = f"{house}/my/summaries/{summary_of(process).pk}/"
        both(desk, base, "in-group")
        both(desk, f"{base}slips/", "slips")
        both(phone, own, "own")
        both(phone, f"{house}/home/", "home")
        both(desk, f"{house}/processes/{process.pk}/", "process")
        acts.count_slips(process=process, slips=Slips(ok=3), by=person("aino"), at=LATER)
        both(desk, f"{base}giving/", "giving")
        acts.give_summary(process=process, by=person("aino"), at=LATER)
        both(desk, base, "given-desk")
        both(phone, own, "own-given")
        both(payer, f"{house}/commissioner/", "commissioner")
        both(payer, f"{house}/commissioner/summaries/{summary_of(process).pk}/", "given")
        acts.ask_back(process=process, by=person("aino"), at=LATER)
        both(payer, f"{house}/commissioner/summaries/{summary_of(process).pk}/", "asked-back")
        browser.close()

    assert faults == []


def test_a_word_is_said_with_the_keyboard_alone_and_without_script(
    house, browser_type_launch_args, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    process = group()
    in_group(process, at=LATER)
    bertta = Client()
    enter(bertta, person("bertta"))
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        context = browser.new_context(locale="fi-FI", java_script_enabled=False)
        let_in(context, bertta, house)
        page = context.new_page()
        page.goto(f"{house}/my/summaries/{summary_of(process).pk}/")
        page.get_by_label("Tämän voi antaa tällaisenaan").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text("Olet vastannut.").wait_for()
        browser.close()

    assert summary_of(process).voices.filter(word=GroupWord.CHANGE).count() == 1
