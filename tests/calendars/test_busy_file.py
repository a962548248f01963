"""What a stranger's calendar file says about when its owner is busy, and that none of them hangs or misleads."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.test_feed_file import ZONES, row
from tuokio.calendars.domain.busy_file import MOST_SPANS, busy_times, union
from tuokio.calendars.domain.elsewhere import Trouble, Unreachable, is_public, read_address
from tuokio.calendars.domain.feed_file import feed_file
from tuokio.calendars.usecases import busy_reading
from tuokio.meetings.domain.agenda_file import agenda_file
from tuokio.meetings.domain.wall_clock import moment_at

SINCE = datetime(2026, 11, 23, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=401)
HELSINKI = "Europe/Helsinki"


def calendar(*events: str) -> bytes:
    """A calendar file of these events' lines."""
    body = "".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def busy(content: bytes, *, whole_days: bool = True, zone: str = HELSINKI) -> list[tuple[str, str]]:
    read = busy_times(content, since=SINCE, until=UNTIL, zone=zone, whole_days=whole_days)
    return [(f"{one.starts_at:%m-%d %H:%M}", f"{one.ends_at:%m-%d %H:%M}") for one in read.spans]


def refused(content: bytes) -> Trouble:
    with pytest.raises(Unreachable) as caught:
        busy(content)
    return caught.value.trouble


def test_an_event_is_busy_from_its_start_to_its_end():
    assert busy(calendar("DTSTART:20261201T100000Z\nDTEND:20261201T113000Z")) == [
        ("12-01 10:00", "12-01 11:30")
    ]
    assert busy(calendar("DTSTART:20261201T100000Z\nDURATION:PT45M")) == [("12-01 10:00", "12-01 10:45")]


def test_free_and_cancelled_events_are_not_busy():
    times = "DTSTART:20261201T100000Z\nDTEND:20261201T113000Z\n"
    assert (
        busy(
            calendar(
                times + "TRANSP:TRANSPARENT",
                times + "STATUS:CANCELLED",
                times + "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
            )
        )
        == []
    )


def test_a_whole_day_is_the_local_day_and_counts_only_if_its_owner_wants():
    holiday = calendar(
        "DTSTART;VALUE=DATE:20261206\nDTEND;VALUE=DATE:20261208", "DTSTART;VALUE=DATE:20261210"
    )

    assert busy(holiday) == [("12-05 22:00", "12-07 22:00"), ("12-09 22:00", "12-10 22:00")]
    assert busy(holiday, zone="America/New_York")[0] == ("12-06 05:00", "12-08 05:00")
    assert busy(holiday, whole_days=False) == []


def test_a_time_without_a_zone_stands_in_the_owners_zone():
    assert busy(calendar("DTSTART:20261201T100000\nDTEND:20261201T110000")) == [
        ("12-01 08:00", "12-01 09:00")
    ]


def test_a_series_is_busy_at_each_date_but_those_taken_out_or_moved():
    series = (
        "BEGIN:VEVENT\nUID:a\nDTSTART;TZID=Europe/Helsinki:20260302T090000\nDTEND;TZID=Europe/Helsinki:20260302T100000\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20270330T000000Z\nEXDATE;TZID=Europe/Helsinki:20261130T090000\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;TZID=Europe/Helsinki:20261207T090000\nSTATUS:CANCELLED\n"
        "DTSTART;TZID=Europe/Helsinki:20261207T090000\nDTEND;TZID=Europe/Helsinki:20261207T100000\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;TZID=Europe/Helsinki:20261214T090000\n"
        "DTSTART;TZID=Europe/Helsinki:20261215T120000\nDTEND;TZID=Europe/Helsinki:20261215T130000\nEND:VEVENT\n"
    )
    found = busy(f"BEGIN:VCALENDAR\nVERSION:2.0\n{series}END:VCALENDAR\n".encode())

    assert found[:3] == [
        ("11-23 07:00", "11-23 08:00"),
        ("12-15 10:00", "12-15 11:00"),
        ("12-21 07:00", "12-21 08:00"),
    ]
    assert found[-1] == ("03-29 06:00", "03-29 07:00")  # summer time


@given(
    zone=st.sampled_from(ZONES),
    at=st.times(time(0), time(23, 45)),
    count=st.integers(1, 12),
    weeks=st.integers(1, 4),
)
def test_meetings_go_round_over_the_clock_changes_in_any_zone(zone: str, at: time, count: int, weeks: int):
    at = at.replace(second=0, microsecond=0)
    meetings = row(count, zone=zone, at=at, weeks=weeks, first=date(2027, 2, 20))
    for content in (agenda_file(meetings), feed_file(meetings, name="x")):
        read = busy_times(content, since=SINCE, until=UNTIL, zone=zone, whole_days=True)
        assert [(s.starts_at, s.ends_at) for s in read.spans] == sorted(
            (one.starts_at, one.starts_at + timedelta(minutes=75)) for one in meetings
        )
        assert all(span.ours.endswith("@tuokio") for span in read.spans)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9))))
