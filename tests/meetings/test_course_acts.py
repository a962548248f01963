"""The course of a process through the front door: dates, terms, going on, pausing, handing over, ending."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import person, process_of, shared_practice, solo_practice
from tuokio.kit.once import new_token
from tuokio.meetings.models import Break, Charge, Meeting
from tuokio.meetings.pages.meetings import waiting
from tuokio.meetings.usecases.charges import mark_invoiced
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Person
from tuokio.people.usecases import give_role
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import ProcessEvent, ProcessState, Standing

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
ON = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, half past two in Finland."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


@pytest.fixture
def aino() -> Person:
    return person("aino")


@pytest.fixture
def process(aino: Person) -> Process:
    return process_of(aino)


@pytest.fixture
def desk(client: Client, aino: Person) -> Client:
    client.force_login(aino)
    return client


def planned(process: Process, first_on: date = ON, **fields: Any) -> list[Meeting]:
    rhythm = {"count": 3, "every_weeks": 3, "minutes": 75, "at_time": time(13), **fields}
    made = plan_series(
        process=process,
        term=process.terms.latest("number"),
        rhythm=Rhythm(first_on=first_on, **rhythm),
        by=None,
        at=TUESDAY,
    )
    return list(made.meetings)


def agreed(**fields: Any) -> dict[str, Any]:
    return {
        "minutes": "75",
        "planned": "10",
        "interval_weeks": "3",
        "starts_on": "2026-08-01",
        "price_cents": "160",
        "vat_code": "standard",
        "free_until_hours": "48",
        "late_percent": "100",
        "no_show_percent": "100",
        "quorum": "2",
        **fields,
    }


def state_of(process: Process) -> ProcessState:
    return Process.objects.get(pk=process.pk).now_in


def in_state(process: Process, state: ProcessState) -> Process:
    Process.objects.filter(pk=process.pk).update(state=state)
    process.refresh_from_db()
    return process


# --- dates ------------------------------------------------------------------------------------------------


def rhythm(**fields: Any) -> dict[str, Any]:
    return {
        "first_on": "2026-11-29",
        "at_time": "13:00",
        "count": "3",
        "every_weeks": "1",
        "minutes": "75",
        "place": "Kanerva",
        **fields,
    }


def test_dates_are_looked_through_before_anything_is_saved(desk: Client, process: Process):
    shown = desk.post(f"/processes/{process.pk}/series/", rhythm())

    assert process.meetings.count() == 0
    assert "itsenäisyyspäivä" in shown.text.lower()  # 6 December is kept in its place and does not fit
    rows = shown.context["rows"]
    assert [row.initial["on"] for row in rows] == [date(2026, 11, 29), date(2026, 12, 6), date(2026, 12, 13)]
    assert [line.fits for line in shown.context["lines"]] == [True, False, True]


def dates(*rows: tuple[str, str]) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "dates-TOTAL_FORMS": len(rows),
        "dates-INITIAL_FORMS": len(rows),
        "dates-MIN_NUM_FORMS": 0,
        "dates-MAX_NUM_FORMS": 200,
    }
    for number, (on, at) in enumerate(rows):
        typed[f"dates-{number}-on"], typed[f"dates-{number}-at_time"] = on, at
    return typed


def test_each_date_can_be_changed_or_left_out(desk: Client, process: Process):
    once = new_token()
    typed = {
        **rhythm(),
        **dates(("30.11.2026", "9.00"), ("", ""), ("2026-12-20", "13:00")),
        "save": "1",
        "once": once,
    }

    desk.post(f"/processes/{process.pk}/series/", typed)
    desk.post(f"/processes/{process.pk}/series/", typed)

    assert [m.local_start.strftime("%d.%m. %H.%M") for m in process.meetings.all()] == [
        "30.11. 09.00",
        "20.12. 13.00",
    ]
    assert {m.place for m in process.meetings.all()} == {"Kanerva"}
    assert process.series.get().count == 2


def test_a_mistyped_date_keeps_the_others(desk: Client, process: Process):
    typed = {**rhythm(), **dates(("30.11.", "9.00"), ("2026-12-20", "13:00")), "save": "1"}

    shown = desk.post(f"/processes/{process.pk}/series/", typed)

    assert process.meetings.count() == 0
    assert 'value="30.11."' in shown.text
    assert 'value="2026-12-20"' in shown.text


def test_no_date_left_is_told(desk: Client, process: Process):
    shown = desk.post(f"/processes/{process.pk}/series/", {**rhythm(), **dates(("", "")), "save": "1"})

    assert shown.context["form"].non_field_errors()
    assert process.series.count() == 0


@pytest.mark.parametrize("broken", [{}, {"dates-TOTAL_FORMS": "x"}, {"dates-TOTAL_FORMS": "100000"}])
def test_a_broken_list_of_dates_saves_nothing(desk: Client, process: Process, broken: dict[str, str]):
    shown = desk.post(f"/processes/{process.pk}/series/", {**rhythm(), **broken, "save": "1"})

    assert shown.status_code == 200
    assert process.meetings.count() == 0


def test_a_rhythm_beyond_reason_is_a_sentence(desk: Client, process: Process):
    shown = desk.post(f"/processes/{process.pk}/series/", rhythm(first_on="2099-12-20", count="200"))

    assert shown.context["form"].non_field_errors()


def test_one_more_meeting(desk: Client, process: Process):
    desk.post(
        f"/processes/{process.pk}/meetings/new/", {"on": "30.11.2026", "at_time": "9.00", "minutes": "60"}
    )

    (meeting,) = process.meetings.all()
    assert (meeting.minutes, meeting.local_start.hour) == (60, 9)


@pytest.mark.parametrize("state", [ProcessState.PAUSED, ProcessState.CLOSING, ProcessState.CLOSED])
def test_no_dates_are_agreed_while_the_process_rests(desk: Client, process: Process, state: ProcessState):
    in_state(process, state)

    for act in ("series/", "meetings/new/"):
        response = desk.post(
            f"/processes/{process.pk}/{act}", {"on": "30.11.2026", "at_time": "9.00", "minutes": "60"}
        )
        assert response["Location"] == f"/processes/{process.pk}/"
    assert process.meetings.count() == 0


# --- terms ------------------------------------------------------------------------------------------------


def test_a_slip_of_the_pen_is_mended_and_what_is_to_be_invoiced_follows(desk: Client, process: Process):
    first, *_later = planned(process)
    desk.post(f"/meetings/{first.pk}/holding/", {"everyone": "1"})

    desk.post(f"/processes/{process.pk}/terms/", agreed(price_cents="165", minutes="90"))

    term = process.terms.get()
    assert (term.price_cents, term.minutes) == (16_500, 90)
    assert Charge.objects.get().net_cents == 16_500
    assert [m.minutes for m in process.meetings.all()] == [75, 90, 90]


def test_after_an_invoice_the_terms_are_agreed_anew(desk: Client, aino: Person, process: Process):
    first, *_later = planned(process)
    desk.post(f"/meetings/{first.pk}/holding/", {"everyone": "1"})
    charge = Charge.objects.get()
    mark_invoiced(charges=[charge.pk], number="1", practice_id=charge.practice_id, by=aino, at=TUESDAY)

    shown = desk.get(f"/processes/{process.pk}/terms/")
    desk.post(
        f"/processes/{process.pk}/terms/", agreed(price_cents="180", planned="9", starts_on="2027-01-01")
    )

    assert shown.context["form"]["planned"].value() == 9
    assert [term.price_cents for term in process.terms.all()] == [16_000, 18_000]
    assert [m.term.number for m in process.meetings.all()] == [1, 1, 2]
    assert Charge.objects.get().net_cents == 16_000
    assert state_of(process) is ProcessState.RUNNING


def test_two_tabs_agree_on_new_terms_once_each_form(desk: Client, process: Process):
    once = new_token()
    address = f"/processes/{process.pk}/terms/?anew=1"

    desk.post(address, agreed(price_cents="180", starts_on="2027-01-01", once=once))
    desk.post(address, agreed(price_cents="180", starts_on="2027-01-01", once=once))

    assert process.terms.count() == 2


def test_terms_with_an_end_before_their_beginning_are_asked_again(desk: Client, process: Process):
    response = desk.post(f"/processes/{process.pk}/terms/", agreed(ends_on="2026-07-01"))

    assert response.context["form"].errors.keys() == {"ends_on"}


# --- going on ---------------------------------------------------------------------------------------------


def test_going_on_starts_from_the_last_terms(desk: Client, process: Process):
    planned(process)

    form = desk.get(f"/processes/{process.pk}/continuation/").context["form"]

    assert form["price_cents"].value() == "160,00"
    assert form["minutes"].value() == 75
    assert form["starts_on"].value() is None


def test_going_on_is_one_new_term_also_when_sent_twice(desk: Client, process: Process):
    in_state(process, ProcessState.FINAL_REVIEW)
    once = new_token()
    typed = agreed(
        starts_on="2027-01-01",
        price_cents="170",
        first_on="2027-01-12",
        at_time="13.00",
        planned="4",
        once=once,
    )

    desk.post(f"/processes/{process.pk}/continuation/", typed)
    desk.post(f"/processes/{process.pk}/continuation/", typed)

    assert [term.price_cents for term in process.terms.all()] == [16_000, 17_000]
    assert process.meetings.count() == 4
    assert state_of(process) is ProcessState.RUNNING


def test_sixty_days_before_the_end_it_is_time_to_ask(desk: Client, aino: Person, process: Process):
    process.terms.update(ends_on=date(2027, 1, 23))
    planned(process, date(2026, 12, 1))

    (one,) = waiting(aino, on=ON)
    assert one.href == f"/processes/{process.pk}/continuation/"
    assert waiting(aino, on=date(2026, 11, 23)) == []

    desk.post(one.href, {"asked": "1"})

    assert waiting(aino, on=ON) == []


def test_without_a_last_day_the_last_meeting_counts(aino: Person):
    process = process_of(aino, planned=2)
    planned(process, date(2026, 12, 1), count=2)

    (one,) = waiting(aino, on=ON)
    assert one.href == f"/processes/{process.pk}/continuation/"


# --- what waits -------------------------------------------------------------------------------------------


def test_what_waits_is_asked_from_the_database_in_two_questions(
    aino: Person, process: Process, django_assert_num_queries: Any
):
    planned(process)
    process_of(aino, name="Toinen")
    third = process_of(aino, name="Kolmas")
    in_state(third, ProcessState.FINAL_REVIEW)

    with django_assert_num_queries(2):
        found = waiting(aino, on=ON)

    assert [one.title for one in found] == [
        "Päiväkoti Auringon tiimi, 1. kerta, ti\u00a024.11.",
        "Kolmas",
        "Toinen",
    ]


def test_nothing_waits_for_one_who_no_longer_leads(aino: Person, process: Process):
    planned(process)

    assert waiting(person("saara"), on=ON) == []


# --- pausing ----------------------------------------------------------------------------------------------


def test_a_pause_frees_the_dates_to_come_and_keeps_what_has_been(desk: Client, process: Process):
    today, *_later = planned(process)

    asked = desk.get(f"/processes/{process.pk}/pause/")
    desk.post(f"/processes/{process.pk}/pause/", {})

    assert "2" in asked.text
    assert state_of(process) is ProcessState.PAUSED
    assert [m.now_in for m in process.meetings.all()] == [
        MeetingState.PLANNED,
        MeetingState.CANCELLED_FREE,
        MeetingState.CANCELLED_FREE,
    ]
    assert not process.meetings.filter(replacement_wanted=True).exists()
    desk.post(f"/meetings/{today.pk}/holding/", {"everyone": "1"})
    assert Meeting.objects.get(pk=today.pk).now_in is MeetingState.HELD


def test_after_a_pause_the_dates_are_agreed_next(desk: Client, process: Process):
    in_state(process, ProcessState.PAUSED)

    response = desk.post(f"/processes/{process.pk}/resumption/", {})

    assert response["Location"] == f"/processes/{process.pk}/series/"
    assert state_of(process) is ProcessState.RUNNING


def test_pausing_in_two_tabs_is_told_in_the_second(desk: Client, process: Process):
    desk.post(f"/processes/{process.pk}/pause/", {})

    response = desk.post(f"/processes/{process.pk}/pause/", {})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


# --- another supervisor -----------------------------------------------------------------------------------


def test_a_dated_act_changes_the_supervisor(client: Client):
    saara, olavi = person("saara"), person("olavi")
    process = process_of(saara, practice=shared_practice())
    *_before, third = planned(process)
    client.force_login(saara)

    client.post(f"/processes/{process.pk}/supervisor/", {"to": str(olavi.pk), "from_on": "2026-12-16"})

    assert process.supervisor_on(date(2026, 12, 15)) == saara
    assert [m.supervisor for m in process.meetings.all()] == [saara, saara, olavi]
    client.force_login(olavi)
    assert client.get(f"/processes/{process.pk}/").status_code == 200
    assert client.get(f"/meetings/{third.pk}/").status_code == 200


def test_the_former_supervisor_no_longer_opens_it(client: Client):
    saara, olavi = person("saara"), person("olavi")
    process = process_of(saara, practice=shared_practice())
    client.force_login(saara)

    response = client.post(
        f"/processes/{process.pk}/supervisor/", {"to": str(olavi.pk), "from_on": "2026-11-24"}
    )

    assert response["Location"] == "/processes/"
    assert client.get(f"/processes/{process.pk}/").status_code == 404


def test_an_owner_changes_the_supervisor_without_reading_the_process(client: Client):
    saara, olavi = person("saara"), person("olavi")
    process = process_of(saara, practice=shared_practice())
    give_role(
        practice=process.practice, person=person("aino"), standing=Standing.SUPERVISOR, by=None, at=TUESDAY
    )
    client.force_login(olavi)

    shown = client.get(f"/processes/{process.pk}/supervisor/")
    client.post(
        f"/processes/{process.pk}/supervisor/", {"to": str(person("aino").pk), "from_on": "2026-11-24"}
    )

    assert "Bertta" not in shown.text
    assert process.leads.latest("from_on").supervisor == person("aino")
    assert client.get(f"/processes/{process.pk}/").status_code == 404


def test_nobody_outside_the_practice_can_be_chosen(client: Client):
    saara = person("saara")
    process = process_of(saara, practice=shared_practice())
    client.force_login(saara)

    response = client.post(
        f"/processes/{process.pk}/supervisor/", {"to": str(person("outi").pk), "from_on": "2026-11-24"}
    )

    assert response.context["form"].errors.keys() == {"to"}
    assert process.leads.count() == 1


def test_handing_over_again_before_the_day_leaves_no_two_at_once(client: Client):
    saara, olavi, aino = person("saara"), person("olavi"), person("aino")
    process = process_of(saara, practice=shared_practice())
    give_role(practice=process.practice, person=aino, standing=Standing.SUPERVISOR, by=None, at=TUESDAY)
    client.force_login(saara)
    address = f"/processes/{process.pk}/supervisor/"

    client.post(address, {"to": str(olavi.pk), "from_on": "2027-01-01"})
    client.post(address, {"to": str(aino.pk), "from_on": "2026-12-01"})

    assert [(lead.supervisor, lead.from_on, lead.until_on) for lead in process.leads.all()] == [
        (saara, date(2026, 8, 1), date(2026, 11, 30)),
        (aino, date(2026, 12, 1), None),
    ]


# --- the end ----------------------------------------------------------------------------------------------


def test_ending_early_keeps_only_a_code(desk: Client, process: Process):
    planned(process)

    response = desk.post(f"/processes/{process.pk}/ending/", {"reason": "work_changed"})

    assert response["Location"] == f"/processes/{process.pk}/closing/"
    assert state_of(process) is ProcessState.TERMINATED
    assert process.state_changes.latest("pk").reason == "work_changed"
    assert process.meetings.filter(state=MeetingState.CANCELLED_FREE).count() == 2


def test_a_reason_in_words_is_not_a_reason(desk: Client, process: Process):
    response = desk.post(f"/processes/{process.pk}/ending/", {"reason": "she fell ill"})

    assert response.context["form"].errors.keys() == {"reason"}
    assert state_of(process) is ProcessState.RUNNING


def test_the_way_to_the_end(desk: Client, aino: Person, process: Process):
    today, *_later = planned(process, count=1)
    address = f"/processes/{process.pk}/closing/"

    desk.post(address, {"step": "meetings_done"})
    assert state_of(process) is ProcessState.RUNNING  # one is still to be marked
    desk.post(f"/meetings/{today.pk}/holding/", {"everyone": "1"})
    desk.post(address, {"step": "meetings_done"})
    assert state_of(process) is ProcessState.FINAL_REVIEW
    desk.post(address, {"step": "review_done"})
    assert state_of(process) is ProcessState.CLOSING

    guarded = desk.post(address, {"step": "close"})
    assert guarded.context["form"].non_field_errors()
    assert "/to-invoice/" in guarded.text
    assert state_of(process) is ProcessState.CLOSING

    charge = Charge.objects.get()
    mark_invoiced(charges=[charge.pk], number="1", practice_id=charge.practice_id, by=aino, at=TUESDAY)
    desk.post(address, {"step": "close"})
    assert state_of(process) is ProcessState.CLOSED


def test_a_mark_is_corrected_until_the_process_is_closed(desk: Client, process: Process):
    (today,) = planned(process, count=1)
    desk.post(f"/meetings/{today.pk}/holding/", {"everyone": "1"})
    in_state(process, ProcessState.CLOSING)

    desk.post(f"/meetings/{today.pk}/correction/", {})
    assert Meeting.objects.get(pk=today.pk).is_ahead

    desk.post(f"/meetings/{today.pk}/no-show/", {})
    in_state(process, ProcessState.CLOSED)
    desk.post(f"/meetings/{today.pk}/correction/", {})
    assert Meeting.objects.get(pk=today.pk).now_in is MeetingState.NO_SHOW


STEPS = (
    "meetings_done",
    "terms_agreed",
    "final_review",
    "no_final_review",
    "review_done",
    "close",
    "erase",
    "",
)


@pytest.mark.parametrize("state", [state for state in ProcessState if state is not ProcessState.ERASED])
def test_no_act_in_any_state_ends_in_a_fault(desk: Client, process: Process, state: ProcessState):
    in_state(process, state)
    one = f"/processes/{process.pk}"
    for page in (
        "",
        "frame/",
        "members/",
        "paper/",
        "agreement-on-paper/",
        "referral/",
        "declining/",
        "start/",
        "series/",
        "meetings/new/",
        "terms/",
        "continuation/",
        "supervisor/",
        "pause/",
        "resumption/",
        "ending/",
        "closing/",
    ):
        assert desk.get(f"{one}/{page}").status_code in {200, 302}, page
    for step in STEPS:
        in_state(process, state)
        assert desk.post(f"{one}/closing/", {"step": step}).status_code in {200, 302}, step
    for act, typed in {
        "pause": {},
        "resumption": {},
        "declining": {},
        "referral": {"reason": "mediation"},
        "ending": {"reason": "budget"},
        "continuation": agreed(starts_on="2027-01-01"),
        "terms": agreed(),
        "frame": {"name": "Uusi", "form": "pair", "payer_kind": "later", "language": "sv"},
        "members": {"name": "Uusi", "joined_on": "2026-11-24"},
    }.items():
        in_state(process, state)
        assert desk.post(f"{one}/{act}/", typed).status_code in {200, 302}, act


def test_an_ended_process_takes_no_more(desk: Client, process: Process):
    in_state(process, ProcessState.CLOSED)
    before = Process.objects.values().get()
    one = f"/processes/{process.pk}"

    for act, typed in {
        "pause": {},
        "ending": {"reason": "budget"},
        "continuation": agreed(starts_on="2027-01-01"),
        "terms": agreed(),
        "frame": {"name": "Uusi", "form": "pair", "payer_kind": "later", "language": "sv"},
        "members": {"name": "Uusi", "joined_on": "2026-11-24"},
    }.items():
        response = desk.post(f"{one}/{act}/", typed)
        assert response.status_code == 200, act
        assert response.context["form"].non_field_errors(), act
    assert Process.objects.values().get() == before
    assert process.terms.count() == 1
    assert process.members.count() == 3


def test_a_stranger_moves_nothing(client: Client, process: Process):
    orvokki = person("orvokki")
    solo_practice(orvokki)
    client.force_login(orvokki)

    for act in (
        "",
        "series/",
        "meetings/new/",
        "terms/",
        "continuation/",
        "supervisor/",
        "pause/",
        "resumption/",
        "ending/",
        "closing/",
        "start/",
    ):
        assert client.get(f"/processes/{process.pk}/{act}").status_code == 404
    assert client.post(f"/processes/{process.pk}/pause/", {}).status_code == 404
    assert state_of(process) is ProcessState.RUNNING


# --- breaks -----------------------------------------------------------------------------------------------


def test_a_break_names_the_meetings_that_fall_in_it(desk: Client, process: Process):
    planned(process)

    shown = desk.post("/breaks/", {"from_on": "14.12.2026", "until_on": "16.12.2026"}, follow=True)

    assert Break.objects.count() == 1
    assert shown.text.count("/date/") == 1
    assert process.meetings.ahead().count() == 3


@pytest.mark.parametrize(
    "typed",
    [
        {"from_on": "2026-12-16", "until_on": "2026-12-14"},
        {"from_on": "2026-12-16", "until_on": "2036-12-14"},
        {"from_on": "0001-01-01", "until_on": "0001-01-02"},
        {"from_on": "", "until_on": "x"},
    ],
)
def test_a_break_that_is_none_is_asked_again(desk: Client, process: Process, typed: dict[str, str]):
    assert desk.post("/breaks/", typed).context["form"].errors
    assert not Break.objects.exists()


def test_a_break_is_taken_away_by_its_owner_only(client: Client, aino: Person, process: Process):
    taken = Break.objects.create(supervisor=aino, from_on=date(2026, 12, 14), until_on=date(2026, 12, 16))
    orvokki = person("orvokki")
    solo_practice(orvokki)
    client.force_login(orvokki)
    assert client.post(f"/breaks/{taken.pk}/removal/").status_code == 404

    client.force_login(aino)
    client.post(f"/breaks/{taken.pk}/removal/")
    assert not Break.objects.exists()


def test_an_early_end_is_refused_where_it_makes_no_sense(desk: Client, process: Process):
    in_state(process, ProcessState.MAPPING)

    response = desk.post(f"/processes/{process.pk}/ending/", {"reason": "budget"})

    assert response.context["form"].non_field_errors()
    assert process.state_changes.filter(event=ProcessEvent.TERMINATE).count() == 0


@pytest.mark.parametrize("from_on", ["2016-12-01", "2062-12-01", "0001-01-01"])
def test_a_slip_of_the_year_does_not_rewrite_who_led_when(client: Client, from_on: str):
    saara = person("saara")
    process = process_of(saara, practice=shared_practice())
    client.force_login(saara)

    response = client.post(
        f"/processes/{process.pk}/supervisor/", {"to": str(person("olavi").pk), "from_on": from_on}
    )

    assert response.context["form"].errors.keys() == {"from_on"}
    assert process.leads.get().supervisor == saara
