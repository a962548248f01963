"""The algebra of intervals against sets of seconds."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tuokio.meetings.domain.slots.spans import Pair, holds, intersect, meets, minus, union, widen

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: (pair[0], sum(pair))))


def seconds(of: list[Pair]) -> set[int]:
    return {second for start, end in of for second in range(start, end)}


def is_tidy(of: list[Pair]) -> bool:
    return all(start < end for start, end in of) and all(one[1] < other[0] for one, other in pairwise(of))


@given(spans, spans)
def test_union_minus_and_intersect_are_those_of_sets(some, others):
    one, other = union(some), union(others)
    assert seconds(one) == seconds(some)
    assert seconds(minus(one, other)) == seconds(some) - seconds(others)
    assert seconds(intersect(one, other)) == seconds(some) & seconds(others)
    assert all(is_tidy(found) for found in (one, minus(one, other), intersect(one, other)))


@given(spans, st.integers(0, 9), st.integers(0, 9))
def test_widened_spans_cover_what_lies_around_them(some, before, after):
    widened = {near for second in seconds(union(some)) for near in range(second - before, second + after + 1)}
    assert seconds(widen(union(some), before, after)) == widened
    assert is_tidy(widen(some, before, after))


@given(spans, st.integers(-5, 80), st.integers(1, 15))
def test_a_span_is_held_or_met_as_its_seconds_are(some, start, length):
    asked, covered = set(range(start, start + length)), seconds(some)
    assert holds(union(some), start, start + length) is (asked <= covered)
    assert meets(union(some), start, start + length) is bool(asked & covered)


def test_empty_spans_cover_nothing():
    assert union([(3, 3), (5, 4)]) == []
