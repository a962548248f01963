"""Rating: each alone, then the group; and attacks on what was answered alone, from the tables and the pages."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import serializers

from tests.cast import MORNING, person
from tests.goals.goal_cast import (
    FOUR,
    MEETINGS,
    PRIMARY_TASK,
    answer,
    goal_of,
    group_of,
    levels,
    member,
    round_of,
)
from tuokio.audit.models import Entry
from tuokio.goals.keeping import answers_due, let_answers_go
from tuokio.goals.models import AnswerSheet, PrivateRating, RatingRound
from tuokio.goals.pages.rounds import OwnRound, RoundPage, everyone_has_answered
from tuokio.goals.reading import agreed_goals
from tuokio.goals.usecases.goals import RoundIsOpen
from tuokio.goals.usecases.rounds import (
    AnswerFirst,
    AnswersFirst,
    NotAsked,
    NothingToRate,
    NotOnItsScale,
    RoundIsClosed,
    TooManySlips,
    TurnedUp,
    ask_at_home,
    close_round,
    enter_slip,
    record_levels,
    record_supervisors_levels,
    turn_up,
)
from tuokio.people.usecases import own_data
from tuokio.supervision.models import Ask, ProcessClosed
from tuokio.terms.goal_words import RatingWay, RoundPoint
from tuokio.terms.words import ProcessState, WayIn

pytestmark = pytest.mark.django_db
ON = MORNING.date()
FIVE_PEOPLE = (*FOUR, "ulla")


def close(one: RatingRound) -> RatingRound:
    return close_round(round=one, by=person("aino"), at=MORNING)


def slip(one: RatingRound, *given: float | None, turns_up: bool = False) -> None:
    enter_slip(round=one, levels=levels(one, *given), turns_up=turns_up, by=person("aino"), at=MORNING)


def record(one: RatingRound, *spans: tuple[float, float]) -> None:
    found = dict(zip(levels(one, *[0] * len(spans)), spans, strict=True))
    record_levels(round=one, spans=found, by=person("aino"), at=MORNING)


def answered() -> list[int | None]:
    """What stands on the sheets that have been answered, in half steps."""
    return list(PrivateRating.objects.filter(sheet__is_answered=True).values_list("halves", flat=True))


def seen(one: RatingRound) -> list[list[tuple[str, int]] | None]:
    """What the supervisor's page shows of the answers, goal by goal: figure and count, or nothing."""
    page = RoundPage.of(RatingRound.objects.get(pk=one.pk), on=ON)
    return [
        [(row.figure, row.count) for row in goal.bars.rows if row.count] if goal.bars else None
        for goal in page.goals
    ]


# --- the way through


def test_each_answers_alone_then_the_group_records_a_range_and_the_supervisor_an_own_level():
    process = group_of(*FOUR)
    goal_of(process)
    goal_of(process, MEETINGS)
    one = round_of(process)
    for who, first, second in zip(FOUR, (1, 0, 1, -1), (0, -0.5, -0.5, 2), strict=True):
        answer(one, who, first, second)
    one = close(one)

    assert seen(one) == [[("+1", 2), ("0", 1), ("−1", 1)], [("+2", 1), ("0", 1), ("−0,5", 2)]]

    record(one, (0, 1), (0, 0))
    record_supervisors_levels(
        round=one, levels={next(iter(levels(one, 0, 0))): -1}, by=person("aino"), at=MORNING
    )

    page = RoundPage.of(one, on=ON)
    assert [(goal.standing, goal.supervisors) for goal in page.goals] == [
        ("Odotetusti – Hieman odotettua enemmän", "Perustehtävä nousee esiin satunnaisesti."),
        ("Odotetusti", ""),
    ]
    assert [(g.low, g.high, g.low_words) for g in agreed_goals(process)] == [
        (0, 1, "Viikkopalaveri alkaa perustehtävästä."),
        (0, 0, "Jokainen tietää vastuunsa."),
    ]


def test_the_start_is_rated_as_one_level_and_becomes_the_baseline():
    process = group_of(*FOUR)
    goal = goal_of(process)
    goal_of(process, MEETINGS)
    one = close(round_of(process, RoundPoint.START))

    with pytest.raises(NotOnItsScale):
        record(one, (-2, -1))
    record(one, (-2, -2))

    goal.refresh_from_db()
    assert goal.start == -2
    assert agreed_goals(process)[0].low is None


@pytest.mark.parametrize("who", [("bertta",), ("bertta", "henna")])
def test_one_or_two_people_rate_together_and_nothing_private_is_kept(who):
    process = group_of(*who)
    goal_of(process)
    one = round_of(process)

    assert one.way == RatingWay.TOGETHER
    with pytest.raises(NotAsked):
        answer(one, "bertta", 0)
    with pytest.raises(NotAsked):
        slip(one, 0)
    record(one, (1, 1))

    one.refresh_from_db()
    assert one.is_closed
    assert AnswerSheet.objects.count() == 0


