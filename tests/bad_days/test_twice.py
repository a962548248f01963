"""Double submit, the back button, two tabs, an old tab: done once, and told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.bad_days.pages import forms_of
from tests.cast import person, process_of
from tests.doors import enter
from tests.mapping.page_cast import PAGE, aino_s_page, message
from tuokio.agreement.models import AgreementVersion, OfferChange
from tuokio.audit.models import Entry
from tuokio.goals.models import Goal, GoalWording
from tuokio.kit.clock import today
from tuokio.mapping.models import Enquiry
from tuokio.meetings.models import Break, Meeting
from tuokio.people.models import Organisation
from tuokio.supervision.models import Member, Process

pytestmark = pytest.mark.django_db
SHORT = {
    "name": "Uusi",
    "form": "group",
    "payer_kind": "later",
    "price_cents": "160,00",
    "planned": "3",
    "interval_weeks": "2",
    "first_on": "2027-02-02",
    "at_time": "12:00",
}
CREATING: dict[str, tuple[str, dict[str, Any], Callable[[], int]]] = {
    "a process": ("/processes/new/", SHORT, Process.objects.count),
    "its meetings": ("/processes/new/", SHORT, Meeting.objects.count),
    "a call": ("/processes/open/", {"name": "Puhelu", "form": "individual"}, Process.objects.count),
    "a meeting": (
        "/processes/{process}/meetings/new/",
        {"on": "2027-02-02", "at_time": "12:00", "minutes": "75"},
        Meeting.objects.count,
    ),
    "a member": (
        "/processes/{process}/members/",
        {"name": "Uusi", "joined_on": "2026-11-01"},
        Member.objects.count,
    ),
    "a customer": (
        "/practice/{practice}/customers/new/",
        {"name": "Uusi tilaaja", "kind": "company", "language": "fi"},
        Organisation.objects.count,
    ),
    "an offer": (
        "/processes/{process}/offer/text/",
        {"price_cents": "160,00", "starts_on": "2027-02-02"},
        lambda: OfferChange.objects.filter(event="write").count(),
    ),
    "an agreement's draft": (
        "/processes/{process}/agreement/draft/",
        {},
        lambda: AgreementVersion.objects.count(),
    ),
    "a goal": (
        "/processes/{process}/goals/new/",
        {"wording": "Vastuut ovat selvät", "scale": "later"},
        Goal.objects.count,
    ),
    "a goal's first wording": (
        "/processes/{process}/goals/new/",
        {"wording": "Vastuut ovat selvät", "scale": "later"},
        GoalWording.objects.count,
    ),
    "the evaluations": (
        "/processes/{process}/evaluation/statements/",
        {"core": ["B1a", "B2a", "O3a"]},
        lambda: Entry.objects.filter(act="statements chosen").count(),
    ),
    "a summary": (
        "/processes/{process}/summary/draft/",
        {"recommendation": "end"},
        lambda: Entry.objects.filter(act="summary drafted").count(),
    ),
    "a break": ("/breaks/", {"from_on": "2027-07-01", "until_on": "2027-07-31"}, Break.objects.count),
}


@pytest.fixture
def aino() -> Client:
    browser = Client()
    enter(browser, person("aino"))
    return browser


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


@pytest.mark.parametrize("what", CREATING)
def test_the_same_form_sent_twice_makes_one_and_leads_to_it(
    what: str, aino: Client, process: Process
) -> None:
    path, fields, count = CREATING[what]
    path = path.format(process=process.pk, practice=process.practice_id)
    form = next(one for one in forms_of(aino.get(path).text) if any(f.name == "once" for f in one.fields))
    before = count()

    first = aino.post(path, form.filled(**fields))
    after = count()
    twice = aino.post(path, form.filled(**fields))  # a double click, or the back button and once more
    other = aino.post(path, form.filled(**{**fields, "name": "Muutettu"}))  # changed after going back

    assert first.status_code == 302, first.text
    assert after > before
    assert count() == after
    assert {one.headers["location"] for one in (first, twice, other)} == {first.headers["location"]}


def test_a_fresh_form_makes_another(aino: Client, process: Process) -> None:
    path, fields, count = CREATING["a call"]
    before = count()
    for _tab in range(2):
        form = forms_of(aino.get(path).text)[0]
        assert aino.post(path, form.filled(**fields)).status_code == 302

    assert count() == before + 2


def test_a_message_sent_twice_from_one_page_is_one_enquiry() -> None:
    aino_s_page()
    stranger, said = Client(), message()

    first, second = (stranger.post(f"{PAGE}enquiry/", said) for _one in range(2))

    assert first.headers["location"] == second.headers["location"]
    assert Enquiry.objects.count() == 1


def test_what_two_tabs_do_to_one_meeting_is_done_by_the_first_and_told_in_the_second(
    aino: Client, process: Process
) -> None:
    day = (today() + timedelta(days=14)).isoformat()
    aino.post(f"/processes/{process.pk}/meetings/new/", {"on": day, "at_time": "12:00", "minutes": "75"})
    meeting = process.meetings.get()
    fields = {"cancelled_by": "supervisor", "reason": "supervisor_absent"}
    path = f"/meetings/{meeting.pk}/cancellation/"
    here, there = (forms_of(Client.get(aino, path).text)[0].filled(**fields) for _tab in range(2))

    first, second = aino.post(path, here), aino.post(path, there)

    assert first.status_code == 302
    assert second.status_code in {200, 422}
    assert 'role="alert"' in second.text
    assert [one.event for one in meeting.changes.all()] == ["cancel"]


def test_a_form_of_another_sign_in_is_refused_in_words(process: Process) -> None:
    browser = Client(enforce_csrf_checks=True)
    enter(browser, person("aino"))
    before = Process.objects.count()

    answer = browser.post("/processes/open/", {"name": "Puhelu", "form": "individual"})

    assert answer.status_code == 403
    assert "takaisin" in answer.text
    assert not re.search(r"CSRF|Forbidden", answer.text.partition("<main")[2])
    assert Process.objects.count() == before


def test_signed_out_in_another_tab_leads_to_signing_in_and_does_nothing(
    aino: Client, process: Process
) -> None:
    form = forms_of(aino.get("/processes/open/").text)[0]
    aino.post("/sign-out/")

    answer = aino.post("/processes/open/", form.filled(name="Puhelu", form="individual"))

    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/sign-in/")
    assert Process.objects.count() == 1
