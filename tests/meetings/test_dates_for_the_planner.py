"""*Päivät työvuorosuunnittelijalle*: one sheet for a unit, the planner's link, and warnings about published lists."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from tests.cast import MORNING, person, process_of, shared_practice
from tests.doors import enter
from tuokio.kit.documents import compile_pdf
from tuokio.meetings.domain.rosters import RosterRhythm
from tuokio.meetings.models import Meeting, RosterGiven, RosterLink
from tuokio.meetings.pages.roster_notes import roster_note
from tuokio.meetings.pages.roster_waiting import waiting
from tuokio.meetings.pages.rosters import Sheet
from tuokio.meetings.usecases.one_meeting import cancel_meeting, move_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.meetings.usecases.rosters import (
    Planned,
    PlannersLinkClosed,
    close_planners_link,
    forget_rhythm,
    make_planners_link,
    mark_given,
    planned_by_link,
    tell_rhythm,
)
from tuokio.people.models import Unit
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.words import FormOfWork

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
# lists of three weeks from 16.11.2026, published two weeks before, dates wanted a week before that
LISTS = RosterRhythm(date(2026, 11, 16), weeks=3, published_days=14, wanted_days=7)


@pytest.fixture(autouse=True)
def _on_24_november(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    with override("en"):
        yield


def planned(process: Process, *, at_time: time = time(13), count: int = 4) -> list[Meeting]:
    """Meetings on 1.12., 22.12., 12.1. and 2.2."""
    rhythm = Rhythm(
        first_on=date(2026, 12, 1), at_time=at_time, count=count, every_weeks=3, minutes=75, place="Sali"
    )
    term = process.terms.get()
    return list(
        plan_series(process=process, term=term, rhythm=rhythm, by=person("aino"), at=MORNING).meetings
    )


def in_unit(process: Process, name: str = "Osasto 4") -> Unit:
    assert process.payer is not None
    unit, _new = Unit.objects.get_or_create(practice=process.practice, organisation=process.payer, name=name)
    process.unit = unit
    process.save()
    return unit


def told(process: Process) -> Process:
    tell_rhythm(process=process, rhythm=LISTS, by=person("aino"), at=MORNING)
    return process


def token_of(address: str) -> str:
    found = re.search(r"//[^/]+/roster/([^/]+)/", address)
    assert found
    return found.group(1)


# --- the sheet -----------------------------------------------------------------------------------------------


def test_one_sheet_has_the_groups_of_the_unit_by_period_and_no_member_s_name():
    aino = person("aino")
    one, other = process_of(aino), process_of(aino, name="Yöhoitajat", member_names=("Veikko",))
    unit = in_unit(one)
    in_unit(other)
    elsewhere = process_of(aino, name="Muu talo", member_names=("Jaana",))
    planned(one)
    planned(other, at_time=time(9), count=1)
    planned(elsewhere, at_time=time(16), count=1)
    told(one)

    sheet = Sheet.of(Planned.around(one, aino), at=MORNING)

    assert sheet.title == unit.name
    assert [len(period.rows) for period in sheet.periods] == [2, 1, 1, 1]
    assert {row.group for row in sheet.rows} == {"Päiväkoti Auringon tiimi", "Yöhoitajat"}
    assert [period.is_published for period in sheet.periods] == [True, True, False, False]
    assert not sheet.has_names and "Bertta" not in str(sheet.as_paper()) + str(sheet.as_table())


def test_members_are_named_only_where_the_agreement_says_so():
    aino = person("aino")
    process = process_of(aino, attendance_by_name=True)
    planned(process, count=1)
    sheet = Sheet.of(Planned.around(process, aino), at=MORNING)

    assert [row.names for row in sheet.rows] == ["Bertta S., Henna, T. K."]
    assert "Bertta S." in str(sheet.as_paper())


def test_one_who_is_supervised_alone_is_not_named_by_the_name_of_the_process():
    aino = person("aino")
    process = process_of(aino, name="Bertta Salo", form=FormOfWork.INDIVIDUAL, member_names=("Bertta S.",))
    planned(process, count=1)
    sheet = Sheet.of(Planned.around(process, aino), at=MORNING)

    assert "Bertta" not in str((sheet.title, sheet.as_paper(), sheet.as_table(), sheet.as_agenda()))


def test_what_somebody_else_leads_in_the_unit_is_not_on_the_sheet():
    practice = shared_practice()
    saara, olavi = person("saara"), person("olavi")
    mine = process_of(saara, practice=practice, name="Saaran ryhmä", member_names=("M.",))
    theirs = process_of(olavi, practice=practice, name="Olavin ryhmä", member_names=("N.",))
    in_unit(mine)
    in_unit(theirs)
    planned(mine, count=1)
    planned(theirs, count=1, at_time=time(9))

    assert {row.group for row in Sheet.of(Planned.around(mine, saara), at=MORNING).rows} == {"Saaran ryhmä"}


def test_after_it_was_given_the_sheet_says_what_is_new_changed_and_cancelled():
    aino = person("aino")
    process = process_of(aino)
    first, second, third, _fourth = planned(process)
    cancel(first, MORNING)
    mark_given(process=process, by=aino, at=MORNING + HOUR)
    move_meeting(meeting=second, on=date(2026, 12, 23), at_time=time(13), by=aino, at=MORNING + 2 * HOUR)
    cancel(third, MORNING + 2 * HOUR)

    sheet = Sheet.of(Planned.around(process, aino), at=MORNING + 3 * HOUR)

    assert [(row.on, row.mark) for row in sheet.rows] == [
        (date(2026, 12, 23), "changed"),
        (date(2027, 1, 12), "cancelled"),
        (date(2027, 2, 2), ""),
    ]


def cancel(meeting: Meeting, at: datetime) -> None:
    cancel_meeting(
        meeting=meeting,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=person("aino"),
        at=at,
    )


def test_the_sheet_opens_as_a_page_a_table_a_calendar_and_paper(client: Client):
    aino = person("aino")
    process = process_of(aino)
    planned(told(process), count=2)
    enter(client, aino)
    here = f"/processes/{process.pk}/roster/"

    page = client.get(here)
    table = client.get(f"{here}dates.csv")
    calendar = client.get(f"{here}dates.ics")
    paper = client.post(f"{here}paper/")

    assert page.text.count("Päiväkoti Auringon tiimi") >= 2
    assert table.content.decode("utf-8-sig").splitlines()[1].startswith("1.12.2026;49;13.00;14.15;")
    assert calendar.text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:Päiväkoti Auringon tiimi" in calendar.text
    assert "Bertta" not in page.text.partition('class="sheet"')[2] + table.text + calendar.text
    assert paper.status_code == 302
    assert client.get(f"{here}dates.exe").status_code == 404


def test_the_paper_is_a_tagged_pdf_that_says_the_dates():
    aino = person("aino")
    process = process_of(aino)
    planned(told(process), count=2)

    made = compile_pdf(
        "meetings/roster", Sheet.of(Planned.around(process, aino), at=MORNING).as_paper(), "fi"
    )
    read = PdfReader(BytesIO(made))

    text = " ".join(page.extract_text() for page in read.pages)
    assert "Päiväkoti Auringon tiimi" in text and "13" in text
    assert read.root_object["/MarkInfo"]["/Marked"]
    empty = Sheet.of(Planned.around(process_of(aino, member_names=("X.",)), aino), at=MORNING).as_paper()
    assert compile_pdf("meetings/roster", empty, "sv")


# --- the planner's link ----------------------------------------------------------------------------------------


def test_a_planner_reads_the_sheet_by_link_and_only_its_fingerprint_is_kept(client: Client):
    aino = person("aino")
    process = process_of(aino)
    planned(process, count=2)
    enter(client, aino)
    shown = client.post(f"/processes/{process.pk}/roster/link/", {"act": "show", "once": "o" * 24})
    token = token_of(shown.text)

    page = Client().get(f"/roster/{token}/")

    assert page.status_code == 200 and "Päiväkoti Auringon tiimi" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "Bertta" not in page.text
    assert Client().get(f"/roster/{token}/dates.ics").text.count("BEGIN:VEVENT") == 2
    assert token not in str(RosterLink.objects.values())
    again = client.post(f"/processes/{process.pk}/roster/link/", {"act": "show", "once": "o" * 24})
    assert again.status_code == 302  # shown once


def test_a_link_closes_by_hand_by_age_and_by_a_new_one():
    aino = person("aino")
    process = process_of(aino)
    first = token_of(make_planners_link(process=process, by=aino, at=MORNING))
    second = token_of(make_planners_link(process=process, by=aino, at=MORNING))

    def opens(token: str, at: datetime) -> bool:
        try:
            return bool(planned_by_link(token, at))
        except PlannersLinkClosed:
            return False

    assert not opens(first, MORNING)
    assert opens(second, MORNING)
    assert not opens(second, MORNING + timedelta(days=182))
    close_planners_link(process=process, by=aino, at=MORNING)
    assert not opens(second, MORNING)
    assert Client().get(f"/roster/{second}/").status_code == 404


# --- published lists ---------------------------------------------------------------------------------------------


def test_a_move_that_touches_a_published_list_is_warned_of():
    process = told(process_of(person("aino")))
    inside, other_inside = date(2026, 12, 1), date(2026, 12, 22)  # both lists until 27.12. are out
    free, other_free = date(2027, 1, 12), date(2027, 2, 2)

    assert "already published" in roster_note(process, inside, other_inside, MORNING)
    assert "old day" in roster_note(process, inside, free, MORNING)
    assert "new day" in roster_note(process, free, inside, MORNING)
    assert "new day" in roster_note(process, None, inside, MORNING)
    assert roster_note(process, free, other_free, MORNING) == ""
    assert roster_note(process, inside, inside, MORNING) == ""
    assert roster_note(process, date(2026, 11, 17), free, MORNING) == ""  # it has been already
    forget_rhythm(process=process, by=person("aino"), at=MORNING)
    assert roster_note(process, inside, other_inside, MORNING) == ""


def test_the_page_of_moving_asks_once_more_and_then_moves(client: Client):
    aino = person("aino")
    process = told(process_of(aino))
    _first, _second, third, *_rest = planned(process)
    enter(client, aino)
    here = f"/meetings/{third.pk}/date/"
    form = {"on": "2026-12-02", "at_time": "13:00", "minutes": "75", "place": "Sali"}

    assert "27.12." in client.get(here).text
    asked = client.post(here, form)
    third.refresh_from_db()
    assert asked.status_code == 200 and 'name="although_published"' in asked.text
    assert third.local_start.date() == date(2027, 1, 12)
    assert 'value="2026-12-02"' in asked.text

    assert client.post(here, {**form, "although_published": "1"}).status_code == 302
    third.refresh_from_db()
    assert third.local_start.date() == date(2026, 12, 2)


def test_the_rhythm_is_told_for_the_whole_unit_and_can_be_taken_away(client: Client):
    aino = person("aino")
    one, other = process_of(aino), process_of(aino, member_names=("V.",))
    in_unit(one)
    in_unit(other)
    enter(client, aino)
    here = f"/processes/{one.pk}/roster/rhythm/"
    form = {"anchor_on": "2026-11-16", "weeks": "3", "published_days": "14", "wanted_days": "7"}

    wrong = client.post(here, {**form, "weeks": "0"})
    assert wrong.status_code == 200 and 'value="2026-11-16"' in wrong.text
    assert client.post(here, form).status_code == 302
    assert roster_note(other, date(2026, 12, 1), date(2027, 1, 12), MORNING)
    client.post(here, {"forget": "1"})
    assert not roster_note(other, date(2026, 12, 1), date(2027, 1, 12), MORNING)


# --- in Tänään -----------------------------------------------------------------------------------------------------


def waits(on: date) -> list[str]:
    return [str(one.why) for one in waiting(person("aino"), on=on)]


def test_the_planner_waits_for_dates_that_were_not_given_or_changed_or_are_missing():
    aino = person("aino")
    process = told(process_of(aino))
    planned(process)
    # the list of 7.–27.12. is published on 23.11. already; that of 28.12.–17.1. is wanted by 7.12.
    assert len(waits(date(2026, 11, 24))) == 1 and "not been given" in waits(date(2026, 11, 24))[0]
    assert waits(date(2026, 11, 22)) != waits(date(2026, 11, 24))
    mark_given(process=process, by=aino, at=MORNING + HOUR)
    assert waits(date(2026, 11, 24)) == []

    third = process.meetings.get(starts_at__date=date(2027, 1, 12))
    move_meeting(meeting=third, on=date(2027, 1, 13), at_time=time(13), by=aino, at=MORNING + 2 * HOUR)
    assert "one date has changed" in waits(date(2026, 11, 24))[0]
    mark_given(process=process, by=aino, at=MORNING + 3 * HOUR)
    move_meeting(meeting=third, on=date(2027, 1, 25), at_time=time(13), by=aino, at=MORNING + 4 * HOUR)
    assert "one date has changed" in waits(date(2026, 11, 24))[0]
    mark_given(process=process, by=aino, at=MORNING + 5 * HOUR)
    assert "no date is agreed" in waits(date(2026, 11, 24))[0]


def test_nobody_waits_where_no_rhythm_is_told(client: Client):
    planned(process_of(person("aino")))
    enter(client, person("aino"))

    assert waits(date(2026, 11, 24)) == []
    assert "työvuoro" not in client.get("/today/", headers={"accept-language": "fi"}).text


def test_today_shows_who_waits_for_dates(client: Client):
    process = told(process_of(person("aino")))
    planned(process)
    enter(client, person("aino"))

    assert f"/processes/{process.pk}/roster/" in client.get("/today/").text


def test_marking_as_given_is_done_once_for_one_form(client: Client):
    aino = person("aino")
    process = process_of(aino)
    enter(client, aino)
    for _time in range(2):
        client.post(f"/processes/{process.pk}/roster/giving/", {"once": "g" * 24})

    assert RosterGiven.objects.count() == 1
