"""The list of processes and the page of one."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.agreement.agreement_cast import in_force, running_process
from tests.cast import person, process_of, shared_practice, solo_practice
from tuokio.mapping.models import Enquiry
from tuokio.meetings.models import Attendance, Meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.supervision.models import Lead, Process
from tuokio.terms.words import FormOfWork, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning in Finland."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


@pytest.fixture
def desk(client: Client) -> Client:
    solo_practice(person("aino"))
    client.force_login(person("aino"))
    return client


def planned(
    process: Process, first_on: date, count: int = 3, weeks: int = 3, hour: int = 13
) -> list[Meeting]:
    rhythm = Rhythm(first_on=first_on, at_time=time(hour), count=count, every_weeks=weeks, minutes=75)
    term = process.terms.latest("number")
    return list(plan_series(process=process, term=term, rhythm=rhythm, by=None, at=TUESDAY).meetings)


def held(meetings: list[Meeting]) -> None:
    Meeting.objects.filter(pk__in=[m.pk for m in meetings]).update(state="held")
    for meeting in meetings:
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, member=member, present=member.name != "Henna", marked_at=TUESDAY)
            for member in meeting.process.members.all()
        )


def page_of(desk: Client, process: Process, query: str = "") -> Any:
    return desk.get(f"/processes/{process.pk}/{query}").context["page"]


# --- one process ------------------------------------------------------------------------------------------


def test_the_page_begins_with_where_we_are_and_one_step(desk: Client):
    process = process_of(person("aino"))
    meetings = planned(process, date(2026, 10, 13), count=4)
    held(meetings[:2])

    page = page_of(desk, process)

    assert [(stage.state, stage.note) for stage in page.stages] == [
        ("skipped", ""),
        ("skipped", ""),
        ("now", "2/10"),
        ("todo", ""),
        ("todo", ""),
    ]
    assert page.step.href == f"/meetings/{meetings[2].pk}/"
    assert [(row.number, row.present, row.badge) for row in page.rows] == [
        (1, "2/3", "held"),
        (2, "2/3", "held"),
        (3, "–", "next"),
        (4, "–", "todo"),
    ]
    assert desk.get(f"/processes/{process.pk}/").text.count('class="btn"') == 1


def test_an_agreement_in_force_is_a_part_that_was_done_whenever_it_was_made(desk: Client):
    process = running_process()
    in_force(process)

    page = page_of(desk, process)

    assert [stage.state for stage in page.stages][:2] == ["skipped", "done"]


def test_what_is_not_marked_comes_first(desk: Client):
    process = process_of(person("aino"))
    meetings = planned(process, date(2026, 11, 17), count=3, weeks=1)

    page = page_of(desk, process)

    assert page.step.href == f"/meetings/{meetings[0].pk}/"
    assert page.rows[0].badge == "look"
    assert page.rows[1].badge == "next"


def test_a_cancelled_meeting_takes_no_number_and_offers_a_new_date(desk: Client):
    process = process_of(person("aino"))
    first, second, _third = planned(process, date(2026, 12, 1))
    Meeting.objects.filter(pk=first.pk).update(state="cancelled_free", replacement_wanted=True)

    page = page_of(desk, process)

    assert [row.number for row in page.rows] == [None, 1, 2]
    assert page.step.href == f"/meetings/{first.pk}/replacement/"
    assert page.rows[1].href == f"/meetings/{second.pk}/"


def test_numbers_go_on_after_what_was_held_before_moving_in(desk: Client):
    process = process_of(person("aino"), held_before=4)
    planned(process, date(2026, 12, 1), count=2)

    page = page_of(desk, process)

    assert [row.number for row in page.rows] == [5, 6]
    assert page.stages[2].note == "4/10"


def test_a_long_process_shows_the_last_and_the_next_ones(desk: Client):
    process = process_of(person("aino"), planned=150)
    meetings = planned(process, date(2025, 1, 7), count=150, weeks=1)
    coming = sum(meeting.starts_at < TUESDAY for meeting in meetings)
    held(meetings[:coming])

    page = page_of(desk, process)

    assert [row.number for row in page.rows] == list(range(coming - 3, coming + 4))
    assert len(page.earlier) == len(page.later) == 30
    assert page.hidden == 150 - 7 - 60
    assert len(page_of(desk, process, "?meetings=all").rows) == 150


def test_the_page_asks_the_database_little(desk: Client, django_assert_max_num_queries: Any):
    process = process_of(person("aino"), planned=150)
    meetings = planned(process, date(2025, 1, 7), count=150, weeks=1)
    held(meetings[:90])
    other = process_of(person("aino"), name="Toinen")
    planned(other, date(2026, 1, 7), count=10)

    with django_assert_max_num_queries(10):
        desk.get(f"/processes/{process.pk}/")


def test_the_page_offers_nothing_once_the_process_has_ended(desk: Client):
    process = process_of(person("aino"))
    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED)

    page = page_of(desk, process)

    assert page.step is None
    assert page.acts == ()
    assert not page.is_open


def test_a_handing_over_to_come_is_told(client: Client):
    saara = person("saara")
    process = process_of(saara, practice=shared_practice())
    process.leads.update(until_on=date(2026, 12, 31))
    Lead.objects.create(process=process, supervisor=person("olavi"), from_on=date(2027, 1, 1))
    client.force_login(saara)

    assert "Olavi Ranta" in page_of(client, process).supervisor


def test_every_card_says_what_is_kept_readable(desk: Client):
    process = process_of(person("aino"))

    text = desk.get(f"/processes/{process.pk}/").text

    assert text.count("badge-plain") == 3
    assert text.count("badge-own") == 2  # the supervisees, and the way to the locked notes


# --- the list ---------------------------------------------------------------------------------------------


def test_processes_stand_by_form_with_how_many_were_held(desk: Client):
    aino = person("aino")
    group = process_of(aino)
    held(planned(group, date(2026, 10, 13), count=2))
    process_of(aino, name="E. T.", form=FormOfWork.INDIVIDUAL, member_names=("E. T.",))

    page = desk.get("/processes/").context["page"]

    assert [[row.name for row in form.rows] for form in page.groups] == [
        ["E. T."],
        ["Päiväkoti Auringon tiimi"],
    ]
    assert [form.rows[0].count for form in page.groups] == ["0/10", "2/10"]


def test_ended_ones_are_shown_when_asked(desk: Client):
    ended = process_of(person("aino"), name="Päättynyt")
    Process.objects.filter(pk=ended.pk).update(state=ProcessState.CLOSED)
    process_of(person("aino"), name="Käynnissä")

    def names(query: str) -> list[str]:
        page = desk.get(f"/processes/{query}").context["page"]
        return [row.name for form in page.groups for row in form.rows]

    assert names("") == ["Käynnissä"]
    assert names("?shown=ended") == ["Päättynyt"]
    assert names("?shown=all") == ["Käynnissä", "Päättynyt"]
    assert names("?shown=nonsense") == ["Käynnissä"]


@pytest.mark.parametrize("search", ["äiti", "Äiti", "ÄITI", "  äiti "])
def test_a_name_is_found_however_it_is_typed(desk: Client, search: str):
    process_of(person("aino"), name="Äitiysneuvola")
    process_of(person("aino"), name="Koulu")

    page = desk.get("/processes/", {"q": search}).context["page"]

    assert [row.name for form in page.groups for row in form.rows] == ["Äitiysneuvola"]


@pytest.mark.parametrize(
    "query", ["?q=" + "x" * 5000, "?q=%00", "?page=99999", "?page=abc", "?q=%F0%9F%8E%BB%25_"]
)
def test_a_strange_search_finds_nothing_and_says_so(desk: Client, query: str):
    assert desk.get(f"/processes/{query}").status_code == 200


def test_the_list_asks_the_database_little(desk: Client, django_assert_max_num_queries: Any):
    aino = person("aino")
    for number in range(12):
        planned(process_of(aino, name=f"Prosessi {number}"), date(2026, 12, 1), count=1, hour=2 * number % 24)

    with django_assert_max_num_queries(10):
        desk.get("/processes/")


def test_a_long_list_comes_in_pages(desk: Client):
    aino = person("aino")
    first = process_of(aino)
    Process.objects.bulk_create(
        Process(
            practice=first.practice,
            name=f"Prosessi {number:03}",
            form=FormOfWork.GROUP,
            state=ProcessState.RUNNING,
            state_since=TUESDAY,
            opened_at=TUESDAY,
        )
        for number in range(60)
    )
    Lead.objects.bulk_create(
        Lead(process=process, supervisor=aino, from_on=date(2026, 1, 1))
        for process in Process.objects.exclude(pk=first.pk)
    )

    assert desk.get("/processes/").context["page"].total == 61
    second = desk.get("/processes/?page=2").context["page"]
    assert sum(len(form.rows) for form in second.groups) == 11


def test_who_looks_after_a_practice_sees_names_and_who_supervises_only(client: Client):
    process = process_of(person("saara"), practice=shared_practice())
    client.force_login(person("dora"))

    shown = client.get("/processes/")

    (row,) = shown.context["page"].groups[0].rows
    assert (row.supervisor, row.is_own) == ("Saara Niemi", False)
    assert row.href == f"/processes/{process.pk}/supervisor/"
    assert "Bertta" not in shown.text


def test_another_supervisor_of_the_practice_does_not_see_it(client: Client):
    process_of(person("olavi"), practice=shared_practice())
    client.force_login(person("saara"))

    assert client.get("/processes/").context["page"].groups == ()


def test_an_opened_process_offers_its_mapping_and_quietly_the_short_path(desk: Client):
    process = process_of(person("aino"), event=ProcessEvent.OPEN_PROCESS)

    page = page_of(desk, process)

    assert page.step.href == f"/processes/{process.pk}/mapping/"
    assert f"/processes/{process.pk}/start/" in {act.href for act in page.acts}
    assert page.process.state_since + timedelta(0) == process.state_since


def test_an_enquiry_is_answered_before_anything_begins(desk: Client):
    process = process_of(person("aino"), event=ProcessEvent.ENQUIRE)
    enquiry = Enquiry.objects.create(
        practice=process.practice, process=process, arrived_at=TUESDAY, answer_by=date(2026, 11, 27)
    )

    page = page_of(desk, process)

    assert page.step.href == f"/enquiries/{enquiry.pk}/"


def test_the_controller_is_named_on_each_process(desk: Client):
    process = process_of(person("aino"))

    assert "Rekisterinpitäjä: Työnohjaus Aino Hurme" in desk.get(f"/processes/{process.pk}/").text
