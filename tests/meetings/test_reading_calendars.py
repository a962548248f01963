"""A calendar file: entries of one title become a would-be process; what is not supervision is left to the person."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tuokio.meetings.domain.moving_in import read_file
from tuokio.meetings.domain.proposal import Held, ReadDate, SkipCode, Unreadability, Unreadable
from tuokio.terms.words import FormOfWork

TODAY = date(2026, 11, 21)
SAMPLE = Path(__file__).parent.parent / "data" / "moving_in" / "neljatoista.ics"


def codes(found):
    return [str(doubt.code) for doubt in found.doubts]


def event(*lines, start="TZID=Europe/Helsinki:20261124T130000", title="Ryhmä Meri", uid="1"):
    return "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;{start}", f"SUMMARY:{title}", *lines, "END:VEVENT", ""]
    )


def read(*parts):
    content = "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(parts) + "END:VCALENDAR\n"
    return read_file(content.replace("\n", "\r\n").encode(), today=TODAY, zone="Europe/Helsinki")


def only(*parts):
    (process,) = read(*parts).processes
    return process


def days(process):
    held = process.held.value.dates if process.held.value else ()
    return [f"{one.on:%d.%m.%y}" for one in (*held, *(process.coming.value or ()))]


def refused(content):
    with pytest.raises(Unreadable) as refusal:
        read_file(content, today=TODAY, zone="Europe/Helsinki")
    return refusal.value.code


def test_fourteen_processes_come_out_of_the_calendar_and_one_entry_that_is_none():
    proposal = read_file(SAMPLE.read_bytes(), today=TODAY, zone="Europe/Helsinki")

    assert [(one.name.value, one.is_likely) for one in proposal.processes][-2:] == [
        ("Tuotantojohtaja", True),
        ("Auton katsastus", False),
    ]
    assert sum(one.is_likely for one in proposal.processes) == 14
    assert [(row.reason, row.text) for row in proposal.skipped] == [(SkipCode.CANCELLED, "Rehtoripari")]
    assert "ei lueta" not in repr(proposal)


def test_a_series_with_a_moved_and_a_left_out_meeting_is_what_the_calendar_shows():
    first = read_file(SAMPLE.read_bytes(), today=TODAY, zone="Europe/Helsinki").processes[0]

    assert days(first) == [
        *("02.09.26", "30.09.26", "28.10.26", "24.11.26"),
        *("20.01.27", "17.02.27", "17.03.27", "14.04.27", "12.05.27"),
    ]
    assert (first.minutes.value, first.at.value, first.interval_weeks.value) == (75, time(13), 4)
    assert first.held.value == Held(3, first.held.value.dates)
    assert codes(first.held) == ["held_as_past"]
    assert codes(first.payer) == codes(first.price_cents) == ["no_column"]


def test_a_series_stays_on_the_wall_clock_over_both_clock_changes():
    process = only(
        event("RRULE:FREQ=WEEKLY;INTERVAL=13;COUNT=4", start="TZID=Europe/Helsinki:20260915T130000")
    )

    assert {one.at for one in (*process.held.value.dates, *process.coming.value)} == {time(13)}
    assert process.interval_weeks.value == 13


def test_times_in_another_zone_or_in_utc_come_to_the_wall_clock_at_home():
    utc = only(event(start="VALUE=DATE-TIME:20261124T110000Z"))
    stockholm = only(event(start="TZID=Europe/Stockholm:20261124T120000"))
    windows = only(event(start='TZID="FLE Standard Time":20261124T130000'))

    assert [one.coming.value for one in (utc, stockholm, windows)] == [
        (ReadDate(date(2026, 11, 24), time(13)),)
    ] * 3


def test_a_series_in_utc_keeps_the_clock_of_utc():
    process = only(event("RRULE:FREQ=WEEKLY;COUNT=2", start="VALUE=DATE-TIME:20270324T110000Z"))

    assert [one.at for one in process.coming.value] == [time(13), time(14)]
    assert codes(process.at) == ["times_differ"]


def test_a_zone_that_only_the_file_knows_is_read_as_it_stands_with_a_doubt():
    zone = "BEGIN:VTIMEZONE\nTZID:Kotona\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE\n"

    process = only(zone, event(start="TZID=Kotona:20261124T130000"))

    assert process.coming.value == (ReadDate(date(2026, 11, 24), time(13)),)
    assert "zone_unknown" in codes(process.name)


def test_a_whole_day_has_a_date_and_no_time():
    process = only(event(start="VALUE=DATE:20261124"))

    assert process.coming.value == (ReadDate(date(2026, 11, 24)),)
    assert codes(process.minutes) == ["no_column"]


def test_a_length_may_be_given_as_one():
    assert only(event("DURATION:PT1H15M")).minutes.value == 75


def test_titles_that_differ_in_their_letters_only_are_one_process_with_a_doubt():
    process = only(
        event(uid="1"), event(uid="2", title="RYHMÄ  meri", start="TZID=Europe/Helsinki:20261208T130000")
    )

    assert days(process) == ["24.11.26", "08.12.26"]
    assert "spellings_differ" in codes(process.name)


def test_a_single_meeting_cancelled_out_of_a_series_is_gone():
    process = only(
        event("RRULE:FREQ=WEEKLY;COUNT=3"),
        event(
            "RECURRENCE-ID;TZID=Europe/Helsinki:20261201T130000",
            "STATUS:CANCELLED",
            start="TZID=Europe/Helsinki:20261201T130000",
        ),
    )

    assert days(process) == ["24.11.26", "08.12.26"]


def test_dates_added_and_taken_away_are_followed():
    process = only(
        event(
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE;TZID=Europe/Helsinki:20261201T130000,20261208T130000",
            "RDATE;TZID=Europe/Helsinki:20261210T130000",
        )
    )

    assert days(process) == ["24.11.26", "10.12.26"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["24.11.26", "08.12.26", "22.12.26"]),
        ("FREQ=WEEKLY;INTERVAL=4;UNTIL=20261223T000000Z", ["24.11.26", "22.12.26"]),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20261222", ["24.11.26", "08.12.26", "22.12.26"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", ["24.11.26", "26.11.26", "01.12.26"]),
        ("FREQ=MONTHLY;BYDAY=4TU;COUNT=2", ["24.11.26", "22.12.26"]),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=4;COUNT=2", ["24.11.26", "22.12.26"]),
        ("FREQ=MONTHLY;BYMONTHDAY=24;COUNT=2", ["24.11.26", "24.12.26"]),
        ("FREQ=MONTHLY;COUNT=2", ["24.11.26", "24.12.26"]),
        ("FREQ=DAILY;INTERVAL=14;COUNT=2", ["24.11.26", "08.12.26"]),
        ("FREQ=YEARLY;COUNT=1", ["24.11.26"]),
    ],
)
def test_repetitions_as_calendars_write_them(rule, expected):
    assert days(only(event(f"RRULE:{rule}"))) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=MO",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=YEARLY;BYMONTH=11",
    ],
)
def test_repetitions_that_could_run_for_ever_are_listed_instead_of_followed(rule):
    proposal = read(event(f"RRULE:{rule}"))

    assert proposal.processes == ()
    assert [row.reason for row in proposal.skipped] == [SkipCode.RULE_NOT_UNDERSTOOD]


def test_a_series_without_end_is_followed_for_a_year_with_a_doubt():
    process = only(event("RRULE:FREQ=WEEKLY;INTERVAL=4"))

    assert len(process.coming.value) == 13
    assert "endless_series" in codes(process.name)


def test_more_meetings_than_a_process_can_have_are_cut_with_a_doubt():
    process = only(event("RRULE:FREQ=DAILY", start="TZID=Europe/Helsinki:20240101T080000"))

    assert (process.held.value.count, len(process.coming.value)) == (200, 200)
    assert "series_cut" in codes(process.held)
    assert "series_cut" in codes(process.coming)


def test_meetings_without_a_rhythm_get_none():
    starts = ("20261201", "20261208", "20261222", "20270112")
    parts = [event(uid=start, start=f"TZID=Europe/Helsinki:{start}T130000") for start in starts]

    process = only(*parts)

    assert (process.interval_weeks.value, codes(process.interval_weeks)) == (None, ["intervals_differ"])


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (event(title=""), SkipCode.NO_TITLE),
        (event("STATUS:CANCELLED"), SkipCode.CANCELLED),
        (event(start="VALUE=DATE:19000101"), SkipCode.DATE_OUT_OF_RANGE),
        (event(start="VALUE=DATE:99991231"), SkipCode.DATE_OUT_OF_RANGE),
        (event(start="VALUE=DATE-TIME:nonsense"), SkipCode.UNREADABLE_EVENT),
        (event("DURATION:P99999999999D"), SkipCode.UNREADABLE_EVENT),
        (event("RRULE:FREQ=NONSENSE"), SkipCode.UNREADABLE_EVENT),
        ("BEGIN:VEVENT\nUID:1\nSUMMARY:Ryhmä\nEND:VEVENT\n", SkipCode.UNREADABLE_EVENT),
    ],
)
def test_an_entry_that_cannot_be_read_is_listed_and_the_others_stand(part, reason):
    proposal = read(part, event(uid="2"))

    assert [row.reason for row in proposal.skipped] == [reason]
    assert len(proposal.processes) == 1


def test_forms_are_told_by_titles_with_a_doubt():
    process = only(event(title="Yksilöohjaus: johtaja"))

    assert (process.form.value, codes(process.form)) == (FormOfWork.INDIVIDUAL, ["form_from_name"])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"BEGIN:VCALENDAR\r\n" + b"a" * (5 * 1024 * 1024), Unreadability.TOO_BIG),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 3001, Unreadability.TOO_MANY_EVENTS),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\nEND:X\r\n" * 10_001, Unreadability.TOO_MANY_EVENTS),
        (b"BEGIN:VCALENDAR\r\n" + b"RRULE:FREQ=DAILY\r\n" * 501, Unreadability.TOO_MANY_EVENTS),
        (b"BEGIN:VCALENDAR\r\n" + b"\r\n" * 150_001, Unreadability.TOO_MANY_EVENTS),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 20, Unreadability.HOSTILE),
        (b"BEGIN:VCALENDAR\r\nnonsense\r\n", Unreadability.BROKEN),
    ],
)
def test_a_calendar_made_to_harm_is_refused(content, code):
    assert refused(content) == code


def test_daily_entries_of_many_years_are_refused_before_they_fill_the_memory():
    parts = [
        event("RRULE:FREQ=DAILY", uid=str(n), start="VALUE=DATE:20000101", title=f"Ryhmä {n}")
        for n in range(60)
    ]

    with pytest.raises(Unreadable) as refusal:
        read(*parts)
    assert refusal.value.code == Unreadability.TOO_MANY_EVENTS


LINES = some.one_of(
    some.sampled_from(SAMPLE.read_text("utf-8").splitlines()),
    some.sampled_from(
        ["BEGIN:VEVENT", "END:VEVENT", "RRULE:", "DTSTART:", "EXDATE:1", "RDATE;VALUE=PERIOD:1/2"]
    ),
    some.text(max_size=30),
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(some.lists(LINES, max_size=25))
def test_whatever_a_calendar_holds_the_answer_is_a_proposal_or_a_code(lines):
    content = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode("utf-8", "replace")
    try:
        read_file(content, today=TODAY, zone="Europe/Helsinki")
    except Unreadable as refusal:
        assert refusal.code in Unreadability
