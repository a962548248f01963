"""How much of one's own supervision counts, by the rules of associations (domain 1.8)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.meetings.domain.credit import RULES, Received, credited, months_of_credit


@pytest.mark.parametrize(
    ("rule", "minutes", "supervisees", "counts"),
    [
        ("bacp", 120, 6, 20),
        ("bacp", 120, 4, 60),
        ("bacp", 60, 1, 60),
        ("bacp", 90, 5, 18),
        ("babcp", 120, 6, 120),
        ("babcp", 120, 7, 0),
        ("babcp", 45, 1, 45),
        ("fi_plain", 120, 12, 120),
    ],
)
def test_the_vectors_of_the_domain(rule: str, minutes: int, supervisees: int, counts: int):
    assert credited(RULES[rule], minutes, supervisees) == counts


def every_three_weeks() -> list[Received]:
    return [Received((2026, month), 60, 1) for month in (1, 1, 2, 3, 3, 4)]


def test_sixty_minutes_every_three_weeks_fail_some_months_by_the_calendar_alone():
    months = months_of_credit(RULES["bacp"], every_three_weeks(), [(2026, m) for m in range(1, 5)])

    assert [month.missing for month in months] == [0, 30, 0, 30]
    assert [month.credited for month in months] == [120, 60, 120, 60]


def test_where_an_average_is_allowed_the_full_months_make_up_for_the_others():
    months = months_of_credit(RULES["babcp"], every_three_weeks(), [(2026, m) for m in range(1, 5)])

    assert {month.missing for month in months} == {0}
    assert {
        month.missing
        for month in months_of_credit(RULES["babcp"], every_three_weeks(), [(2026, m) for m in range(1, 7)])
    } == {30}


def test_a_group_alone_is_not_enough_where_the_rule_says_so():
    group = [Received((2026, 1), 120, 6)]

    assert months_of_credit(RULES["babcp"], group, [(2026, 1)])[0].only_group
    assert not months_of_credit(RULES["bacp"], group, [(2026, 1)])[0].only_group
    both = [*group, Received((2026, 2), 45, 1)]
    assert not any(m.only_group for m in months_of_credit(RULES["babcp"], both, [(2026, 1), (2026, 2)]))


def test_what_cannot_be_counted_is_refused():
    for minutes, supervisees in ((-1, 1), (60, 0)):
        with pytest.raises(ValueError, match="supervisees"):
            credited(RULES["fi_plain"], minutes, supervisees)


@given(st.sampled_from(sorted(RULES)), st.integers(0, 600), st.integers(1, 40))
def test_nobody_counts_more_than_the_time_and_a_larger_group_never_counts_more(
    rule: str, minutes: int, supervisees: int
):
    counts = credited(RULES[rule], minutes, supervisees)

    assert Fraction(0) <= counts <= minutes
    assert credited(RULES[rule], minutes, supervisees + 1) <= counts
