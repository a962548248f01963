"""The order of the questions: gates and form first, and at most nine for one who pays for themselves."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import pytest

from tuokio.mapping.domain.answers import read_answers
from tuokio.mapping.domain.kept_answers import MAY_BE_KEPT, NotKept, require_kept, to_answers
from tuokio.mapping.domain.questions import (
    BY_ID,
    MOST_FOR_ONE,
    QUESTIONS,
    TICKS,
    Feeds,
    Kept,
    Step,
    asked,
    asked_alone,
    before,
    following,
    is_answered,
    is_length_told,
    of_step,
    steps,
)

# everything on which the way depends, and a value that changes nothing
BRANCHES: dict[str, list[Any]] = {
    "attending": [None, 1, 2, 3, 6, 30],
    "payer": [None, "self", "employer", "other"],
    "dispute": [None, "none", "conflict", "referred"],
    "sharers": [None, "me", "team", "other_workplaces"],
    "wanted": [None, "ordered"],
}


def every_path() -> list[dict[str, Any]]:
    return [
        {key: value for key, value in zip(BRANCHES, values, strict=True) if value is not None}
        for values in product(*BRANCHES.values())
    ]


def ids(questions: tuple[Any, ...]) -> list[str]:
    return [question.id for question in questions]


def test_there_are_twenty_five_each_once():
    assert sorted(ids(QUESTIONS)) == [f"M{number:02}" for number in range(1, 26)]


def test_every_key_belongs_to_one_question_and_is_on_the_closed_list():
    keys = [key for question in QUESTIONS for key in question.keys]

    assert sorted(keys) == sorted(MAY_BE_KEPT)
    assert len(keys) == len(set(keys))


def test_what_is_not_kept_has_no_key():
    without = {question.id: question.kept for question in QUESTIONS if not question.keys}

    assert without == {
        "M02": Kept.TICK,
        "M08": Kept.APART,
        "M12": Kept.NEVER,
        "M18": Kept.TICK,
        "M19": Kept.TICK,
        "M25": Kept.NEEDS,
    }
    assert TICKS == ("M02", "M18", "M19")


def test_gates_and_form_come_before_what_follows_from_them():
    settled = [question.feeds in {Feeds.GATES, Feeds.FORM} for question in QUESTIONS]
    asked_later = [
        question.id
        for question, is_settling in zip(QUESTIONS, settled, strict=True)
        if not is_settling and question.id not in {"M22", "M02"}
    ]
    last_of_form = max(QUESTIONS.index(BY_ID[one]) for one in ("M03", "M04", "M06", "M07", "M15", "M09"))

    # who pays stands beside how many, for the way depends on both; "why now" belongs to the gates' screen
    assert all(QUESTIONS.index(BY_ID[one]) > last_of_form for one in asked_later)


@pytest.mark.parametrize("alone", [False, True])
def test_one_who_pays_alone_sees_at_most_nine_on_every_path(alone):
    seen = 0
    for given in every_path():
        if given.get("attending") == 1 and given.get("payer") == "self":
            questions = asked_alone(given) if alone else asked(given)
            assert len(questions) <= MOST_FOR_ONE == 9, given
            seen = max(seen, len(questions))
    assert seen == 9


def test_no_number_is_promised_while_the_answers_may_still_make_them_few():
    first, second, third = (BY_ID[one] for one in ("M05", "M22", "M10"))

    assert not is_length_told(first, {})
    assert not is_length_told(second, {"attending": 1})
    assert is_length_told(second, {"attending": 6})
    assert is_length_told(first, {"attending": 1, "payer": "self"})
    assert is_length_told(third, {})  # both were left open: all are asked


def test_the_nine_are_these():
    given = {"attending": 1, "payer": "self"}

    assert ids(asked(given)) == ["M05", "M22", "M10", "M11", "M03", "M04", "M16", "M17", "M12"]


def test_walking_the_phone_alone_shows_nine_screens_whatever_is_answered():
    for dispute, sharers in product(["none", "conflict"], ["me", "other_workplaces"]):
        replies = {"M05": {"attending": 1}, "M22": {"payer": "self"}, "M10": {"dispute": dispute}}
        replies["M04"] = {"sharers": sharers}
        given: dict[str, Any] = {}
        here, walked = asked_alone(given)[0], []
        while here is not None:
            walked.append(here.id)
            given |= replies.get(here.id, {})
            here = following(here.id, given)
        assert len(walked) == 9
        assert walked[-1] == "M12"


def test_the_phone_goes_back_the_way_it_came():
    for given in every_path():
        order = ids(asked_alone(given))
        for earlier, later in pairwise(order):
            if not (earlier == "M10" and given.get("dispute") == "referred"):
                assert following(earlier, given) is BY_ID[later]
                assert before(later, given) is BY_ID[earlier]
        assert before(order[0], given) is None
        assert following(order[-1], given) is None


def test_what_must_be_seen_to_elsewhere_ends_the_questions():
    for given in every_path():
        if given.get("dispute") == "referred":
            assert asked(given)[-1].id == "M10"
            assert steps(given) == (Step.WHO, Step.FIRST)


def test_several_are_asked_of_each_other_and_one_is_not():
    assert {"M06", "M07", "M15"} <= set(ids(asked({"attending": 4})))
    assert not {"M06", "M07", "M15"} & set(ids(asked({"attending": 1, "payer": "employer"})))


def test_those_who_pay_themselves_are_not_asked_about_a_commissioner():
    assert {"M14", "M23"} <= set(ids(asked({"attending": 4, "payer": "employer"})))
    assert not {"M14", "M23"} & set(ids(asked({"attending": 4, "payer": "self"})))


def test_nobody_is_asked_aloud_or_about_safety_on_the_enquirers_phone():
    for given in every_path():
        assert not {"M02", "M08", "M18", "M19"} & set(ids(asked_alone(given)))


def test_every_question_stands_on_one_screen():
    for given in every_path():
        assert [one.id for step in steps(given) for one in of_step(step, given)] == ids(asked(given))


def test_a_question_is_answered_by_any_of_its_keys_or_a_tick():
    assert is_answered(BY_ID["M05"], {"attending": 3})
    assert is_answered(BY_ID["M21"], {"ties": False})
    assert is_answered(BY_ID["M02"], {}, frozenset({"M02"}))
    assert not is_answered(BY_ID["M05"], {"payer": "self"})


@pytest.mark.parametrize(
    ("given", "raw"),
    [
        ({}, {}),
        ({"concerned": 12, "attending": 6}, {"persons": 6}),
        ({"manager_part": "member"}, {"manager_in": True}),
        ({"manager_part": "manager"}, {"manager_in": True}),
        ({"manager_part": "no"}, {"manager_in": False}),
        ({"manager_part": "start_and_end"}, {"manager_in": False}),
        ({"dispute": "none"}, {"open_conflict": False, "harassment": False}),
        ({"dispute": "conflict"}, {"open_conflict": True, "harassment": False}),
        ({"dispute": "referred"}, {"open_conflict": False, "harassment": True}),
        ({"shock": "none"}, {"crisis_days": 9999}),
        ({"shock": "within_a_week"}, {"crisis_days": 7}),
        ({"shock": "within_a_month"}, {"crisis_days": 28}),
        ({"wanted": "yes"}, {"voluntary": True}),
        ({"wanted": "mixed"}, {"voluntary": True}),
        ({"wanted": "ordered"}, {"voluntary": False}),
        ({"same_people": "mostly"}, {"same_people": True}),
        ({"same_people": "no"}, {"same_people": False}),
        ({"decision_awaited": True}, {"decision_needed": True}),
        ({"goals": ["Yksi", "Kaksi"]}, {"goals": 2}),
        ({"max_minutes": 75, "interval_weeks": 2}, {"max_minutes": 75, "interval_pref": 2}),
        ({"max_sessions": 5, "payer": "employer", "ties": True}, {"max_sessions": 5}),
        ({"themes": ["change"], "sharers": "unit"}, {"themes": ["change"], "sharers": "unit"}),
        ({"same_work": False, "same_team": True}, {"same_work": False, "same_team": True}),
    ],
)
def test_from_the_conversation_to_the_keys(given, raw):
    require_kept(given)

    assert to_answers(given) == raw
    assert set(read_answers(to_answers(given)).assumed).isdisjoint(raw)


def test_the_lowest_voice_is_a_key_only_when_it_is_given_apart():
    assert to_answers({"private": 3}, voice=2) == {"private": 3, "voice": 2}
    assert "voice" in read_answers(to_answers({"private": 3})).assumed
    with pytest.raises(NotKept):
        require_kept({"voice": 2})
