"""Several dates of a group at once: the rest is moved, a holiday is kept free; all or nothing, one letter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import person, process_of
from tests.doors import enter
from tests.meetings.test_series_pages import as_shown, planned, spaced, taken
from tuokio.kit.models import Letter
from tuokio.meetings.models import Attendance, Meeting, Occupancy
from tuokio.meetings.usecases.absence import MeetingsChanged
from tuokio.meetings.usecases.moving_dates import DateChange, change_dates
from tuokio.meetings.usecases.occupying import Taken
from tuokio.meetings.usecases.one_meeting import answer
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten in the morning in Finland."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


@pytest.fixture
def desk() -> Client:
    browser = Client()
    enter(browser, person("aino"))
    return browser


@pytest.fixture
def process() -> Process:
    """A group with four Wednesdays at one o'clock: 2, 9, 16 and 23 December."""
    process = process_of(person("aino"))
    plan_series(
        process=process,
        term=process.terms.get(),
        rhythm=Rhythm(first_on=date(2026, 12, 2), at_time=time(13), count=4, every_weeks=1, minutes=75),
        by=person("aino"),
        at=TUESDAY,
    )
    return process


def changes(process: Process, *, days: int = 0) -> list[DateChange]:
    return [
        DateChange(
            one.pk, one.sequence, (one.local_start.date() + timedelta(days=days), one.local_start.time())
        )
        for one in process.meetings.order_by("starts_at")
    ]


def moving(process: Process, number: int = 1, **fields: Any) -> dict[str, Any]:
    since = process.meetings.order_by("starts_at")[number - 1]
    return {"since": since.pk, "how": "days", "days": "", "weekday": "", "at_time": "", **fields}


# --- the act ------------------------------------------------------------------------------------------------


def test_a_whole_series_moves_by_a_week_without_meeting_itself(process: Process):
    series = process.series.get()
    member = process.members.get(name="Bertta S.")
    first = process.meetings.order_by("starts_at")[0]
    answer(meeting=first, member=member, coming=False, at=TUESDAY)

    moved = change_dates(process=process, changes=changes(process, days=7), by=person("aino"), at=TUESDAY)

    assert len(moved) == 4
    assert planned(process) == ["09.12. 13.00", "16.12. 13.00", "23.12. 13.00", "30.12. 13.00"]
    assert {one.series for one in process.meetings.all()} == {series}
    assert {change.old_start for one in process.meetings.all() for change in one.changes.all()} == {
        datetime(2026, 12, day, 11, tzinfo=UTC) for day in (2, 9, 16, 23)
    }
    assert Attendance.objects.get(meeting=first).answer == ""
    assert sorted(row.starts_at.day for row in Occupancy.objects.filter(kind="supervisor")) == [9, 16, 23, 30]
    letters = Letter.objects.filter(kind="dates changed").values_list("to", flat=True)
    assert sorted(letters) == ["bertta@example.org", "kaarlo@example.org"]  # one each, for four dates


def test_one_time_that_is_taken_leaves_every_date_as_it_was(process: Process):
    taken(process, date(2026, 12, 30), time(13))
    Letter.objects.all().delete()

    with pytest.raises(Taken):
        change_dates(process=process, changes=changes(process, days=7), by=person("aino"), at=TUESDAY)

    assert planned(process) == ["02.12. 13.00", "09.12. 13.00", "16.12. 13.00", "23.12. 13.00"]
    assert not Letter.objects.exists()


def test_what_another_tab_changed_is_not_overwritten(process: Process):
    looked_at = changes(process, days=7)
    Meeting.objects.filter(pk=looked_at[1].meeting).update(sequence=5)

    with pytest.raises(MeetingsChanged):
        change_dates(process=process, changes=looked_at, by=person("aino"), at=TUESDAY)


