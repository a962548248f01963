"""What a cancellation costs by the agreed terms."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tuokio.meetings.domain.cancelling import (
    CancellationTerms,
    ChargeReason,
    Verdict,
    charge_percent,
    free_until,
    no_show_charge,
)
from tuokio.terms.meeting_words import CancelledBy

HELSINKI = "Europe/Helsinki"
TWO_DAYS = CancellationTerms(48, 50, 100, count_business_days=False)
TWO_BUSINESS_DAYS = CancellationTerms(48, 50, 100, count_business_days=True)
THURSDAY = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)  # 13.00 in Helsinki


def cancel(at, terms=TWO_DAYS, by=CancelledBy.COMMISSIONER, start=THURSDAY):
    return charge_percent(terms, start, at, by, HELSINKI)


def test_cancelling_is_free_up_to_and_at_the_limit():
    assert cancel(THURSDAY - timedelta(hours=48)) == Verdict(0, ChargeReason.IN_TIME)


def test_a_minute_later_costs_the_agreed_share():
    assert cancel(THURSDAY - timedelta(hours=48) + timedelta(minutes=1)) == Verdict(50, ChargeReason.LATE)


def test_once_the_meeting_has_begun_it_is_a_no_show():
    assert cancel(THURSDAY + timedelta(minutes=1)) == Verdict(100, ChargeReason.AFTER_START)
    assert no_show_charge(TWO_DAYS) == Verdict(100, ChargeReason.NO_SHOW)


@pytest.mark.parametrize("by", [CancelledBy.SUPERVISOR, CancelledBy.PRACTICE])
@pytest.mark.parametrize("hours", [-1, 0, 1, 1000])
def test_the_supervisors_own_cancellation_never_costs_anything(by, hours):
    assert cancel(THURSDAY - timedelta(hours=hours), by=by) == Verdict(0, ChargeReason.OWN_CANCELLATION)


def local(*when):
    return datetime(*when, tzinfo=ZoneInfo(HELSINKI)).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        (local(2026, 11, 26, 13), local(2026, 11, 24, 13)),  # within a week
        (local(2026, 11, 23, 13), local(2026, 11, 19, 13)),  # over a weekend
        (local(2026, 11, 22, 13), local(2026, 11, 19, 0)),  # a Sunday meeting: Friday and Thursday
        (local(2027, 1, 7, 13), local(2027, 1, 4, 13)),  # Epiphany between
        (local(2026, 12, 28, 9), local(2026, 12, 22, 9)),  # Christmas from Thursday to Sunday between
    ],
)
def test_terms_in_business_days_leave_out_weekends_and_holidays(start, limit):
    assert free_until(TWO_BUSINESS_DAYS, start, HELSINKI) == limit


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        (local(2026, 10, 26, 13), local(2026, 10, 24, 13)),
        (local(2027, 3, 29, 13), local(2027, 3, 27, 13)),
    ],
)
def test_the_limit_is_the_same_time_of_day_also_over_a_clock_change(start, limit):
    assert free_until(CancellationTerms(48, 50, 100, False), start, HELSINKI) == limit


def test_no_limit_means_free_until_the_start():
    assert free_until(CancellationTerms(0, 100, 100, True), THURSDAY, HELSINKI) == THURSDAY


@pytest.mark.parametrize("values", [(-1, 0, 0), (24 * 60 + 1, 0, 0), (24, 101, 0), (24, 0, -1)])
def test_terms_beyond_reason_are_refused(values):
    with pytest.raises(ValueError):
        CancellationTerms(*values, count_business_days=False)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    start=some.integers(0, 6 * 365 * 24).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=n)),
    hours=some.integers(0, 400),
)
def test_business_days_never_give_more_time_than_plain_days(start, hours):
    plain = free_until(CancellationTerms(hours, 50, 100, False), start, HELSINKI)
    business = free_until(CancellationTerms(hours, 50, 100, True), start, HELSINKI)

    assert business <= plain <= start
