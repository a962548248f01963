"""Words of the goals agreed with the commissioner, and of rating how far they were reached."""

from enum import StrEnum


class GoalState(StrEnum):
    """Where a goal stands; only the active and the reached ones enter the result (domain 5.1)."""

    ACTIVE = "active"
    REACHED = "reached"
    REPLACED = "replaced"
    DROPPED = "dropped"


class Scale(StrEnum):
    """How the levels of a goal are worded."""

    FIVE_LEVELS = "five_levels"
    LIGHT = "light"


class LightAnswer(StrEnum):
    """How far a goal came when only the expected level and the start have words (GAS-light)."""

    MUCH_BETTER = "much_better"
    LITTLE_BETTER = "little_better"
    AS_EXPECTED = "as_expected"
    PARTLY = "partly"
    NO_CHANGE = "no_change"
    WORSE = "worse"


class GoalReason(StrEnum):
    """Why a goal was worded anew, or is not worked on any more."""

    AGREED = "agreed"
    CLEARER = "clearer"
    WORK_CHANGED = "work_changed"
    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    MISTAKE = "mistake"


class RoundPoint(StrEnum):
    """When goals are rated (domain 1.5)."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class RatingWay(StrEnum):
    """Whether each rates alone first, or all of them on one screen."""

    ALONE = "alone"
    TOGETHER = "together"
