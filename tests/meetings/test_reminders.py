"""Reminders: once, on the clock of the meeting, never at night, never of a meeting that was moved."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import person, process_of
from tests.doors import enter
from tuokio.kit import clock
from tuokio.kit.letters import deliver, send_due
from tuokio.kit.models import Letter
from tuokio.kit.signals import clock_ticked
from tuokio.meetings.domain.reminders import (
    FARTHEST_AHEAD,
    LEAST_AHEAD,
    QUIET_FROM,
    QUIET_UNTIL,
    out_of_quiet,
    remind_at,
)
from tuokio.meetings.models import Meeting, ReminderLook, ReminderWish
from tuokio.meetings.usecases import reminding
from tuokio.meetings.usecases.one_meeting import answer, cancel_meeting, move_meeting
from tuokio.meetings.usecases.planning import add_meeting
from tuokio.meetings.usecases.reminding import KIND, remind_due, wish_reminders
from tuokio.people.signals import own_data_asked
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.reminder_words import RemindWhen

DB = pytest.mark.django_db
ON = date(2026, 12, 10)
THE_DAY_BEFORE = datetime(2026, 12, 9, 7, 0, tzinfo=UTC)  # nine in Helsinki
LONG_BEFORE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
HALF = timedelta(seconds=30)


# --- the clock ----------------------------------------------------------------------------------------------


def helsinki(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.HELSINKI).astimezone(UTC)


@pytest.mark.parametrize(
    ("starts", "when", "due"),
    [
        (helsinki(2026, 12, 10, 13), RemindWhen.DAY_BEFORE, helsinki(2026, 12, 9, 9)),
        (helsinki(2026, 12, 10, 13), RemindWhen.HOURS_BEFORE, helsinki(2026, 12, 9, 13)),
        (helsinki(2026, 12, 10, 7), RemindWhen.HOURS_BEFORE, helsinki(2026, 12, 9, 8)),
        (helsinki(2026, 12, 10, 20, 30), RemindWhen.HOURS_BEFORE, helsinki(2026, 12, 10, 8)),
        (helsinki(2026, 12, 10, 13), RemindWhen.OFF, None),
        # the clock goes forward on 28 March and back on 25 October: nine stays nine
        (helsinki(2027, 3, 29, 13), RemindWhen.DAY_BEFORE, datetime(2027, 3, 28, 6, tzinfo=UTC)),
        (helsinki(2027, 3, 28, 13), RemindWhen.DAY_BEFORE, datetime(2027, 3, 27, 7, tzinfo=UTC)),
        (helsinki(2026, 10, 25, 13), RemindWhen.DAY_BEFORE, datetime(2026, 10, 24, 6, tzinfo=UTC)),
        # twenty-four hours before 20.30 of the spring Sunday was 19.30, before the quiet hours
        (helsinki(2027, 3, 28, 20, 30), RemindWhen.HOURS_BEFORE, helsinki(2027, 3, 27, 19, 30)),
        (helsinki(2026, 10, 25, 19, 30), RemindWhen.HOURS_BEFORE, helsinki(2026, 10, 25, 8)),
    ],
)
def test_when_a_reminder_is_due(starts, when, due):
    assert remind_at(starts, "Europe/Helsinki", when) == due


ZONES = st.sampled_from(["Europe/Helsinki", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds are naive there


@given(MOMENTS, ZONES)
def test_no_moment_out_of_the_quiet_hours_is_in_them_and_none_comes_sooner(moment, zone):
    leaves = out_of_quiet(moment, zone)
    wall = leaves.astimezone(ZoneInfo(zone)).time()

    assert moment <= leaves <= moment + timedelta(hours=13)
    assert out_of_quiet(leaves, zone) == leaves
    assert QUIET_UNTIL <= wall < QUIET_FROM


@given(MOMENTS, ZONES, st.sampled_from([RemindWhen.DAY_BEFORE, RemindWhen.HOURS_BEFORE]))
def test_every_reminder_comes_before_its_meeting_and_within_the_time_that_is_looked_through(
    starts, zone, when
):
    due = remind_at(starts, zone, when)

    assert due is not None
    assert LEAST_AHEAD <= starts - due <= FARTHEST_AHEAD
    assert out_of_quiet(due, zone) == due


# --- once ---------------------------------------------------------------------------------------------------


def meeting_of(process: Process | None = None, *, at_time: time = time(13), on: date = ON, **more) -> Meeting:
    process = process or process_of(person("aino"))
    return add_meeting(
        process=process, on=on, at_time=at_time, by=person("aino"), at=LONG_BEFORE, tell=False, **more
    )


def looked(at: datetime = LONG_BEFORE) -> None:
    """The clockwork has come so far."""
    remind_due(at)


def reminders() -> list[Letter]:
    return list(Letter.objects.filter(kind=KIND).order_by("to"))


@DB
def test_whoever_is_called_gets_one_mail_with_time_place_and_a_link_and_nothing_else(settings):
    meeting = meeting_of(place="Torikatu 3")
    looked()
    assert remind_due(THE_DAY_BEFORE - HALF) == 0
    assert remind_due(THE_DAY_BEFORE) == 1
    assert remind_due(THE_DAY_BEFORE) == 0
    assert remind_due(THE_DAY_BEFORE + HALF) == 0
    assert remind_due(THE_DAY_BEFORE + timedelta(hours=8)) == 0

    [letter] = reminders()
    assert letter.to == "bertta@example.org"
    assert letter.subject == "Tapaaminen lähestyy"
    base = settings.BASE_ADDRESS
    assert letter.text.splitlines() == [
        "to\N{NO-BREAK SPACE}10.12. klo\N{NO-BREAK SPACE}13.00–14.15",
        "Torikatu 3",
        "",
        base,
        "",
        f"Täällä valitset, muistutetaanko sinua: {base}/reminders/",
    ]
    assert meeting.process.name not in letter.text


@DB
def test_the_clockwork_asks_for_it():
    meeting_of()
    looked()
    clock_ticked.send(None, at=THE_DAY_BEFORE)

    assert len(reminders()) == 1


@DB
def test_each_chooses_for_the_meetings_they_lead_and_those_they_are_called_to():
    meeting_of()
    wish_reminders(person=person("bertta"), joined=RemindWhen.OFF, led=RemindWhen.OFF)
    wish_reminders(person=person("aino"), joined=RemindWhen.OFF, led=RemindWhen.HOURS_BEFORE)
    looked()

    assert remind_due(THE_DAY_BEFORE) == 0
    assert remind_due(THE_DAY_BEFORE + timedelta(hours=4)) == 1
    assert [letter.to for letter in reminders()] == ["aino@example.org"]


@DB
def test_whoever_said_that_they_cannot_come_or_has_left_is_let_be():
    process = process_of(person("aino"))
    meeting = meeting_of(process)
    member = process.members.get(name="Bertta S.")
    answer(meeting=meeting, member=member, coming=False, at=LONG_BEFORE)
    looked()

    assert remind_due(THE_DAY_BEFORE) == 0


@DB
def test_a_meeting_planned_after_its_reminder_was_due_is_not_caught_up_with():
    looked()
    looked(THE_DAY_BEFORE + HALF)
    meeting_of()

    assert remind_due(THE_DAY_BEFORE + 2 * HALF) == 0


@DB
def test_after_a_night_without_a_worker_it_waits_for_eight_in_the_morning():
    meeting_of()
    looked()
    late = helsinki(2026, 12, 9, 22, 15)
    assert remind_due(late) == 1
    [letter] = reminders()
    assert letter.due_at == helsinki(2026, 12, 10, 8)
    assert send_due(late) == 0


@DB
def test_after_a_longer_one_nothing_that_is_over_or_nearly_there_is_told():
    meeting_of()
    looked()

    assert remind_due(helsinki(2026, 12, 10, 12, 30)) == 0
    assert ReminderLook.objects.get().until == helsinki(2026, 12, 10, 12, 30)


@DB
def test_many_at_one_moment_are_written_over_several_looks_and_none_twice(monkeypatch):
    monkeypatch.setattr(reminding, "MOST_AT_ONCE", 2)
    process = process_of(person("aino"))
    for hour in (8, 10, 12, 14, 16):
        meeting_of(process, at_time=time(hour))
    looked()
    found = [remind_due(THE_DAY_BEFORE + step * HALF) for step in range(6)]

    assert (sum(found), max(found), found[-1]) == (5, 2, 0)
    assert len({letter.once_key for letter in reminders()}) == 5


@DB
def test_one_question_finds_that_nothing_is_due(django_assert_max_num_queries):
    meeting_of()
    looked()
    with django_assert_max_num_queries(5):  # a savepoint, the row, the meetings, the row, the savepoint
        assert remind_due(LONG_BEFORE + HALF) == 0


# --- what has changed since ---------------------------------------------------------------------------------


@pytest.fixture
def nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: THE_DAY_BEFORE + HALF)


def written() -> tuple[Meeting, Letter]:
    meeting = meeting_of()
    looked()
    remind_due(THE_DAY_BEFORE)
    [letter] = reminders()
    return meeting, letter


@DB
@pytest.mark.usefixtures("nine")
def test_it_leaves_once(mailoutbox):
    _meeting, letter = written()
    for _time in range(3):
        deliver.call(str(letter.pk))

    assert [mail.to for mail in mailoutbox] == [["bertta@example.org"]]


def moves(meeting: Meeting) -> None:
    move_meeting(
        meeting=meeting, on=ON + timedelta(days=5), at_time=time(10), minutes=75, by=person("aino"),
        at=THE_DAY_BEFORE,
    )  # fmt: skip


def cancels(meeting: Meeting) -> None:
    cancel_meeting(
        meeting=meeting, cancelled_by=CancelledBy.SUPERVISOR, reason=CancellationReason.SUPERVISOR_ABSENT,
        by=person("aino"), at=THE_DAY_BEFORE,
    )  # fmt: skip


def switches_off(meeting: Meeting) -> None:
    wish_reminders(person=person("bertta"), joined=RemindWhen.OFF, led=RemindWhen.OFF)


def leaves(meeting: Meeting) -> None:
    meeting.process.members.filter(name="Bertta S.").update(left_on=ON)


def ends(meeting: Meeting) -> None:
    Process.objects.filter(pk=meeting.process_id).update(state="closed")


@DB
@pytest.mark.usefixtures("nine")
@pytest.mark.parametrize("happens", [moves, cancels, switches_off, leaves, ends])
def test_what_has_changed_between_writing_and_leaving_keeps_it_here(happens, mailoutbox):
    meeting, letter = written()
    happens(meeting)
    deliver.call(str(letter.pk))

    assert [mail for mail in mailoutbox if mail.subject == "Tapaaminen lähestyy"] == []
    letter.refresh_from_db()
    assert (letter.state, letter.text) == (Letter.State.GIVEN_UP, "")


@DB
@pytest.mark.usefixtures("nine")
def test_a_moved_meeting_is_reminded_of_anew_at_its_new_time():
    meeting, _letter = written()
    moves(meeting)

    assert remind_due(helsinki(2026, 12, 14, 9)) == 1
    assert [letter.once_key.split(":")[2] for letter in reminders()] == ["0", "1"]


@DB
def test_one_that_a_server_kept_waiting_into_the_night_waits_for_the_morning(monkeypatch, mailoutbox):
    _meeting, letter = written()
    monkeypatch.setattr(clock, "now", lambda: helsinki(2026, 12, 9, 23))
    deliver.call(str(letter.pk))

    letter.refresh_from_db()
    assert mailoutbox == []
    assert (letter.state, letter.due_at) == (Letter.State.WAITING, helsinki(2026, 12, 10, 8))


# --- two workers --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_each_reminder_once():
    process = process_of(person("aino"))
    for hour in (8, 10, 12, 14):
        meeting_of(process, at_time=time(hour))
    looked()
    start, found = threading.Barrier(4), []

    def work() -> None:
        start.wait()
        try:
            found.append(remind_due(THE_DAY_BEFORE))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    connection.close()

    assert sorted(found) == [0, 0, 0, 4]
    assert len(reminders()) == 4


# --- the page -----------------------------------------------------------------------------------------------


@DB
def test_one_chooses_on_a_page_of_ones_own(client: Client):
    meeting_of()
    enter(client, person("bertta"))
    page = client.get("/reminders/")
    assert list(page.context["form"].fields) == ["joined"]
    client.post("/reminders/", {"joined": "hours_before"})
    assert ReminderWish.objects.get(person=person("bertta")).joined == RemindWhen.HOURS_BEFORE
    assert client.post("/reminders/", {"joined": "never"}).status_code == 200

    enter(client, person("aino"))
    assert list(client.get("/reminders/").context["form"].fields) == ["led"]
    answers = dict(told for _r, told in own_data_asked.send(None, person=person("bertta")) if told)
    assert answers["reminders"] == [{"of_joined": "hours_before", "of_led": "off"}]