def test_a_group_of_which_two_are_named_still_answers_alone():
    process = group_of("bertta", "henna")
    process.member_count = 6
    process.save()
    goal_of(process)

    assert (round_of(process).way, RatingRound.objects.get().asked) == (RatingWay.ALONE, 6)


# --- bad days


def test_an_answer_sent_twice_is_one_answer_and_the_later_counts():
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    for level in (0, 0, 2):
        answer(one, "bertta", level)

    assert answered() == [4]


def test_a_closed_rating_takes_no_answers_no_slips_and_no_second_closing():
    process = group_of(*FOUR)
    goal_of(process)
    one = close(round_of(process))

    for act in (lambda: answer(one, "bertta", 0), lambda: slip(one, 0), lambda: close(one)):
        with pytest.raises(RoundIsClosed):
            act()
    assert answered() == []


def test_there_is_one_open_rating_at_a_time():
    process = group_of(*FOUR)
    with pytest.raises(NothingToRate):
        round_of(process)
    goal_of(process)
    round_of(process)
    with pytest.raises(RoundIsOpen):
        round_of(process, RoundPoint.END)


def test_at_the_start_there_is_nothing_to_rate_in_goals_whose_start_is_in_words():
    process = group_of(*FOUR)
    goal_of(process, MEETINGS)
    with pytest.raises(NothingToRate):
        round_of(process, RoundPoint.START)


@pytest.mark.parametrize("level", [-0.5, 3, 0.5])
def test_a_level_that_the_goal_does_not_have_is_refused(level):
    process = group_of(*FOUR)
    goal_of(process)
    with pytest.raises(NotOnItsScale):
        answer(round_of(process), "bertta", level)


def test_a_level_left_out_is_not_taken_as_cannot_say():
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    with pytest.raises(NotOnItsScale):
        record_levels(round=close(one), spans={}, by=person("aino"), at=MORNING)


def test_the_group_records_after_the_answers_not_before():
    process = group_of(*FOUR)
    goal_of(process)
    with pytest.raises(AnswersFirst):
        record(round_of(process), (0, 0))


def test_who_joined_after_the_rating_began_has_nothing_to_answer():
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    process.members.create(name="Ulla", person=person("ulla"), joined_on=ON)

    with pytest.raises(NotAsked):
        answer(one, "ulla", 0)


def test_who_left_can_answer_no_more_and_what_they_answered_stays_without_being_found():
    process = group_of(*FIVE_PEOPLE)
    goal_of(process)
    one = round_of(process)
    for who in FOUR:
        answer(one, who, 1)
    gone = member(process, "bertta")
    gone.left_on = ON
    gone.save()

    with pytest.raises(NotAsked):
        answer(one, "bertta", -2)
    assert seen(close(one)) == [[("+1", 4)]]


def test_an_ended_process_takes_no_answers():
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    process.state = ProcessState.CLOSED
    process.save()

    for act in (lambda: answer(one, "bertta", 0), lambda: close(one), lambda: slip(one, 0)):
        with pytest.raises(ProcessClosed):
            act()


# --- attacks


def test_the_supervisor_watching_answers_arrive_sees_the_same_page_until_all_have_answered():
    process = group_of(*FIVE_PEOPLE)
    goal_of(process)
    one = round_of(process)
    pages = [RoundPage.of(one, on=ON)]
    for number, who in enumerate(FIVE_PEOPLE):
        assert not everyone_has_answered(one, ON)
        answer(one, who, (-2, -1, 0, 1, 2)[number], turns_up=True)
        if who != FIVE_PEOPLE[-1]:
            pages.append(RoundPage.of(one, on=ON))

    assert len(set(pages)) == 1
    assert everyone_has_answered(one, ON)
    assert [goal.bars for goal in RoundPage.of(one, on=ON).goals] == [None]


def test_a_member_watching_others_answer_sees_the_same_page():
    process = group_of(*FIVE_PEOPLE)
    goal_of(process)
    one = round_of(process)
    answer(one, "bertta", 0)
    own = one.sheet_of(member(process, "bertta"))
    pages = [OwnRound.of(one, own)]
    for who in FIVE_PEOPLE[1:]:
        answer(one, who, 2)
        pages.append(OwnRound.of(one, own))

    assert len(set(pages)) == 1


