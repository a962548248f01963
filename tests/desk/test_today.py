"""Tänään through the front door."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import person, process_of, shared_practice, solo_practice, terms_of
from tests.reading import words_of
from tuokio.kit.models import Letter
from tuokio.meetings.models import Absence, Attendance, Meeting
from tuokio.meetings.usecases.one_meeting import answer, cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Person
from tuokio.supervision.models import Lead, Process, Term
from tuokio.terms.meeting_words import CancellationReason, CancelledBy, MeetingState
from tuokio.terms.words import FormOfWork, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)
TEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # ten o'clock in Finland


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning."""
    monkeypatch.setattr(timezone, "now", lambda: TEN)


def series(process: Process, first_on: date = TUESDAY, at: time = time(13), **fields: Any) -> list[Meeting]:
    rhythm = {"count": 3, "every_weeks": 3, "minutes": 75, "place": "kokoushuone Kanerva", **fields}
    planned = plan_series(
        process=process,
        term=process.terms.get(),
        rhythm=Rhythm(first_on=first_on, at_time=at, **rhythm),
        by=None,
        at=TEN,
    )
    return list(planned.meetings)


def today(client: Client, who: Person, query: str = "") -> str:
    client.force_login(who)
    response = client.get(f"/today/{query}")
    assert response.status_code == 200
    return words_of(response)


def test_the_day_is_told_with_its_meetings_and_one_next_step(client):
    aino = person("aino")
    series(process_of(aino))

    shown = today(client, aino)

    assert shown.startswith(
        "Tiistai 24. marraskuuta Viikko 48 · yksi tapaaminen tänään · 1 prosessi käynnissä "
        "Vain sinä näet tämän sivun"
    )
    assert (
        "klo 13.00–14.15 Päiväkoti Auringon tiimi "
        "Ryhmätyönohjaus · 1. kerta, yhteensä 10 · kokoushuone Kanerva "
        "Merkitse läsnäolot : Päiväkoti Auringon tiimi" in shown
    )


def test_only_the_next_meeting_has_the_filled_button(client):
    aino = person("aino")
    early = process_of(aino, name="Aamuryhmä")
    series(early, at=time(9))
    series(process_of(aino, name="Iltapäiväryhmä"))
    client.force_login(aino)

    page = client.get("/today/").content.decode()

    assert page.count('class="btn"') == 1
    assert 'Merkitse läsnäolot<span class="vh">: Aamuryhmä' in page


def test_answers_are_counted_in_words_and_nobody_is_named(client):
    aino = person("aino")
    process = process_of(aino)
    meeting = series(process)[0]
    bertta, henna, tk = process.members.order_by("name")
    for member, coming in ((bertta, True), (henna, True), (tk, False)):
        answer(meeting=meeting, member=member, coming=coming, at=TEN)

    shown = today(client, aino)

    assert "Kaksi tulee, yksi ei pääse" in shown
    assert "Henna" not in shown


def test_a_held_meeting_is_done_with_and_a_cancelled_one_takes_no_number(client):
    aino = person("aino")
    process = process_of(aino)
    first, second, _third = series(process, at=time(8), every_weeks=1)
    Meeting.objects.filter(pk=second.pk).update(starts_at=first.starts_at + timedelta(hours=5))
    members = [member.pk for member in process.members.all()]
    cancel_meeting(
        meeting=first,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=aino,
        at=TEN,
    )
    hold_meeting(meeting=second, present=members, by=aino, at=TEN)

    shown = today(client, aino)

    assert (
        "klo 8.00–9.15 Päiväkoti Auringon tiimi Ryhmätyönohjaus · kokoushuone Kanerva peruttu Avaa" in shown
    )
    assert "1. kerta, yhteensä 10 · kokoushuone Kanerva pidetty Avaa" in shown
    assert "Päiväkoti Auringon tiimi kertoja pidetty 1/10" in shown


def test_a_day_without_meetings_names_the_next_one(client):
    aino = person("aino")
    series(process_of(aino), first_on=date(2026, 12, 10), at=time(9))

    assert "Tänään ei ole tapaamisia. Seuraava on to 10.12. klo 9.00. Avaa se tapaaminen" in today(
        client, aino
    )


