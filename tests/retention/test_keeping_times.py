from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.retention.domain.keeping import (
    HELSINKI,
    RULES,
    KeepingRule,
    Kept,
    Unit,
    financial_year_end,
    ledgers_kept_until,
    months_before,
    vouchers_erasable_through,
    vouchers_kept_until,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("year_end", "vouchers", "ledgers"),
    [
        (date(2017, 4, 30), date(2023, 12, 31), date(2027, 4, 30)),
        (date(2024, 3, 31), date(2030, 12, 31), date(2034, 3, 31)),
        (date(2026, 12, 31), date(2032, 12, 31), date(2036, 12, 31)),
        (date(2024, 2, 29), date(2030, 12, 31), date(2034, 2, 28)),
    ],
)
def test_bookkeeping_counts_from_the_calendar_year_in_which_the_financial_year_ended(
    year_end: date, vouchers: date, ledgers: date
):
    assert vouchers_kept_until(year_end) == vouchers
    assert ledgers_kept_until(year_end) == ledgers


def test_a_day_belongs_to_the_financial_year_that_ends_after_it():
    assert financial_year_end(date(2016, 5, 1), year_ends_in=4) == date(2017, 4, 30)
    assert financial_year_end(date(2017, 4, 30), year_ends_in=4) == date(2017, 4, 30)
    assert financial_year_end(date(2017, 5, 1), year_ends_in=4) == date(2018, 4, 30)
    assert financial_year_end(date(2026, 11, 24)) == date(2026, 12, 31)


def test_a_voucher_of_a_year_ending_in_april_2017_goes_on_new_years_day_2024():
    bought = date(2016, 6, 1)
    assert vouchers_erasable_through(date(2023, 12, 31), year_ends_in=4) < bought
    assert vouchers_erasable_through(date(2024, 1, 1), year_ends_in=4) >= bought


@given(day=DAYS, today=DAYS, ends=st.integers(1, 12))
def test_what_may_be_erased_is_exactly_what_need_not_be_kept(day: date, today: date, ends: int):
    erasable = day <= vouchers_erasable_through(today, year_ends_in=ends)
    assert erasable == (vouchers_kept_until(financial_year_end(day, year_ends_in=ends)) < today)


@given(day=DAYS, months=st.integers(0, 120))
def test_months_back_keep_the_day_or_take_the_months_last(day: date, months: int):
    back = months_before(day, months)
    assert (day.year - back.year) * 12 + day.month - back.month == months
    assert back.day == day.day or (back.day < day.day and (back + timedelta(days=1)).day == 1)


def test_half_a_year_from_the_end_of_august_is_the_end_of_february():
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)


def test_the_cut_falls_at_midnight_in_finland():
    cut = RULES[Kept.ENQUIRY].cut(datetime(2026, 11, 24, 22, 30, tzinfo=UTC))  # 25.11. in Finland
    assert cut == datetime(2026, 5, 25, 0, 0, tzinfo=HELSINKI)


def test_a_practice_chooses_within_the_limits_only():
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert RULES[Kept.ENQUIRY].cut(now, age=3) > RULES[Kept.ENQUIRY].cut(now)
    with pytest.raises(ValueError, match="between 1 and 12"):
        RULES[Kept.ENQUIRY].cut(now, age=13)


def test_the_bookkeeping_rule_is_not_bent():
    assert not RULES[Kept.VOUCHER].may_change
    with pytest.raises(ValueError, match="between 6 and 6"):
        RULES[Kept.VOUCHER].cut(datetime(2026, 11, 24, tzinfo=UTC), age=5)


def test_every_class_has_one_rule():
    assert set(RULES) == set(Kept)


def test_a_default_outside_its_own_limits_is_refused():
    with pytest.raises(ValueError, match="not between"):
        KeepingRule(Kept.ENQUIRY, Unit.MONTHS, 13, 1, 12)
