"""The commissioner counts and pays, and never reads."""

from datetime import date, time
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.cast import MORNING, person, process_of
from tests.doors import enter_by_door
from tuokio.kit.documents import compile_pdf
from tuokio.kit.models import Document
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.one_meeting import answer, cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import ContactPerson
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

pytestmark = pytest.mark.django_db


def a_term_of_meetings(process: Process, *, held: int = 2, planned: int = 5, hour: int = 13) -> list[Meeting]:
    aino = person("aino")
    term = process.current_term
    assert term is not None
    rhythm = Rhythm(first_on=date(2026, 9, 1), at_time=time(hour), count=planned, every_weeks=3, minutes=75)
    meetings = list(plan_series(process=process, term=term, rhythm=rhythm, by=aino, at=MORNING).meetings)
    for number, meeting in enumerate(meetings[:held]):
        there: list[UUID] = [m.pk for m in process.members.all() if not (number == 1 and m.name == "Henna")]
        hold_meeting(meeting=meeting, present=there, by=aino, at=MORNING)
    return meetings


def through_the_door(client: Client, process: Process) -> ContactPerson:
    contact = process.contact_person
    assert contact is not None
    enter_by_door(client, contact)
    return contact


def test_the_page_counts_and_names_nobody(client: Client) -> None:
    process = process_of(person("aino"))
    meetings = a_term_of_meetings(process)
    henna = process.members.get(name="Henna")
    answer(meeting=meetings[3], member=henna, coming=False, at=MORNING)
    through_the_door(client, process)

    answered = client.get("/commissioner/")

    page = answered.context["page"]
    assert (page.held, page.left, page.planned) == (2, 3, 10)
    assert tuple(page.cost) == (32_000, 8_160, 40_160)
    everything = client.get(f"/commissioner/processes/{process.pk}/")
    assert [row.present for row in everything.context["rows"]] == ["3/3", "2/3", "–", "–", "–"]
    assert [row.number for row in everything.context["rows"]] == [1, 2, 3, 4, 5]
    for name in ("Henna", "Bertta", "T. K."):
        assert name not in answered.text + everything.text


def test_names_stand_there_only_when_the_terms_say_so(client: Client) -> None:
    process = process_of(person("aino"), attendance_by_name=True)
    a_term_of_meetings(process)
    through_the_door(client, process)

    rows = client.get(f"/commissioner/processes/{process.pk}/").context["rows"]

    told = {row.number: set(row.names) for row in rows}
    assert told[1] == {"Bertta S.", "Henna", "T. K."}
    assert told[2] == {"Bertta S.", "T. K."}


def test_why_a_meeting_was_cancelled_is_not_told(client: Client) -> None:
    process = process_of(person("aino"))
    meetings = a_term_of_meetings(process)
    cancel_meeting(
        meeting=meetings[4],
        cancelled_by=CancelledBy.SUPERVISEES,
        reason=CancellationReason.BELOW_QUORUM,
        by=person("aino"),
        at=MORNING,
    )
    through_the_door(client, process)

    text = client.get("/commissioner/").text

    assert "peruttu" in text
    assert "liian vähän" not in text


def test_what_is_never_shown_stands_on_the_empty_page_too(client: Client) -> None:
    process = process_of(person("aino"))
    contact = through_the_door(client, process)
    process.delete()

    text = client.get("/commissioner/").text

    assert "mistä tapaamisissa puhutaan" in text
    assert "Työnohjausta ei ole vielä sovittu" in text
    assert contact.organisation.name in text


def test_a_unit_s_contact_person_sees_the_unit_only(client: Client) -> None:
    process = process_of(person("aino"), name="Yksikön ryhmä")
    process_of(person("aino"), name="Toisen yksikön ryhmä")
    contact = process.contact_person
    assert contact is not None
    unit = contact.organisation.units.create(practice=process.practice, name="Itäinen yksikkö")
    Process.objects.filter(pk=process.pk).update(unit=unit)
    contact.unit = unit
    contact.save()
    enter_by_door(client, contact)

    assert [card.name for card in client.get("/commissioner/").context["page"].cards] == ["Yksikön ryhmä"]


def test_the_page_asks_few_questions(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        process = process_of(person("aino"), name=f"Ryhmä {number}")
        a_term_of_meetings(process, hour=8 + 2 * number)
    through_the_door(client, process)

    with django_assert_max_num_queries(10):
        client.get("/commissioner/")


def test_the_year_summary_as_csv_and_as_pdf(client: Client) -> None:
    process = process_of(person("aino"), name="=Ryhmä")
    a_term_of_meetings(process)
    through_the_door(client, process)

    csv = client.get("/commissioner/year/2026/?as=csv").content.decode("utf-8-sig")
    assert "'=Ryhmä;Ryhmätyönohjaus;2;2,50;5/6;0;320,00;401,60" in csv

    asked = client.get("/commissioner/year/2026/")
    document = Document.objects.get()
    assert asked.headers["Location"] == f"/documents/{document.pk}/"
    pdf = compile_pdf(document.template, document.data, document.language)
    assert pdf.startswith(b"%PDF-")


def test_a_pdf_opens_only_where_it_was_asked_for(client: Client) -> None:
    process = process_of(person("aino"))
    a_term_of_meetings(process)
    through_the_door(client, process)
    client.get("/commissioner/year/2026/")
    document = Document.objects.get()
    document.content = b"%PDF-1.7"
    document.save()

    assert client.get(f"/documents/{document.pk}/").content == b"%PDF-1.7"
    assert Client().get(f"/documents/{document.pk}/").status_code == 404


def test_the_supervisor_sees_what_the_commissioner_sees(client: Client) -> None:
    process = process_of(person("aino"))
    a_term_of_meetings(process)
    client.force_login(person("aino"))

    answered = client.get(f"/processes/{process.pk}/commissioner/")

    assert answered.context["page"].held == 2
    assert "sellaisena kuin tilaaja sen näkee" in answered.text


def test_what_has_ended_stands_in_one_line_below(client: Client) -> None:
    running, ended = process_of(person("aino")), process_of(person("aino"), name="Päättynyt ryhmä")
    a_term_of_meetings(running)
    a_term_of_meetings(ended, hour=9)
    Process.objects.filter(pk=ended.pk).update(state="closed")
    through_the_door(client, running)

    page = client.get("/commissioner/").context["page"]

    assert [card.name for card in page.cards] == ["Päiväkoti Auringon tiimi"]
    assert [(row.name, row.held) for row in page.ended] == [("Päättynyt ryhmä", 2)]
