"""The day after a meeting: whoever switched it on gets one mail that something waits, and nobody else ever does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import person, process_of, terms_of
from tests.vault.asking import Asker
from tuokio.kit.models import Letter
from tuokio.meetings.models import Attendance, Meeting
from tuokio.people.models import Person
from tuokio.people.signals import own_data_asked
from tuokio.supervision.models import Member, Process
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import ProcessState
from tuokio.vault.models import JournalReminder, Space
from tuokio.vault.usecases.closing import let_account_go
from tuokio.vault.usecases.reminding import lately_met, remind_of_yesterday

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MET = datetime(2026, 12, 8, 12, 0, tzinfo=UTC)  # a Tuesday, at two in Finland
NIGHT = datetime(2026, 12, 9, 1, 15, tzinfo=UTC)


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


@pytest.fixture
def bertta(process: Process) -> Asker:
    """Bertta is a member, has a journal and has switched it on."""
    found = Asker(person("bertta"))
    found.opens_an_account()
    assert found.founds("journal").status_code == 200
    assert found.asks("PUT", "reminder", {"wished": True}).json()["wished"] is True
    return found


def meets(process: Process, at: datetime = MET, **said: Any) -> Meeting:
    term = process.terms.first() or terms_of(process)
    return Meeting.objects.create(
        practice=process.practice, process=process, term=term, supervisor=person("aino"), starts_at=at, minutes=90,
        made_at=at, **said,
    )  # fmt: skip


def told() -> list[tuple[str, str]]:
    return list(Letter.objects.filter(kind="day after").values_list("to", "kind"))


def test_whoever_switched_it_on_is_told_once_however_often_the_night_runs(process, bertta):
    meets(process)
    assert [remind_of_yesterday(NIGHT) for _ in range(3)] == [1, 0, 0]
    Letter.objects.update(state=Letter.State.SENT)
    assert remind_of_yesterday(NIGHT + timedelta(hours=9)) == 0
    assert told() == [("bertta@example.org", "day after")]


def test_the_letter_says_that_something_waits_and_names_nothing(process, bertta):
    meets(process, place="Kokoushuone Lumme")
    remind_of_yesterday(NIGHT)
    letter = Letter.objects.get(kind="day after")
    said = (letter.subject + letter.text).lower()
    assert "odottaa" in said
    words = ("päiväkirja", "tapaami", "muistiinpano", "lumme", process.name.lower(), "aino", "bertta")
    assert [one for one in words if one in said] == []


def test_it_is_off_until_switched_on_and_off_again(process, bertta):
    meets(process)
    henna = Asker(person("henna"))
    Member.objects.filter(name="Henna").update(person=person("henna"))
    henna.opens_an_account()
    henna.founds("journal")
    assert henna.asks("GET", "reminder").json() == {"wished": False, "met": None}
    assert bertta.asks("PUT", "reminder", {"wished": False}).json() == {"wished": False, "met": None}
    assert remind_of_yesterday(NIGHT) == 0


def test_only_whoever_has_a_journal_switches_it_on(process):
    aino = Asker(person("aino"))
    aino.opens_an_account()
    assert aino.asks("PUT", "reminder", {"wished": True}).json() == {"refused": "not-there"}
    assert JournalReminder.objects.count() == 0


@pytest.mark.parametrize(
    "state", [MeetingState.CANCELLED_FREE, MeetingState.CANCELLED_CHARGED, MeetingState.NO_SHOW]
)
def test_what_did_not_take_place_is_not_asked_about(process, bertta, state):
    meets(process, state=state)
    assert remind_of_yesterday(NIGHT) == 0


@pytest.mark.parametrize(
    ("present", "answer", "letters"),
    [
        (False, "", 0),
        (None, "cannot", 0),
        (False, "coming", 0),
        (True, "cannot", 1),
        (None, "coming", 1),
        (None, "", 1),
    ],
)
def test_who_is_known_to_have_been_away_is_left_alone(process, bertta, present, answer, letters):
    member = process.members.get(person=person("bertta"))
    Attendance.objects.create(meeting=meets(process), member=member, present=present, answer=answer)
    assert remind_of_yesterday(NIGHT) == letters


@pytest.mark.parametrize("days", [-1, 1, 2, 7])
def test_only_the_day_after_and_no_other(process, bertta, days):
    meets(process, MET - timedelta(days=days))
    assert remind_of_yesterday(NIGHT) == 0


def test_a_late_evening_belongs_to_its_day_in_finland(process, bertta):
    meets(process, datetime(2026, 12, 8, 22, 30, tzinfo=UTC))  # past midnight in Finland
    assert remind_of_yesterday(NIGHT) == 0
    assert remind_of_yesterday(NIGHT + timedelta(days=1)) == 1


@pytest.mark.parametrize(("after", "letters"), [(timedelta(hours=2), 1), (timedelta(days=-1, hours=2), 0)])
def test_a_last_meeting_is_still_asked_about_and_nothing_after_the_end(process, bertta, after, letters):
    meets(process, state=MeetingState.HELD)
    Process.objects.update(state=ProcessState.CLOSED, state_since=MET + after)
    assert remind_of_yesterday(NIGHT) == letters


@pytest.mark.parametrize(
    ("joined", "left", "letters"),
    [
        (date(2026, 12, 9), None, 0),
        (date(2026, 12, 8), None, 1),
        (date(2026, 11, 1), date(2026, 12, 8), 0),
        (date(2026, 11, 1), date(2026, 12, 9), 1),
    ],
)
def test_only_a_member_of_that_day(process, bertta, joined, left, letters):
    meets(process)
    process.members.filter(person=person("bertta")).update(joined_on=joined, left_on=left)
    assert remind_of_yesterday(NIGHT) == letters


def test_two_meetings_of_a_day_are_one_mail_and_a_moved_one_is_not_told_twice(process, bertta):
    first = meets(process)
    meets(process, MET + timedelta(hours=3))
    assert remind_of_yesterday(NIGHT) == 1
    Meeting.objects.filter(pk=first.pk).update(starts_at=MET + timedelta(days=1))
    assert remind_of_yesterday(NIGHT + timedelta(days=1)) == 0
    assert len(told()) == 1


def test_without_an_address_a_journal_or_an_account_nothing_leaves(process, bertta):
    meets(process)
    for change, back in (
        (lambda: Person.objects.filter(pk=person("bertta").pk).update(is_active=False),
         lambda: Person.objects.update(is_active=True)),
        (lambda: Space.objects.update(set_aside=True), lambda: Space.objects.update(set_aside=False)),
    ):  # fmt: skip
        change()
        assert remind_of_yesterday(NIGHT) == 0
        back()
    assert remind_of_yesterday(NIGHT) == 1


def test_one_whose_letter_cannot_be_written_keeps_no_other_from_theirs(process, bertta):
    meets(process)
    Member.objects.filter(name="Henna").update(person=person("henna"))
    henna = Asker(person("henna"))
    henna.opens_an_account()
    henna.founds("journal")
    henna.asks("PUT", "reminder", {"wished": True})
    Person.objects.filter(pk=person("bertta").pk).update(email=None)
    assert remind_of_yesterday(NIGHT) == 1
    assert told() == [("henna@example.org", "day after")]


def test_the_page_learns_the_day_for_a_week_and_of_nobody_who_did_not_ask(process, bertta):
    meets(process)
    who = person("bertta")
    days = {days: lately_met(who, on=MET.date() + timedelta(days=days)) for days in (0, 1, 7, 8)}
    assert days == {0: None, 1: MET.date(), 7: MET.date(), 8: None}
    bertta.asks("PUT", "reminder", {"wished": False})
    assert lately_met(who, on=MET.date() + timedelta(days=1)) is None


def test_switching_on_twice_is_one_wish_and_it_goes_with_the_account(process, bertta):
    bertta.asks("PUT", "reminder", {"wished": True})
    assert JournalReminder.objects.count() == 1
    wish = next(
        said
        for _, said in own_data_asked.send(Person, person=person("bertta"))
        if said[0].startswith("wished")
    )
    assert wish[1] == [{"mail": True}]
    let_account_go(person=person("bertta"), at=NIGHT)
    assert JournalReminder.objects.count() == 0


def test_the_wish_holds_nothing_but_whose_it_is():
    assert [one.name for one in JournalReminder._meta.fields] == ["person"]
    assert not JournalReminder.objects.filter(pk=uuid4()).exists()
