"""What the summary may read of the answers: figures that have passed their thresholds (domain 5.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tuokio.supervision.models import Process


@dataclass(frozen=True, slots=True)
class Figure:
    """One statement's figures: how many answered "then" and "now" on the same form, and the two means.

    Only made when the thresholds hold; a statement below them is not here at all.
    """

    code: str  # of the statement, for example "B1a"
    statement: str  # in the reader's language
    answered: int
    then: float | None
    now: float | None


def figures_of(process: Process, *, language: str) -> Sequence[Figure]:
    """What may be told of the closed waves of the process, in a language."""
    return ()
