"""The meeting room in a real browser: a meeting led from one screen, a phone that joins it, and its end."""

from __future__ import annotations

import pytest

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, faults_of
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.workroom_page import begins_meeting, ends_meeting, joins, shows_square, to_workroom
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def test_a_meeting_is_led_from_one_screen_and_a_phone_joins_it(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    assert faults_of(aino, BOTH) == []
    begins_meeting(aino, 75)
    assert aino.locator("[aria-current=step] .phase-name").inner_text() == "Saapuminen"
    aino.get_by_role("button", name="Seuraavaksi: Viime kerrasta").click()
    assert aino.locator("[aria-current=step] .phase-name").inner_text() == "Viime kerrasta"

    aino.locator("#own-note").get_by_role("button", name="Avaa vain minulle").click()
    aino.locator("#own-note #text").fill("Vain minun")
    aino.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    aino.get_by_role("button", name="Heijastusnäkymä").click()
    assert not aino.locator("#own-note").is_visible()
    aino.get_by_role("button", name="Heijastusnäkymä").click()

    oona = joins(window, shows_square(aino), "Oona")
    oona.get_by_role("heading", name=process.name).wait_for()
    assert oona.locator("#phone-phase").inner_text() == "Viime kerrasta"
    aino.get_by_role("button", name="Seuraavaksi: Aiheet").click()
    oona.get_by_text("Aiheet", exact=True).wait_for(timeout=5000)
    assert faults_of(aino, BOTH) == []
    assert faults_of(oona, BOTH) == []
    assert "Vain minun" not in oona.locator("main").inner_text()

    ends_meeting(aino)
    oona.get_by_role("heading", name="Tapaaminen on päättynyt").wait_for()
    assert faults_of(oona, BOTH) == []
