"""What happens under somebody's hands while the page is drawn anew: on a phone, and on the leader's screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, faults_of
from tests.journeys.test_circle_of_notes import with_notes
from tests.journeys.workroom_page import (
    begins_meeting,
    ends_meeting,
    joins,
    shows_square,
    to_room,
    to_tool,
    to_workroom,
)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


def test_what_was_sent_leaves_its_field_and_what_was_not_is_shown_at_the_end(window: Open) -> None:
    process = process_of(person("aino"))
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 60)
    aino.locator("#phase-next").focus()
    aino.keyboard.press("Enter")
    assert aino.evaluate("() => document.activeElement?.id") == "phase-next"
    oona = joins(window, shows_square(aino), "Oona")
    to_tool(aino, "Rooli- ja tehtäväkartta")
    aino.get_by_role("button", name="Kysy puhelimilla").first.click()

    words = oona.locator("[data-ask=words] input").first
    words.fill("Perehdytys")
    words.press("Enter")
    oona.get_by_text("ohjaajan ruudulla", exact=True).wait_for()
    assert words.input_value() == ""
    oona.keyboard.press("Enter")  # pressed once more, it is not sent twice
    assert oona.locator("[data-reached]").count() == 1
    oona.get_by_role("button", name="Hiljennä ilmoitukset").click()
    assert oona.get_by_role("button", name="Hiljennä ilmoitukset").get_attribute("aria-pressed") == "true"
    assert faults_of(oona, BOTH) == []

    words.fill("Jäi kesken")
    to_room(aino)
    ends_meeting(aino)
    oona.get_by_role("heading", name="Tapaaminen on päättynyt").wait_for()
    assert "Jäi kesken" in oona.locator("main").inner_text()
    assert "Perehdytys" not in oona.locator("main").inner_text()


def test_words_that_were_changed_stay_when_the_next_thing_is_pressed(window: Open) -> None:
    process = process_of(person("aino"))
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 75)
    topics = aino.locator("[data-tool=topics]")
    for text in ("Yövuoro", "Raportti"):
        topics.locator("#topics-text").fill(text)
        topics.get_by_role("button", name="Lisää listalle").click()
        topics.locator(".topict", has_text=text).wait_for()
    topics.get_by_role("button", name="Muuta järjestystä").click()
    topics.locator(".topicwords summary").first.click()
    topics.locator(".topicwords textarea").first.fill("Yövuoron raportti")
    topics.locator("#topics-votes").fill("2")
    topics.locator("#topics-vote").click()
    topics.locator("#topics-vote-over").click()
    assert topics.locator(".topict").all_inner_texts() == ["Yövuoron raportti", "Raportti"]
    assert topics.locator("#topics-votes").input_value() == "2"

    # what is seen is heard as well
    aino.context.set_offline(True)
    aino.locator("#phase-next").click()
    seen = aino.locator("#meeting-trouble")
    seen.wait_for()
    expect(aino.locator("#told")).to_have_text(seen.inner_text(), timeout=15_000)
