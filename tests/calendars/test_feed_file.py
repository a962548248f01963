"""A feed read back by others' libraries gives exactly the meetings, whatever was moved, cancelled or put off the rhythm."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from tuokio.calendars.domain.feed_file import feed_file
from tuokio.calendars.domain.invitation_file import Method, Parties, invitation_file
from tuokio.meetings.domain.agenda_file import AgendaMeeting, uid_of
from tuokio.meetings.domain.wall_clock import moment_at

HELSINKI = "Europe/Helsinki"
ZONES = [
    HELSINKI,
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "America/Santiago",
]
NAMES = UUID("11111111-1111-4111-8111-111111111111")
CHANGED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def row(
    count: int, *, weeks: int = 3, zone: str = HELSINKI, at: time = time(13), **more: Any
) -> list[AgendaMeeting]:
    """A series as it is planned: at one wall-clock time, every so many weeks from 3 September 2026."""
    first = more.pop("first", date(2026, 9, 3))
    usual: dict[str, Any] = {"title": "Työnohjaus", "minutes": 75, "sequence": 0, "changed_at": CHANGED}
    return [
        AgendaMeeting(
            id=uuid5(NAMES, f"{number}"),
            series=NAMES,
            zone=zone,
            starts_at=moment_at(first + timedelta(weeks=weeks * number), at, zone).utc,
            **(usual | more),
        )
        for number in range(count)
    ]


def moved(one: AgendaMeeting, **changed: Any) -> AgendaMeeting:
    values = {name: getattr(one, name) for name in AgendaMeeting.__slots__}
    return AgendaMeeting(
        **(values | {"planned_at": one.planned_at or one.starts_at, "sequence": 1} | changed)
    )


def read(content: bytes) -> list[tuple[datetime, int]]:
    """The starts and lengths as another calendar sees them."""
    events = recurring_ical_events.of(Calendar.from_ical(content)).between(date(2000, 1, 1), date(2060, 1, 1))
    return sorted((_utc(one["DTSTART"].dt), _minutes(one)) for one in events)


def _utc(moment: Any) -> datetime:
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


def _minutes(event: Event) -> int:
    return int((_utc(event["DTEND"].dt) - _utc(event["DTSTART"].dt)).total_seconds() // 60)


def standing(meetings: list[AgendaMeeting]) -> list[tuple[datetime, int]]:
    return sorted((one.starts_at, one.minutes) for one in meetings if not one.cancelled)


def events_of(content: bytes) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_regular_series_is_one_event_that_recurs_over_the_autumn_change():
    meetings = row(10)
    content = feed_file(meetings, name="Työnohjaus")
    (event,) = events_of(content)

    assert event["UID"] == f"series-{NAMES}@tuokio"
    assert event["RRULE"] == {"FREQ": ["WEEKLY"], "INTERVAL": [3], "COUNT": [10]}
    assert read(content) == standing(meetings)
    assert {moment.astimezone(event["DTSTART"].dt.tzinfo).hour for moment, _minutes in read(content)} == {13}


def test_what_was_skipped_cancelled_moved_or_lengthened_stands_beside_the_rhythm():
    meetings = row(10)
    del meetings[4]  # a holiday
    meetings[2] = moved(meetings[2], cancelled=True)
    meetings[5] = moved(meetings[5], starts_at=meetings[5].starts_at + timedelta(days=1, hours=2), sequence=2)
    meetings[6] = moved(meetings[6], minutes=90)
    content = feed_file(meetings, name="Työnohjaus")
    events = events_of(content)

    assert {event["UID"] for event in events} == {f"series-{NAMES}@tuokio"}
    assert len(events[0]["EXDATE"]) == 2
    assert [event["RECURRENCE-ID"].dt.astimezone(UTC) for event in events[1:]] == [
        meetings[5].planned_at,
        meetings[6].planned_at,
    ]
    assert {event["SEQUENCE"] for event in events} == {4}
    assert read(content) == standing(meetings)


def test_a_date_off_the_rhythm_is_an_event_of_its_own():
    meetings = row(6)
    meetings[3] = AgendaMeeting(
        **{name: getattr(meetings[3], name) for name in AgendaMeeting.__slots__}
        | {"starts_at": meetings[3].starts_at + timedelta(days=2)}
    )
    content = feed_file(meetings, name="Työnohjaus")

    assert [event["UID"] for event in events_of(content)][1:] == [uid_of(meetings[3].id)]
    assert read(content) == standing(meetings)


def test_a_day_without_hours_and_a_meeting_in_the_hour_that_comes_twice_are_right():
    day = moved(row(1)[0], time_known=False, series=None)
    night = moved(row(1)[0], starts_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC), series=None, id=UUID(int=7))
    events = events_of(feed_file([day, night], name="x"))

    assert events[0]["DTSTART"].dt == date(2026, 9, 3)
    assert events[1]["DTSTART"].dt == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_words_of_ones_own_break_no_line_and_long_ones_are_folded():
    title = "Ryhmä; a\\b, c\r\nATTENDEE:x " + "ö" * 90
    content = feed_file(row(2, title=title, place="Kahvihuone, 2. krs"), name="Aika\nX-EVIL: 1")
    (event,) = events_of(content)

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert str(event["SUMMARY"]) == "Ryhmä; a\\b, c ATTENDEE:x " + "ö" * 90
    assert str(event["LOCATION"]) == "Kahvihuone, 2. krs"
    assert "ATTENDEE" not in event and b"\r\nX-EVIL" not in content


def test_the_same_meetings_make_the_same_bytes():
    assert feed_file(row(4), name="x") == feed_file(list(reversed(row(4))), name="x")


def after(one: AgendaMeeting, what: str, by: int) -> AgendaMeeting:
    """The meeting after one act: moved, cancelled, given another length or place, or planned off the rhythm by hand."""
    shifted = one.starts_at + timedelta(minutes=by)
    if what == "move":
        return moved(one, starts_at=shifted)
    if what == "cancel":
        return moved(one, cancelled=True)
    if what == "length":
        return moved(one, minutes=5 + abs(by) % 596)
    if what == "place":
        return moved(one, place=f"Tila {by}")
    return moved(one, starts_at=shifted, planned_at=shifted)


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 19),
        st.sampled_from(["move", "cancel", "length", "place", "hand"]),
        st.integers(-20_000, 20_000),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.integers(2, 20),
    st.integers(1, 6),
    st.dates(date(2020, 1, 1), date(2039, 1, 1)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    CHANGES,
)
def test_a_feed_read_back_gives_exactly_the_meetings_that_stand(
    zone: str, count: int, weeks: int, first: date, at: time, changes: list[tuple[int, str, int]]
):
    meetings = row(count, weeks=weeks, zone=zone, first=first, at=at)
    for number, what, by in changes:
        if number >= len(meetings):
            continue
        meetings[number] = after(meetings[number], what, by)

    content = feed_file(meetings, name="Työnohjaus")

    assert read(content) == standing(meetings)
    uids = {str(event["UID"]) for event in events_of(content)}
    assert not any(char in uid for uid in uids for char in "ö ")


def test_an_invitation_names_its_reader_and_the_house_and_nobody_else():
    meeting = moved(row(1)[0], sequence=3, place="Kahvihuone")
    parties = Parties("mail@tuokio.example", "bertta@example.org", asks_answer=True)
    written = invitation_file(meeting, Method.REQUEST, parties)
    calendar = Calendar.from_ical(written)
    (event,) = calendar.walk("VEVENT")

    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"]) == ("REQUEST", uid_of(meeting.id), 3)
    assert str(event["ORGANIZER"]) == "mailto:mail@tuokio.example"
    assert str(event["ATTENDEE"]) == "mailto:bertta@example.org"
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert read(written.encode()) == standing([meeting])
    off = Calendar.from_ical(invitation_file(meeting, Method.CANCEL, parties))
    assert (off["METHOD"], off.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")
