"""What may be told of answers, to everyone but the one who gave them (domain 5.6, rules 1, 5 and 6).

Rule 1: a mean needs five people who answered that very statement; "cannot say" and an empty row do not count.
A full distribution would need eight; this first form shows none to anybody, so that rule cannot be broken.
Rule 5: "then" and "now" are compared only among those who answered both on one form. Waves are not linked and
never subtracted from each other.

A mean with its number gives back the sum, and a sum gives back answers: five answers with the mean 5.0 are
five fives, and whoever answered 4 and reads 1.6 knows the other four. So a mean is told

* to half a point, which is also the least difference that domain 5.4 calls a change;
* at its ends as "at most" and "at least": the end is drawn so far in that one person, knowing their own answer
  whatever it was, cannot tell that all the others gave the same (`test_thresholds.py` tries every set of
  five to nine answers);
* not at all when exactly one answer came otherwise than from paper, since whoever typed in the papers knows
  the rest.

What remains is what five implies: people who put together all answers but one learn a range for the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST_FOR_MEAN = 5
LEAST, GREATEST = 1, 5


class Bound(StrEnum):
    """How a mean is to be read."""

    ABOUT = "about"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class ToldMean:
    """A mean as it may be told: `halves` half points, and how to read it."""

    halves: int
    bound: Bound

    @property
    def value(self) -> float:
        """In points of the scale."""
        return self.halves / 2


@dataclass(frozen=True, slots=True)
class Given:
    """One person's answers to one statement; None: cannot say, or left empty. `then` is asked at the end only."""

    now: int | None
    then: int | None = None
    from_paper: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of one statement: how many answered, and the means."""

    answered: int
    now: ToldMean
    then: ToldMean | None


def told_of(given: Sequence[Given], *, asks_then: bool) -> Told | None:
    """What may be told of one statement, or None when there are too few answers.

    With `asks_then` only those count who answered both ways.
    """
    counted = [one for one in given if one.now is not None and (one.then is not None or not asks_then)]
    if len(counted) < FEWEST_FOR_MEAN or sum(not one.from_paper for one in counted) == 1:
        return None
    now = told_mean([one.now for one in counted if one.now is not None])
    then = told_mean([one.then for one in counted if one.then is not None]) if asks_then else None
    return Told(len(counted), now, then)


def told_mean(answers: Sequence[int]) -> ToldMean:
    """The mean of at least five answers as it may be told. Raises ValueError for fewer."""
    count = len(answers)
    if count < FEWEST_FOR_MEAN:
        raise ValueError(f"a mean needs {FEWEST_FOR_MEAN} answers, not {count}")
    return told_halves(_halves(sum(answers), count), count)


def told_halves(halves: int, count: int) -> ToldMean:
    """How a mean of so many half points and so many answers is told."""
    low, high = ends(count)
    if halves <= low:
        return ToldMean(low, Bound.AT_MOST)
    if halves >= high:
        return ToldMean(high, Bound.AT_LEAST)
    return ToldMean(halves, Bound.ABOUT)


def ends(count: int) -> tuple[int, int]:
    """Where the scale ends, in half points, for so many answers.

    The lowest told mean must still be possible when one answered 5 and the others not all 1: a sum of
    count + 5. The highest the same, turned round.
    """
    return _halves(count + GREATEST, count), _halves(GREATEST * count - GREATEST, count)


def _halves(total: int, count: int) -> int:
    return (4 * total + count) // (2 * count)
