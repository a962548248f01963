"""The meeting room in a real browser: a meeting led from one screen, a phone that joins it, and its end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, DESK_LIGHT, faults_of
from tests.journeys.notes_page import comes_in, sets_up
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.test_locked_notes import signs_in
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


def opened_again(page: Page, words: str, process: Process) -> Page:
    """Another window or device of the same person, at the workroom."""
    page.locator("#code-passphrase").fill(words)
    page.locator("#code-passphrase").press("Enter")
    to_workroom(page, process)
    return page


def test_one_screen_leads_at_a_time_and_nothing_is_written_over(window: Open, process: Process) -> None:
    aino = person("aino")
    laptop = window(DESK_LIGHT).page
    comes_in(laptop, aino)
    words, _code = sets_up(laptop)
    to_workroom(laptop, process)
    begins_meeting(laptop, 60)
    adds_topic(laptop, "Yövuoron raportti")

    # a second window of the same browser reads, and takes over when asked to
    other = laptop.context.new_page()
    comes_in(other, aino)
    opened_again(other, words, process)
    other.get_by_text("Työhuone on auki toisessa ikkunassa").wait_for()
    assert faults_of(other, BOTH) == []
    other.get_by_role("button", name="Jatka tässä").click()
    laptop.get_by_role("heading", name="Työhuone jatkuu toisessa ikkunassa").wait_for()
    assert faults_of(laptop, BOTH) == []
    other.get_by_role("button", name="Johda tällä laitteella").click()
    other.get_by_role("button", name="Päätä tapaaminen").wait_for()
    other.get_by_text("Yövuoron raportti").wait_for()
    adds_topic(other, "Toisesta ikkunasta")
    other.locator("[data-tool=topics]").get_by_text("Tallessa palvelimella, lukittuna").wait_for()

    # a tablet of hers reads until it is told to lead; what both wrote stays
    tablet = window(DESK_LIGHT).page
    comes_in(tablet, aino)
    opened_again(tablet, words, process)
    tablet.get_by_text("Tapaaminen on käynnissä.").wait_for()
    assert faults_of(tablet, BOTH) == []
    tablet.get_by_role("button", name="Johda tällä laitteella").click()
    tablet.get_by_role("button", name="Päätä tapaaminen").wait_for()
    other.get_by_role("button", name="Seuraavaksi: Viime kerrasta").click()
    other.get_by_text("Toinen laite johtaa tapaamista nyt.").wait_for()
    adds_topic(tablet, "Tabletilta")
    assert tablet.locator("[data-tool=topics] .topict").all_inner_texts() == [
        "Yövuoron raportti",
        "Toisesta ikkunasta",
        "Tabletilta",
    ]


def test_without_a_connection_the_leader_goes_on_and_it_is_sent_later(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 45)
    aino.context.set_offline(True)
    adds_topic(aino, "Ilman verkkoa")
    aino.get_by_role("button", name="Seuraavaksi: Viime kerrasta").click()
    aino.locator("#meeting-trouble").wait_for()
    assert aino.locator("[aria-current=step] .phase-name").inner_text() == "Viime kerrasta"
    aino.context.set_offline(False)
    aino.locator("#meeting-trouble").wait_for(state="detached", timeout=20_000)
    ends_meeting(aino)
    aino.get_by_role("button", name="Muistiinpanoihin").click()
    to_workroom(aino, process)
    aino.locator("[data-tool=topics]").get_by_text("Ilman verkkoa").wait_for()


def adds_topic(page: Page, text: str) -> None:
    topics = page.locator("[data-tool=topics]")
    if not topics.locator("#topics-text").is_visible():
        topics.locator("summary").first.click()
    topics.locator("#topics-text").fill(text)
    topics.get_by_role("button", name="Lisää listalle").click()
    topics.get_by_text(text).wait_for()


def test_the_page_of_a_process_leads_to_its_workroom(window: Open, process: Process) -> None:
    page = window(DESK_LIGHT).go("/sign-in/?next=/vault/")
    signs_in(page, "aino@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    words, _code = sets_up(page)
    to_workroom(page, process)

    host = page.url.split("/")[2].removeprefix("oma.")
    page.goto(f"http://{host}/processes/{process.pk}/")
    page.get_by_role("button", name="Työhuone").click()
    page.locator("#code-passphrase").fill(words)
    assert str(process.pk) not in page.url
    page.locator("#code-passphrase").press("Enter")
    page.get_by_role("heading", name="Menetelmät").wait_for()
