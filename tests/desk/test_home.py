"""The phone home of the supervised, and where the front page leads."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import commissioner, person, process_of, shared_practice, solo_practice
from tests.doors import enter_by_door
from tests.reading import words_of
from tuokio.mapping.models import PublicPage
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.absence import name_substitute
from tuokio.meetings.usecases.one_meeting import cancel_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import Person
from tuokio.supervision.models import Member, Process, Term
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.words import FormOfWork, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)
TEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


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


def home(client: Client, who: str = "bertta") -> str:
    client.force_login(person(who))
    response = client.get("/home/")
    assert response.status_code == 200
    return words_of(response)


def test_the_next_meeting_stands_on_top_with_two_answers(client):
    series(process_of(person("aino")))

    shown = home(client)

    assert shown.startswith(
        "Hei Bertta Päiväkoti Auringon tiimi Seuraava tapaaminen ti 24.11. klo 13.00–14.15 "
        "1. kerta, yhteensä 10 · kokoushuone Kanerva Tulen paikalle En pääse "
        "Syytä ei kysytä. Vastauksesi näkee vain työnohjaajasi."
    )
    assert "Ajat sen jälkeen ti 15.12. klo 13.00–14.15" in shown


def test_an_answer_can_be_given_and_changed_and_nobody_is_asked_why(client):
    meeting = series(process_of(person("aino")))[0]
    home(client)

    told = client.post(f"/meetings/{meeting.pk}/answer/", {"answer": "cannot"}, follow=True)

    assert "Et pääse ti 24.11. klo 13.00. Työnohjaajasi näkee vastauksen." in words_of(told)
    assert "Vastasit: en pääse. Tulenkin paikalle" in words_of(told)

    told = client.post(f"/meetings/{meeting.pk}/answer/", {"answer": "coming"}, follow=True)

    assert "Vastasit: tulen paikalle. En pääsekään" in words_of(told)
    assert [row.answer for row in meeting.attendances.all()] == ["coming"]
    assert "<textarea" not in told.content.decode()


def test_two_tabs_with_different_answers_leave_one_answer_the_last(client):
    meeting = series(process_of(person("aino")))[0]
    client.force_login(person("bertta"))
    second = Client()
    second.force_login(person("bertta"))

    for tab, said in ((client, "coming"), (second, "cannot"), (second, "cannot")):
        tab.post(f"/meetings/{meeting.pk}/answer/", {"answer": said})

    assert [row.answer for row in meeting.attendances.all()] == ["cannot"]


def test_a_later_date_is_answered_on_a_page_of_its_own(client):
    meeting = series(process_of(person("aino")))[1]
    home(client)

    page = words_of(client.get(f"/meetings/{meeting.pk}/answer/"))
    assert (
        "ti 15.12. klo 13.00–14.15 Päiväkoti Auringon tiimi · kokoushuone Kanerva Tuletko paikalle?" in page
    )

    client.post(f"/meetings/{meeting.pk}/answer/", {"answer": "cannot"})
    assert (
        "ti 15.12. klo 13.00–14.15 2. kerta, yhteensä 10 · kokoushuone Kanerva et pääse Muuta vastausta"
        in home(client)
    )


@pytest.mark.parametrize("said", ["", "perhaps", "COMING"])
def test_an_answer_that_is_neither_is_not_saved(client, said):
    meeting = series(process_of(person("aino")))[0]
    client.force_login(person("bertta"))

    told = client.post(f"/meetings/{meeting.pk}/answer/", {"answer": said}, follow=True)

    assert "Valitse toinen kahdesta vastauksesta" in words_of(told)
    assert meeting.attendances.count() == 0


def test_what_is_over_or_cancelled_takes_no_answer(client):
    process = process_of(person("aino"))
    over, cancelled, _third = series(process, at=time(8))
    cancel_meeting(
        meeting=cancelled,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=person("aino"),
        at=TEN,
    )
    client.force_login(person("bertta"))

    for meeting in (over, cancelled):
        told = client.post(f"/meetings/{meeting.pk}/answer/", {"answer": "coming"}, follow=True)
        assert "on jo ohi tai se on peruttu, joten vastausta ei tallennettu" in words_of(told)
        assert meeting.attendances.count() == 0
    assert "vastausta ei enää tarvita" in words_of(client.get(f"/meetings/{over.pk}/answer/"))


def test_a_cancelled_date_stays_in_sight_and_the_one_after_it_is_next(client):
    process = process_of(person("aino"))
    first = series(process)[0]
    cancel_meeting(
        meeting=first,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=person("aino"),
        at=TEN,
    )

    shown = home(client)

    assert "Seuraava tapaaminen ti 15.12." in shown
    assert "ti 24.11. klo 13.00–14.15 kokoushuone Kanerva peruttu, uusi aika sovitaan" in shown


def test_several_processes_are_told_apart(client):
    series(process_of(person("aino")), first_on=date(2026, 12, 1))
    second = process_of(
        person("saara"), practice=shared_practice(), name="Oma ohjaus", form=FormOfWork.INDIVIDUAL
    )
    series(second, first_on=date(2026, 11, 26))

    shown = home(client)

    assert shown.startswith(
        "Hei Bertta Kaksi prosessia Seuraava tapaaminen to 26.11. klo 13.00–14.15 Oma ohjaus · "
    )
    assert "ti 1.12. klo 13.00–14.15 Päiväkoti Auringon tiimi · " in shown
    assert "Työnohjaaja Saara Niemi Vire" in shown
    assert "Työnohjaaja Aino Hurme" in shown


def test_who_leads_is_named_with_a_telephone_and_who_sees_what_is_said(client):
    aino = person("aino", phone="040 765 4321")
    process = process_of(aino)
    series(process)

    shown = home(client)

    assert "Työnohjaaja Aino Hurme Työnohjaus Aino Hurme Puhelin 040 765 4321" in shown
    assert "Muut ryhmässä ajat, ei vastauksiasi" in shown
    assert "Tilaaja ja maksaja päivät ja montako oli paikalla, ei nimiä" in shown

    Term.objects.filter(process=process).update(attendance_by_name=True)

    assert "Tilaaja ja maksaja päivät ja ketkä olivat paikalla, koska niin on sovittu" in home(client)


def test_an_ended_process_says_so_and_a_paused_one_too(client):
    process = process_of(person("aino"))
    process.move(ProcessEvent.PAUSE, by=None, at=TEN)

    assert "Tämä prosessi on tauolla." in home(client)

    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED)
    shown = home(client)

    assert "Prosessisi on päättynyt. Tapaamisia ei ole enää tulossa." in shown
    assert "Tämä prosessi päättyi ti 24.11." in shown
    assert "Tulen paikalle" not in shown


def test_who_has_left_sees_and_answers_nothing_from_that_day_on(client):
    process = process_of(person("aino"))
    meeting = series(process)[0]
    Member.objects.filter(process=process, name="Bertta S.").update(left_on=TUESDAY)

    shown = home(client)

    assert "Et ole nyt mukana missään prosessissa" in shown
    assert "Auringon" not in shown
    assert client.post(f"/meetings/{meeting.pk}/answer/", {"answer": "coming"}).status_code == 404
    assert client.get(f"/meetings/{meeting.pk}/calendar.ics").status_code == 404
    assert client.get("/home/calendar.ics").status_code == 404


def test_who_will_leave_sees_only_the_dates_until_then(client):
    process = process_of(person("aino"))
    later = series(process)[2]
    Member.objects.filter(process=process, name="Bertta S.").update(left_on=date(2026, 12, 31))

    shown = home(client)

    assert "ti 15.12." in shown and "5.1.2027" not in shown
    assert client.get(f"/meetings/{later.pk}/answer/").status_code == 404


def test_a_date_in_another_zone_is_told_by_the_clock_there(client):
    series(process_of(person("aino")), zone="Europe/Stockholm", count=1)

    assert (
        "ti 24.11. klo 13.00–14.15 1. kerta, yhteensä 10 · kokoushuone Kanerva · aikavyöhyke: Tukholma"
        in home(client)
    )


def test_the_calendar_file_says_only_that_it_is_supervision_of_work(client):
    process = process_of(person("aino"))
    meeting = series(process)[0]
    client.force_login(person("bertta"))

    one = client.get(f"/meetings/{meeting.pk}/calendar.ics")
    everything = client.get("/home/calendar.ics")

    assert one.headers["content-type"] == "text/calendar; charset=utf-8"
    assert one.headers["content-disposition"] == 'attachment; filename="2026-11-24.ics"'
    assert "SUMMARY:Työnohjaus" in one.content.decode()
    assert "Auringon" not in one.content.decode()
    assert everything.content.decode().count("BEGIN:VEVENT") == 3


def test_a_cancelled_date_is_taken_out_of_ones_calendar_by_the_next_file(client):
    process = process_of(person("aino"))
    meeting = series(process)[1]
    cancel_meeting(
        meeting=meeting,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=person("aino"),
        at=TEN,
    )
    client.force_login(person("bertta"))

    file = client.get("/home/calendar.ics").content.decode()

    assert file.count("STATUS:CANCELLED") == 1
    assert "SEQUENCE:1" in file


def test_the_queries_of_the_home_stay_few(client):
    for number in range(6):
        series(process_of(person("aino"), name=f"Ryhmä {number}"), at=time(8 + 2 * number))
    client.force_login(person("bertta"))

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/home/").status_code == 200

    assert len(asked) <= 10


def leads_to(client: Client) -> str:
    return str(client.get("/").headers["location"])


def test_the_front_page_leads_everyone_to_their_own(client):
    practice = shared_practice()
    process_of(person("aino"))
    for who, where in (
        ("aino", "/today/"),
        ("olavi", "/today/"),
        ("dora", "/today/"),
        ("bertta", "/home/"),
        ("outi", "/home/"),
    ):
        client.force_login(person(who))
        assert leads_to(client) == where

    name_substitute(
        practice=practice, supervisor=person("saara"), person=person("outi"), by=person("saara"), at=TEN
    )
    client.force_login(person("outi"))
    assert leads_to(client) == "/standing-in/"


def test_a_visitor_of_a_house_without_a_public_page_is_asked_to_sign_in(client):
    solo_practice(person("aino"))

    assert leads_to(client) == "/sign-in/"


def test_a_visitor_of_a_house_of_one_practice_sees_its_published_page(client):
    practice = solo_practice(person("aino"))
    page = PublicPage.objects.create(practice=practice)

    assert leads_to(client) == "/sign-in/"

    page.published = True
    page.save()

    assert leads_to(client) == f"/p/{practice.slug}/"


def test_a_commissioner_who_came_by_the_door_is_led_to_their_page(client):
    payer = commissioner(solo_practice(person("aino")))
    enter_by_door(client, payer.contact_persons.get())

    assert leads_to(client) == "/commissioner/"


def test_the_home_speaks_swedish(client):
    Person.objects.filter(pk=person("bertta").pk).update(language="sv")
    series(process_of(person("aino")))

    shown = home(client)

    assert "Hej Bertta" in shown
    assert "Jag kommer Jag kan inte komma" in shown


def test_a_member_of_many_years_sees_only_what_is_to_come(client):
    process = process_of(person("aino"), planned=100)
    series(process)
    Meeting.objects.bulk_create(
        Meeting(
            practice=process.practice,
            process=process,
            term=process.terms.get(),
            supervisor=person("aino"),
            starts_at=TEN - timedelta(days=7 * number),
            minutes=60,
            made_at=TEN,
        )
        for number in range(1, 80)
    )

    shown = home(client)

    assert "Seuraava tapaaminen ti 24.11. klo 13.00" in shown
    assert shown.count("kerta, yhteensä 100") == 3
