"""A small bar chart, made on the server: words at the side, one bar a row, and the same in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROW, BAR, WIDTH, LEFT = 28, 18, 320, 44


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chart, with its place in the drawing."""

    figure: str
    words: str
    count: int
    y: int
    text_y: int
    width: int
    count_x: int


@dataclass(frozen=True, slots=True)
class Bars:
    """The chart with its title and description."""

    title: str
    description: str
    rows: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    left: int = LEFT
    bar: int = BAR


def bars(rows: Sequence[tuple[str, str, int]], *, title: str) -> Bars:
    """Draw rows of (figure, words, count), the first on top."""
    most = max((count for _figure, _words, count in rows), default=1) or 1
    room = WIDTH - LEFT - 32
    drawn = []
    for number, (figure, words, count) in enumerate(rows):
        width = round(room * count / most)
        drawn.append(
            Bar(
                figure=figure,
                words=words,
                count=count,
                y=number * ROW + (ROW - BAR) // 2,
                text_y=number * ROW + ROW // 2 + 5,
                width=width,
                count_x=LEFT + width + 8,
            )
        )
    told = "; ".join(f"{words}: {count}" for _figure, words, count in rows)
    return Bars(title=title, description=told, rows=tuple(drawn), height=ROW * len(rows))
