"""Which times are asked about, which suits best, and why: arithmetic, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tuokio.booking.domain.polls import Choice, Criterion, Free, Proposal, Voice, propose, spread
from tuokio.terms.poll_words import Said

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY = datetime(2027, 1, 11, 8, tzinfo=UTC)
YES, MAYBE, NO = Said.YES, Said.IF_NEED_BE, Said.NO


def choices(*days: int) -> list[Choice]:
    return [
        Choice(uuid4(), MONDAY + timedelta(days=day), (MONDAY + timedelta(days=day)).date()) for day in days
    ]


def voices(at: list[Choice], *rows: str, optional: int = 0) -> list[Voice]:
    """One row a member: a letter for each time, y m n or a dot; the last `optional` of them need not come."""
    words = {"y": YES, "m": MAYBE, "n": NO}
    return [
        Voice(
            uuid4(),
            place < len(rows) - optional,
            {c.key: words[letter] for c, letter in zip(at, row, strict=True) if letter in words},
        )
        for place, row in enumerate(rows)
    ]


def order(proposal: Proposal, at: list[Choice]) -> list[int]:
    keys = [choice.key for choice in at]
    return [keys.index(standing.choice.key) for standing in proposal.standings]


def test_where_everyone_who_must_come_says_yes_is_best_though_more_could_come_elsewhere():
    at = choices(0, 1)
    found = propose(at, voices(at, "my", "yy", "yn", "yn", optional=2), quorum=2)

    assert order(found, at) == [1, 0]
    assert found.decided_by == Criterion.ALL_REQUIRED_YES


def test_enough_come_before_more_of_those_who_must():
    at = choices(0, 1)
    found = propose(at, voices(at, "yn", "yy", "nn", "ny", "ny", optional=2), quorum=3)

    assert order(found, at) == [1, 0]
    assert found.decided_by == Criterion.ENOUGH_COME


def test_those_who_must_come_weigh_before_the_others():
    at = choices(0, 1)
    found = propose(at, voices(at, "yn", "nn", "ny", "ny", optional=2), quorum=1)

    assert order(found, at) == [0, 1]
    assert found.decided_by == Criterion.REQUIRED_CAN


def test_the_others_weigh_before_if_need_be():
    at = choices(0, 1)
    found = propose(at, voices(at, "my", "nn", "yn", optional=1), quorum=1)

    assert order(found, at) == [0, 1]
    assert found.decided_by == Criterion.OPTIONAL_CAN


def test_fewer_if_need_be_then_nearer_to_the_rhythm_then_earlier():
    at = choices(0, 1)
    maybe = propose(at, voices(at, "my", "nn"), quorum=1)
    assert (order(maybe, at), maybe.decided_by) == ([1, 0], Criterion.FEWER_IF_NEED_BE)

    near = propose(at, voices(at, "yy"), quorum=1, wished=at[1].on)
    assert (order(near, at), near.decided_by) == ([1, 0], Criterion.NEARER_RHYTHM)

    early = propose(at, voices(at, "yy"), quorum=1)
    assert (order(early, at), early.decided_by) == ([0, 1], Criterion.EARLIER)


def test_no_quorum_is_larger_than_the_group():
    at = choices(0)

    assert propose(at, voices(at, "y"), quorum=4).standings[0].has_enough


def test_nothing_asked_proposes_nothing():
    assert propose([], [], quorum=2) == Proposal((), None)


SAID = st.sampled_from([YES, MAYBE, NO, None])


@st.composite
def polls(draw: st.DrawFn) -> tuple[list[Choice], list[tuple[bool, list[Said | None]]], int]:
    days = draw(st.lists(st.integers(0, 30), min_size=2, max_size=5, unique=True))
    people = draw(
        st.lists(
            st.tuples(st.booleans(), st.lists(SAID, min_size=len(days), max_size=len(days))),
            min_size=1,
            max_size=6,
        )
    )
    return choices(*days), people, draw(st.integers(1, 5))


def heard(at: list[Choice], people: list[tuple[bool, list[Said | None]]]) -> list[Voice]:
    return [
        Voice(UUID(int=place), required, {c.key: w for c, w in zip(at, said, strict=True) if w})
        for place, (required, said) in enumerate(people)
    ]


@given(polls())
def test_every_time_stands_once_and_in_order(asked):
    at, people, quorum = asked
    found = propose(at, heard(at, people), quorum=quorum)

    assert {one.choice for one in found.standings} == set(at)
    ranks = [one.rank for one in found.standings]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)
    assert {one.yes + one.if_need_be + one.no + one.silent for one in found.standings} == {len(people)}


@given(polls(), st.data())
def test_a_better_answer_never_puts_a_time_further_back(asked, data):
    at, people, quorum = asked
    who = data.draw(st.integers(0, len(people) - 1))
    which = data.draw(st.integers(0, len(at) - 1))
    better = [MAYBE, YES] if people[who][1][which] in {NO, None} else [YES]
    before = order(propose(at, heard(at, people), quorum=quorum), at).index(which)
    people[who][1][which] = data.draw(st.sampled_from(better))
    after = order(propose(at, heard(at, people), quorum=quorum), at).index(which)

    assert after <= before


@given(polls(), st.randoms())
def test_the_order_of_people_and_times_does_not_matter(asked, random):
    at, people, quorum = asked
    heard_so = heard(at, people)
    one = propose(at, heard_so, quorum=quorum)
    shuffled, others = [*at], [*heard_so]
    random.shuffle(shuffled)
    random.shuffle(others)

    assert [s.choice for s in propose(shuffled, others, quorum=quorum).standings] == [
        s.choice for s in one.standings
    ]


# --- which times --------------------------------------------------------------------------------------------


def frees(*minutes: int) -> list[Free]:
    found = [MONDAY.replace(hour=6) + timedelta(minutes=15 * one) for one in minutes]
    return [Free(moment, moment.astimezone(HELSINKI)) for moment in found]


def working_days(count: int) -> list[Free]:
    days = [day for day in range(count * 7 // 5 + 7) if day % 7 < 5][:count]
    return frees(*(day * 96 + step for day in days for step in range(32)))


def test_the_times_spread_over_weekdays_and_parts_of_the_day():
    found = spread(working_days(10), minutes=75)

    assert len(found) == 12
    assert {one.local.weekday() for one in found} == {0, 1, 2, 3, 4}
    assert {part: sum(one.kind[1] == part for one in found) for part in range(3)} == {0: 4, 1: 4, 2: 4}
    assert found == sorted(found, key=lambda one: one.starts_at)


def test_near_the_agreed_rhythm_comes_first():
    found = spread(working_days(20), minutes=75, wished=date(2027, 1, 27), most=5, a_day=1)

    assert [one.local.date() for one in found] == [date(2027, 1, day) for day in range(25, 30)]


@given(
    st.lists(st.integers(0, 96 * 20), max_size=120),
    st.sampled_from([45, 60, 75, 120]),
    st.integers(1, 14),
    st.integers(1, 3),
)
def test_none_overlaps_and_no_day_has_too_many(steps, minutes, most, a_day):
    free = frees(*steps)
    found = spread(free, minutes=minutes, most=most, a_day=a_day)

    assert len(found) <= most
    assert set(found) <= set(free)
    assert bool(found) == bool(free)
    for one, other in pairwise(found):
        assert other.starts_at - one.starts_at >= timedelta(minutes=minutes)
    for day in {one.local.date() for one in found}:
        assert sum(one.local.date() == day for one in found) <= a_day
