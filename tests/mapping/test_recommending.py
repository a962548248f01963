"""The rule set `mapping-1`: every vignette, and what holds for any answers at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mapping.any_answers import any_answers
from tuokio.mapping.domain.answers import (
    GIVEN_TWICE,
    KEYS,
    Answers,
    BadAnswers,
    Fault,
    read_answers,
)
from tuokio.mapping.domain.changing import PERSONS, changes, range_of
from tuokio.mapping.domain.recommending import (
    INTERVALS,
    THEMES,
    Gate,
    Reason,
    feasible_forms,
    frame_of,
    recommend,
)
from tuokio.terms.mapping_words import Confidence, GateCode, GateKind, Rule, Sharers, Theme
from tuokio.terms.words import Composition, FormOfWork

VIGNETTES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "mapping-vignettes.json").read_text("utf-8")
)["vignettes"]
INDIVIDUAL, PAIR, GROUP, WORK_COMMUNITY = FormOfWork
# A team of five that shares a matter: a group leads, a work community is possible.
TEAM = Answers(themes=(Theme.CLIMATE,), persons=5, sharers=Sharers.TEAM)


def faults_in(raw: object) -> tuple[Fault, ...]:
    with pytest.raises(BadAnswers) as refused:
        read_answers(raw)
    return refused.value.faults


def keys_of_faults(raw: object) -> list[str]:
    return [fault.key for fault in faults_in(raw)]


def code(gate: Gate) -> str:
    return f"{gate.kind} {gate.code}"


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette["name"])
def test_each_vignette_gives_exactly_what_is_expected(vignette: dict[str, Any]) -> None:
    told = recommend(read_answers(vignette["answers"])).as_json()

    assert told == vignette["expected"]
    assert list(told) == list(vignette["expected"])
    assert [list(reason.values()) for reason in told["reasons"]] == [
        list(reason.values()) for reason in vignette["expected"]["reasons"]
    ]


def test_what_was_not_asked_is_answered_as_in_the_first_vignette_and_said_to_be_assumed() -> None:
    nothing = read_answers({})

    assert nothing.as_json() == VIGNETTES[0]["answers"]
    assert nothing.assumed == KEYS == tuple(VIGNETTES[0]["answers"])
    assert read_answers({"persons": 4, "voice": 2}).assumed == tuple(
        key for key in KEYS if key not in {"persons", "voice"}
    )
    assert read_answers(VIGNETTES[0]["answers"]).assumed == ()


def test_answers_come_back_as_they_were_given() -> None:
    for vignette in VIGNETTES:
        assert read_answers(vignette["answers"]).as_json() == vignette["answers"]


def test_neither_health_nor_harassment_nor_a_guess_is_ever_kept() -> None:
    answers = read_answers({"persons": 6, "health": True, "harassment": True, "voice": 1})

    assert answers.to_keep() == {"persons": 6, "voice": 1}


# What cannot be read


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("themes", [], "one to three themes are needed, not 0"),
        ("themes", list(Theme)[:4], "one to three themes are needed, not 4"),
        ("themes", ["change", "change"], "change is named twice"),
        ("themes", ["weather"], "unknown theme weather"),
        ("themes", ["Työ\n1"], 'unknown theme "Ty\\u00f6\\n1"'),
        ("themes", "change", "must be a list of one to three themes, the main one first"),
        ("themes", [7], "a theme is a text"),
        ("persons", 0, "must be a whole number of at least 1"),
        ("persons", -3, "must be a whole number of at least 1"),
        ("persons", 2.0, "must be a whole number of at least 1"),
        ("persons", float("nan"), "must be a whole number of at least 1"),
        ("persons", "6", "must be a whole number of at least 1"),
        ("persons", None, "must be a whole number of at least 1"),
        ("persons", True, "must be a whole number of at least 1"),
        ("persons", [[[1]]], "must be a whole number of at least 1"),
        ("sharers", "everyone", "must be one of me, pair, team, same_tasks_other_teams, unit, other_workplaces"),
        ("sharers", 1, "must be one of me, pair, team, same_tasks_other_teams, unit, other_workplaces"),
        ("voice", 0, "must be a whole number from 1 to 5"),
        ("voice", 6, "must be a whole number from 1 to 5"),
        ("private", True, "must be a whole number from 1 to 5"),
        ("voluntary", 1, "must be true or false"),
        ("health", "no", "must be true or false"),
        ("crisis_days", -1, "must be a whole number of at least 0"),
        ("goals", 0, "must be a whole number of at least 1"),
        ("max_minutes", 0, "must be a whole number of at least 1"),
        ("max_sessions", 0, "must be a whole number of at least 1"),
        ("interval_pref", -1, "must be a whole number of at least 0"),
        ("interval_pref", 2.5, "must be a whole number of at least 0"),
        ("assumed", [], "there is no such answer"),
        ("person", 6, "there is no such answer"),
        ("goals", GIVEN_TWICE, "is given more than once"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_taken_is_named_by_its_key(key: str, value: object, words: str) -> None:
    assert faults_in({"same_org": True, key: value}) == (Fault(key, words),)


def test_every_fault_is_named_at_once_in_the_order_of_the_answers() -> None:
    raw = {
        **VIGNETTES[3]["answers"],
        "themes": ["weather", "change", "change", "climate"],
        "persons": 0,
        "voice": 9,
        "same_org": "yes",
        "colour": "blue",
    }

    assert keys_of_faults(raw) == ["themes"] * 3 + ["persons", "same_org", "voice", "colour"]


@pytest.mark.parametrize("raw", [None, [], "own_role", 3, True, [("persons", 1)]])
def test_what_is_no_object_has_no_answers(raw: object) -> None:
    assert faults_in(raw) == (Fault("", "answers are an object of keys and values"),)


def test_a_fault_is_one_line_whatever_its_key() -> None:
    (fault,) = faults_in({"a\nb" * 100: 1})

    assert str(fault) == f"{json.dumps(('a' + chr(10) + 'b') * 20 + '…')}: there is no such answer"
    assert "\n" not in str(fault)
    assert str(faults_in(None)[0]) == "answers are an object of keys and values"


def test_a_number_larger_than_any_machine_word_is_a_number() -> None:
    told = recommend(replace(TEAM, persons=10**300, max_sessions=10**300, goals=10**300))

    assert told.form is WORK_COMMUNITY
    assert told.meetings == 10**300
    assert told.reasons[-1] == Reason(Rule.LARGE_UNIT, WORK_COMMUNITY, 0)


# Gates


def test_gates_stand_in_their_order_and_a_suspicion_ends_everything() -> None:
    every = replace(
        TEAM,
        crisis_days=7,
        health=True,
        decision_needed=True,
        open_conflict=True,
        voluntary=False,
        max_minutes=60,
        max_sessions=2,
    )
    group = replace(every, open_conflict=False)

    assert [code(gate) for gate in recommend(group).gates] == [
        *("FIRST G2", "ALSO G3", "FIRST G4", "CHECK G6", "CHECK G8", "CHECK G7"),
    ]
    assert code(recommend(every).gates[3]) == "CHECK G5"
    stopped = recommend(replace(every, harassment=True))
    assert [code(gate) for gate in stopped.gates] == ["STOP G1"]
    assert stopped.form is None
    assert stopped.scores == stopped.reasons == stopped.evaluate_at == ()


@pytest.mark.parametrize(("days", "gates"), [(0, 1), (7, 1), (8, 0), (28, 0), (9999, 0)])
def test_a_shock_is_seen_to_first_for_a_week(days: int, gates: int) -> None:
    assert len(recommend(replace(TEAM, crisis_days=days)).gates) == gates


def test_two_meetings_are_no_process() -> None:
    few = Gate(GateKind.CHECK, GateCode.TOO_FEW)
    assert few in recommend(replace(TEAM, max_sessions=2)).gates
    assert few not in recommend(replace(TEAM, max_sessions=3)).gates


@pytest.mark.parametrize(("minutes", "is_short"), [(74, True), (75, False)])
def test_less_than_the_shortest_group_meeting_is_said(minutes: int, is_short: bool) -> None:
    gate = Gate(GateKind.CHECK, GateCode.TOO_SHORT)

    assert (gate in recommend(replace(TEAM, max_minutes=minutes)).gates) is is_short
    assert gate not in recommend(Answers(max_minutes=30)).gates


# How it would be held


@pytest.mark.parametrize(
    ("persons", "form", "most", "minutes"),
    [
        (2, PAIR, 120, 75),
        (3, GROUP, 120, 75),
        (4, GROUP, 120, 75),
        (5, GROUP, 120, 120),
        (5, GROUP, 119, 75),
        (4, WORK_COMMUNITY, 120, 120),
        (4, WORK_COMMUNITY, 90, 75),
        (1, GROUP, 120, 120),  # one who joins a group of six
        (1, GROUP, 90, 75),
        (1, INDIVIDUAL, 59, 45),
        (1, INDIVIDUAL, 60, 60),
    ],
)
def test_a_meeting_is_as_long_as_thirteen_minutes_for_each_allow(
    persons: int, form: FormOfWork, most: int, minutes: int
) -> None:
    frame = frame_of(replace(TEAM, persons=persons, max_minutes=most), form)

    assert frame.minutes == minutes
    is_cut = minutes == 75 and (form is WORK_COMMUNITY or persons in {1, 5})
    assert frame.reasons == ((Reason(Rule.SHORT_MEETING, form, 0),) if is_cut else ())


@pytest.mark.parametrize(
    ("weeks", "goals", "minutes"), [(1, 1, 45), (2, 1, 45), (3, 1, 60), (0, 1, 60), (2, 2, 60)]
)
def test_a_dense_rhythm_with_one_goal_needs_less_time(weeks: int, goals: int, minutes: int) -> None:
    told = recommend(Answers(interval_pref=weeks, goals=goals))

    assert (told.minutes, told.interval_weeks) == (minutes, weeks or 3)


@pytest.mark.parametrize(("persons", "groups"), [(8, 1), (9, 2), (16, 2), (17, 3)])
def test_a_group_of_more_than_eight_is_parted(persons: int, groups: int) -> None:
    assert frame_of(replace(TEAM, persons=persons), GROUP).groups == groups
    assert frame_of(replace(TEAM, persons=persons), WORK_COMMUNITY).groups == 1


@pytest.mark.parametrize(("persons", "reasons"), [(20, 0), (21, 1)])
def test_a_community_above_twenty_is_said_to_be_large(persons: int, reasons: int) -> None:
    assert len(frame_of(replace(TEAM, persons=persons), WORK_COMMUNITY).reasons) == reasons


@pytest.mark.parametrize(
    ("themes", "persons", "goals", "most", "meetings"),
    [
        ((Theme.CLIMATE,), 5, 1, 99, 8),
        ((Theme.CLIMATE,), 5, 2, 99, 8),
        ((Theme.CLIMATE,), 5, 3, 99, 10),
        ((Theme.CLIMATE,), 5, 4, 99, 12),
        ((Theme.PAIR_WORK,), 5, 2, 99, 6),
        ((Theme.PAIR_WORK, Theme.CLIENT_CASES), 7, 2, 99, 7),  # each has a turn
        ((Theme.PAIR_WORK, Theme.CLIENT_CASES), 30, 2, 99, 8),
        ((Theme.CAREER_TRANSITION, Theme.CLIENT_CASES), 8, 2, 99, 6),  # not above the theme's most
        ((Theme.CAREER_TRANSITION, Theme.CLIENT_CASES), 8, 3, 99, 8),
        ((Theme.CLIMATE,), 5, 3, 4, 4),
    ],
)
def test_the_number_of_meetings_follows_theme_goals_turns_and_limit(
    themes: tuple[Theme, ...], persons: int, goals: int, most: int, meetings: int
) -> None:
    answers = replace(TEAM, themes=themes, persons=persons, goals=goals, max_sessions=most)

    assert frame_of(answers, GROUP).meetings == meetings


@pytest.mark.parametrize(
    ("changed", "composition"),
    [
        ({}, Composition.SAME_TEAM_SAME_WORK),
        ({"same_work": False}, Composition.SAME_TEAM_DIFFERENT_WORK),
        ({"same_team": False, "same_work": False}, Composition.SAME_TASKS_OTHER_TEAMS),
        ({"sharers": Sharers.SAME_TASKS_OTHER_TEAMS}, Composition.SAME_TASKS_OTHER_TEAMS),
        ({"same_org": False, "same_team": False}, Composition.SAME_FIELD_OTHER_WORKPLACES),
        ({"sharers": Sharers.OTHER_WORKPLACES}, Composition.SAME_FIELD_OTHER_WORKPLACES),
    ],
)
def test_who_sit_together_follows_employer_team_and_work(
    changed: dict[str, Any], composition: Composition
) -> None:
    answers = replace(TEAM, **changed)

    assert [frame_of(answers, form).composition for form in FormOfWork] == [None, *[composition] * 3]


@pytest.mark.parametrize(
    ("meetings", "points"), [(1, (1,)), (2, (1, 2)), (3, (1, 2, 3)), (7, (1, 4, 7)), (10, (1, 5, 10))]
)
def test_it_is_evaluated_at_start_middle_and_end_without_repeats(
    meetings: int, points: tuple[int, ...]
) -> None:
    assert frame_of(replace(TEAM, goals=9, max_sessions=meetings), GROUP).evaluate_at == points


@pytest.mark.parametrize(
    ("persons", "sharers", "forms"),
    [
        (1, Sharers.ME, [INDIVIDUAL]),
        (1, Sharers.TEAM, [INDIVIDUAL]),
        (1, Sharers.OTHER_WORKPLACES, [INDIVIDUAL, GROUP]),
        (1, Sharers.SAME_TASKS_OTHER_TEAMS, [INDIVIDUAL, GROUP]),
        (2, Sharers.OTHER_WORKPLACES, [INDIVIDUAL, PAIR]),
        (3, Sharers.TEAM, [INDIVIDUAL, GROUP]),
        (4, Sharers.TEAM, [INDIVIDUAL, GROUP, WORK_COMMUNITY]),
    ],
)
def test_a_form_is_possible_when_there_are_people_for_it(
    persons: int, sharers: Sharers, forms: list[FormOfWork]
) -> None:
    assert list(feasible_forms(Answers(persons=persons, sharers=sharers))) == forms


# Whatever is answered


@given(any_answers())
def test_any_answers_lead_to_a_form_there_are_people_for_or_to_a_stop(answers: Answers) -> None:
    told = recommend(answers)

    assert (told.form is None) is answers.harassment
    if told.form is None:
        return
    feasible = feasible_forms(answers)
    assert [form for form, _ in told.scores] == list(feasible)
    assert told.form in feasible
    assert told.second in {*feasible, None} - {told.form}
    assert (told.second is None) is (len(feasible) == 1)
    assert told.minutes in ({45, 60} if told.form is INDIVIDUAL else {75, 120})
    assert told.meetings is not None
    assert 1 <= told.meetings <= answers.max_sessions
    assert told.evaluate_at[0] == 1
    assert told.evaluate_at[-1] == told.meetings
    assert len(set(told.evaluate_at)) == len(told.evaluate_at) <= 3
    assert told.interval_weeks == (answers.interval_pref or INTERVALS[told.form])


@given(any_answers(harassment=st.just(False)))
def test_the_reasons_add_up_to_the_scores_and_the_highest_leads(answers: Answers) -> None:
    told = recommend(answers)
    sums = {
        form: sum(one.points for one in told.reasons if one.form is form) for form in feasible_forms(answers)
    }

    assert dict(told.scores) == sums
    assert told.form is not None
    assert sums[told.form] == max(sums.values())
    ranked = sorted(sums.values(), reverse=True)
    lead = ranked[0] - ranked[1] if len(ranked) > 1 else 4
    expected = Confidence.CLEAR if lead >= 4 else Confidence.LEANING if lead >= 2 else Confidence.OPEN
    assert told.confidence is expected


@given(any_answers())
def test_the_same_answers_always_give_the_same_and_survive_being_written_down(answers: Answers) -> None:
    again = read_answers(json.loads(json.dumps(answers.as_json())))

    assert again == answers
    assert json.dumps(recommend(again).as_json()) == json.dumps(recommend(answers).as_json())


@given(st.dictionaries(st.sampled_from([*KEYS, "colour"]), st.one_of(
    st.none(), st.booleans(), st.integers(-3, 12), st.floats(), st.text(max_size=9), st.lists(st.sampled_from([*Theme, "x", 1])),
)))  # fmt: skip
def test_whatever_is_typed_is_read_or_refused_by_its_keys(raw: dict[str, object]) -> None:
    try:
        answers = read_answers(raw)
    except BadAnswers as refused:
        assert {fault.key for fault in refused.faults} <= set(raw)
    else:
        assert set(answers.assumed) == set(KEYS) - set(raw)
        recommend(answers)


def test_the_table_of_themes_is_whole_and_its_bases_lie_between_least_and_most() -> None:
    assert set(THEMES) == set(Theme)
    assert all(row.least <= row.base <= row.most for row in THEMES.values())


# What would change it


def test_what_would_change_a_team_s_group_is_named_answer_by_answer() -> None:
    answers = replace(TEAM, themes=(Theme.TEAM_COOPERATION, Theme.CHANGE, Theme.ROLES_TASKS), persons=7)

    assert [(one.key, one.value, one.form) for one in changes(answers)] == [
        ("persons", 1, INDIVIDUAL),
        ("persons", 2, PAIR),
        ("persons", 9, WORK_COMMUNITY),
        ("sharers", Sharers.UNIT, WORK_COMMUNITY),
    ]


def test_nothing_changes_the_form_of_one_alone_but_wanting_peers_or_company() -> None:
    told = {(one.key, one.value) for one in changes(Answers(themes=(Theme.PEER_LEARNING,)))}

    assert told == {
        ("sharers", Sharers.SAME_TASKS_OTHER_TEAMS),
        ("sharers", Sharers.OTHER_WORKPLACES),
        ("persons", 3),
        ("persons", 4),
        ("persons", 9),
    }


def test_where_the_rules_say_stop_no_answer_is_tried() -> None:
    assert changes(replace(TEAM, harassment=True)) == ()


@given(any_answers(harassment=st.just(False)))
def test_each_change_told_does_change_the_form(answers: Answers) -> None:
    before = recommend(answers).form
    for change in changes(answers):
        changed: Any = change.value
        if change.key == "themes":
            rest = [one for one in answers.themes if one != changed]
            changed = (changed, *(rest if changed in answers.themes else answers.themes[1:]))
        after = recommend(replace(answers, **{change.key: changed})).form
        assert after == change.form != before


@given(any_answers(harassment=st.just(False)), st.integers(1, 60))
def test_no_number_of_people_changes_the_form_untold(answers: Answers, persons: int) -> None:
    after = recommend(replace(answers, persons=persons)).form
    told = {one.value: one.form for one in changes(answers) if one.key == "persons"}

    assert told.get(range_of(persons), recommend(answers).form) == after


@given(any_answers(harassment=st.just(False)), any_answers(harassment=st.just(False)))
def test_what_is_not_tried_never_changes_the_form(answers: Answers, others: Answers) -> None:
    tried = {"themes", "persons", "sharers", "voice", "private", "manager_in", "same_people", "open_conflict"}
    for key in set(KEYS) - tried:
        changed = replace(answers, **{key: getattr(others, key)})
        assert recommend(changed).form == recommend(answers).form


def test_the_ranges_of_people_are_those_the_rules_tell_apart() -> None:
    assert [range_of(number) for number in (1, 2, 3, 4, 8, 9, 500)] == [1, 2, 3, 4, 4, 9, 9]
    assert PERSONS == (1, 2, 3, 4, 9)
