"""Levels are kept as whole numbers of half steps, so that -0.5 is exact in every database."""

from __future__ import annotations


def to_halves(level: float) -> int:
    """The level as it is kept. Raises ValueError for one between the half steps."""
    doubled = level * 2
    if doubled != int(doubled):
        raise ValueError(f"a level is a whole or a half step, not {level}")
    return int(doubled)


def to_level(halves: int) -> float:
    """The level that was kept: a whole number where it is one."""
    return halves // 2 if halves % 2 == 0 else halves / 2
