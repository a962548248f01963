"""The planner's sheet and the places of an open group in a real browser, for those who need more."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.cast import person, process_of
from tests.doors import enter
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of, through
from tuokio.kit.clock import now, today
from tuokio.meetings.domain.rosters import RosterRhythm
from tuokio.meetings.usecases.places import Opening, ask_place, open_group
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.meetings.usecases.rosters import make_planners_link, tell_rhythm
from tuokio.meetings.usecases.telling_places import own_address
from tuokio.supervision.models import Process

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]
LUNCH = time(12, 30)
SCREENS = (DESK_LIGHT, PHONE_DARK)


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


def test_the_sheet_and_the_places_can_be_used_by_everyone(house, browser_type_launch_args):
    aino, at = person("aino"), now()
    process = process_of(aino, attendance_by_name=True)
    first_on = today() + timedelta(days=20)
    rhythm = Rhythm(first_on=first_on, at_time=LUNCH, count=5, every_weeks=2, minutes=75, place="Sali 2")
    plan_series(process=process, term=process.terms.get(), rhythm=rhythm, by=aino, at=at)
    tell_rhythm(process=process, rhythm=RosterRhythm(today(), 3, 14, 7), by=aino, at=at)
    planner = make_planners_link(process=process, by=aino, at=at).removeprefix(settings.BASE_ADDRESS)
    places, own = opened(process)
    ours, faults = f"/processes/{process.pk}/", []
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        page = signed_in(browser, house).new_page()
        for name, address in {
            "roster": f"{ours}roster/",
            "rhythm": f"{ours}roster/rhythm/",
            "planner": planner,
            "move": f"/meetings/{process.meetings.order_by('starts_at')[0].pk}/date/",
            "places": f"{ours}places/",
            "newcomers": places,
            "own-place": own,
        }.items():
            page.goto(house + address)
            if folder := os.environ.get("LOOK_AT"):
                for screen in SCREENS:
                    through(page, screen)
                    page.screenshot(path=Path(folder) / f"{name}-{screen.width}.png", full_page=True)
            faults += [f"{name}: {fault}" for fault in faults_of(page, SCREENS)]
        browser.close()
    assert faults == []


def opened(process: Process) -> tuple[str, str]:
    """An open group with somebody who asks and somebody in line: the way of newcomers, and one's own."""
    group = open_group(
        process=process,
        opening=Opening(title="Avoin esihenkilöryhmä", about="Torstaisin Tampereella.", places=5),
        by=person("aino"),
        at=now(),
    )
    for name in ("Ida", "Jari", "Kati", "Leo"):
        joiner = ask_place(
            group=group, name=name, email=f"{name.lower()}@example.org", language="fi", at=now()
        )
    return f"/groups/{group.token}/", own_address(joiner).removeprefix(settings.BASE_ADDRESS)
