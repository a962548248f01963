"""The score of goals: the printed table, the vectors, and the formula in exact decimals (domain 5.1)."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.goals.domain.attainment import (
    NegativeWeight,
    NothingCounts,
    OffTheScale,
    Rating,
    attainment_score,
    change,
)

# n goals, C_n, and the score when all are rated -2, -1, +1, +2, as domain 5.1 prints them
TABLE = [
    (1, "10", "30", "40", "60", "70"),
    (2, "6.2017", "25.19", "37.60", "62.40", "74.81"),
    (3, "4.5644", "22.61", "36.31", "63.69", "77.39"),
    (4, "3.6274", "20.98", "35.49", "64.51", "79.02"),
    (5, "3.0151", "19.85", "34.92", "65.08", "80.15"),
    (6, "2.5820", "19.02", "34.51", "65.49", "80.98"),
    (7, "2.2588", "18.38", "34.19", "65.81", "81.62"),
]
VECTORS = [
    ((0, 1, -1), (1, 1, 1), "50.000"),
    ((1, 1, 0), (1, 1, 1), "59.129"),
    ((1, 0, -1), (3, 2, 1), "54.407"),
    ((0, 1), (1, 1), "56.202"),
    ((-2, 0, 1, 2), (4, 3, 2, 1), "44.399"),
    ((-1, -1, -1), (3, 2, 1), "36.780"),
]
LEVELS = st.sampled_from([-2, -1, -0.5, 0, 1, 2])
WEIGHTS = st.one_of(st.integers(0, 10**6), st.floats(0, 1e9, allow_subnormal=False))


def printed(value: float | None, like: str) -> str:
    """The value with as many digits as the paper prints."""
    assert value is not None
    return f"{value:.{len(like.partition('.')[2])}f}"


def rated(levels, weights=None) -> list[Rating]:
    weights = weights or [1] * len(levels)
    return [Rating(level, weight, light=level == -0.5) for level, weight in zip(levels, weights, strict=True)]


@pytest.mark.parametrize(("goals", "step", "low", "lower", "higher", "high"), TABLE)
def test_every_printed_digit_of_the_table(goals, step, low, lower, higher, high):
    one_reached = attainment_score(rated([1] + [0] * (goals - 1)))
    assert one_reached is not None

    assert printed(one_reached - 50, step) == step
    assert [
        printed(attainment_score(rated([level] * goals)), like)
        for level, like in ((-2, low), (-1, lower), (1, higher), (2, high))
    ] == [low, lower, higher, high]


@pytest.mark.parametrize(("levels", "weights", "score"), VECTORS)
def test_every_printed_digit_of_the_vectors(levels, weights, score):
    assert printed(attainment_score(rated(levels, weights)), score) == score


def exactly(ratings: list[Rating]) -> Decimal:
    """The formula of the paper, with fifty digits."""
    with localcontext() as exact:
        exact.prec = 50
        rho = Decimal("0.30")
        weights = [Decimal(rating.weight) for rating in ratings]
        reached = sum(w * Decimal(rating.level) for w, rating in zip(weights, ratings, strict=True))
        own = sum(w**2 for w in weights)
        return 50 + 10 * reached / ((1 - rho) * own + rho * sum(weights) ** 2).sqrt()


@given(st.lists(st.tuples(LEVELS, WEIGHTS), min_size=1, max_size=12))
def test_the_score_is_the_formula_to_a_billionth(pairs):
    ratings = rated(*zip(*pairs, strict=True))
    if all(rating.weight == 0 for rating in ratings):
        with pytest.raises(NothingCounts):
            attainment_score(ratings)
        return

    assert abs(Decimal(attainment_score(ratings) or 0) - exactly(ratings)) <= Decimal("1e-9")


@given(st.lists(LEVELS, min_size=1, max_size=8), st.integers(1, 1000))
def test_only_the_proportions_of_weights_count(levels, times):
    alike = attainment_score(rated(levels, [times] * len(levels)))

    assert alike == attainment_score(rated(levels))


def test_nothing_rated_is_not_the_same_as_fifty():
    assert attainment_score([]) is None
    assert change([], []) is None


def test_the_change_is_the_score_now_less_the_score_at_the_start():
    before, after = rated([-1, -1], [2, 1]), rated([1, 0], [2, 1])

    assert change(before, after) == (attainment_score(after) or 0) - (attainment_score(before) or 0)


@pytest.mark.parametrize("level", [-3, 3, 0.5, -1.5, float("nan"), float("inf")])
def test_a_level_that_the_scale_does_not_have_is_refused(level):
    with pytest.raises(OffTheScale):
        Rating(level, light=True)


def test_between_is_a_level_only_of_a_goal_in_words():
    assert Rating(-0.5, light=True).level == -0.5
    with pytest.raises(OffTheScale):
        Rating(-0.5)


@pytest.mark.parametrize("weight", [-1, -0.001, float("nan"), float("inf")])
def test_a_goal_cannot_count_for_less_than_nothing(weight):
    with pytest.raises(NegativeWeight):
        Rating(0, weight)


def test_weights_of_zero_alone_are_refused_by_name():
    with pytest.raises(NothingCounts):
        attainment_score(rated([1, -1], [0, 0]))


def test_the_trap_of_comparing_stands_in_the_figures():
    """The same -1 everywhere is 40 with one goal and 34.2 with seven."""
    assert printed(attainment_score(rated([-1])), "0.0") == "40.0"
    assert printed(attainment_score(rated([-1] * 7)), "0.0") == "34.2"