def test_the_tables_alone_tell_nobody_who_answered_what_or_when(settings):
    """Everything the goals keep, as text: no member, no person, no name, no time of answering stands in it."""
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    for number, who in enumerate(FOUR):
        answer(one, who, (-2, -1, 0, 1)[number])
    kept = serializers.serialize("json", [*AnswerSheet.objects.all(), *PrivateRating.objects.all()])
    entries = [str(entry) for entry in Entry.objects.values_list("act", "detail", "about_id")]

    for one_member in process.members.all():
        assert str(one_member.pk) not in kept
        assert str(one_member.person_id) not in kept
        assert one_member.name not in kept
    assert not re.search(r"\d{4}-\d\d-\d\d[T ]", kept)  # a moment; keys made by chance may hold any year
    assert {field.name for field in AnswerSheet._meta.get_fields()} == {
        *("id", "round", "fingerprint", "is_answered", "turns_up", "from_slip", "ratings"),
    }
    assert not [entry for entry in entries if "answer" in entry]
    mine = one.sheet_of(member(process, "bertta"))
    settings.SECRET_KEY = "another"
    assert one.sheet_of(member(process, "bertta")) is None
    assert mine is not None


def test_the_sheets_lie_ready_for_everyone_before_anyone_answers():
    """So the place of a row says nothing of the order in which people answered."""
    process = group_of(*FIVE_PEOPLE)
    goal_of(process)
    one = round_of(process)
    before = set(AnswerSheet.objects.values_list("pk", "fingerprint"))
    ratings = set(PrivateRating.objects.values_list("pk", "sheet", "goal"))
    for who in FOUR:
        answer(one, who, 0)

    assert set(AnswerSheet.objects.values_list("pk", "fingerprint")) == before
    assert set(PrivateRating.objects.values_list("pk", "sheet", "goal")) == ratings
    assert len(before) == 5


def test_the_typist_of_slips_cannot_learn_what_the_one_phone_said():
    process = group_of(*FIVE_PEOPLE)
    goal_of(process)
    one = round_of(process)
    answer(one, "bertta", -2)
    for level in (1, 1, 0, 0):
        slip(one, level)

    assert seen(close(one)) == [None]


def test_slips_are_refused_at_the_number_of_people_whatever_came_by_phone():
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    for who in FOUR[:3]:
        answer(one, who, 0)
    for _number in range(4):
        slip(one, 0)
    with pytest.raises(TooManySlips):
        slip(one, 0)


def test_three_turn_up_together_and_one_who_does_not_keeps_all_hidden():
    process = group_of(*FOUR[:3])
    goal_of(process)
    one = round_of(process)
    answer(one, "bertta", 1, turns_up=True)
    answer(one, "henna", 0, turns_up=True)
    answer(one, "samuli", -1)
    one = close(one)
    assert seen(one) == [None]

    turn_up(round=one, member=member(process, "samuli"), turns_up=True, at=MORNING)

    assert seen(one) == [[("+1", 1), ("0", 1), ("−1", 1)]]
    with pytest.raises(TurnedUp):
        turn_up(round=one, member=member(process, "samuli"), turns_up=False, at=MORNING)


def test_who_has_not_answered_has_nothing_to_turn_up():
    process = group_of(*FOUR[:3])
    goal_of(process)
    one = round_of(process)
    with pytest.raises(AnswerFirst):
        turn_up(round=one, member=member(process, "bertta"), turns_up=True, at=MORNING)


def test_asking_at_home_is_settled_for_everyone_at_once_so_that_it_does_not_tell_who_answered():
    process = group_of(*FOUR)
    process.members.update(way_in=WayIn.MAIL)
    goal_of(process)
    one = round_of(process)
    assert ask_at_home(round=one, by=person("aino"), at=MORNING) == (4, 0)

    answer(one, "bertta", 0)

    assert set(Ask.objects.values_list("settled_at", "minutes")) == {(None, 3)}
    close(one)
    assert set(Ask.objects.values_list("settled_at", flat=True)) == {MORNING}


# --- own data, and letting go


def test_the_own_answers_can_be_taken_along_and_nobody_elses():
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    answer(one, "bertta", 1, turns_up=True)
    answer(one, "henna", -2)

    assert own_data(person("bertta"))["goal_ratings"] == [
        {
            "process": process.name,
            "point": "middle",
            "opened_at": MORNING.isoformat(),
            "goal": PRIMARY_TASK.wording,
            "level": 1,
            "turns_up": True,
        }
    ]
    assert own_data(person("tarja"))["goal_ratings"] == []


def test_answers_go_after_the_end_and_what_the_group_recorded_stays():
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    answer(one, "bertta", 1)
    record(close(one), (1, 1))
    cut = MORNING + timedelta(days=90)
    assert list(answers_due(process.practice, cut)) == []
    process.state, process.state_since = ProcessState.CLOSED, MORNING
    process.save()

    assert list(answers_due(process.practice, cut)) == [process]
    for _time in range(2):
        let_answers_go(list(answers_due(process.practice, cut)), cut)

    assert PrivateRating.objects.count() == AnswerSheet.objects.count() == 0
    assert agreed_goals(process)[0].low == 1
    assert date(2026, 11, 24) == ON
