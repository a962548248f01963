"""A goal in words: what each answer means from each start."""

import pytest

from tuokio.goals.domain.attainment import OffTheScale, Rating
from tuokio.goals.domain.light import light_answers, light_level, light_levels
from tuokio.terms.goal_words import LightAnswer

A = LightAnswer


@pytest.mark.parametrize(
    ("answer", "from_minus_one", "from_minus_two"),
    [
        (A.MUCH_BETTER, 2, 2),
        (A.LITTLE_BETTER, 1, 1),
        (A.AS_EXPECTED, 0, 0),
        (A.PARTLY, -0.5, -1),
        (A.NO_CHANGE, -1, -2),
        (A.WORSE, -2, -2),
    ],
)
def test_an_answer_means_a_level_that_depends_on_the_start(answer, from_minus_one, from_minus_two):
    assert light_level(answer, baseline=-1) == from_minus_one
    assert light_level(answer, baseline=-2) == from_minus_two


def test_every_answer_is_a_level_that_can_be_rated():
    for baseline in (-1, -2):
        levels = light_levels(baseline)
        assert list(levels) == list(LightAnswer)
        assert [Rating(level, light=True).level for level in levels.values()] == list(levels.values())


def test_a_level_is_told_back_in_its_words():
    assert light_answers(-0.5, baseline=-1) == (A.PARTLY,)
    assert light_answers(-2, baseline=-1) == (A.WORSE,)
    assert light_answers(-2, baseline=-2) == (A.NO_CHANGE, A.WORSE)
    assert light_answers(-0.5, baseline=-2) == ()


@pytest.mark.parametrize("baseline", [0, 1, -0.5, -3])
def test_a_goal_in_words_starts_below_what_is_expected(baseline):
    with pytest.raises(OffTheScale):
        light_level(A.PARTLY, baseline=baseline)
