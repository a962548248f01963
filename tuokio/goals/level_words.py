"""Levels in words, as figures with a sign, and drawn on a scale."""

from __future__ import annotations

from dataclasses import dataclass

from tuokio.goals.domain.light import light_answers
from tuokio.goals.labels import LEVELS, LIGHT_ANSWERS
from tuokio.goals.models import GoalWording
from tuokio.terms.goal_words import Scale

STEPS = (-2, -1, 0, 1, 2)


def signed(level: float) -> str:
    """A level as a figure: +1, 0, −1, −0,5 (words stand beside it, so the comma will do in English too)."""
    if level == 0:
        return "0"
    figure = f"{abs(level):g}".replace(".", ",")
    return f"+{figure}" if level > 0 else f"\N{MINUS SIGN}{figure}"


def own_words(wording: GoalWording, level: float, *, baseline: float | None) -> str:
    """The level in the words agreed for this goal; for a light goal the answers that it stands for."""
    if wording.scale == Scale.LIGHT and baseline in (-1, -2):
        return " / ".join(str(LIGHT_ANSWERS[answer]) for answer in light_answers(level, baseline=baseline))
    return wording.levels.get(level, "")


def recorded_words(wording: GoalWording, level: float, *, baseline: float | None) -> str:
    """A recorded level in the words of this goal; "" where the common words of the level say it all."""
    if wording.scale != Scale.LIGHT:
        return wording.levels.get(level, "")
    if level == 0:
        return wording.expected
    return own_words(wording, level, baseline=baseline) if level in (-1, -2) else ""


def start_words(wording: GoalWording, baseline: float | None) -> str:
    """Where the goal started, in the words agreed for it; empty while that is not known."""
    if baseline is None:
        return ""
    return wording.start if wording.scale == Scale.LIGHT else wording.levels.get(baseline, "")


def common_words(low: float, high: float) -> str:
    """What a level, or a range, means whatever the goal is about."""
    return str(LEVELS[low]) if low == high else f"{LEVELS[low]} – {LEVELS[high]}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One step of the drawn scale: its figure, and whether it is reached, reached by some, or not."""

    figure: str
    fill: str  # full | part | none


def cells(low: float, high: float) -> tuple[Cell, ...]:
    """The scale drawn up to a level; what only the upper end of a range reaches is drawn lightly."""
    return tuple(
        Cell(
            signed(step),
            "full" if step <= low else "part" if step < high + 1 and step <= _up(high) else "none",
        )
        for step in STEPS
    )


def _up(level: float) -> int:
    return 0 if level == -0.5 else int(level)
