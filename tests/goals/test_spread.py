"""Attacks on answers given alone: what can be learned of a person from what is shown, and when."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.goals.domain.spread import Sheet, Spread, all_turn_up, spread_of, way_for
from tuokio.terms.goal_words import RatingWay

LEVELS = st.sampled_from([-2, -1, 0, 1, 2])
SHEETS = st.lists(
    st.builds(Sheet, level=st.none() | LEVELS, turns_up=st.booleans(), from_slip=st.booleans()), max_size=9
)


def phones(*levels, turns_up=False) -> list[Sheet]:
    return [Sheet(level, turns_up=turns_up) for level in levels]


def slips(*levels, turns_up=False) -> list[Sheet]:
    return [Sheet(level, turns_up=turns_up, from_slip=True) for level in levels]


@pytest.mark.parametrize(("members", "way"), [(1, "together"), (2, "together"), (3, "alone"), (8, "alone")])
def test_one_or_two_people_rate_together_on_one_screen(members, way):
    assert way_for(members) == RatingWay(way)


def test_the_spread_of_four_is_shown_without_names():
    shown = spread_of(phones(1, -1, 1, 0), closed=True)

    assert shown == Spread(((-1, 1), (0, 1), (1, 2)))
    assert (shown.total, shown.middle) == (4, 0)


def test_the_spread_of_three_is_not_shown():
    assert spread_of(phones(1, -1, 0), closed=True) is None


@pytest.mark.parametrize("count", [3, 4])
def test_three_or_four_turn_up_together_only_when_each_one_chooses(count):
    answers = phones(*[1] * count, turns_up=True)
    for choices in product([True, False], repeat=count):
        sheets = [Sheet(sheet.level, turns_up=choice) for sheet, choice in zip(answers, choices, strict=True)]
        assert all_turn_up(sheets) is all(choices)
        assert (spread_of(sheets, closed=True) is not None) is (all(choices) or count >= 4)


def test_two_answers_stay_hidden_though_both_would_turn_up():
    """Each of the two would know the other's by taking away the own."""
    assert spread_of(phones(1, -1, turns_up=True), closed=True) is None


@given(SHEETS)
def test_nothing_is_shown_while_answers_arrive(sheets):
    """So there is no earlier number from which a later one could be subtracted."""
    assert [spread_of(sheets[:some], closed=False) for some in range(len(sheets) + 1)] == [None] * (
        len(sheets) + 1
    )


@given(st.lists(LEVELS, min_size=1, max_size=3), st.lists(LEVELS, max_size=8))
def test_whoever_typed_the_slips_cannot_take_them_away_to_see_the_phones(on_phones, typed):
    """One to three phones among any number of slips: the typist knows the slips, so the phones would stand bare."""
    assert spread_of(phones(*on_phones) + slips(*typed), closed=True) is None


@given(st.lists(LEVELS, min_size=4, max_size=8), st.lists(LEVELS, max_size=8))
def test_what_is_left_after_taking_the_slips_away_is_still_four(on_phones, typed):
    shown = spread_of(phones(*on_phones) + slips(*typed), closed=True)

    assert shown is not None
    assert shown.total - len(typed) >= 4


def test_four_slips_are_shown_since_paper_was_shuffled_in_the_room():
    assert spread_of(slips(1, 1, 0, -1), closed=True) is not None
    assert spread_of(slips(1, 1, 0), closed=True) is None


def test_one_phone_among_slips_is_shown_when_everyone_turns_up():
    sheets = phones(1, turns_up=True) + slips(0, 0, -1, turns_up=True)

    assert spread_of(sheets, closed=True) == Spread(((-1, 1), (0, 2), (1, 1)))


def test_who_cannot_say_is_no_company_for_the_others():
    assert spread_of(phones(1, -1, 0, None), closed=True) is None
    assert spread_of(phones(None, None, None, None), closed=True) is None


@given(SHEETS)
def test_what_is_shown_does_not_depend_on_who_answered_or_in_which_order(sheets):
    assert spread_of(sheets, closed=True) == spread_of(sheets[::-1], closed=True)
    assert spread_of(sheets, closed=True) == spread_of(sorted(sheets, key=repr), closed=True)


@given(SHEETS)
def test_fewer_than_four_are_seen_only_by_leave_of_each_one(sheets):
    shown = spread_of(sheets, closed=True)

    if shown is not None and shown.total < 4:
        assert all(sheet.turns_up for sheet in sheets)
        assert len(sheets) >= 3
