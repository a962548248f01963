"""What may be told of answers (domain 5.6), and what nobody can reckon back from it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.evaluation.domain.thresholds import Bound, Given, Told, ToldMean, ends, told_mean, told_of

SCALE = range(1, 6)


def about(halves: int) -> ToldMean:
    return ToldMean(halves, Bound.ABOUT)


def now_only(*answers: int | None) -> Told | None:
    return told_of([Given(answer) for answer in answers], asks_then=False)


def test_four_answers_tell_nothing():
    assert now_only(3, 3, 3, 3) is None
    with pytest.raises(ValueError, match="5 answers, not 4"):
        told_mean([3, 3, 3, 3])


def test_cannot_say_is_no_answer():
    assert now_only(3, 3, 3, 3, None) is None
    assert now_only(3, 3, 3, 3, 3, None) == Told(5, about(6), None)


def test_a_mean_is_told_to_half_a_point():
    assert told_mean([2, 3, 3, 3, 3]) == about(6)  # 2.8
    assert told_mean([2, 2, 3, 3, 3]) == about(5)  # 2.6
    assert told_mean([3, 3, 4, 4, 4]) == about(7)  # 3.6
    assert told_mean([3, 3, 4, 4, 4, 4, 4, 4]) == ToldMean(8, Bound.ABOUT)  # 3.75


def test_the_ends_are_told_as_at_most_and_at_least():
    assert told_mean([5, 5, 5, 5, 5]) == ToldMean(8, Bound.AT_LEAST)
    assert told_mean([1, 1, 1, 1, 2]) == ToldMean(4, Bound.AT_MOST)
    assert told_mean([5] * 8) == ToldMean(9, Bound.AT_LEAST)
    assert told_mean([4, 4, 4, 4, 4]).value == 4.0


def test_then_and_now_count_only_those_who_answered_both():
    both = [Given(4, 2)] * 4
    assert told_of([*both, Given(4, None), Given(None, 2)], asks_then=True) is None
    assert told_of([*both, Given(5, 3), Given(1, None)], asks_then=True) == Told(
        5, ToldMean(8, Bound.AT_LEAST), ToldMean(4, Bound.AT_MOST)
    )


def test_one_phone_among_papers_is_not_told_to_who_typed_the_papers():
    papers = [Given(3, from_paper=True)] * 5
    assert told_of([*papers, Given(1)], asks_then=False) is None
    assert told_of([*papers, Given(1), Given(5)], asks_then=False) == Told(7, about(6), None)
    assert told_of(papers, asks_then=False) == Told(5, about(6), None)


@pytest.mark.parametrize("count", range(5, 10))
def test_one_who_knows_their_own_answer_cannot_tell_any_other(count):
    by_told: dict[ToldMean, list[tuple[int, ...]]] = defaultdict(list)
    for answers in combinations_with_replacement(SCALE, count):
        by_told[told_mean(answers)].append(answers)
    for possible in by_told.values():
        for own in SCALE:
            others = {_without(answers, own) for answers in possible if own in answers}
            if others:
                # any one of the others may have given one thing or another
                assert len({value for rest in others for value in rest}) > 1
                assert not any(all(set(rest) == {value} for rest in others) for value in SCALE)


def test_five_who_all_gave_the_same_look_like_five_who_did_not():
    for value in SCALE:
        told = told_mean([value] * 5)
        alike = [a for a in combinations_with_replacement(SCALE, 5) if told_mean(a) == told]
        assert len(alike) > 1


def test_all_but_one_together_learn_a_range_and_not_the_answer():
    for known in product(SCALE, repeat=4):
        by_told: dict[ToldMean, set[int]] = defaultdict(set)
        for last in SCALE:
            by_told[told_mean([*known, last])].add(last)
        # k = 5 promises nothing against four who conspire; half a point keeps even them from reading it off
        assert max(len(values) for values in by_told.values()) >= 2


@given(st.lists(st.integers(1, 5), min_size=5, max_size=60))
def test_what_is_told_lies_within_half_a_point_of_the_mean_or_beyond_an_end(answers):
    told, mean = told_mean(answers), sum(answers) / len(answers)
    match told.bound:
        case Bound.ABOUT:
            assert abs(told.value - mean) <= 0.25 + 1e-9
        case Bound.AT_MOST:
            assert mean <= told.value + 0.25
        case Bound.AT_LEAST:
            assert mean >= told.value - 0.25 - 1e-9


@given(st.integers(5, 200))
def test_the_ends_leave_room_for_one_who_answered_otherwise(count):
    low, high = ends(count)
    assert 2 <= low < high <= 10
    assert told_mean([5] + [1] * (count - 2) + [2]) == ToldMean(low, Bound.AT_MOST)
    assert told_mean([1] + [5] * (count - 2) + [4]) == ToldMean(high, Bound.AT_LEAST)


def _without(answers: tuple[int, ...], one: int) -> tuple[int, ...]:
    rest = list(answers)
    rest.remove(one)
    return tuple(rest)
