"""What may be told of one statement of the pulse: counts in bands, never an answer, never a mean.

Answers are 0 to 100, in three bands. A band is told only with two answers or more in it; neighbours are put together
until that holds, in the finest of four ways that does. When all but one fall in one band, or all of them, the one way
left is the whole scale: that so many answered, and nothing of how. So whoever reads a table, and whoever answered and
knows their own, is left with at least two bands in which any other one may have answered (`test_bands.py` tries every
group of four to ten). Two who put their own answers together may learn more: that is what "two" implies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST, GREATEST = 0, 100
FEWEST_ANSWERS = 4
FEWEST_IN_A_BAND = 2
LOW, MIDDLE, HIGH = (0, 33), (34, 66), (67, 100)
_Way = tuple[tuple[tuple[int, int], ...], ...]
# the finest first; of two alike the one that keeps the good end apart, so that the choice follows from the counts alone
_WAYS: tuple[_Way, ...] = (
    ((LOW,), (MIDDLE,), (HIGH,)),
    ((LOW, MIDDLE), (HIGH,)),
    ((LOW,), (MIDDLE, HIGH)),
    ((LOW, MIDDLE, HIGH),),
)


@dataclass(frozen=True, slots=True)
class Band:
    """From where to where of the scale, and how many answered there."""

    lowest: int
    highest: int
    answers: int


def told_bands(answers: Sequence[int]) -> tuple[Band, ...] | None:
    """The bands of one statement, the lowest first; None when there are too few answers to tell anything."""
    if len(answers) < FEWEST_ANSWERS:
        return None
    for way in _WAYS:
        bands = tuple(_together(part, answers) for part in way)
        if all(band.answers >= FEWEST_IN_A_BAND for band in bands):
            return bands
    raise AssertionError("four answers always fill the whole scale")


def _together(parts: tuple[tuple[int, int], ...], answers: Sequence[int]) -> Band:
    lowest, highest = parts[0][0], parts[-1][1]
    return Band(lowest, highest, sum(lowest <= answer <= highest for answer in answers))
