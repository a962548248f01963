"""Phones that answer in the same moment: a word lets one answer in, none is lost, and none comes after closing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.workroom.room_cast import group, pulse_begun, pulse_closed, says
from tuokio.workroom.models import PulseAnswer, PulseBand, RoundToken

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
NAMES = tuple(f"Jäsen {number}" for number in range(8))


def together(*doing: Callable[[], int]) -> list[int]:
    """The status that each of them was answered."""

    def one(act: Callable[[], int]) -> int:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doing)) as pool:
        return list(pool.map(one, doing))


def answer(token: str) -> Callable[[], int]:
    return lambda: int(says("pulse", token=token, a=40, b=50, c=60).status_code)


def test_eight_phones_answer_at_once_and_each_counts():
    _round, tokens = pulse_begun(group(*NAMES), 8)
    assert together(*(answer(token) for token in tokens)) == [200] * 8
    assert (PulseAnswer.objects.count(), RoundToken.objects.count()) == (8, 0)


def test_six_phones_take_the_same_word_and_one_comes_in():
    _round, tokens = pulse_begun(group(*NAMES), 8)
    assert sorted(together(*[answer(tokens[0])] * 6)) == [200, *[409] * 5]
    assert (PulseAnswer.objects.count(), RoundToken.objects.count()) == (1, 7)


def test_who_answers_while_it_closes_counts_or_is_told_that_it_is_closed():
    round_id, tokens = pulse_begun(group(*NAMES), 8)
    for token in tokens[:4]:
        assert answer(token)() == 200
    *answered, closed = together(
        *(answer(token) for token in tokens[4:]), lambda: int(pulse_closed(round_id).status_code)
    )
    assert closed == 200
    counted = 4 + answered.count(200)
    assert set(answered) <= {200, 409}
    told = PulseBand.objects.filter(statement=1).values_list("answers", flat=True)
    assert sum(told) == counted
    assert (PulseAnswer.objects.count(), RoundToken.objects.count()) == (0, 0)
