"""Words and decisions at the same moment: whatever comes first, nothing is lost and nothing slips through."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import person
from tests.evaluation.summary_cast import LATER, all_say, group, in_group, say, summary_of
from tuokio.evaluation.models import SummaryVoice
from tuokio.evaluation.usecases import summaries as acts
from tuokio.kit.models import Letter
from tuokio.terms.summary_words import GroupWord, SummaryState

pytestmark = pytest.mark.django_db(transaction=True)
OK, BLOCK = GroupWord.OK, GroupWord.BLOCK


def together(*doing: Callable[[], object]) -> list[str]:
    """What each of them got: ok, or the name of its refusal."""

    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except Exception as refusal:
            return type(refusal).__name__
        else:
            return "ok"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doing)) as pool:
        return list(pool.map(one, doing))


def test_three_answer_at_the_same_moment_and_the_block_is_among_them():
    process = group()
    in_group(process)

    got = together(
        lambda: say(process, "Bertta S.", OK),
        lambda: say(process, "Henna", BLOCK),
        lambda: say(process, "T. K.", OK),
    )

    assert got == ["ok"] * 3
    assert summary_of(process).state == SummaryState.RETURNED
    assert summary_of(process).changes.count() == 3


def test_a_block_in_the_last_second_and_the_night_meet():
    process = group()
    deadline = in_group(process).deadline_at

    block, _night = together(
        lambda: say(process, "Henna", BLOCK, at=deadline - timedelta(seconds=1)),
        lambda: acts.close_due_summaries(deadline),
    )

    state = summary_of(process).state
    assert (block, state) in {("ok", SummaryState.RETURNED), ("AnsweringOver", SummaryState.APPROVED)}
    assert SummaryVoice.objects.count() == 0


def test_two_tabs_give_it_once():
    process = group()
    in_group(process)
    all_say(process)
    aino = person("aino")
    before = Letter.objects.count()

    def give() -> None:
        acts.give_summary(process=process, by=aino, at=LATER)

    assert sorted(together(give, give, give)) == ["WrongTurn", "WrongTurn", "ok"]
    assert Letter.objects.count() == before + 1
    assert summary_of(process).changes.filter(to_state=SummaryState.GIVEN).count() == 1


def test_taking_it_back_and_the_last_word_take_turns():
    process = group()
    in_group(process)
    say(process, "Bertta S.", OK)
    say(process, "Henna", OK)

    together(
        lambda: say(process, "T. K.", BLOCK),
        lambda: acts.take_back(process=process, by=person("aino"), at=LATER),
    )

    assert summary_of(process).state == SummaryState.DRAFT
    assert SummaryVoice.objects.count() == 0
