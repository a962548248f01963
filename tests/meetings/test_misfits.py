"""Dates that do not fit: each with why, and with repairs that fit."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tuokio.meetings.domain.misfits import Cause, Frame, Looked, Way, look_through, span_of, why_unfit
from tuokio.meetings.domain.series import PlannedDate, planned_date
from tuokio.meetings.domain.slots.clock import day_number
from tuokio.meetings.domain.slots.rules import Calendar, Hours, Rules, TakenTime, Where
from tuokio.meetings.domain.slots.spans import union

ZONE = "Europe/Helsinki"
WHO, ROOM = UUID(int=1), UUID(int=2)
AT = int(datetime(2026, 11, 24, 7, tzinfo=UTC).timestamp())
ONE_O_CLOCK = time(13)
WEDNESDAYS = [date(2026, 12, 2) + timedelta(weeks=n) for n in range(4)]  # 2, 9, 16 and 23 December


def dated(day: date, at: time = ONE_O_CLOCK, minutes: int = 75) -> PlannedDate:
    return planned_date(day, at, ZONE, minutes)


def taken(day: date, start: time, end: time) -> TakenTime:
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return TakenTime(*span_of(dated(day, start, minutes)))


def frame(*takes: TakenTime, **more: object) -> Frame:
    calendar = Calendar(supervisor=WHO, rules=None, taken=sorted(takes))
    return Frame(**{"calendars": [(date.min, calendar)], "at": AT, **more})  # type: ignore[arg-type]  # by name


def told(one: Looked) -> dict[Way, str]:
    return {repair.way: f"{repair.to.local_start:%a %d.%m. %H.%M}" for repair in one.repairs}


def test_a_row_without_obstacles_fits_as_it_is():
    looked = look_through([dated(day) for day in WEDNESDAYS], frame())

    assert [one.date.on for one in looked] == WEDNESDAYS
    assert all(one.fits and not one.repairs for one in looked)


def test_a_taken_hour_keeps_its_place_with_three_repairs():
    row = [dated(day) for day in WEDNESDAYS]

    looked = look_through(row, frame(taken(WEDNESDAYS[1], time(12), time(14))))

    assert [one.fits for one in looked] == [True, False, True, True]
    assert looked[1].causes == {Cause.TAKEN}
    assert not looked[1].can_be_kept
    assert told(looked[1]) == {
        Way.SHIFT: "Wed 09.12. 14.00",
        Way.WEEKDAY: "Thu 10.12. 13.00",
        Way.END: "Wed 30.12. 13.00",
    }


def test_a_holiday_is_told_and_can_be_kept_all_the_same():
    new_year = dated(date(2027, 1, 1))

    (looked,) = look_through([new_year], frame())

    assert looked.causes == {Cause.HOLIDAY}
    assert looked.can_be_kept
    assert told(looked) == {
        Way.SHIFT: "Thu 31.12. 13.00",
        Way.WEEKDAY: "Wed 30.12. 13.00",
        Way.END: "Fri 08.01. 13.00",
    }


def test_each_that_could_be_skipped_is_offered_the_next_place_at_the_end():
    row = [dated(day) for day in WEDNESDAYS]

    looked = look_through(row, frame(*[taken(day, time(9), time(19)) for day in WEDNESDAYS[:2]]))

    assert [told(one)[Way.END] for one in looked[:2]] == ["Wed 30.12. 13.00"] * 2
    full = frame(taken(date(2026, 12, 30), time(9), time(19)))
    (after,) = look_through([dated(date(2026, 12, 30))], full)
    assert told(after)[Way.END] == "Wed 13.01. 13.00"  # 6 January is a holiday


def test_of_two_dates_that_meet_the_later_named_is_the_misfit():
    looked = look_through([dated(WEDNESDAYS[0]), dated(WEDNESDAYS[0], time(13, 30))], frame())

    assert looked[0].fits
    assert looked[1].causes == {Cause.ANOTHER_OF_THESE}
    assert told(looked[1])[Way.SHIFT] == "Wed 02.12. 14.15"


def test_outside_the_agreement_is_told_and_not_repaired_by_going_further_out():
    looked = look_through([dated(day) for day in WEDNESDAYS], frame(last_on=date(2026, 12, 20)))

    assert looked[3].causes == {Cause.AFTER_AGREEMENT}
    assert looked[3].can_be_kept
    assert not looked[3].repairs
    before = look_through([dated(WEDNESDAYS[0])], frame(first_on=date(2026, 12, 4)))
    assert before[0].causes == {Cause.BEFORE_AGREEMENT}
    assert told(before[0])[Way.WEEKDAY] == "Fri 04.12. 13.00"


def test_a_place_at_the_end_after_the_last_day_says_so():
    looked = look_through(
        [dated(day) for day in WEDNESDAYS],
        frame(taken(WEDNESDAYS[0], time(9), time(19)), last_on=date(2026, 12, 23)),
    )

    assert [repair.late for repair in looked[0].repairs] == [False, False, True]


def test_a_room_and_a_member_are_told_as_such():
    start, end = span_of(dated(WEDNESDAYS[0]))

    looked = look_through(
        [dated(WEDNESDAYS[0])],
        frame(where=Where("kanerva", "Kanerva", ROOM), rooms={ROOM: [(start, end)]}, members=[(start, end)]),
    )

    assert looked[0].causes == {Cause.ROOM_TAKEN, Cause.MEMBER_TAKEN}


def test_outside_the_hours_is_a_mild_note():
    rules = Rules(weekly={3: [Hours(9 * 3600, 12 * 3600)]})
    calendar = Calendar(supervisor=WHO, rules=rules)

    looked = look_through([dated(WEDNESDAYS[0])], Frame(calendars=[(date.min, calendar)], at=AT))

    assert looked[0].fits
    assert looked[0].outside_hours


def test_a_holiday_week_is_repaired_in_the_weeks_beside_it():
    week = (day_number(date(2026, 12, 7)), day_number(date(2026, 12, 13)))
    calendar = Calendar(supervisor=WHO, rules=None, breaks=[week])
    around = Frame(calendars=[(date.min, calendar)], at=AT, reach_weeks=2)

    (looked,) = look_through([dated(WEDNESDAYS[1])], around)

    assert looked.causes == {Cause.OWN_BREAK}
    assert told(looked) == {Way.SHIFT: "Mon 14.12. 13.00", Way.END: "Wed 16.12. 13.00"}


def test_who_leads_from_a_day_on_has_the_calendar_of_that_day():
    full = Calendar(supervisor=WHO, rules=None, taken=[taken(WEDNESDAYS[1], time(9), time(19))])
    handed = Frame(
        calendars=[
            (date(2026, 1, 1), full),
            (date(2026, 12, 8), Calendar(supervisor=UUID(int=3), rules=None)),
        ],
        at=AT,
    )

    assert all(one.fits for one in look_through([dated(day) for day in WEDNESDAYS], handed))


@pytest.mark.parametrize("edge", [date(1970, 1, 1), date(2099, 12, 31)])
def test_at_the_edges_of_the_calendar_nothing_falls_off(edge: date):
    full = frame(taken(edge, time(9), time(19)), reach_weeks=3)

    (looked,) = look_through([dated(edge)], full)

    assert looked.causes


# --- properties ---------------------------------------------------------------------------------------------

quarters = some.integers(0, 24 * 4 - 1).map(lambda n: time(n // 4, 15 * (n % 4)))
days = some.integers(0, 60).map(lambda n: date(2026, 12, 1) + timedelta(days=n))


@some.composite
def rows(draw: some.DrawFn) -> tuple[list[PlannedDate], Frame]:
    """A row of dates and a calendar with obstacles of all kinds."""
    minutes = draw(some.sampled_from([45, 75, 120]))
    first, at = draw(days), draw(quarters)
    every = draw(some.integers(1, 3))
    row = [dated(first + n * timedelta(weeks=every), at, minutes) for n in range(draw(some.integers(1, 6)))]
    row += [dated(draw(days), draw(quarters), minutes) for _ in range(draw(some.integers(0, 2)))]
    spans = union(
        span_of(dated(draw(days), draw(quarters), draw(some.sampled_from([60, 300, 600]))))
        for _ in range(draw(some.integers(0, 12)))
    )
    breaks = [(day_number(day), day_number(day) + 2) for day in draw(some.lists(days, max_size=2))]
    calendar = Calendar(
        supervisor=WHO,
        rules=draw(some.sampled_from([None, Rules(weekly={2: [Hours(9 * 3600, 15 * 3600)]})])),
        taken=[TakenTime(start, end) for start, end in spans],
        breaks=breaks,
    )
    last = draw(some.none() | days)
    return row, Frame(
        calendars=[(date.min, calendar)],
        at=AT,
        members=[span_of(dated(draw(days), draw(quarters)))],
        last_on=last,
        every_weeks=every,
    )


@given(rows())
def test_every_repair_fits_and_no_two_meet(given_row: tuple[list[PlannedDate], Frame]):
    row, around = given_row

    looked = look_through(row, around)

    assert [one.date for one in looked] == row
    for one in looked:
        assert one.fits or one.causes
        assert not (one.fits and one.repairs)
        assert len({repair.way for repair in one.repairs}) == len(one.repairs) <= 3
        for repair in one.repairs:
            assert why_unfit(repair.to, around) <= ({Cause.AFTER_AGREEMENT} if repair.late else set())
            assert repair.to.minutes == one.date.minutes
            assert span_of(repair.to)[0] >= AT
            if repair.way is not Way.END:
                assert repair.to.on.isocalendar()[:2] == one.date.on.isocalendar()[:2]
            if repair.way is Way.WEEKDAY:
                assert repair.to.at == one.date.at
                assert repair.to.on != one.date.on
            if repair.way is Way.END:
                assert repair.to.on > max(date.on for date in row)
                assert repair.to.at == one.date.at
    standing = [span_of(one.date) for one in looked if one.fits]
    new = [span_of(one.to) for told in looked for one in told.repairs if one.way is not Way.END]
    ends = {span_of(one.to) for told in looked for one in told.repairs if one.way is Way.END}
    meet = [*combinations(new, 2), *((one, other) for one in (*new, *ends) for other in standing)]
    for (start, end), (since, until) in meet:
        assert end <= since or until <= start


@given(rows())
def test_no_free_time_of_the_day_is_overlooked(given_row: tuple[list[PlannedDate], Frame]):
    row, around = given_row
    row = row[:1]

    (one,) = look_through(row, around)

    if one.fits or any(repair.way is Way.SHIFT for repair in one.repairs):
        return
    if one.date.on.isoweekday() > 5:
        return
    for quarter in range(8 * 4, 20 * 4 - (one.date.minutes + 14) // 15 + 1):
        other = dated(one.date.on, time(quarter // 4, 15 * (quarter % 4)), one.date.minutes)
        assert why_unfit(other, around, [span_of(one.date)])


@pytest.mark.parametrize("language_independent", [Cause.TAKEN, Cause.ROOM_TAKEN, Cause.MEMBER_TAKEN])
def test_what_the_database_refuses_cannot_be_kept(language_independent: Cause):
    assert not Looked(dated(WEDNESDAYS[0]), frozenset({language_independent})).can_be_kept
