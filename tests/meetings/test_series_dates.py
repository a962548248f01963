"""The dates of a series: right by the wall clock, never on a free day, and always as many as asked for."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tuokio.meetings.domain.free_days import (
    DateSpan,
    FreeDay,
    FreeReason,
    finnish_holiday,
    free_day,
    is_business_day,
)
from tuokio.meetings.domain.series import (
    CountOutOfRange,
    IntervalOutOfRange,
    LengthOutOfRange,
    OutsideCalendar,
    SeriesRefused,
    planned_date,
    series_dates,
    shift,
)
from tuokio.meetings.domain.wall_clock import ClockNote, UnknownZone

HELSINKI = "Europe/Helsinki"
ONE = time(13, 0)


def days_of(plan):
    return [one.on for one in plan.dates]


def test_a_series_stays_at_one_o_clock_when_winter_time_begins():
    plan = series_dates(date(2026, 10, 13), ONE, HELSINKI, 2, 2, 75)

    assert [one.start_utc for one in plan.dates] == [
        datetime(2026, 10, 13, 10, 0, tzinfo=UTC),
        datetime(2026, 10, 27, 11, 0, tzinfo=UTC),
    ]
    assert [one.offset for one in plan.dates] == [timedelta(hours=3), timedelta(hours=2)]
    assert [one.local_end.time() for one in plan.dates] == [time(14, 15), time(14, 15)]


def test_a_series_stays_at_one_o_clock_when_summer_time_begins():
    plan = series_dates(date(2027, 3, 23), ONE, HELSINKI, 2, 1, 60)

    assert [one.start_utc for one in plan.dates] == [
        datetime(2027, 3, 23, 11, 0, tzinfo=UTC),
        datetime(2027, 3, 30, 10, 0, tzinfo=UTC),
    ]


def test_a_time_left_out_by_the_clock_begins_an_hour_later_and_says_so():
    one = planned_date(date(2027, 3, 28), time(3, 30), HELSINKI, 60)

    assert one.clock is ClockNote.NOT_ON_CLOCK
    assert one.start_utc == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert one.local_start.time() == time(4, 30)
    assert one.offset == timedelta(hours=3)


def test_a_time_that_comes_twice_is_the_first_of_the_two_and_says_so():
    one = planned_date(date(2026, 10, 25), time(3, 30), HELSINKI, 60)

    assert one.clock is ClockNote.TWICE_ON_CLOCK
    assert one.start_utc == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert one.end_utc - one.start_utc == timedelta(hours=1)
    assert one.local_end.time() == time(3, 30)


def test_an_ordinary_time_has_nothing_to_say():
    assert planned_date(date(2026, 11, 24), ONE, HELSINKI, 60).clock is ClockNote.ORDINARY


def test_a_zone_on_the_other_side_of_the_world_keeps_its_own_clock():
    one = planned_date(date(2026, 11, 24), ONE, "America/New_York", 60)

    assert one.start_utc == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def test_a_holiday_is_left_out_with_its_name_and_the_number_is_still_reached():
    plan = series_dates(date(2026, 12, 10), ONE, HELSINKI, 3, 2, 60)

    assert days_of(plan) == [date(2026, 12, 10), date(2027, 1, 7), date(2027, 1, 21)]
    assert plan.skipped == (FreeDay(date(2026, 12, 24), FreeReason.HOLIDAY),)
    assert [plan.skipped[0].holiday(language) for language in ("fi", "sv", "en")] == [
        "Jouluaatto",
        "Julafton",
        "Christmas Eve",
    ]


def test_a_first_date_on_a_holiday_moves_the_beginning_one_step_on():
    plan = series_dates(date(2027, 1, 6), ONE, HELSINKI, 1, 3, 60)

    assert days_of(plan) == [date(2027, 1, 27)]
    assert plan.skipped[0].holiday() == "Loppiainen"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 3), "Pitkäperjantai"),
        (date(2026, 5, 1), "Vappu"),
        (date(2026, 5, 14), "Helatorstai"),
        (date(2026, 6, 19), "Juhannusaatto"),
        (date(2026, 12, 6), "Itsenäisyyspäivä"),
        (date(2026, 12, 24), "Jouluaatto"),
        (date(2026, 4, 30), None),
        (date(2026, 12, 31), None),
        (date(2026, 2, 28), None),
        (date(2026, 11, 24), None),
    ],
)
def test_eves_that_are_free_nearly_everywhere_count_and_other_eves_and_flag_days_do_not(day, name):
    assert finnish_holiday(day) == name


def test_holidays_can_be_kept_as_meeting_days():
    assert days_of(series_dates(date(2026, 12, 24), ONE, HELSINKI, 1, 1, 60, holidays=False)) == [
        date(2026, 12, 24)
    ]


def test_an_own_break_is_left_out_on_its_first_and_last_day():
    break_ = DateSpan(date(2026, 7, 7), date(2026, 7, 21))
    plan = series_dates(date(2026, 6, 30), ONE, HELSINKI, 2, 1, 60, breaks=[break_])

    assert days_of(plan) == [date(2026, 6, 30), date(2026, 7, 28)]
    assert [(free.on.day, free.reason, free.holiday()) for free in plan.skipped] == [
        (7, FreeReason.OWN_BREAK, None),
        (14, FreeReason.OWN_BREAK, None),
        (21, FreeReason.OWN_BREAK, None),
    ]


def test_a_break_over_a_holiday_is_told_as_the_break():
    christmas = DateSpan(date(2026, 12, 21), date(2027, 1, 3))

    assert free_day(date(2026, 12, 24), breaks=[christmas]) == FreeDay(
        date(2026, 12, 24), FreeReason.OWN_BREAK
    )


def test_a_break_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        DateSpan(date(2026, 7, 2), date(2026, 7, 1))


def test_offices_are_open_on_ordinary_weekdays_only():
    week = [date(2026, 12, 21) + timedelta(days=n) for n in range(7)]

    assert [is_business_day(day) for day in week] == [True, True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("asked", "refusal", "code"),
    [
        ({"count": 0}, CountOutOfRange, "count_out_of_range"),
        ({"count": 201}, CountOutOfRange, "count_out_of_range"),
        ({"every_weeks": 0}, IntervalOutOfRange, "interval_out_of_range"),
        ({"every_weeks": 53}, IntervalOutOfRange, "interval_out_of_range"),
        ({"minutes": 4}, LengthOutOfRange, "length_out_of_range"),
        ({"minutes": 601}, LengthOutOfRange, "length_out_of_range"),
        ({"first": date(2099, 12, 1), "count": 3}, OutsideCalendar, "outside_calendar"),
        ({"first": date(1, 1, 1)}, OutsideCalendar, "outside_calendar"),
        ({"first": date(9999, 12, 31)}, OutsideCalendar, "outside_calendar"),
        ({"breaks": [DateSpan(date(2026, 1, 1), date(9999, 12, 31))]}, OutsideCalendar, "outside_calendar"),
    ],
)
def test_a_series_beyond_reason_is_refused_by_name(asked, refusal, code):
    usual = {"first": date(2026, 11, 24), "count": 10, "every_weeks": 3, "minutes": 60}

    with pytest.raises(refusal) as refused:
        series_dates(at=ONE, zone=HELSINKI, **(usual | asked))

    assert isinstance(refused.value, SeriesRefused)
    assert refused.value.code == code


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../../etc/passwd", "/etc/passwd", "Europe"])
def test_a_zone_that_does_not_exist_is_refused(zone):
    with pytest.raises(UnknownZone):
        planned_date(date(2026, 11, 24), ONE, zone, 60)


def test_shifted_dates_keep_their_time_over_a_clock_change_and_tell_of_free_days():
    plan = series_dates(date(2026, 10, 1), ONE, HELSINKI, 2, 11, 60)

    shifted = shift(plan.dates, days=7)

    assert [one.on for one in shifted.dates] == [date(2026, 10, 8), date(2026, 12, 24)]
    assert [one.local_start.time() for one in shifted.dates] == [ONE, ONE]
    assert shifted.on_free_days == (FreeDay(date(2026, 12, 24), FreeReason.HOLIDAY),)


def test_dates_can_be_shifted_to_another_time_of_day():
    plan = series_dates(date(2026, 11, 24), ONE, HELSINKI, 1, 1, 75)

    moved = shift(plan.dates, at=time(9, 30)).dates[0]

    assert (moved.on, moved.at, moved.minutes) == (date(2026, 11, 24), time(9, 30), 75)


@pytest.mark.parametrize("days", [10**9, 10**12, -(10**6), 40_000])
def test_dates_shifted_out_of_the_calendar_are_refused(days):
    with pytest.raises(OutsideCalendar):
        shift([planned_date(date(2026, 11, 24), ONE, HELSINKI, 60)], days=days)


DAYS = some.dates(date(2020, 1, 1), date(2060, 12, 31))


@some.composite
def spans(draw):
    first = draw(DAYS)
    return DateSpan(first, first + timedelta(days=draw(some.integers(0, 120))))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    first=DAYS,
    at=some.times().map(lambda t: t.replace(second=0, microsecond=0)),
    count=some.integers(1, 40),
    every_weeks=some.integers(1, 26),
    minutes=some.integers(5, 600),
    breaks=some.lists(spans(), max_size=4),
)
def test_every_series_has_its_number_of_meetings_and_none_on_a_free_day(
    first, at, count, every_weeks, minutes, breaks
):
    plan = series_dates(first, at, HELSINKI, count, every_weeks, minutes, breaks=breaks)

    assert len(plan.dates) == count
    assert [free_day(one.on, breaks=breaks) for one in plan.dates] == [None] * count
    steps = sorted([one.on for one in plan.dates] + [free.on for free in plan.skipped])
    assert steps == [first + timedelta(weeks=every_weeks * n) for n in range(len(steps))]
    for one in plan.dates:
        assert one.end_utc - one.start_utc == timedelta(minutes=minutes)
        assert one.start_utc.astimezone(ZoneInfo(HELSINKI)).utcoffset() == one.offset
        if one.clock is ClockNote.ORDINARY:
            assert (one.local_start.date(), one.local_start.time()) == (one.on, at)
