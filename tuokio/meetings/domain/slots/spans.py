"""The algebra of intervals: sorted, disjoint, half-open spans of whole seconds.

Every span is a pair (start, end) of seconds since 1970 with start < end; what is given back is sorted and no two
spans of it touch. The work grows with the number of spans, never with the time they cover.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

type Pair = tuple[int, int]


def union(spans: Iterable[Pair]) -> list[Pair]:
    """What is covered by at least one of the spans, in whatever order they come; empty ones cover nothing."""
    covered: list[Pair] = []
    last = None
    for start, end in sorted(spans):
        if end <= start:
            continue
        if last is not None and start <= last:
            if end > last:
                covered[-1] = (covered[-1][0], end)
                last = end
        else:
            covered.append((start, end))
            last = end
    return covered


def minus(spans: Sequence[Pair], gone: Sequence[Pair]) -> list[Pair]:
    """What of the spans is left when the others are taken away. Both sorted and disjoint."""
    left: list[Pair] = []
    index, count = 0, len(gone)
    for whole_start, end in spans:
        start = whole_start
        while index < count and gone[index][1] <= start:
            index += 1
        here = index
        while here < count and gone[here][0] < end:
            if gone[here][0] > start:
                left.append((start, gone[here][0]))
            start = max(start, gone[here][1])
            here += 1
        if start < end:
            left.append((start, end))
    return left


def intersect(one: Sequence[Pair], other: Sequence[Pair]) -> list[Pair]:
    """What is covered by both. Both sorted and disjoint."""
    both: list[Pair] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            both.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return both


def widen(spans: Iterable[Pair], before: int, after: int) -> list[Pair]:
    """Each span begun so much earlier and ended so much later; negative figures make them shorter."""
    return union((start - before, end + after) for start, end in spans)


def holds(spans: Sequence[Pair], start: int, end: int) -> bool:
    """Whether one of the sorted, disjoint spans covers all of [start, end)."""
    index = bisect_right(spans, (start, 1 << 62)) - 1
    return index >= 0 and end <= spans[index][1]


def meets(spans: Sequence[Pair], start: int, end: int) -> bool:
    """Whether one of the sorted, disjoint spans has a moment of [start, end)."""
    index = bisect_right(spans, (end - 1, 1 << 62)) - 1
    return index >= 0 and spans[index][1] > start
