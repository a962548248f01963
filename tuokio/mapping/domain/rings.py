"""The drawing beside a page's headline: ten rings for ten meetings, seven seats round one of them, one open.

Drawn from the practice's own name, so that each page has rings of its own, the same every time.
"""

from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

CENTRE = 300
RADII = (24, 49, 78, 104, 128, 162, 184, 212, 238, 268)
NOW = 4  # the ring that the seats stand round
SEATS = 7
POINTS = 10  # on each ring


@dataclass(frozen=True, slots=True)
class Rings:
    """Paths and seats in a box of 600 by 600."""

    paths: tuple[str, ...]
    now: str
    seats: tuple[tuple[int, int], ...]
    open_seat: tuple[int, int]


def rings_for(name: str) -> Rings:
    """The rings of one name."""
    chance = Random(name)  # noqa: S311  a drawing, nothing to guess
    waves = [(turns, chance.uniform(0, 2 * pi), chance.uniform(0.02, 0.05)) for turns in (2, 3, 5)]

    def reach(ring: int, angle: float) -> float:
        swell = sum(size * sin(turns * angle + shift + ring * 0.12) for turns, shift, size in waves)
        return RADII[ring] * (1 + swell)

    def point(ring: int, angle: float) -> tuple[float, float]:
        far = reach(ring, angle)
        return CENTRE + far * cos(angle), CENTRE + far * sin(angle)

    paths = [_closed([point(ring, 2 * pi * n / POINTS) for n in range(POINTS)]) for ring in range(len(RADII))]
    turn = chance.uniform(0, 2 * pi)
    seats = [point(NOW, turn + 2 * pi * n / SEATS) for n in range(SEATS)]
    whole = [(round(x), round(y)) for x, y in seats]
    return Rings(
        paths=tuple(path for ring, path in enumerate(paths) if ring != NOW),
        now=paths[NOW],
        seats=tuple(whole[1:]),
        open_seat=whole[0],
    )


def _closed(points: list[tuple[float, float]]) -> str:
    """A smooth closed curve through the points (Catmull-Rom as cubic Béziers), in short relative numbers."""
    whole = [(round(x), round(y)) for x, y in points]
    count = len(whole)
    parts = [f"M{whole[0][0]} {whole[0][1]}c"]
    for n in range(count):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (whole[(n + step) % count] for step in (-1, 0, 1, 2))
        numbers = (
            round((cx - ax) / 6),
            round((cy - ay) / 6),
            cx - bx - round((dx - bx) / 6),
            cy - by - round((dy - by) / 6),
            cx - bx,
            cy - by,
        )
        parts.append(_short(numbers))
    return "".join(parts).replace("c ", "c") + "z"


def _short(numbers: tuple[int, ...]) -> str:
    return "".join(f"{number}" if number < 0 else f" {number}" for number in numbers)
