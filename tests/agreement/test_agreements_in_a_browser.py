"""The pages of an agreement in a real browser: everyone can use them, and the whole way is walked without script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.agreement.agreement_cast import (
    agreeing_process,
    dearer,
    drafted,
    in_force,
    kaarlo,
    member_of,
    payer_accepts,
    sent,
)
from tests.cast import person
from tests.doors import enter, enter_by_door
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of, through
from tuokio.agreement.models import AgreementVersion
from tuokio.agreement.usecases.accepting import decline_as_member
from tuokio.agreement.usecases.drafting import take_back
from tuokio.kit.clock import now

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]
SHOTS = os.environ.get("SHOTS")


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


@pytest.fixture
def chromium(browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        yield browser
        browser.close()


def come_in(chromium: Browser, house: str, client: Client, **options: Any) -> BrowserContext:
    """A browser that is where the client is: signed in, or through a door."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="fi-FI", **options)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": house}])
    return context


def looked_at(page: Page, name: str) -> list[str]:
    """What keeps somebody from using the page, on a dark phone and a light desk."""
    found = [f"{name}: {fault}" for fault in faults_of(page, (PHONE_DARK, DESK_LIGHT))]
    if SHOTS:
        for screen in (PHONE_DARK, DESK_LIGHT):
            through(page, screen)
            path = Path(SHOTS) / f"{name}-{screen.width}-{screen.scheme}.png"
            page.screenshot(path=path, full_page=True)
    return found


def signed_in(who: str) -> Client:
    client = Client()
    enter(client, person(who))
    return client


def test_every_page_can_be_used_by_everyone(chromium: Browser, house: str):
    faults: list[str] = []
    empty = agreeing_process(name="Kastanjan tiimi")
    waiting = sent(agreeing_process(("Bertta S.", "Henna"), name="Pihlajan pari"))
    draft = drafted(agreeing_process(name="Vaahteran tiimi"))
    holding = payer_accepts(sent(agreeing_process(name="Koivun tiimi")))
    decline_as_member(
        version=holding,
        seen=holding.fingerprint,
        member=member_of(holding),
        reason="Tavoite koskee vain osaa meistä.",
        at=now(),
    )
    amended = sent(in_force(agreeing_process(name="Lehmuksen tiimi")).process, dearer())
    back = sent(agreeing_process(name="Tammen tiimi"))
    take_back(version=back, by=person("aino"), at=now())

    at_the_door = Client()
    enter_by_door(at_the_door, kaarlo(waiting))

    def walk(client: Client, places: dict[str, str]) -> None:
        context = come_in(chromium, house, client)
        page = context.new_page()
        for name, address in places.items():
            page.goto(house + address)
            faults.extend(looked_at(page, name))
        context.close()

    def of(version: AgreementVersion) -> str:
        return f"/processes/{version.process_id}/agreement/"

    walk(
        signed_in("aino"),
        {
            "none-yet": f"/processes/{empty.pk}/agreement/",
            "kind": f"/processes/{empty.pk}/agreement/draft/",
            "draft": f"{of(draft)}draft/",
            "drafted": of(draft),
            "sending": f"{of(draft)}sending/",
            "signed": f"{of(draft)}signed/",
            "waiting": of(waiting),
            "holding": of(holding),
            "amended": of(amended),
            "in-the-room": f"{of(holding)}acceptances/",
            "reminder": f"{of(waiting)}reminder/",
            "taking-back": f"{of(waiting)}taking-back/",
            "process": f"/processes/{holding.process_id}/",
            "today": "/today/",
        },
    )
    walk(
        at_the_door,
        {
            "payer": f"/commissioner/agreements/{waiting.pk}/",
            "payer-accepted": f"/commissioner/agreements/{holding.pk}/",
            "payer-amendment": f"/commissioner/agreements/{amended.pk}/",
            "payer-taken-back": f"/commissioner/agreements/{back.pk}/",
            "payer-home": "/commissioner/",
        },
    )
    walk(
        signed_in("bertta"),
        {
            "member": f"/my/agreements/{waiting.pk}/",
            "member-declined": f"/my/agreements/{holding.pk}/",
            "member-home": "/home/",
        },
    )

    assert faults == []


def test_the_way_is_walked_without_script(chromium: Browser, house: str):
    version = drafted(agreeing_process())
    aino = come_in(chromium, house, signed_in("aino"), java_script_enabled=False).new_page()
    aino.goto(f"{house}/processes/{version.process_id}/agreement/")
    aino.get_by_role("link", name="Lue ja lähetä").click()
    aino.get_by_role("button", name="Lähetä ja hyväksy omalta osaltani").click()
    aino.get_by_text("lähetetty, odottaa hyväksyntää").wait_for()

    door = Client()
    enter_by_door(door, kaarlo(version))
    payer = come_in(chromium, house, door, java_script_enabled=False).new_page()
    payer.goto(f"{house}/commissioner/")
    payer.get_by_role("link", name="Lue ja hyväksy").click()
    payer.get_by_role("button", name="Hyväksyn sopimuksen").click()
    payer.get_by_role("heading", name="Olet hyväksynyt").wait_for()

    bertta = come_in(chromium, house, signed_in("bertta"), java_script_enabled=False).new_page()
    bertta.goto(f"{house}/home/")
    bertta.get_by_role("link", name="Lue ja vastaa").click()
    bertta.get_by_role("button", name="Hyväksyn omalta osaltani").click()
    bertta.get_by_role("heading", name="Olet hyväksynyt").wait_for()

    aino.reload()
    assert aino.get_by_text("voimassa", exact=True).count() == 1
    assert aino.get_by_text("hyväksynyt", exact=True).count() == 3
