"""GAS-light: only the expected level and the start have words; how far one came is said in words too.

The words become levels by the table of domain 5.1, after Turner-Stokes (2009).
"""

from __future__ import annotations

from tuokio.goals.domain.attainment import BETWEEN, OffTheScale
from tuokio.terms.goal_words import LightAnswer

STARTS = (-1, -2)  # -2 when nothing worse is possible, or the start is far off
_BETTER: dict[LightAnswer, float] = {
    LightAnswer.MUCH_BETTER: 2,
    LightAnswer.LITTLE_BETTER: 1,
    LightAnswer.AS_EXPECTED: 0,
}
_FROM_MINUS_ONE: dict[LightAnswer, float] = {
    LightAnswer.PARTLY: BETWEEN,
    LightAnswer.NO_CHANGE: -1,
    LightAnswer.WORSE: -2,
}
_FROM_MINUS_TWO: dict[LightAnswer, float] = {
    LightAnswer.PARTLY: -1,
    LightAnswer.NO_CHANGE: -2,
    LightAnswer.WORSE: -2,
}


def light_level(answer: LightAnswer, *, baseline: float) -> float:
    """The level that an answer in words means. Raises OffTheScale for a start other than -1 or -2."""
    return light_levels(baseline)[answer]


def light_levels(baseline: float) -> dict[LightAnswer, float]:
    """What each answer means from this start, the best first. Raises OffTheScale."""
    if baseline not in STARTS:
        raise OffTheScale(f"a goal in words starts from -1 or -2, not {baseline}")
    return _BETTER | (_FROM_MINUS_ONE if baseline == -1 else _FROM_MINUS_TWO)


def light_answers(level: float, *, baseline: float) -> tuple[LightAnswer, ...]:
    """The answers that a level can stand for: from -2, "no change" and "worse" are the same level."""
    return tuple(answer for answer, means in light_levels(baseline).items() if means == level)
