"""What meetings cost: VAT by date, rounding by line, sums by payer and month."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tuokio.meetings.domain.charging import (
    Amounts,
    ChargeLine,
    NoVatRate,
    VatRate,
    amounts,
    payer_months,
    rate_on,
    share,
)

OLD = VatRate("general", Decimal("24"), "", date(2013, 1, 1), date(2024, 8, 31))
NEW = VatRate("general", Decimal("25.5"), "", date(2024, 9, 1))
NONE = VatRate("exempt", Decimal("0"), "AVL 39 §", date(1994, 6, 1))
RATES = [OLD, NEW, NONE]


def test_two_hundred_and_seventy_five_euros_with_vat():
    assert amounts(27500, Decimal("25.5")) == Amounts(27500, 7013, 34513)


@pytest.mark.parametrize(
    ("net", "percent", "vat"),
    [(1, "50", 1), (3, "50", 2), (-3, "50", -2), (0, "25.5", 0), (12000, "0", 0), (333, "10", 33)],
)
def test_vat_is_rounded_half_up_to_the_cent(net, percent, vat):
    assert amounts(net, Decimal(percent)) == Amounts(net, vat, net + vat)


def test_a_share_of_the_price_is_rounded_half_up_too():
    assert (share(12345, 50), share(12000, 100), share(12000, 0)) == (6173, 12000, 0)


@pytest.mark.parametrize(
    ("day", "rate"), [(date(2024, 8, 31), OLD), (date(2024, 9, 1), NEW), (date(2026, 11, 24), NEW)]
)
def test_the_day_of_the_meeting_chooses_the_rate(day, rate):
    assert rate_on(RATES, "general", day) == rate


def test_a_day_without_a_rate_is_refused():
    with pytest.raises(NoVatRate):
        rate_on(RATES, "general", date(2012, 12, 31))


def test_two_rates_for_one_day_are_refused():
    with pytest.raises(NoVatRate):
        rate_on([NEW, NEW], "general", date(2026, 1, 1))


def test_a_rate_beyond_a_hundred_percent_is_refused():
    with pytest.raises(ValueError, match="0 to 100"):
        VatRate("odd", Decimal("101"), "", date(2024, 1, 1))


def test_lines_are_gathered_by_payer_month_and_vat():
    lines = [
        ChargeLine("Puropolku", date(2026, 11, 24), 27500, NEW),
        ChargeLine("Puropolku", date(2026, 11, 3), 27500, NEW),
        ChargeLine("Puropolku", date(2026, 11, 10), 9000, NONE),
        ChargeLine("Puropolku", date(2026, 12, 1), 9000, NONE),
        ChargeLine("Aittala", date(2026, 11, 5), 12000, NEW),
    ]

    months = payer_months(lines)

    assert [(m.payer, m.year, m.month, len(m.lines)) for m in months] == [
        ("Aittala", 2026, 11, 1),
        ("Puropolku", 2026, 11, 3),
        ("Puropolku", 2026, 12, 1),
    ]
    puropolku = months[1]
    assert [line.on.day for line in puropolku.lines] == [3, 10, 24]
    assert [(v.code, v.reason, v.amounts) for v in puropolku.by_vat] == [
        ("exempt", "AVL 39 §", Amounts(9000, 0, 9000)),
        ("general", "", Amounts(55000, 14026, 69026)),
    ]
    assert puropolku.total == Amounts(64000, 14026, 78026)


def test_no_lines_make_no_months():
    assert payer_months([]) == ()


@settings(derandomize=True, deadline=None)
@given(
    some.lists(
        some.builds(
            ChargeLine,
            payer=some.sampled_from(["Puropolku", "Aittala"]),
            on=some.dates(date(2025, 1, 1), date(2025, 12, 31)),
            net_cents=some.integers(0, 10**7),
            rate=some.sampled_from([NEW, NONE]),
        )
    )
)
def test_nothing_is_lost_between_lines_and_sums(lines):
    months = payer_months(lines)

    assert sum(m.total.gross for m in months) == sum(line.amounts.gross for line in lines)
    for month in months:
        assert month.total.net == sum(v.amounts.net for v in month.by_vat)
        assert month.total.net + month.total.vat == month.total.gross
