"""Goals are set, worded anew, reached and given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.cast import MORNING, person
from tests.goals.goal_cast import FIVE, FOUR, MEETINGS, PRIMARY_TASK, goal_of, group_of, levels, round_of
from tuokio.audit.models import Entry
from tuokio.goals.models import Goal, GoalWording
from tuokio.goals.reading import AgreedGoal, agreed_goals
from tuokio.goals.usecases.from_agreement import goals_agreed, own_id
from tuokio.goals.usecases.goals import (
    AgreementDecides,
    AlreadyRated,
    ChangedMeanwhile,
    EnoughGoals,
    GoalIsOver,
    NotSo,
    RoundIsOpen,
    Words,
    move_goal,
    reword_goal,
)
from tuokio.goals.usecases.rounds import close_round, record_levels
from tuokio.supervision.models import ProcessClosed
from tuokio.terms.goal_words import GoalReason, GoalState
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=7)


def reword(goal, words, *, seen=1, reason=GoalReason.CLEARER):
    return reword_goal(goal=goal, words=words, reason=reason, seen=seen, by=person("aino"), at=LATER)


def move(goal, to, reason=None):
    return move_goal(goal=goal, to=to, reason=reason, by=person("aino"), at=LATER)


def ended(process):
    process.state = ProcessState.CLOSED
    process.save()
    return process


def agree(process, *goals, at=MORNING):
    goals_agreed(process=process, frame_goals=goals, evaluate_at=(5, 10), at=at, by=None)


def test_former_words_stay_with_their_date_and_the_reason_why_they_gave_way():
    goal = goal_of(group_of(*FOUR))

    reword(goal, replace(PRIMARY_TASK, wording="Perustehtävä ohjaa viikkoa"))

    assert list(goal.wordings.values_list("number", "wording", "reason", "at")) == [
        (1, PRIMARY_TASK.wording, "", MORNING),
        (2, "Perustehtävä ohjaa viikkoa", "clearer", LATER),
    ]


def test_saving_the_same_words_writes_nothing():
    goal = goal_of(group_of(*FOUR))
    reword(goal, PRIMARY_TASK)
    assert goal.wordings.count() == 1


def test_words_changed_in_another_tab_are_not_written_over():
    goal = goal_of(group_of(*FOUR))
    reword(goal, replace(PRIMARY_TASK, wording="Toinen välilehti"))

    with pytest.raises(ChangedMeanwhile):
        reword(goal, replace(PRIMARY_TASK, wording="Tämä välilehti"), seen=1)

    assert goal.current.wording == "Toinen välilehti"


def test_the_words_stay_while_they_are_rated():
    process = group_of(*FOUR)
    goal = goal_of(process)
    round_of(process)

    with pytest.raises(RoundIsOpen):
        reword(goal, replace(PRIMARY_TASK, wording="Muu"))
    with pytest.raises(RoundIsOpen):
        move(goal, GoalState.REACHED)


def test_the_start_stays_once_levels_were_recorded_from_it():
    process = group_of(*FOUR)
    goal = goal_of(process, MEETINGS)
    one = round_of(process)
    close_round(round=one, by=person("aino"), at=MORNING)
    record_levels(round=one, spans=dict.fromkeys(levels(one, 0), (0, 0)), by=person("aino"), at=MORNING)

    with pytest.raises(AlreadyRated):
        reword(goal, replace(MEETINGS, baseline=-2))


def test_a_process_has_five_goals_at_most_under_work():
    process = group_of(*FOUR)
    for _number in range(5):
        goal_of(process)

    with pytest.raises(EnoughGoals):
        goal_of(process)

    move(Goal.objects.filter(process=process)[0], GoalState.DROPPED, GoalReason.TOO_HIGH)
    goal_of(process)
    assert Goal.objects.filter(process=process, state=GoalState.ACTIVE).count() == 5


def test_what_was_given_up_keeps_who_when_and_why():
    goal = move(goal_of(group_of(*FOUR)), GoalState.REPLACED, GoalReason.WORK_CHANGED)

    assert list(goal.changes.values_list("from_state", "to_state", "reason", "by__email", "at")) == [
        ("active", "replaced", "work_changed", "aino@example.org", LATER)
    ]
    with pytest.raises(NotSo):
        move(goal, GoalState.REPLACED)
    with pytest.raises(GoalIsOver):
        reword(goal, PRIMARY_TASK)
    assert move(goal, GoalState.ACTIVE).state == GoalState.ACTIVE


def test_an_ended_process_takes_no_goals_and_changes_none():
    process = group_of(*FOUR)
    goal = goal_of(process)
    ended(process)

    for act in (
        lambda: goal_of(process),
        lambda: reword(goal, MEETINGS),
        lambda: move(goal, GoalState.REACHED),
        lambda: round_of(process),
    ):
        with pytest.raises(ProcessClosed):
            act()
    assert Goal.objects.filter(process=process).count() == 1


def test_the_audit_says_that_a_goal_was_set_and_never_in_which_words():
    goal = goal_of(group_of(*FOUR))
    entry = Entry.objects.get(act="goal set")

    assert entry.detail == {"goal": str(goal.pk), "agreed": False}


@pytest.mark.parametrize(
    "wrong",
    [
        {"scale": "five_levels", "expected": "vain odotettu"},
        {"scale": "light", "expected": "odotettu"},
        {"scale": "", "expected": "tasoja ilman asteikkoa"},
    ],
)
def test_the_database_keeps_a_scale_and_its_words_together(wrong):
    goal = goal_of(group_of(*FOUR))

    with pytest.raises(IntegrityError), transaction.atomic():
        GoalWording.objects.create(goal=goal, number=2, wording="x", at=MORNING, **wrong)


# --- goals that come with the agreement


def test_the_agreement_brings_its_goals_and_told_twice_brings_them_once():
    process = group_of(*FOUR)
    first, second = uuid4(), uuid4()
    for _time in range(2):
        agree(process, (first, "Perustehtävä on selvä", "viikkosuunnitelma"), (second, "Vastuut", ""))

    assert [(goal.id, goal.wording, goal.indicator, goal.state) for goal in agreed_goals(process)] == [
        (own_id(process, first), "Perustehtävä on selvä", "viikkosuunnitelma", "active"),
        (own_id(process, second), "Vastuut", "", "active"),
    ]
    assert GoalWording.objects.filter(goal__process=process).count() == 2


def test_an_amendment_words_anew_brings_and_lets_go():
    process = group_of(*FOUR)
    kept, gone, new = uuid4(), uuid4(), uuid4()
    own = goal_of(process)
    agree(process, (kept, "Vanhat sanat", ""), (gone, "Jää pois", ""))
    agree(process, (kept, "Uudet sanat", ""), (new, "Uusi", ""), at=LATER)

    assert {goal.id: (goal.wording, goal.state) for goal in agreed_goals(process)} == {
        own.pk: (PRIMARY_TASK.wording, "active"),
        own_id(process, kept): ("Uudet sanat", "active"),
        own_id(process, gone): ("Jää pois", "dropped"),
        own_id(process, new): ("Uusi", "active"),
    }
    let_go = own_id(process, gone)
    assert Goal.objects.get(pk=let_go).changes.get().reason == GoalReason.AGREED

    agree(process, (gone, "Jää pois", ""), at=LATER)
    assert Goal.objects.get(pk=let_go).state == GoalState.ACTIVE


def test_an_agreement_written_after_another_groups_leaves_that_groups_goals_alone():
    one, other = group_of(*FOUR), group_of(*FOUR)
    told = uuid4()
    agree(one, (told, "Työnjako on selvä", ""))
    agree(other, (told, "Vastuut ovat selvät", ""))
    agree(one, at=LATER)

    (dropped,), (kept,) = agreed_goals(one), agreed_goals(other)
    assert (dropped.wording, dropped.state) == ("Työnjako on selvä", "dropped")
    assert (kept.wording, kept.state) == ("Vastuut ovat selvät", "active")


def test_an_agreement_that_names_no_goals_is_heard_in_peace():
    process = group_of(*FOUR)
    goals_agreed(process=process, at=MORNING, by=None)
    agree(ended(process), (uuid4(), "Myöhässä", ""))

    assert list(agreed_goals(process)) == []


def test_an_agreed_goal_gets_levels_here_but_its_words_only_from_the_agreement():
    process = group_of(*FOUR)
    agreed = uuid4()
    agree(process, (agreed, "Vastuut ovat selvät", "kokousmuistio"))
    goal = Goal.objects.get(process=process)
    words = Words(
        wording="Vastuut ovat selvät", indicator="kokousmuistio", scale=PRIMARY_TASK.scale, five=FIVE
    )

    reword(goal, words)

    assert goal.current.levels[0] == FIVE[2]
    with pytest.raises(AgreementDecides):
        reword(goal, replace(words, wording="Muut sanat"), seen=2)
    with pytest.raises(AgreementDecides):
        move(goal, GoalState.DROPPED)
    assert move(goal, GoalState.REACHED).state == GoalState.REACHED


def test_what_other_rooms_read_of_a_goal_that_nobody_has_rated():
    process = group_of(*FOUR)
    goal = goal_of(process, MEETINGS)

    assert list(agreed_goals(process)) == [
        AgreedGoal(
            id=goal.pk,
            wording=MEETINGS.wording,
            indicator="",
            state="active",
            baseline=-1,
            baseline_words="Vastuut sovitaan joka kerta uudelleen.",
            low=None,
            high=None,
            low_words="",
            high_words="",
        )
    ]