def test_an_empty_practice_is_shown_how_to_begin(client):
    aino = person("aino")
    solo_practice(aino)

    shown = today(client, aino)

    assert "ei tapaamisia tänään · 0 prosessia käynnissä" in shown
    assert "Aloita tästä" in shown
    assert "Mikään ei odota sinua." in shown
    assert "Olen sairaana" not in shown


def test_the_week_is_counted_by_day_and_the_weekend_only_when_something_is_on_it(client):
    aino = person("aino")
    process = process_of(aino)
    series(process, first_on=date(2026, 11, 23), count=1)
    series(process, first_on=TUESDAY, count=1)
    series(process, first_on=TUESDAY, at=time(16), count=1)

    shown = today(client, aino)

    assert (
        "Viikko 48 ma 23. 1 tapaaminen ti 24. 2 tapaamista ke 25. 0 tapaamista to 26. 0 tapaamista pe 27. 0 "
        "tapaamista Luku on" in shown
    )

    series(process, first_on=date(2026, 11, 28), count=1)

    assert "pe 27. 0 tapaamista la 28. 1 tapaaminen Luku on" in today(client, aino)


def test_what_was_held_before_moving_in_is_counted_and_a_new_term_begins_anew(client):
    aino = person("aino")
    process = process_of(aino, held_before=4)
    series(process)

    assert "5. kerta, yhteensä 10" in today(client, aino)
    assert "kertoja pidetty 4/10" in today(client, aino)

    terms_of(process, planned=6)

    assert "kertoja pidetty 0/6" in today(client, aino)


def test_processes_stand_by_form_and_a_paused_one_says_so(client):
    aino = person("aino")
    process_of(aino, name="Kirjaston väki", form=FormOfWork.WORK_COMMUNITY)
    process_of(aino, name="Hanna K.", form=FormOfWork.INDIVIDUAL, member_names=("Hanna K.",))
    paused = process_of(aino, name="Odottava ryhmä")
    paused.move(ProcessEvent.PAUSE, by=aino, at=TEN)
    ended = process_of(aino, name="Päättynyt")
    Process.objects.filter(pk=ended.pk).update(state=ProcessState.CLOSED)

    shown = today(client, aino)

    assert "Käynnissä 3" in shown
    running = shown[shown.index("Käynnissä 3") :]
    assert (
        running.index("Hanna K.") < running.index("Odottava ryhmä tauolla") < running.index("Kirjaston väki")
    )
    assert "Päättynyt" not in shown


def test_a_meeting_in_another_zone_shows_the_clock_of_that_place(client):
    aino = person("aino")
    series(process_of(aino), zone="Europe/Stockholm", place="", remote=True)

    assert "klo 13.00–14.15 aikavyöhyke: Tukholma Päiväkoti Auringon tiimi" in today(client, aino)


def test_a_meeting_shortly_after_midnight_belongs_to_the_day_on_the_wall(client):
    aino = person("aino")
    series(process_of(aino), first_on=date(2026, 11, 25), at=time(0, 30), count=1)

    shown = today(client, aino)

    assert "ei tapaamisia tänään" in shown
    assert "Seuraava on ke 25.11. klo 0.30." in shown


def test_two_hundred_running_processes_come_in_pages(client):
    aino = person("aino")
    practice = solo_practice(aino)
    many = Process.objects.bulk_create(
        Process(
            practice=practice,
            name=f"Ryhmä {number:03}",
            form=FormOfWork.GROUP,
            state=ProcessState.RUNNING,
            state_since=TEN,
            opened_at=TEN,
        )
        for number in range(200)
    )
    Lead.objects.bulk_create(Lead(process=one, supervisor=aino, from_on=date(2026, 1, 1)) for one in many)

    first, last = today(client, aino), today(client, aino, "?page=5")

    assert "200 prosessia käynnissä" in first
    assert "Ryhmä 000" in first and "Ryhmä 040" not in first
    assert "Ryhmä 199" in last


