"""Levels of own goals through their addresses: rated alone, told from four, and the level that the group records."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import person
from tests.vault.asking import Asker
from tests.workroom.room_cast import aino, group, marks, says, words
from tuokio.kit.clock import now, today
from tuokio.supervision.models import Process
from tuokio.workroom.models import AloneRound, GroupLevel, LevelAnswer, OwnGoal, RoundToken
from tuokio.workroom.usecases.nightly import close_left_open

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def process() -> Process:
    return group()


def kept(process: Process, goal: str, **said: object) -> dict[str, object]:
    sent = {"goal": goal, "counts": True, "light": False, "start": -1} | said
    answer = aino().asks("PUT", f"processes/{process.pk}/levels", sent)
    assert answer.status_code == 200, answer.json()
    return answer.json()


def begun(process: Process, *goals: str, number: int = 5) -> tuple[str, list[str]]:
    for goal in goals:
        kept(process, goal)
    round_id, tokens = str(uuid4()), words(number)
    said = {"id": round_id, "tokens": marks(tokens), "goals": [{"id": goal} for goal in goals]}
    answer = aino().asks("POST", f"processes/{process.pk}/levels", said)
    assert answer.status_code == 200, answer.json()
    return round_id, tokens


def rates(token: str, levels: dict[str, object], *, turns_up: bool = False) -> object:
    return says("levels", token=token, levels=levels, turnsUp=turns_up)


def closed(round_id: str) -> dict[str, object]:
    return aino().asks("POST", f"levels/{round_id}/closing").json()["rounds"][-1]["goals"]


def test_four_rate_alone_and_the_spread_is_told_when_it_is_closed(process):
    one, other = str(uuid4()), str(uuid4())
    round_id, tokens = begun(process, one, other)
    for token, level in zip(tokens, (-1, 0, 0, 1), strict=False):
        assert rates(token, {one: level, other: None}).status_code == 200
    while_open = aino().asks("GET", f"processes/{process.pk}/levels").json()["rounds"][0]
    assert while_open["goals"] == {one: [], other: []}
    assert closed(round_id) == {one: [[-1, 1], [0, 2], [1, 1]], other: []}
    assert (LevelAnswer.objects.count(), RoundToken.objects.count()) == (0, 0)


def test_three_are_told_only_when_each_turns_up(process):
    goal = str(uuid4())
    round_id, tokens = begun(process, goal)
    for token, turns_up in zip(tokens, (True, True, False), strict=False):
        rates(token, {goal: 1}, turns_up=turns_up)
    assert closed(round_id) == {goal: []}

    AloneRound.objects.update(opened_on=today() - timedelta(days=1))
    round_id, tokens = begun(process, goal)
    for token in tokens[:3]:
        rates(token, {goal: 1}, turns_up=True)
    assert aino().asks("POST", f"levels/{round_id}/closing").json()["rounds"][-1]["goals"] == {goal: [[1, 3]]}


@pytest.mark.parametrize("wrong", [3, -2.5, 0.5, "1", True, -0.5])
def test_a_level_that_the_scale_has_not_is_not_taken(process, wrong):
    goal = str(uuid4())
    _round, tokens = begun(process, goal)
    assert rates(tokens[0], {goal: wrong}).json() == {"refused": "malformed"}
    assert rates(tokens[0], {goal: 0}).status_code == 200  # the word was not used up


def test_every_goal_that_is_asked_is_answered_and_no_other(process):
    goal, other = str(uuid4()), str(uuid4())
    _round, tokens = begun(process, goal)
    kept(process, other)
    for levels in ({}, {goal: 0, other: 0}, {other: 0}):
        assert rates(tokens[0], levels).json() == {"refused": "malformed"}
    assert rates(tokens[0], {goal: -2}).status_code == 200
    assert rates(tokens[0], {goal: 2}).json() == {"refused": "token-spent"}


def test_partly_belongs_to_a_goal_in_words(process):
    goal = str(uuid4())
    kept(process, goal, light=True)
    answer = kept(process, goal, light=True, low=-0.5, high=-0.5)
    assert answer["recorded"] == {goal: [{"on": today().isoformat(), "low": -0.5, "high": -0.5}]}
    assert answer["light"]["-1"]["partly"] == -0.5
    assert answer["light"]["-2"]["partly"] == -1


def test_a_pulse_word_rates_no_goal(process):
    goal = str(uuid4())
    _round, tokens = begun(process, goal)
    assert says("pulse", token=tokens[0], a=1, b=2, c=3).json() == {"refused": "token-spent"}


def test_the_group_records_one_level_a_day_and_the_newest_counts(process):
    one, other = str(uuid4()), str(uuid4())
    assert kept(process, one, low=0, high=1)["score"] is None  # of one goal there is none
    answer = kept(process, other, start=-2, low=1, high=1)
    # 50 + 10 C2 (0 + 1) with C2 = 6.2017 / 10, and of the upper end 50 + 6.2017 * 2 (domain 5.1)
    assert answer["score"] == {"start": "31", "low": "56", "high": "62"}
    kept(process, one, low=-1, high=-1)
    assert GroupLevel.objects.filter(goal=one).count() == 1
    kept(process, other, counts=False)
    assert aino().asks("GET", f"processes/{process.pk}/levels").json()["score"] is None


def test_a_range_begins_with_its_lower_end(process):
    said = {"goal": str(uuid4()), "counts": True, "low": 1, "high": 0}
    assert aino().asks("PUT", f"processes/{process.pk}/levels", said).json() == {"refused": "malformed"}
    assert OwnGoal.objects.count() == 0


def test_another_process_has_no_hold_on_a_goal(process):
    goal = str(uuid4())
    kept(process, goal)
    other = group(name="Toinen ryhmä")
    sent = {"goal": goal, "counts": True, "light": False, "start": 0}
    assert aino().asks("PUT", f"processes/{other.pk}/levels", sent).status_code == 404
    said = {"id": str(uuid4()), "tokens": marks(words(5)), "goals": [{"id": goal}]}
    assert aino().asks("POST", f"processes/{other.pk}/levels", said).json() == {"refused": "malformed"}


def test_two_people_rate_together_and_need_no_round():
    process = group("Bertta S.", "Henna")
    assert aino().asks("GET", f"processes/{process.pk}/levels").json()["way"] == "together"
    goal = str(uuid4())
    kept(process, goal, low=1, high=1)
    said = {"id": str(uuid4()), "tokens": marks(words(2)), "goals": [{"id": goal}]}
    assert aino().asks("POST", f"processes/{process.pk}/levels", said).json() == {"refused": "too-few-people"}


def test_a_member_reads_what_is_told_and_changes_nothing(process):
    bertta, goal = Asker(person("bertta")), str(uuid4())
    kept(process, goal, low=0, high=0)
    assert bertta.asks("GET", f"processes/{process.pk}/levels").json()["recorded"][goal]
    said = {"goal": goal, "counts": False, "light": False}
    assert bertta.asks("PUT", f"processes/{process.pk}/levels", said).status_code == 404


def test_what_was_left_open_is_closed_by_the_night(process):
    goal = str(uuid4())
    _round, tokens = begun(process, goal)
    for token in tokens:
        rates(token, {goal: 0})
    assert close_left_open(now() + timedelta(days=1)) == 1
    assert LevelAnswer.objects.count() == 0


def test_closing_twice_is_closing_once_and_a_stranger_closes_nothing(process):
    goal = str(uuid4())
    round_id, tokens = begun(process, goal)
    for token in tokens:
        rates(token, {goal: 0})
    assert Asker(person("outi")).asks("POST", f"levels/{round_id}/closing").status_code == 404
    assert closed(round_id) == closed(round_id) == {goal: [[0, 5]]}
