"""What may be told of the pulse, and that no answer can be found from any table (domain 5.5, 5.6)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.workroom.domain.bands import Band, told_bands

PLACES = (10, 50, 90)  # an answer in each of the three bands
Counts = tuple[int, int, int]
Table = tuple[Band, ...] | None
ANSWERS = st.lists(st.integers(0, 100), min_size=4, max_size=12)


def of(*counts: int) -> Table:
    return told_bands([place for place, count in zip(PLACES, counts, strict=True) for _one in range(count)])


def bands(*told: tuple[int, int, int]) -> Table:
    return tuple(Band(*one) for one in told)


def test_three_answers_tell_nothing():
    assert of(0, 1, 2) is None
    assert told_bands([]) is None


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((2, 2, 2), [(0, 33, 2), (34, 66, 2), (67, 100, 2)]),
        ((0, 2, 2), [(0, 66, 2), (67, 100, 2)]),
        ((1, 1, 4), [(0, 66, 2), (67, 100, 4)]),
        ((4, 1, 1), [(0, 33, 4), (34, 100, 2)]),
        ((2, 4, 0), [(0, 33, 2), (34, 100, 4)]),
        ((2, 1, 2), [(0, 66, 3), (67, 100, 2)]),
        ((0, 1, 5), [(0, 100, 6)]),
        ((0, 0, 6), [(0, 100, 6)]),
        ((1, 4, 1), [(0, 100, 6)]),
    ],
)
def test_neighbours_are_put_together_until_each_has_two(counts, told):
    assert of(*counts) == bands(*told)


@given(ANSWERS)
def test_each_band_has_two_and_all_of_them_cover_the_scale_once(answers):
    told = told_bands(answers)
    assert told is not None
    assert all(band.answers >= 2 for band in told)
    assert sum(band.answers for band in told) == len(answers)
    assert (told[0].lowest, told[-1].highest) == (0, 100)
    assert all(before.highest + 1 == band.lowest for before, band in pairwise(told))


@given(ANSWERS, st.randoms())
def test_the_order_of_answers_and_their_places_within_a_band_tell_nothing(answers, random):
    others = [random.choice(range(low, high + 1)) for low, high in map(band_of, answers)]
    random.shuffle(others)
    assert told_bands(others) == told_bands(answers)


def band_of(answer: int) -> tuple[int, int]:
    return next((low, high) for low, high in ((0, 33), (34, 66), (67, 100)) if low <= answer <= high)


# --- attacks ---------------------------------------------------------------------------------------------------


def all_counts(people: int) -> Iterator[Counts]:
    for low, middle in product(range(people + 1), repeat=2):
        if low + middle <= people:
            yield low, middle, people - low - middle


def without(counts: Counts, place: int) -> Counts:
    left = list(counts)
    left[place] -= 1
    return left[0], left[1], left[2]


def places_of_another(table: Table, people: int, own: int | None) -> set[int]:
    """In which bands any other one may have answered, for whoever reads the table and knows their own answer."""
    found: set[int] = set()
    for counts in all_counts(people):
        if of(*counts) != table or (own is not None and counts[own] == 0):
            continue
        others = counts if own is None else without(counts, own)
        found |= {place for place in range(3) if others[place]}
    return found


@pytest.mark.parametrize("people", range(4, 11))
def test_neither_a_reader_nor_one_who_answered_finds_the_band_of_any_other(people):
    for counts in all_counts(people):
        table = of(*counts)
        assert len(places_of_another(table, people, None)) >= 2
        for own in (place for place in range(3) if counts[place]):
            assert len(places_of_another(table, people, own)) >= 2, (counts, own)


def test_the_same_search_does_find_it_where_single_bands_are_told():
    """A positive control: with the plain counts, one among four fives-and-up knows them all."""
    plain = [counts for counts in all_counts(5) if counts == (1, 0, 4)]
    assert {place for counts in plain for place in range(3) if without(counts, 0)[place]} == {2}


Person = tuple[int, int, int]


@given(st.lists(st.tuples(*[st.sampled_from(range(3))] * 3), min_size=4, max_size=8), st.data())
def test_three_statements_and_two_rounds_together_tell_no_more_than_each_alone(people: list[Person], data):
    """For each other person, statement and round there is another world with all the same tables, in which only
    that answer's band differs in kind: nothing ties one statement, or one round, to another."""
    rounds = [people, data.draw(st.permutations(people))]
    own, other = 0, data.draw(st.integers(1, len(people) - 1))
    for which, statement in product(range(2), range(3)):
        column = [person[statement] for person in rounds[which]]
        table = told_bands([PLACES[place] for place in column])
        worlds = [
            world
            for world in alike(column, own, other)
            if told_bands([PLACES[place] for place in world]) == table
        ]
        assert {world[other] for world in worlds} >= {column[other]}
        assert len({world[other] for world in worlds}) >= 2


def alike(column: list[int], own: int, other: int) -> Iterator[list[int]]:
    """Every world in which one's own answer is as it was."""
    for counts in all_counts(len(column)):
        if counts[column[own]] == 0:
            continue
        rest = [place for place in range(3) for _one in range(without(counts, column[own])[place])]
        for chosen in set(rest):
            left = list(rest)
            left.remove(chosen)
            world: list[int] = []
            for number in range(len(column)):
                world.append(column[own] if number == own else chosen if number == other else left.pop())
            yield world


def test_the_table_has_no_number_finer_than_a_count_of_a_band():
    assert set(Band.__dataclass_fields__) == {"lowest", "highest", "answers"}
