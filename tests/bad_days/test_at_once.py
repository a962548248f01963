"""Two people or two tabs at the same moment in the rooms of rating, evaluation and summary: one order, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from tests.cast import MORNING, person
from tests.evaluation.summary_cast import LATER
from tests.evaluation.waves_cast import group, opened, says, wave_of
from tests.goals.goal_cast import FOUR, goal_of, group_of, levels, member, round_of
from tuokio.evaluation.models import Answer, AnswerSheet, Summary
from tuokio.evaluation.refusals_waves import NotOpen
from tuokio.evaluation.usecases.answering import answer_as_member
from tuokio.evaluation.usecases.summaries import Parts, draft_summary, send_to_group
from tuokio.evaluation.usecases.waves import close_wave
from tuokio.goals.models import RatingRound, RecordedLevel
from tuokio.goals.usecases.rounds import (
    RoundIsClosed,
    close_round,
    open_round,
    rate_privately,
    record_levels,
)
from tuokio.supervision.models import Process
from tuokio.terms.goal_words import RoundPoint
from tuokio.terms.summary_words import Recommendation

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[str]:
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

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_an_answer_while_the_wave_closes_is_counted_or_refused():
    process = group()
    wave, aino = opened(process), person("aino")
    bertta = process.members.get(name="Bertta S.")

    closing, answering = together(
        lambda: close_wave(wave=wave_of(process), by=aino, at=MORNING),
        lambda: answer_as_member(wave=wave_of(process), member=bertta, answers=says(4), at=MORNING),
    )

    assert closing == "ok"
    assert answering in {"ok", NotOpen.__name__}
    kept = answering == "ok"
    assert (AnswerSheet.objects.filter(wave=wave).count(), Answer.objects.count()) == (kept, 3 * kept)
    assert not wave.invited.filter(answered=True).exists()


def test_a_rating_while_the_round_closes_is_counted_or_refused():
    process = group_of(*FOUR)
    goal_of(process)
    one, aino = round_of(process), person("aino")
    given = levels(one, 1)

    closing, rating = together(
        lambda: close_round(round=one, by=aino, at=MORNING),
        lambda: rate_privately(
            round=one, member=member(process, "bertta"), levels=given, turns_up=False, at=MORNING
        ),
    )

    assert closing == "ok"
    assert rating in {"ok", RoundIsClosed.__name__}
    assert one.sheets.filter(is_answered=True).count() == (rating == "ok")


def test_two_tabs_begin_one_rating_and_close_it_once():
    process = group_of(*FOUR)
    goal_of(process)
    aino = person("aino")

    began = together(*[lambda: open_round(process=process, point=RoundPoint.MIDDLE, by=aino, at=MORNING)] * 3)
    one = RatingRound.objects.get()
    closed = together(*[lambda: close_round(round=one, by=aino, at=MORNING)] * 3)

    assert sorted(began) == ["RoundIsOpen", "RoundIsOpen", "ok"]
    assert sorted(closed) == ["RoundIsClosed", "RoundIsClosed", "ok"]


def test_two_tabs_that_record_other_levels_leave_both_and_the_later_counts():
    process = group_of(*FOUR)
    goal_of(process)
    aino = person("aino")
    one = close_round(round=round_of(process), by=aino, at=MORNING)
    spans = [dict.fromkeys(levels(one, 0), (level, level)) for level in (0, 1)]

    got = together(
        *(lambda said=said: record_levels(round=one, spans=said, by=aino, at=MORNING) for said in spans)
    )

    assert got == ["ok", "ok"]
    assert sorted(RecordedLevel.objects.values_list("low", "high")) == [(0, 0), (2, 2)]  # in halves


def test_two_tabs_that_recommend_differently_leave_one_draft_and_the_group_reads_one_text():
    process = group()
    aino = person("aino")

    def recommends(word: Recommendation) -> Callable[[], object]:
        parts = Parts(period_from=date(2026, 8, 1), period_until=date(2026, 11, 24), recommendation=word)
        return lambda: draft_summary(process=fresh(process), parts=parts, by=aino, at=LATER)

    wrote = together(recommends(Recommendation.END), recommends(Recommendation.CONTINUE))
    sent = together(*[lambda: send_to_group(process=fresh(process), in_meeting=True, by=aino, at=LATER)] * 2)

    assert wrote == ["ok", "ok"]
    assert sorted(sent) == ["WrongTurn", "ok"]
    summary = Summary.objects.get()
    assert summary.content["recommendation"] == summary.recommendation
    assert summary.voices.count() == 6


def fresh(process: Process) -> Process:
    return Process.objects.select_related("practice", "payer").get(pk=process.pk)
