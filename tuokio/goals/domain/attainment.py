"""How far the goals of a process were reached, as one figure.

The score is that of Kiresuk & Sherman, "Goal attainment scaling: a general method for evaluating comprehensive
community mental health programs", Community Mental Health Journal 4 (1968), 443-453: goals are rated from -2 to 2,
and 50 means that all together came out as expected. It assumes that the goals correlate by 0.30, and that the
steps of a scale are of one size, which nobody has shown: it is not for comparing processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite, sqrt

ASSUMED_CORRELATION = 0.30
LOWEST, HIGHEST = -2, 2
BETWEEN = -0.5  # "partly" of GAS-light: between the start and what was expected


class OffTheScale(ValueError):
    """A level that the scale does not have."""


class NegativeWeight(ValueError):
    """A goal cannot count for less than nothing."""


class NothingCounts(ValueError):
    """Every goal has the weight zero, so there is nothing to weigh."""


@dataclass(frozen=True, slots=True)
class Rating:
    """Where one goal stands: -2 much less than expected, 0 as expected, +2 much more.

    Whole levels, and -0.5 where the goal is rated in words only (`light`). Raises OffTheScale, NegativeWeight.
    """

    level: float
    weight: float = 1
    light: bool = False

    def __post_init__(self) -> None:
        if not (self.level in range(LOWEST, HIGHEST + 1) or (self.light and self.level == BETWEEN)):
            raise OffTheScale(f"a goal is rated by whole numbers from -2 to 2, not {self.level}")
        if not (isfinite(self.weight) and self.weight >= 0):
            raise NegativeWeight(f"a weight is zero or more, not {self.weight}")


def attainment_score(ratings: Sequence[Rating]) -> float | None:
    """The score of all goals together, or None when nothing has been rated. Raises NothingCounts."""
    if not ratings:
        return None
    heaviest = max(rating.weight for rating in ratings)
    if heaviest == 0:
        raise NothingCounts("at least one goal must have a weight above zero")
    weights = [rating.weight / heaviest for rating in ratings]  # only their proportions count
    reached = fsum(weight * rating.level for weight, rating in zip(weights, ratings, strict=True))
    own = fsum(weight**2 for weight in weights)
    shared = fsum(weights) ** 2
    return 50 + 10 * reached / sqrt((1 - ASSUMED_CORRELATION) * own + ASSUMED_CORRELATION * shared)


def change(baseline: Sequence[Rating], achieved: Sequence[Rating]) -> float | None:
    """How much the score rose from the start, or None when there are no goals. Raises NothingCounts."""
    before, after = attainment_score(baseline), attainment_score(achieved)
    return None if before is None or after is None else after - before
