"""What a group's tools hold is found again: by the search of its notes, and in the package without Tuokio."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, faults_of
from tests.journeys.test_circle_of_notes import shows, with_notes
from tests.journeys.test_leaving_with_everything import chooses
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

    aino.get_by_label("Hae otsikoista, tunnisteista ja teksteistä").last.fill("vuoronvaihdossa")
    found = aino.get_by_role("button", name="Aiheet")
    found.wait_for()
    assert faults_of(aino, BOTH) == []
    shows(aino, "search-finds-topics")
    found.click()
    aino.get_by_role("heading", name="Aiheet", level=1).wait_for()
    assert aino.get_by_text(TOPICS[2]).first.is_visible()

    aino.get_by_role("button", name="Työhuoneeseen").click()
    aino.get_by_role("button", name="Muistiinpanoihin").click()
    aino.get_by_role("button", name="Ota muistiinpanosi mukaan").click()
    aino.get_by_text("Sanat eivät ole nyt käsillä").click()
    aino.get_by_role("button", name="Tee paketti uusilla sanoilla").click()
    words = aino.locator("#export-words").inner_text(timeout=60_000)
    with aino.expect_download() as download:
        aino.get_by_role("button", name="Tallenna paketti").click()
    reads_it_offline(chromium, Path(download.value.path()), words, tmp_path)


def reads_it_offline(chromium: Browser, package: Path, words: str, folder: Path) -> None:
    with zipfile.ZipFile(package) as pack:
        pack.extractall(folder)  # our own
    (whole := folder / "paketti.zip").write_bytes(package.read_bytes())
    context = chromium.new_context(locale="fi-FI", reduced_motion="reduce")
    context.set_offline(True)
    page = context.new_page()
    page.goto((folder / "lukija.html").as_uri())
    chooses(page, "#zip", whole, words)
    page.get_by_role("button", name="Aiheet").click()
    for topic in TOPICS:
        page.get_by_text(topic).first.wait_for()
    assert faults_of(page, BOTH) == []
    shows(page, "reader-shows-topics")
    context.close()
