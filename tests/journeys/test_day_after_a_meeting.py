"""The day after a meeting, in a real browser: switched on by whoever wishes it, asked gently, left when one has written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Route

from tests.cast import person, process_of, terms_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.test_circle_of_notes import shows, with_notes
from tuokio.kit.clock import now
from tuokio.meetings.models import Meeting
from tuokio.vault.models import JournalReminder
from tuokio.vault.usecases.reminding import remind_of_yesterday

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LOOKS = (PHONE_DARK, DESK_LIGHT)


def test_a_supervisee_is_asked_what_stayed_with_them_only_when_they_wish_it(window: Open) -> None:
    process = process_of(person("aino"))
    Meeting.objects.create(
        practice=process.practice, process=process, term=process.terms.first() or terms_of(process),
        supervisor=person("aino"), starts_at=now() - timedelta(days=1), minutes=90, made_at=now(),
    )  # fmt: skip
    page = with_notes(window, "bertta", PHONE_DARK)
    summary = page.locator("summary", has_text="Tapaamisen jälkeen")
    summary.wait_for()
    assert (page.locator("#day-after").count(), page.locator("#remind").is_checked()) == (0, False)

    summary.focus()
    page.keyboard.press("Enter")

    def refuses(route: Route) -> None:
        if route.request.method == "PUT":
            route.abort()
        else:
            route.continue_()

    page.route("**/api/reminder", refuses)
    page.locator("#remind").focus()
    page.keyboard.press("Space")
    page.get_by_role("alert").filter(has_text="yhteyttä").wait_for()
    assert not page.locator("#remind").is_checked()  # as it stands
    page.unroute("**/api/reminder")
    page.keyboard.press("Space")
    page.locator("#day-after").wait_for()
    assert page.evaluate("document.activeElement.id") == "remind"
    assert faults_of(page, LOOKS) == []
    shows(page, "day-after")
    assert list(JournalReminder.objects.values_list("person__name", flat=True)) == ["Bertta Salo"]
    assert remind_of_yesterday(now()) == 1

    page.get_by_role("button", name="Kirjoita muutama sana").focus()
    page.keyboard.press("Enter")
    page.locator("#asked").wait_for()
    assert page.locator("#text").input_value() == ""
    assert faults_of(page, LOOKS) == []
    shows(page, "day-after-writing")
    page.locator("#title").fill("Eilisestä")
    page.locator("#text").fill("Hiljaisuus ei ollutkaan vastustusta.")
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    page.get_by_role("button", name="Valmis").click()
    page.get_by_role("button", name="Eilisestä").wait_for()
    page.locator("summary", has_text="Tapaamisen jälkeen").wait_for()
    assert page.locator("#day-after").count() == 0  # who has written is asked no more

    page.locator("#remind").uncheck()
    page.get_by_text("Muistutus ei ole käytössä.").wait_for()
    assert JournalReminder.objects.count() == 0


def test_the_question_can_be_taken_into_any_new_entry(window: Open) -> None:
    process_of(person("aino"))
    page = with_notes(window, "bertta")
    page.get_by_role("button", name="Uusi merkintä").first.click()
    page.get_by_role("button", name="Mitä jäi mieleen?").click()
    assert page.locator("#text").input_value().startswith("## Mitä jäi mieleen\n")
    page.get_by_role("button", name="Valmis").click()
    page.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()
