"""Acts on one meeting, through the front door."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import person, process_of, shared_practice, solo_practice
from tuokio.audit.models import Entry
from tuokio.kit.models import Letter
from tuokio.kit.once import new_token
from tuokio.meetings.models import Attendance, Charge, Meeting
from tuokio.meetings.usecases.charges import mark_invoiced
from tuokio.meetings.usecases.one_meeting import answer
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Person, VatCode
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)  # half past two in Finland


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, half past two: the meeting of today has just ended."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


@pytest.fixture
def aino() -> Person:
    return person("aino")


@pytest.fixture
def process(aino: Person) -> Process:
    return process_of(aino)


@pytest.fixture
def meeting(process: Process) -> Meeting:
    """The first of three: today from one to a quarter past two."""
    return planned(process)[0]


@pytest.fixture
def desk(client: Client, aino: Person) -> Client:
    client.force_login(aino)
    return client


def planned(process: Process, first_on: date = date(2026, 11, 24), **fields: Any) -> list[Meeting]:
    rhythm = {"count": 3, "every_weeks": 3, "minutes": 75, "at_time": time(13), **fields}
    term = process.terms.latest("number")
    made = plan_series(
        process=process, term=term, rhythm=Rhythm(first_on=first_on, **rhythm), by=None, at=TUESDAY
    )
    return list(made.meetings)


def again(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


# --- attendance -------------------------------------------------------------------------------------------


def test_one_tap_marks_everyone_present(desk: Client, meeting: Meeting):
    response = desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1"})

    assert response["Location"] == f"/meetings/{meeting.pk}/"
    assert again(meeting).now_in is MeetingState.HELD
    assert [row.present for row in meeting.attendances.all()] == [True, True, True]
    charge = Charge.objects.get()
    assert (charge.net_cents, charge.percent, charge.vat_code) == (16_000, 100, "standard")


def test_those_ticked_were_there_and_the_others_were_not(desk: Client, meeting: Meeting):
    henna = meeting.process.members.get(name="Henna")
    tk = meeting.process.members.get(name="T. K.")

    desk.post(f"/meetings/{meeting.pk}/holding/", {"present": [str(henna.pk), str(tk.pk)], "on_paper": "on"})

    marks = {row.member.name: (row.present, row.on_paper) for row in meeting.attendances.all()}
    assert marks == {"Henna": (True, True), "T. K.": (True, True), "Bertta S.": (False, True)}


def test_too_few_is_a_choice_and_nothing_is_saved_before_it(desk: Client, meeting: Meeting):
    henna = meeting.process.members.get(name="Henna")

    asked = desk.post(f"/meetings/{meeting.pk}/holding/", {"present": [str(henna.pk)], "on_paper": "on"})

    assert asked.status_code == 200
    assert again(meeting).now_in is MeetingState.PLANNED
    assert not Attendance.objects.exists()
    assert f'name="present" value="{henna.pk}"' in asked.text
    assert "reason=below_quorum" in asked.text

    desk.post(
        f"/meetings/{meeting.pk}/holding/",
        {"present": [str(henna.pk)], "on_paper": "on", "although_few": "1"},
    )

    assert again(meeting).now_in is MeetingState.HELD
    assert [row.member.name for row in meeting.attendances.filter(present=True)] == ["Henna"]


def test_the_same_mark_sent_twice_is_one_mark(desk: Client, meeting: Meeting):
    once = new_token()

    first = desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1", "once": once})
    second = desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1", "once": once})

    assert second["Location"] == first["Location"]
    assert Charge.objects.count() == 1
    assert meeting.changes.count() == 1


def test_a_second_tab_is_told_that_it_is_already_held(desk: Client, meeting: Meeting):
    desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1"})

    response = desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1"})

    assert response.status_code == 200
    assert meeting.changes.count() == 1
    assert Charge.objects.count() == 1


def test_a_meeting_to_come_cannot_be_held(desk: Client, process: Process):
    later = planned(process)[1]

    response = desk.post(f"/meetings/{later.pk}/holding/", {"everyone": "1"})

    assert response.status_code == 200
    assert again(later).now_in is MeetingState.PLANNED
    assert not Charge.objects.exists()


def test_a_stranger_marks_nothing(client: Client, meeting: Meeting):
    orvokki = person("orvokki")
    solo_practice(orvokki)
    client.force_login(orvokki)

    for act in (
        "holding",
        "no-show",
        "cancellation",
        "date",
        "waiver",
        "correction",
        "replacement",
        "answers",
    ):
        assert client.post(f"/meetings/{meeting.pk}/{act}/", {"everyone": "1"}).status_code == 404
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 404
    assert client.get(f"/meetings/{meeting.pk}/sheet/").status_code == 404
    assert again(meeting).now_in is MeetingState.PLANNED


def test_a_member_of_another_process_is_not_marked(desk: Client, aino: Person, meeting: Meeting):
    strange = process_of(aino, name="Toinen").members.get(name="Henna")

    response = desk.post(f"/meetings/{meeting.pk}/holding/", {"present": [str(strange.pk)]})

    assert response.status_code == 200
    assert not Attendance.objects.exists()


def test_a_member_who_joined_later_is_not_on_the_list(desk: Client, process: Process, meeting: Meeting):
    process.members.filter(name="T. K.").update(joined_on=date(2026, 12, 1))

    desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1"})

    assert sorted(row.member.name for row in meeting.attendances.all()) == ["Bertta S.", "Henna"]


def test_those_who_cannot_come_are_shown_and_not_ticked(desk: Client, process: Process, meeting: Meeting):
    henna = process.members.get(name="Henna")
    answer(meeting=meeting, member=henna, coming=False, at=TUESDAY)

    shown = desk.get(f"/meetings/{meeting.pk}/")

    ticked = shown.context["form"]["present"].value()
    assert str(henna.pk) not in ticked
    assert len(ticked) == 2


def test_the_printed_list_has_a_row_for_each_and_no_word_of_the_talk(desk: Client, meeting: Meeting):
    sheet = desk.get(f"/meetings/{meeting.pk}/sheet/").text

    for name in ("Bertta S.", "Henna", "T. K."):
        assert f'<th scope="row">{name}</th>' in sheet
    assert "<textarea" not in sheet


def test_answers_told_by_telephone_are_marked_so(desk: Client, process: Process):
    later = planned(process)[1]
    henna = process.members.get(name="Henna")

    desk.post(f"/meetings/{later.pk}/answers/", {f"of_{henna.pk.hex}": "cannot"})

    row = later.attendances.get()
    assert (row.member, row.answer, row.on_paper) == (henna, "cannot", True)
    assert "Henna" in desk.get(f"/meetings/{later.pk}/").text


# --- nobody came, cancelling ------------------------------------------------------------------------------


def test_nobody_came_is_charged_by_the_terms(desk: Client, meeting: Meeting):
    meeting.term.no_show_percent = 50
    meeting.term.save()

    asked = desk.get(f"/meetings/{meeting.pk}/no-show/")
    desk.post(f"/meetings/{meeting.pk}/no-show/", {})

    assert "80,00" in asked.text
    assert again(meeting).now_in is MeetingState.NO_SHOW
    assert Charge.objects.get().net_cents == 8_000


def test_the_cost_of_cancelling_is_told_before_the_click(desk: Client, process: Process):
    tomorrow = planned(process, date(2026, 11, 25))[0]

    asked = desk.get(f"/meetings/{tomorrow.pk}/cancellation/").text

    assert "160,00" in asked
    assert "23.11." in asked  # free until 48 hours before


def test_a_late_cancellation_of_the_customer_is_charged(desk: Client, process: Process):
    tomorrow = planned(process, date(2026, 11, 25))[0]

    desk.post(
        f"/meetings/{tomorrow.pk}/cancellation/",
        {"cancelled_by": "commissioner", "reason": "shift_change"},
    )

    assert again(tomorrow).now_in is MeetingState.CANCELLED_CHARGED
    assert Charge.objects.get().net_cents == 16_000


def test_a_waived_cancellation_costs_nothing(desk: Client, process: Process):
    tomorrow = planned(process, date(2026, 11, 25))[0]
    desk.post(
        f"/meetings/{tomorrow.pk}/cancellation/",
        {"cancelled_by": "commissioner", "reason": "shift_change"},
    )

    desk.post(f"/meetings/{tomorrow.pk}/waiver/", {})

    assert again(tomorrow).now_in is MeetingState.CANCELLED_FREE
    assert not Charge.objects.exists()


def test_own_cancellation_is_free_and_asks_for_a_new_date(desk: Client, process: Process):
    later = planned(process)[1]
    desk.post(
        f"/meetings/{later.pk}/cancellation/",
        {"cancelled_by": "supervisor", "reason": "supervisor_absent"},
    )

    assert again(later).replacement_wanted
    assert not Charge.objects.exists()
    assert f"/meetings/{later.pk}/replacement/" in desk.get(f"/processes/{process.pk}/").text

    desk.post(f"/meetings/{later.pk}/replacement/", {"on": "17.12.2026", "at_time": "10.00", "minutes": "75"})

    assert not again(later).replacement_wanted
    replacing = Meeting.objects.get(replaces=later)
    assert replacing.local_start.strftime("%d.%m.%Y %H.%M") == "17.12.2026 10.00"


def test_no_new_date_is_needed(desk: Client, process: Process):
    later = planned(process)[1]
    desk.post(
        f"/meetings/{later.pk}/cancellation/",
        {"cancelled_by": "supervisor", "reason": "supervisor_absent"},
    )

    desk.post(f"/meetings/{later.pk}/replacement/", {"none_needed": "1"})

    assert not again(later).replacement_wanted
    assert process.meetings.count() == 3


def test_a_reason_that_is_not_theirs_is_asked_again(desk: Client, meeting: Meeting):
    response = desk.post(
        f"/meetings/{meeting.pk}/cancellation/",
        {"cancelled_by": "commissioner", "reason": "supervisor_absent"},
    )

    assert response.context["form"].errors.keys() == {"reason"}
    assert again(meeting).now_in is MeetingState.PLANNED


def test_no_page_asks_why_in_words(desk: Client, meeting: Meeting):
    for act in ("", "cancellation/", "no-show/", "date/", "correction/", "answers/"):
        assert "<textarea" not in desk.get(f"/meetings/{meeting.pk}/{act}").text


# --- moving -----------------------------------------------------------------------------------------------


def test_a_moved_meeting_keeps_its_terms_and_everyone_is_told_that_much(desk: Client, process: Process):
    later = planned(process)[1]

    response = desk.post(
        f"/meetings/{later.pk}/date/", {"on": "17.12.2026", "at_time": "10.30", "minutes": "75"}
    )

    assert response.status_code == 302
    moved = again(later)
    assert moved.now_in is MeetingState.MOVED
    assert moved.local_start.strftime("%d.%m.%Y %H.%M") == "17.12.2026 10.30"
    assert moved.term == process.terms.get()
    assert [state.event for state in process.state_changes.all()] == [ProcessEvent.START_SHORT]
    letters = Letter.objects.all()
    assert {letter.to for letter in letters} == {"bertta@example.org", "kaarlo@example.org"}
    assert not any("17.12" in letter.text or "Aurin" in letter.text for letter in letters)


def test_a_new_place_is_no_new_date(desk: Client, process: Process):
    later = planned(process)[1]

    desk.post(
        f"/meetings/{later.pk}/date/",
        {"on": "2026-12-15", "at_time": "13:00", "minutes": "75", "place": "Kanerva"},
    )

    assert again(later).place == "Kanerva"
    assert again(later).now_in is MeetingState.PLANNED


def test_a_meeting_moved_over_the_clock_change_stays_on_the_wall_clock(desk: Client, process: Process):
    later = planned(process)[1]

    desk.post(f"/meetings/{later.pk}/date/", {"on": "2027-03-30", "at_time": "13.00", "minutes": "75"})

    assert again(later).starts_at == datetime(2027, 3, 30, 10, 0, tzinfo=UTC)


def test_a_holiday_is_told_and_allowed(desk: Client, process: Process):
    later = planned(process)[1]

    response = desk.post(
        f"/meetings/{later.pk}/date/", {"on": "6.12.2026", "at_time": "13.00", "minutes": "75"}, follow=True
    )

    assert again(later).local_start.date() == date(2026, 12, 6)
    assert "itsenäisyyspäivä" in response.text.lower()


# --- correcting -------------------------------------------------------------------------------------------


def test_a_mistaken_mark_is_taken_back_and_both_stay_written(desk: Client, meeting: Meeting):
    desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1"})

    desk.post(f"/meetings/{meeting.pk}/correction/", {})

    assert again(meeting).is_ahead
    assert not Charge.objects.exists()
    assert [change.event for change in meeting.changes.all()] == ["hold", "correct"]
    assert Entry.objects.filter(act="meeting changed", about_id=str(meeting.pk)).count() == 2
    desk.post(f"/meetings/{meeting.pk}/no-show/", {})
    assert again(meeting).now_in is MeetingState.NO_SHOW


def test_what_is_invoiced_is_not_corrected(desk: Client, aino: Person, meeting: Meeting):
    desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1"})
    charge = Charge.objects.get()
    mark_invoiced(charges=[charge.pk], number="17", practice_id=charge.practice_id, by=aino, at=TUESDAY)

    response = desk.post(f"/meetings/{meeting.pk}/correction/", {})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert again(meeting).now_in is MeetingState.HELD
    assert Charge.objects.count() == 1


def test_an_ended_process_keeps_its_meetings_as_they_are(desk: Client, process: Process, meeting: Meeting):
    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED)

    for act, typed in {
        "holding": {"everyone": "1"},
        "no-show": {},
        "cancellation": {"cancelled_by": "supervisor", "reason": "supervisor_absent"},
        "date": {"on": "2026-12-17", "at_time": "10:30", "minutes": "75"},
        "correction": {},
        "waiver": {},
        "answers": {f"of_{process.members.get(name='Henna').pk.hex}": "cannot"},
        "replacement": {"on": "2026-12-17", "at_time": "10:30", "minutes": "75"},
    }.items():
        response = desk.post(f"/meetings/{meeting.pk}/{act}/", typed)
        assert response.status_code == 200, act
        assert response.context["form"].non_field_errors(), act
    assert again(meeting).now_in is MeetingState.PLANNED
    assert process.meetings.count() == 3
    assert not Attendance.objects.exists()
    assert desk.get(f"/meetings/{meeting.pk}/").status_code == 200


def test_a_day_without_a_vat_rate_is_a_sentence_and_nothing_is_half_done(desk: Client, meeting: Meeting):
    VatCode.objects.filter(code="standard").delete()

    response = desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1"})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert again(meeting).now_in is MeetingState.PLANNED
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"on": "2026-13-45", "at_time": "25:99", "minutes": "abc"},
        {"on": "", "at_time": "", "minutes": ""},
        {"on": "x" * 20_000, "at_time": "🎻", "minutes": "-1", "place": "\u202e" * 500},
        {"on": "2100-01-01", "at_time": "13:00", "minutes": "75"},
        {"on": "1969-12-31", "at_time": "13:00", "minutes": "75"},
    ],
)
def test_a_date_that_is_none_is_refused_with_a_sentence(
    desk: Client, meeting: Meeting, typed: dict[str, str]
):
    for act in ("date", "replacement"):
        response = desk.post(f"/meetings/{meeting.pk}/{act}/", typed)
        assert response.status_code == 200
        assert response.context["form"].errors
    assert again(meeting).starts_at == meeting.starts_at


def test_the_page_of_a_meeting_asks_the_database_little(
    desk: Client, meeting: Meeting, django_assert_max_num_queries: Any
):
    desk.post(f"/meetings/{meeting.pk}/holding/", {"everyone": "1"})
    with django_assert_max_num_queries(10):
        desk.get(f"/meetings/{meeting.pk}/")


# --- the course follows -----------------------------------------------------------------------------------


def test_the_last_meeting_leads_to_the_final_evaluation(desk: Client, aino: Person):
    process = process_of(aino, planned=1)
    (only,) = planned(process, count=1)

    desk.post(f"/meetings/{only.pk}/holding/", {"everyone": "1"})

    process.refresh_from_db()
    assert process.now_in is ProcessState.FINAL_REVIEW


def test_the_last_meeting_of_old_terms_does_not_end_what_goes_on(desk: Client, aino: Person):
    process = process_of(aino, planned=1)
    (only,) = planned(process, count=1)
    desk.post(
        f"/processes/{process.pk}/continuation/",
        {
            "minutes": "90",
            "planned": "3",
            "interval_weeks": "4",
            "starts_on": "2027-01-01",
            "price_cents": "170",
            "vat_code": "standard",
            "free_until_hours": "48",
            "late_percent": "100",
            "no_show_percent": "100",
            "quorum": "2",
            "first_on": "2027-01-12",
            "at_time": "13:00",
        },
    )
    assert process.terms.count() == 2

    desk.post(f"/meetings/{only.pk}/holding/", {"everyone": "1"})

    process.refresh_from_db()
    assert process.now_in is ProcessState.RUNNING
    assert again(only).term.number == 1


def test_the_first_held_meeting_starts_an_agreed_process(desk: Client):
    saara = person("saara")
    process = process_of(
        saara, practice=shared_practice(), event=ProcessEvent.BRING_IN, target=ProcessState.AGREED
    )
    first = planned(process)[0]
    desk.force_login(saara)

    desk.post(f"/meetings/{first.pk}/holding/", {"everyone": "1"})

    process.refresh_from_db()
    assert process.now_in is ProcessState.RUNNING
    assert timedelta(minutes=75) == first.ends_at - first.starts_at
