"""Through the front door over both clock changes: the time on the wall stays, whatever the world's time does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from tests.cast import person, process_of, solo_practice
from tests.doors import enter
from tuokio.meetings.models import Meeting
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db


@pytest.fixture
def aino() -> Client:
    browser = Client()
    solo_practice()
    enter(browser, person("aino"))
    return browser


def begun(browser: Client, first_on: str, at_time: str, planned: int) -> list[Meeting]:
    """A process by the short path, with a meeting every week."""
    answer = browser.post(
        "/processes/new/",
        {
            "name": "Auringon tiimi",
            "form": "group",
            "payer_kind": "later",
            "member_names": "Bertta S.\nHenna",
            "price_cents": "160,00",
            "planned": planned,
            "interval_weeks": 1,
            "first_on": first_on,
            "at_time": at_time,
        },
    )
    assert answer.status_code == 302, answer.text
    return list(Process.objects.get().meetings.order_by("starts_at"))


# The clocks go on in the night of 28 March 2027 and back in that of 31 October 2027.
@pytest.mark.parametrize(
    ("first_on", "hours"),
    [("2027-03-16", {11, 10}), ("2027-10-19", {10, 11})],
    ids=["spring", "autumn"],
)
def test_a_series_over_a_change_stays_at_its_time_on_the_wall(
    aino: Client, first_on: str, hours: set[int]
) -> None:
    meetings = begun(aino, first_on, "13:00", 4)

    assert {one.local_start.strftime("%H.%M") for one in meetings} == {"13.00"}
    assert {one.starts_at.astimezone(UTC).hour for one in meetings} == hours
    page = aino.get(f"/processes/{meetings[0].process_id}/").text
    for one in meetings:
        day = one.local_start
        assert f"{day.day}.{day.month}." in page
    assert "klo 13.00" in page.replace("\u00a0", " ")
    for wrong in ("klo 12.00", "klo 14.00"):
        assert wrong not in page.replace("\u00a0", " ")


@pytest.mark.parametrize("first_on", ["2027-03-16", "2027-10-19"], ids=["spring", "autumn"])
def test_a_calendar_file_tells_the_same_moment(aino: Client, first_on: str) -> None:
    for one in begun(aino, first_on, "13:00", 4):
        file = Calendar.from_ical(aino.get(f"/meetings/{one.pk}/calendar.ics").content)
        (event,) = file.walk("VEVENT")
        assert event["DTSTART"].dt.astimezone(UTC) == one.starts_at
        assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == one.minutes * 60


def moved_to(browser: Client, day: str, at_time: str) -> Meeting:
    """A meeting of a running group that was moved there through its page."""
    process = process_of(person("aino"))
    added = browser.post(
        f"/processes/{process.pk}/meetings/new/",
        {"on": "2027-03-01", "at_time": "12:00", "minutes": 75},
    )
    assert added.status_code == 302, added.text
    meeting = process.meetings.get()
    answer = browser.post(f"/meetings/{meeting.pk}/date/", {"on": day, "at_time": at_time, "minutes": 75})
    assert answer.status_code in {200, 302, 422}
    meeting.refresh_from_db()
    return meeting


def test_half_past_three_in_the_night_that_has_none_is_an_hour_later_on_the_wall(aino: Client) -> None:
    meeting = moved_to(aino, "2027-03-28", "03:30")

    assert meeting.starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert "klo 4.30" in aino.get(f"/meetings/{meeting.pk}/").text.replace("\u00a0", " ")


def test_half_past_three_in_the_night_that_has_two_is_the_first_of_them(aino: Client) -> None:
    meeting = moved_to(aino, "2027-10-31", "03:30")

    assert meeting.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    page = aino.get(f"/meetings/{meeting.pk}/").text.replace("\u00a0", " ")
    assert "klo 3.30" in page


def test_the_calendars_pages_of_both_weeks_open(aino: Client) -> None:
    begun(aino, "2027-03-16", "13:00", 4)

    for asked in ("2027-W12", "2027-W13", "2027-W43", "2027-W44"):
        assert aino.get(f"/calendar/?week={asked}").status_code == 200
    assert "13.00" in aino.get("/calendar/?week=2027-W13").text
