"""The mapping conversation in a real browser: for the supervisor, on a phone without script, and for those who need more."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.cast import person
from tests.doors import enter
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, Screen, faults_of, through
from tests.mapping.conversation_cast import TEAM, mapped_process, phone_link, tell, voice_links
from tuokio.mapping.models import MappingConversation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]


@pytest.fixture
def house(transactional_db: None) -> Iterator[str]:
    """The house as it is served, with its own built files."""
    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


def signed_in(browser: Browser, house: str) -> BrowserContext:
    client = Client()
    enter(client, person("aino"))
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    key = client.session.session_key
    assert key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": house}])
    return context


def looked_at(page: Page, name: str, screens: tuple[Screen, ...] = (DESK_LIGHT, PHONE_DARK)) -> list[str]:
    """The faults of a page; with LOOK_AT set to a folder, its pictures are left there."""
    if folder := os.environ.get("LOOK_AT"):
        for screen in screens:
            through(page, screen)
            page.screenshot(path=Path(folder) / f"{name}-{screen.width}.png", full_page=True)
    return [f"{name}: {fault}" for fault in faults_of(page, screens)]


def test_the_supervisor_s_pages_can_be_used_by_everyone(house, browser_type_launch_args):
    process = mapped_process()
    tell(process, TEAM)
    link = phone_link(process)
    voices = voice_links(process, 2)
    for address in voices:
        Client().post(address, {"value": "2"})
    mapping, faults = f"{house}/processes/{process.pk}/mapping/", []
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        page = signed_in(browser, house).new_page()
        for name, address in {
            "conversation": mapping,
            "who": f"{mapping}steps/who/",
            "first": f"{mapping}steps/first/",
            "matter": f"{mapping}steps/matter/",
            "practice": f"{mapping}steps/practice/",
            "health": f"{mapping}steps/health/",
            "own-answers": f"{mapping}own-answers/",
            "recommendation": f"{house}/processes/{process.pk}/recommendation/",
        }.items():
            page.goto(address)
            faults += looked_at(page, name)
        page.goto(f"{mapping}own-answers/")
        page.get_by_label("Kuinka moni vastaa").fill("2")
        page.get_by_role("button", name="Tee tulostettavat laput").click()
        page.get_by_role("heading", name="Tulostettavat laput").wait_for()
        faults += looked_at(page, "slips")
        browser.close()

    assert link
    assert faults == []


def test_the_phone_s_pages_can_be_used_by_everyone_and_without_script(house, browser_type_launch_args):
    process = mapped_process()
    link, voice = house + phone_link(process), house + voice_links(process, 2)[0]
    faults = []
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        looking = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True, locale="fi-FI")
        page = looking.new_page()
        for name, address in {
            "phone-front": link,
            "phone-m05": f"{link}questions/m05/",
            "phone-m03": f"{link}questions/m03/",
            "phone-m09": f"{link}questions/m09/",
            "phone-m12": f"{link}questions/m12/",
            "phone-end": f"{link}end/",
            "phone-voice": voice,
            "phone-thanks": f"{house}/own-answer/",
        }.items():
            page.goto(address)
            faults += looked_at(page, name, (PHONE_DARK,))
        plain = browser.new_context(java_script_enabled=False, locale="fi-FI").new_page()
        plain.goto(link)
        plain.get_by_role("link", name="Aloita").click()
        plain.get_by_role("spinbutton", name="Kuinka monta ihmistä asia koskee").fill("1")
        plain.get_by_role("spinbutton", name="Kuinka moni voi osallistua").fill("1")
        plain.get_by_role("button", name="Tallenna ja jatka").click()
        plain.get_by_label("maksan itse").check()
        plain.get_by_role("button", name="Tallenna ja jatka").click()
        plain.get_by_text("Kysymys 3/9").wait_for()
        plain.goto(f"{link}questions/m12/")
        plain.get_by_label("kyllä").check()
        plain.get_by_role("button", name="Näytä, mikä auttaa").click()
        plain.get_by_text("Työterveyshuolto on oikea paikka").wait_for()
        plain.get_by_role("link", name="Jatka").click()
        plain.get_by_role("button", name="Olen valmis").click()
        plain.get_by_role("heading", name="Kiitos").wait_for()
        browser.close()

    assert faults == []
    kept = MappingConversation.objects.get()
    assert kept.answers == {"concerned": 1, "attending": 1, "payer": "self"}
    assert kept.answered_alone_at is not None
