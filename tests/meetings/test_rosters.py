"""The periods of a unit's lists of shifts: arithmetic over years, and what touches a published list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.meetings.domain.rosters import (
    RosterRhythm,
    outside_rosters_first,
    prefers_outside_rosters,
)

DAYS = st.dates(date(2019, 1, 1), date(2041, 1, 1))
RHYTHMS = st.builds(RosterRhythm, DAYS, st.integers(1, 12), st.integers(0, 180), st.integers(0, 60))
DAY = timedelta(days=1)
THREE_WEEKS = RosterRhythm(date(2026, 11, 16), weeks=3, published_days=14, wanted_days=7)


@given(RHYTHMS, DAYS)
def test_every_day_is_in_one_period_of_whole_weeks(rhythm: RosterRhythm, day: date):
    period = rhythm.period_of(day)

    assert period.first_on <= day <= period.last_on
    assert (period.last_on - period.first_on + DAY).days == 7 * rhythm.weeks
    assert period.first_on.weekday() == rhythm.anchor_on.weekday()
    assert rhythm.period_of(period.first_on) == rhythm.period_of(period.last_on) == period


@given(RHYTHMS, DAYS)
def test_periods_follow_without_gaps_over_any_end_of_a_year(rhythm: RosterRhythm, day: date):
    period = rhythm.period_of(day)
    coming = rhythm.following(period)

    assert coming.first_on == period.last_on + DAY
    assert rhythm.period_of(period.first_on - DAY).last_on == period.first_on - DAY


@given(RHYTHMS, DAYS, DAYS)
def test_a_list_is_published_from_its_day_on(rhythm: RosterRhythm, day: date, on: date):
    period = rhythm.period_of(day)

    assert rhythm.is_published(day, on=on) == (on >= period.first_on - timedelta(rhythm.published_days))
    assert not rhythm.is_published(day, on=period.free_until)
    assert rhythm.is_published(day, on=period.free_until + DAY)
    assert period.wanted_by <= period.published_on <= period.first_on


@given(RHYTHMS, DAYS)
def test_what_is_published_ends_where_it_is_said(rhythm: RosterRhythm, on: date):
    last = rhythm.published_until(on)

    assert rhythm.is_published(last, on=on)
    assert not rhythm.is_published(last + DAY, on=on)


@given(RHYTHMS, DAYS, st.integers(0, 60))
def test_the_periods_wanted_soon_are_those_and_no_others(rhythm: RosterRhythm, since: date, days: int):
    until = since + timedelta(days=days)
    found = rhythm.wanted_between(since, until)
    day, known = since, set()
    while day <= until + timedelta(days=rhythm.published_days + rhythm.wanted_days):
        period = rhythm.period_of(day)
        if since <= period.wanted_by <= until:
            known.add(period)
        day += DAY

    assert set(found) == known
    assert found == sorted(found, key=lambda one: one.first_on)


@given(RHYTHMS, st.lists(DAYS, max_size=12), DAYS)
def test_dates_outside_published_lists_come_first_and_else_in_their_order(
    rhythm: RosterRhythm, dates: list[date], on: date
):
    key = prefers_outside_rosters(rhythm, on=on)
    sorted_dates = outside_rosters_first(dates, rhythm, on=on)

    assert sorted_dates == [one for one in dates if not key(one)] + [one for one in dates if key(one)]
    assert outside_rosters_first(dates, None, on=on) == dates


def test_three_weeks_over_the_new_year_and_week_53():
    period = THREE_WEEKS.period_of(date(2026, 12, 31))

    assert (period.first_on, period.last_on) == (date(2026, 12, 28), date(2027, 1, 17))
    assert period.first_on.isocalendar()[:2] == (2026, 53)
    assert period.last_on.isocalendar()[:2] == (2027, 2)
    assert (period.published_on, period.wanted_by) == (date(2026, 12, 14), date(2026, 12, 7))
    assert period.free_until == date(2026, 12, 13)


def test_a_rhythm_out_of_reason_is_refused():
    for weeks, published, wanted in ((0, 7, 0), (13, 7, 0), (3, 181, 0), (3, -1, 0), (3, 7, 181)):
        with pytest.raises(ValueError):
            RosterRhythm(date(2026, 11, 16), weeks, published, wanted)
