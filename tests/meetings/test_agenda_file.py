"""Meetings as a calendar file: right by every calendar's clock, and saying nothing about anybody."""

import io
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from tuokio.meetings.domain.agenda_file import AgendaMeeting, agenda_file, uid_of
from tuokio.meetings.domain.wall_clock import UnknownZone

HELSINKI = "Europe/Helsinki"
FIRST = UUID("11111111-1111-4111-8111-111111111111")


def meeting(**changed):
    usual = {
        "id": FIRST,
        "title": "Työnohjaus",
        "starts_at": datetime(2026, 11, 24, 11, 0, tzinfo=UTC),
        "minutes": 75,
        "zone": HELSINKI,
        "sequence": 0,
        "changed_at": datetime(2026, 11, 1, 8, 0, tzinfo=UTC),
    }
    return AgendaMeeting(**(usual | changed))


def events_of(content):
    return Calendar.from_ical(content).walk("VEVENT")


def test_a_meeting_stands_on_the_wall_clock_of_its_zone():
    event = events_of(agenda_file([meeting(place="Kahvihuone")]))[0]

    assert event["DTSTART"].params["TZID"] == HELSINKI
    assert event["DTSTART"].dt.strftime("%H.%M") == "13.00"
    assert event["DTEND"].dt.strftime("%H.%M") == "14.15"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    assert (event["UID"], event["SEQUENCE"]) == ("11111111-1111-4111-8111-111111111111@tuokio", 0)
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == (
        "Työnohjaus",
        "Kahvihuone",
        "CONFIRMED",
    )


def test_a_cancelled_meeting_keeps_its_name_and_says_so():
    event = events_of(agenda_file([meeting(cancelled=True, sequence=3)]))[0]

    assert (event["UID"], event["STATUS"], event["SEQUENCE"], event["TRANSP"]) == (
        uid_of(FIRST),
        "CANCELLED",
        3,
        "TRANSPARENT",
    )


def test_a_meeting_of_which_only_the_date_is_known_stands_as_a_whole_day():
    event = events_of(agenda_file([meeting(time_known=False)]))[0]

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 11, 24), date(2026, 11, 25))


@pytest.mark.parametrize("zone", [HELSINKI, "America/New_York", "Australia/Sydney", "Asia/Tokyo"])
def test_the_zone_written_along_agrees_with_the_worlds_at_every_hour(zone):
    starts = [datetime(2026, 6, 1, 9, 0, tzinfo=UTC), datetime(2027, 11, 1, 9, 0, tzinfo=UTC)]
    content = agenda_file([meeting(starts_at=start, zone=zone) for start in starts])
    written = tzical(io.StringIO(content.decode())).get(zone)
    hour = datetime(2026, 1, 1)  # noqa: DTZ001 — a wall clock has no zone

    while hour < datetime(2028, 6, 1):  # noqa: DTZ001 — as above
        there = hour.replace(tzinfo=ZoneInfo(zone))
        if there.astimezone(UTC) == there.replace(fold=1).astimezone(UTC):
            assert hour.replace(tzinfo=written).utcoffset() == there.utcoffset(), hour
        hour += timedelta(hours=1)


def test_each_zone_is_written_once():
    content = agenda_file([meeting(), meeting(), meeting(zone="Europe/Stockholm")])

    assert content.count(b"BEGIN:VTIMEZONE") == 2


def test_a_title_cannot_smuggle_in_another_line():
    content = agenda_file(
        [meeting(title="Työnohjaus\r\nX-INJECTED: 1\u2028END:VEVENT\x00", place="a\nATTENDEE:b")],
        calendar_name="Tuokio\r\nX-INJECTED: 2",
    )
    lines = content.decode().split("\r\n")

    assert [line for line in lines if line.startswith(("X-INJECTED", "ATTENDEE"))] == []
    assert lines.count("END:VEVENT") == 1
    assert events_of(content)[0]["SUMMARY"] == "Työnohjaus X-INJECTED: 1 END:VEVENT"


def test_nothing_but_the_agreed_properties_leaves():
    assert sorted(events_of(agenda_file([meeting(place="Kahvihuone")]))[0]) == [
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "LAST-MODIFIED",
        "LOCATION",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "TRANSP",
        "UID",
    ]


def test_the_same_meetings_make_the_same_bytes_and_no_meetings_an_empty_calendar():
    assert agenda_file([meeting(), meeting(zone="Asia/Tokyo")]) == agenda_file(
        [meeting(), meeting(zone="Asia/Tokyo")]
    )
    assert events_of(agenda_file([])) == []


def test_lines_are_folded_as_the_format_asks():
    content = agenda_file([meeting(title="ä" * 500)])

    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_zone_that_does_not_exist_is_refused():
    with pytest.raises(UnknownZone):
        agenda_file([meeting(zone="Europe/Atlantis")])
