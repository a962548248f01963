"""Each screen of goals in a real browser: its rules of access, its width, its targets; rating without script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext, sync_playwright

from tests.cast import MORNING, person
from tests.doors import enter
from tests.goals.goal_cast import (
    FOUR,
    MEETINGS,
    PRIMARY_TASK,
    answer,
    goal_of,
    group_of,
    levels,
    round_of,
)
from tests.journeys.looking import DESK_DARK, DESK_LIGHT, PHONE_DARK, PHONE_LIGHT, faults_of, through
from tuokio.goals.models import PrivateRating, RatingRound
from tuokio.goals.usecases.rounds import close_round, record_levels, record_supervisors_levels
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.goal_words import RoundPoint

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]
SCREENS = (DESK_LIGHT, DESK_DARK, PHONE_DARK, PHONE_LIGHT)


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


def signed_in(context: BrowserContext, house: str, who: Person) -> None:
    """Bring the cookie of a browser that has come in."""
    client = Client()
    enter(client, who)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": house}])


def rated_and_open() -> tuple[Process, RatingRound, RatingRound]:
    """A group of four: the middle rated, recorded and shown; the end open and answered by Bertta."""
    process = group_of(*FOUR)
    goal_of(process)
    goal_of(process, MEETINGS)
    middle = round_of(process)
    for who, first, second in zip(FOUR, (1, 0, 1, -1), (0, -0.5, -0.5, 2), strict=True):
        answer(middle, who, first, second)
    aino = person("aino")
    middle = close_round(round=middle, by=aino, at=MORNING)
    keys = list(levels(middle, 0, 0))
    record_levels(round=middle, spans={keys[0]: (0, 1), keys[1]: (-0.5, -0.5)}, by=aino, at=MORNING)
    record_supervisors_levels(round=middle, levels={keys[0]: -1}, by=aino, at=MORNING)
    end = round_of(process, RoundPoint.END)
    answer(end, "bertta", 1, None)
    return process, middle, end


def test_every_screen_is_good_for_everyone(house, browser_type_launch_args):
    process, middle, end = rated_and_open()
    goal = process.goals.all()[0]
    screens = {
        "aino": [
            f"/processes/{process.pk}/",
            f"/processes/{process.pk}/goals/",
            f"/processes/{process.pk}/goals/new/",
            f"/processes/{process.pk}/goals/rounds/new/",
            f"/goals/{goal.pk}/",
            f"/goals/{goal.pk}/state/",
            f"/goals/rounds/{middle.pk}/",
            f"/goals/rounds/{middle.pk}/levels/",
            f"/goals/rounds/{middle.pk}/own-levels/",
            f"/goals/rounds/{end.pk}/",
            f"/goals/rounds/{end.pk}/slips/",
        ],
        "bertta": [
            "/home/",
            f"/my/goals/{process.pk}/",
            f"/my/goals/rounds/{middle.pk}/",
            f"/my/goals/rounds/{end.pk}/",
        ],
    }
    shots = os.environ.get("SHOTS")
    found: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        for who, addresses in screens.items():
            context = browser.new_context(locale="fi-FI", bypass_csp=True)
            signed_in(context, house, person(who))
            page = context.new_page()
            for address in addresses:
                page.goto(house + address)
                for folded in page.locator("main details").all():
                    folded.evaluate("one => one.open = true")
                found += [f"{address}: {fault}" for fault in faults_of(page, SCREENS)]
                if shots:
                    name = f"{who}{address.replace(str(process.pk), 'p').replace(str(middle.pk), 'middle').replace(str(end.pk), 'end').replace(str(goal.pk), 'g').replace('/', '-')}"
                    for screen in (DESK_LIGHT, PHONE_DARK):
                        through(page, screen)
                        page.screenshot(path=str(Path(shots) / f"{name}{screen.width}.png"), full_page=True)
        browser.close()

    assert found == []


def test_a_member_answers_on_the_phone_without_script_and_by_keyboard_alone(house, browser_type_launch_args):
    process = group_of(*FOUR)
    goal_of(process)
    goal_of(process, MEETINGS)
    round_of(process)
    person("bertta")
    said: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        context = browser.new_context(
            locale="fi-FI", java_script_enabled=False, viewport={"width": 390, "height": 800}
        )
        signed_in(context, house, person("bertta"))
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(house + "/home/")
        page.get_by_role("link", name="Vastaa").click()
        page.get_by_role("group", name=PRIMARY_TASK.wording).get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        page.get_by_role("group", name=MEETINGS.wording).get_by_role("radio", name="osittain").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Lähetä vastaukseni").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Kiitos. Voit muuttaa vastauksiasi").wait_for()
        browser.close()

    assert sorted(PrivateRating.objects.filter(sheet__is_answered=True).values_list("halves", flat=True)) == [
        -1,
        2,
    ]
    assert said == []
