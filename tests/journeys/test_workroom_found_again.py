"""What a group's tools hold is found again: by the search of its notes, and in the package without Tuokio."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, faults_of
from tests.journeys.test_circle_of_notes import shows, with_notes
from tests.journeys.workroom_page import to_workroom
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
TOPICS = (
    "Kuka päättää sijaisen kutsumisesta?",
    "Palaute jää illaksi mieleen",
    "Vuoronvaihdossa tieto katoaa",
)


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def test_what_a_tool_holds_is_found_by_search_and_read_without_a_network(
    window: Open, process: Process, chromium: Browser, tmp_path: Path
) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    for topic in TOPICS:
        aino.locator("#topics-text").fill(topic)
        aino.get_by_role("button", name="Lisää listalle").click()
        aino.locator("[data-tool=topics]").get_by_text(topic).first.wait_for()
    aino.get_by_role("button", name="Muistiinpanoihin").click()
    for number in range(5):
        aino.get_by_role("button", name="Uusi muistiinpano").last.click()
        aino.locator("#title").fill(f"Muistiinpano {number}")
        aino.get_by_role("button", name="Valmis").click()
        aino.get_by_role("button", name=f"Muistiinpano {number}").wait_for()

    aino.get_by_label("Etsi otsikoista, tunnisteista ja teksteistä").last.fill("vuoronvaihdossa")
    found = aino.get_by_role("button", name="Aiheet")
    found.wait_for()
    assert faults_of(aino, BOTH) == []
    shows(aino, "search-finds-topics")
    found.click()
    aino.get_by_role("heading", name="Aiheet", level=1).wait_for()
    assert aino.get_by_text(TOPICS[2]).first.is_visible()