def test_a_meeting_of_another_process_is_never_moved(process: Process):
    other = process_of(person("aino"), name="Toinen ryhmä")

    with pytest.raises(MeetingsChanged):
        change_dates(process=other, changes=changes(process, days=1), by=person("aino"), at=TUESDAY)


def test_what_stays_is_not_touched_and_nobody_is_told(process: Process):
    assert change_dates(process=process, changes=changes(process), by=person("aino"), at=TUESDAY) == []

    assert not Letter.objects.exists()
    assert {one.sequence for one in process.meetings.all()} == {0}


# --- the pages ----------------------------------------------------------------------------------------------


def test_the_rest_is_moved_to_another_weekday_with_a_preview(desk: Client, process: Process):
    address = f"/processes/{process.pk}/dates/moving/"
    assert "ke 9.12. klo 13.00" in spaced(desk.get(address).text)

    page = desk.post(address, moving(process, 2, how="weekday", weekday="4", at_time="9.30"))

    assert planned(process)[1] == "09.12. 13.00"
    text = spaced(page.text)
    assert "to 10.12. klo 9.30–10.45" in text
    assert "oli ke 9.12. klo 13.00" in text
    assert "ke 2.12. klo 13.00–14.15" not in text
    response = desk.post(address, as_shown(page, save="1"))
    assert response["Location"] == f"/processes/{process.pk}/"
    # Christmas Eve is none of the days that work: the nearest is the day before
    assert planned(process) == ["02.12. 13.00", "10.12. 09.30", "17.12. 09.30", "23.12. 09.30"]


def test_a_misfit_of_the_move_is_repaired_in_the_preview(desk: Client, process: Process):
    taken(process, date(2026, 12, 17), time(12, 30))
    address = f"/processes/{process.pk}/dates/moving/"

    page = desk.post(address, moving(process, days="1"))

    unfit = [line for line in page.context["lines"] if not line.fits]
    assert [line.causes for line in unfit] == [
        ("Työnohjaajalla on silloin muuta.",),
        ("Pyhäpäivä: Jouluaatto.",),
    ]
    assert [option.value for option in unfit[0].options] == [
        "shift 2026-12-17 13:30",
        "weekday 2026-12-18 13:00",
        "end 2026-12-31 13:00",
    ]
    desk.post(address, as_shown(page, save="1"))
    assert planned(process) == ["03.12. 13.00", "10.12. 13.00", "17.12. 13.30", "23.12. 13.00"]


def test_a_move_over_old_places_of_the_same_row_fits(desk: Client, process: Process):
    page = desk.post(f"/processes/{process.pk}/dates/moving/", moving(process, days="7"))

    assert all(line.fits for line in page.context["lines"])


def test_a_row_that_another_tab_changed_is_told_and_can_be_saved_after_that(desk: Client, process: Process):
    address = f"/processes/{process.pk}/dates/moving/"
    page = desk.post(address, moving(process, days="7"))
    second = process.meetings.order_by("starts_at")[1]
    desk.post(f"/meetings/{second.pk}/date/", {"on": "10.12.2026", "at_time": "8.00", "minutes": "75"})

    shown = desk.post(address, as_shown(page, save="1"))

    assert "muuttunut sillä välin" in shown.text
    assert planned(process)[0] == "02.12. 13.00"
    desk.post(address, as_shown(shown, save="1"))
    assert planned(process) == ["09.12. 13.00", "16.12. 13.00", "23.12. 13.00", "30.12. 13.00"]


def test_how_it_is_moved_must_be_said(desk: Client, process: Process):
    address = f"/processes/{process.pk}/dates/moving/"

    assert desk.post(address, moving(process)).context["form"].errors["days"]
    assert desk.post(address, moving(process, how="weekday")).context["form"].errors["weekday"]
    assert desk.post(address, moving(process, days="100000")).context["form"].errors["days"]
    assert desk.post(address, moving(process, since="nobody")).context["form"].errors["since"]


