"""A request for access is a task with a last day; what was found and answered is nobody's business but the holder's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import MORNING, person, shared_practice, solo_practice
from tests.doors import enter
from tuokio.audit.models import ChainLink
from tuokio.desk.pages.gathering import waiting_for
from tuokio.desk.pages.standing import standing_of
from tuokio.kit import when
from tuokio.kit.clock import today
from tuokio.kit.models import Letter
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.people.models import Practice
from tuokio.vault.domain.month import month_after
from tuokio.vault.models import AccessRequest
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.access import answer_request, note_request, requests_for, see_to_requests

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def noted(practice: Practice, holder: str, by: str, on: date = date(2026, 11, 20)) -> AccessRequest:
    return note_request(
        practice=practice, holder=person(holder), who="Bertta Salo", received_on=on, by=person(by), at=MORNING
    )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 20), date(2026, 12, 20)), (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)), (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_the_answer_is_due_within_a_month(received, due):
    assert month_after(received) == due


def test_an_owner_gives_it_to_whoever_holds_the_notes_who_is_told_that_something_waits():
    practice = shared_practice()
    one = noted(practice, "saara", "olavi")
    assert [*requests_for(person("saara"))] == [one] == [*requests_for(person("olavi"))]
    letter = Letter.objects.get(kind="access request")
    assert letter.to == "saara@example.org" and "Bertta" not in letter.subject + letter.text
    assert [*requests_for(person("dora"))] == []


def test_a_supervisor_notes_her_own_and_gives_none_to_others():
    practice = shared_practice()
    noted(practice, "saara", "saara")
    for holder, by in (("olavi", "saara"), ("dora", "olavi"), ("outi", "olavi"), ("dora", "dora")):
        with pytest.raises(NotThere):
            noted(practice, holder, by)


def test_only_the_holder_says_that_it_was_answered_and_only_that_is_noted():
    one = noted(shared_practice(), "saara", "olavi")
    with pytest.raises(NotThere):
        answer_request(request_id=one.pk, by=person("olavi"), on=date(2026, 12, 1), at=MORNING)
    for day in (1, 2):
        answer_request(request_id=one.pk, by=person("saara"), on=date(2026, 12, day), at=MORNING)
    one.refresh_from_db()
    assert one.answered_on == date(2026, 12, 1)
    acts = [*ChainLink.objects.values_list("act", flat=True)]
    assert (acts.count("access asked"), acts.count("access answered")) == (1, 1)


def test_a_week_before_its_day_the_holder_is_reminded_once():
    noted(solo_practice(), "aino", "aino")
    for day, letters in ((date(2026, 12, 1), 0), (date(2026, 12, 13), 1), (date(2026, 12, 14), 0)):
        assert see_to_requests(at=MORNING, on=day) == letters


def test_two_years_after_the_answer_it_is_gone_and_one_that_waits_stays():
    one, other = noted(solo_practice(), "aino", "aino"), noted(solo_practice(), "aino", "aino")
    answer_request(request_id=one.pk, by=person("aino"), on=date(2026, 12, 1), at=MORNING)
    see_to_requests(at=MORNING, on=date(2028, 12, 2))
    assert [*AccessRequest.objects.all()] == [other]


def test_it_is_noted_and_answered_on_the_pages(client):
    practice = solo_practice()
    enter(client, person("aino"))
    form = {"who": "Bertta Salo", "received_on": today().isoformat(), "holder": str(person("aino").pk)}
    tomorrow = form | {"received_on": (today() + timedelta(days=1)).isoformat()}
    assert "vasta tulossa" in client.post(f"/vault/requests/new/{practice.pk}/", tomorrow).content.decode()
    assert client.post(f"/vault/requests/new/{practice.pk}/", form).status_code == 302
    one = AccessRequest.objects.get()
    assert "Bertta Salo" in client.get("/vault/requests/").content.decode()
    assert client.post(f"/vault/requests/{one.pk}/answer/").status_code == 302
    one.refresh_from_db()
    assert one.answered_on == today()


def waits_today(who: str) -> list[Waiting]:
    standing = standing_of(person(who), on=today())
    listed = waiting_for(person(who), standing, on=today())
    return [one for one in (*listed.first, *listed.rest) if one.href == "/vault/requests/"]


def test_it_stands_in_the_holders_today_with_its_last_day_until_it_is_answered(client):
    practice = shared_practice()
    one = noted(practice, "saara", "olavi", on=today())
    (line,) = waits_today("saara")
    assert line.rank == WaitingRank.PROMISED_ANSWER
    assert not any("Bertta" in str(said) for said in (line.kind, line.title, line.why, line.action))
    assert waits_today("olavi") == waits_today("dora") == []

    enter(client, person("saara"))
    page = client.get("/today/").content.decode()
    assert 'href="/vault/requests/"' in page and "Pyyntö odottaa vastaustasi" in page and "Bertta" not in page
    assert f"Vastaa viimeistään {when.long_day(month_after(today()))}." in page
    AccessRequest.objects.update(due_on=today() - timedelta(days=1))
    assert "Määräpäivä oli" in str(waits_today("saara")[0].why)

    client.post(line.href + f"{one.pk}/answer/")
    assert (
        waits_today("saara") == [] and 'href="/vault/requests/"' not in client.get("/today/").content.decode()
    )


def test_whoever_has_left_the_practice_still_finds_what_they_have_to_answer(client):
    noted(shared_practice(), "saara", "olavi")
    person("saara").roles.update(ended_on=today())
    enter(client, person("saara"))
    assert "Bertta Salo" in client.get("/vault/requests/").content.decode()
    enter(client, person("dora"))
    assert client.get("/vault/requests/").status_code == 404
