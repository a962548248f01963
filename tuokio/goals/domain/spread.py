"""What may be shown of ratings that members gave alone (domain 5.1, 5.6).

Three ways in which a number would tell of a person are closed here. Nothing is shown before the round is
closed, so nobody can subtract what was there a moment ago. Four levels at least stand together. And what was
typed from paper slips does not count as company for what came from phones: whoever typed the slips knows them
and could take them away again. Fewer are shown only when each one who answered chose to turn up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from tuokio.terms.goal_words import RatingWay

ENOUGH = 4
FEWEST_TO_TURN_UP = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person answered about one goal: a level, or None for "I cannot say".

    `turns_up`: chose to turn the answer up with the others. `from_slip`: someone typed it from paper.
    """

    level: float | None
    turns_up: bool = False
    from_slip: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """How many chose each level, from the lowest up; never who."""

    counts: tuple[tuple[float, int], ...]

    @property
    def total(self) -> int:
        """How many gave a level."""
        return sum(count for _level, count in self.counts)

    @property
    def middle(self) -> float:
        """The level in the middle; of two, the lower."""
        return median_low([level for level, count in self.counts for _one in range(count)])


def way_for(members: int) -> RatingWay:
    """One or two people rate together on one screen: their answers could not be hidden from each other."""
    return RatingWay.TOGETHER if members < FEWEST_TO_TURN_UP else RatingWay.ALONE


def all_turn_up(sheets: Sequence[Sheet]) -> bool:
    """Whether each one who answered has chosen to turn up, and they are three at least."""
    return len(sheets) >= FEWEST_TO_TURN_UP and all(sheet.turns_up for sheet in sheets)


def spread_of(sheets: Sequence[Sheet], *, closed: bool) -> Spread | None:
    """The levels without names, or None as long as they would tell of somebody."""
    if not closed:
        return None
    given = [sheet for sheet in sheets if sheet.level is not None]
    from_phones = sum(not sheet.from_slip for sheet in given)
    in_company = len(given) >= ENOUGH and (from_phones == 0 or from_phones >= ENOUGH)
    if not given or not (in_company or all_turn_up(sheets)):
        return None
    return spread(sheet.level for sheet in given if sheet.level is not None)


def spread(levels: Iterable[float]) -> Spread:
    """How many times each level stands there."""
    return Spread(tuple(sorted(Counter(levels).items())))