def test_a_holiday_is_kept_free_each_meeting_in_its_own_way(desk: Client, process: Process):
    address = f"/processes/{process.pk}/dates/free-days/"

    page = desk.post(address, {"from_on": "7.12.2026", "until_on": "20.12.2026"})

    first, second = page.context["lines"]
    assert first.causes == ("Vapaaksi jätettävien päivien joukossa.",)
    assert [spaced(option.label) for option in first.options] == [
        "Siirrä pe 4.12. klo 13.00",
        "Jätä väli ja lisää loppuun: ke 30.12.",
        "Peru maksutta; uusi aika jää etsittäväksi",
        "Pidä silti",
    ]
    typed = as_shown(page, save="1") | {"dates-0-choice": "end 2026-12-30 13:00", "dates-1-choice": "cancel"}
    response = desk.post(address, typed)

    assert response.status_code == 302
    assert second.number == 2
    assert {one.local_start.day: one.state for one in process.meetings.all()} == {
        2: "planned",
        16: "cancelled_free",
        23: "planned",
        30: "moved",
    }
    assert Letter.objects.filter(kind="dates changed", to="bertta@example.org").count() == 1


def test_kept_in_the_holiday_all_the_same_nothing_changes(desk: Client, process: Process):
    address = f"/processes/{process.pk}/dates/free-days/"
    page = desk.post(address, {"from_on": "7.12.2026", "until_on": "13.12.2026"})

    desk.post(address, as_shown(page, save="1") | {"dates-0-choice": "keep"})

    assert planned(process) == ["02.12. 13.00", "09.12. 13.00", "16.12. 13.00", "23.12. 13.00"]
    assert not Letter.objects.exists()


def test_a_holiday_without_meetings_is_told(desk: Client, process: Process):
    address = f"/processes/{process.pk}/dates/free-days/"

    shown = desk.post(address, {"from_on": "1.2.2027", "until_on": "7.2.2027"})

    assert "Yksikään tuleva tapaaminen ei osu näihin päiviin" in shown.text
    assert desk.post(address, {"from_on": "7.2.2027", "until_on": "1.2.2027"}).context["form"].errors


@pytest.mark.parametrize("page", ["moving", "free-days"])
def test_without_dates_to_come_there_is_nothing_to_move(desk: Client, page: str):
    bare = process_of(person("aino"), name="Ilman päiviä")

    answered = desk.get(f"/processes/{bare.pk}/dates/{page}/")

    assert answered["Location"] == f"/processes/{bare.pk}/"


def test_the_page_of_a_meeting_weighs_who_can_come_against_the_quorum(desk: Client, process: Process):
    first = process.meetings.order_by("starts_at")[0]
    required = process.members.get(name="Henna")
    optional = process.members.get(name="Bertta S.")
    desk.post(f"/processes/{process.pk}/members/{optional.pk}/", {"name": "Bertta S.", "optional": "on"})
    for member in (required, process.members.get(name="T. K.")):
        answer(meeting=first, member=member, coming=False, at=TUESDAY)

    text = desk.get(f"/meetings/{first.pk}/").text

    assert "1/3 pääsee, vähintään 2 tarvitaan." in text
    assert "Liian vähän toistaiseksi" in text
    assert text.index("<li>Henna") < text.index("<li>Bertta S.")


def test_how_a_member_is_called_decides_whether_their_time_is_taken(desk: Client, process: Process):
    member = process.members.get(name="Bertta S.")
    address = f"/processes/{process.pk}/members/{member.pk}/"
    theirs = Occupancy.objects.filter(who=member.person_id, kind="member")
    assert not theirs.exists()  # she may be called to two at once

    desk.post(address, {"name": "Bertta S."})
    assert theirs.count() == 4
    desk.post(address, {"name": "Bertta S.", "optional": "on"})

    member.refresh_from_db()
    assert (member.optional, member.may_overlap) == (True, False)
    assert not theirs.exists()