def test_merged_times_cover_the_same_moments_and_never_meet(found: list[tuple[int, int]]):
    moment = [SINCE + timedelta(hours=n) for n in range(60)]
    spans = [(moment[start], moment[start + length]) for start, length in found]
    merged = union(spans)

    assert {m for m in moment if any(s <= m < e for s, e in spans)} == {
        m for m in moment if any(s <= m < e for s, e in merged)
    }
    assert all(first[1] < second[0] for first, second in pairwise(merged))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=1",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,30",
    ],
)
def test_what_repeats_many_times_a_day_is_left_out_and_told(rule: str):
    times = "DTSTART:20261201T100000Z\nDTEND:20261201T110000Z"
    read = busy_times(
        calendar(f"{times}\nRRULE:{rule}", times), since=SINCE, until=UNTIL, zone=HELSINKI, whole_days=True
    )
    assert (len(read.spans), read.left_out) == (1, 1)


def test_years_of_history_and_what_the_lines_say_are_never_parsed():
    old = "DTSTART:20110101T100000Z\nDTEND:20110101T110000Z\nSUMMARY:" + "x" * 60
    content = calendar(*[old] * 30_000, 'DTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nATTENDEE;CN="x:y')
    began = monotonic()

    assert busy(content) == [("12-01 10:00", "12-01 11:00")]
    assert monotonic() - began < 5


def test_more_than_can_be_read_is_refused_before_it_is_parsed():
    many = calendar(*["DTSTART:20261201T100000Z\nDTEND:20261201T110000Z"] * 100_000)
    began = monotonic()

    assert refused(many) == Trouble.TOO_MANY
    assert monotonic() - began < 5


def test_more_times_than_are_kept_are_refused():
    daily = "DTSTART:20261123T100000Z\nDTEND:20261123T110000Z\nRRULE:FREQ=DAILY"
    assert refused(calendar(*[daily] * (MOST_SPANS // 400 + 2))) == Trouble.TOO_MANY


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html>Sign in</html>", Trouble.NO_CALENDAR),
        (b"", Trouble.NO_CALENDAR),
        (calendar("DTSTART:20261201T100000Z")[:-20], Trouble.BROKEN),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 5000, Trouble.BROKEN),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", Trouble.BROKEN),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:\xff\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n", None),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n".encode("utf-16"), None),
        (calendar("DTSTART:99999999T999999Z\nRRULE:FREQ=NEVER"), None),
        (calendar("SUMMARY:no time"), None),
    ],
)
def test_a_broken_file_is_refused_or_read_for_what_is_whole_in_it(content: bytes, why: Trouble | None):
    if why:
        assert refused(content) == why
        return
    try:
        assert busy(content) == []
    except Unreachable as unreachable:
        assert unreachable.trouble == Trouble.BROKEN  # either is well


def test_the_old_encodings_do_not_matter():
    event = calendar("DTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nSUMMARY:työ")
    assert busy(event.decode().encode("latin-1")) == busy(event.decode().encode("utf-16")) == busy(event)


def test_repetitions_that_never_come_end_with_their_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(busy_reading, "READING", 1.5)
    never = "DTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    began = monotonic()
    with pytest.raises(Unreachable) as caught:
        busy_reading.laid_out(calendar(*[never] * 300), at=SINCE, zone=HELSINKI, whole_days=True)

    assert caught.value.trouble == Trouble.TOO_HARD
    assert monotonic() - began < 4


# --- addresses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2001:db8::1",
    ],
)  # fmt: skip
def test_no_number_inside_is_public(number: str):
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "193.166.3.2", "2a00:1450:400f:80d::200e", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_numbers_out_in_the_world_are(number: str):
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    ["", "calendar.ics", "file:///etc/passwd", "ftp://a.example/x", "gopher://a.example", "https://", "https://a:99999/",
     "https://user:word@a.example/x", "https://a.example/x y", "https://a.example/\r\nHost: b", "https://a.example/ä",
     "https://[::1", "javascript:alert(1)", "https://a.example/" + "x" * 2000],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_it(address: str):
    with pytest.raises(Unreachable) as caught:
        read_address(address)
    assert str(caught.value) == "bad_address"


def test_webcal_is_https_and_an_address_hides_itself():
    address = read_address("webcal://Calendar.example.org/secret-abc.ics?x=1")

    assert address.text == "https://calendar.example.org/secret-abc.ics?x=1"
    assert "secret" not in repr(address)
    assert read_address("http://[::1]:5232/a").text == "http://[::1]:5232/a"


def test_moments_of_the_wall_clock_are_those_of_meetings():
    floating = calendar("DTSTART:20270328T033000\nDTEND:20270328T050000")
    read = busy_times(floating, since=SINCE, until=UNTIL, zone=HELSINKI, whole_days=True)
    assert read.spans[0].starts_at == moment_at(date(2027, 3, 28), time(3, 30), HELSINKI).utc