def test_the_queries_stay_few_among_twenty_thousand_meetings(client):
    aino = person("aino")
    process = process_of(aino)
    meeting = series(process)[0]
    term = process.terms.get()
    members = list(process.members.all())
    fields = {"practice": process.practice, "process": process, "term": term, "supervisor": aino}
    Meeting.objects.bulk_create(
        (
            Meeting(
                **fields,
                starts_at=TEN - timedelta(days=1 + number % 4000, hours=number % 9),
                minutes=60,
                state=MeetingState.HELD,
                made_at=TEN,
            )
            for number in range(20_000)
        ),
        batch_size=2000,
    )
    Attendance.objects.bulk_create(Attendance(meeting=meeting, member=member) for member in members)
    Letter.objects.create(
        practice_id=process.practice_id,
        kind="dates changed",
        to="x@example.org",
        text="x",
        state=Letter.State.UNCERTAIN,
        written_at=TEN,
        due_at=TEN,
    )
    client.force_login(aino)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get("/today/").status_code == 200

    assert len(asked) <= 10, "\n".join(query["sql"][:160] for query in asked)


def test_mail_that_may_not_have_left_waits(client):
    aino = person("aino")
    process = process_of(aino)
    letter = {"practice_id": process.practice_id, "kind": "x", "to": "bertta@example.org", "text": "Hei"}
    Letter.objects.create(**letter, state=Letter.State.UNCERTAIN, written_at=TEN, due_at=TEN)

    assert "Sähköposti Yhden viestin lähtö jäi epäselväksi" in today(client, aino)

    Letter.objects.create(**letter, state=Letter.State.GIVEN_UP, written_at=TEN, due_at=TEN)

    assert "2 viestin lähtö jäi epäselväksi" in today(client, aino)


def test_who_is_ill_is_told_to_the_practice_until_they_are_back(client):
    practice = shared_practice()
    saara, dora = person("saara"), person("dora")
    told = Absence.objects.create(
        practice=practice, supervisor=saara, from_on=TUESDAY, until_on=TUESDAY, told_by=saara, at=TEN
    )

    assert "Poissaolo Saara Niemi, ti 24.11." in today(client, dora)
    assert "Poissaolo Saara Niemi, ti 24.11." in today(client, saara)

    Absence.objects.filter(pk=told.pk).update(until_on=TUESDAY - timedelta(days=1))

    assert "Poissaolo" not in today(client, dora)


def test_a_coordinator_sees_numbers_and_supervisors_and_no_supervised_name(client):
    practice = shared_practice()
    saara, dora = person("saara"), person("dora")
    process = process_of(saara, practice=practice, name="Hanna Kallas", form=FormOfWork.INDIVIDUAL)
    series(process)
    series(process, first_on=date(2026, 11, 26))

    shown = today(client, dora)

    assert "yksi tapaaminen tänään · 1 prosessi käynnissä · Vire" in shown
    assert "Olavi Ranta 0 0 0 Saara Niemi 1 2 1" in shown
    assert "Hanna" not in shown and "Bertta" not in shown


def test_an_owner_who_supervises_can_look_at_the_whole_practice(client):
    practice = shared_practice()
    series(process_of(person("saara"), practice=practice))

    assert "Kaikki työnohjaajat" in today(client, person("olavi"))
    assert "Saara Niemi 1 1 1" in today(client, person("olavi"), "?practice=1")


def test_another_practices_meetings_are_not_seen(client):
    orvokki = person("orvokki")
    solo_practice(orvokki)
    series(process_of(person("aino")))

    shown = today(client, orvokki)

    assert "ei tapaamisia tänään · 0 prosessia" in shown
    assert "Auringon" not in shown


def test_a_supervised_person_and_a_stranger_have_no_today(client):
    process_of(person("aino"))

    for who in ("bertta", "outi"):
        client.force_login(person(who))
        assert client.get("/today/").status_code == 404


def test_today_speaks_swedish(client):
    saara = person("saara", language="sv")
    shared_practice()
    series(process_of(saara, practice=shared_practice()))
    Term.objects.update(held_before=1)

    shown = today(client, saara)

    assert "Tisdag 24 november Vecka 48 · en träff i dag · 1 process pågår" in shown
    assert "gång 2 av 10" in shown
