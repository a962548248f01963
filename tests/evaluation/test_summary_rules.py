"""How a group decides about its summary, and what a summary can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest

from tuokio.evaluation.domain.summaries import (
    FOLLOWS,
    READ_BY_COMMISSIONER,
    Chosen,
    Frame,
    Goal,
    Meetings,
    Outcome,
    Statement,
    WrongTurn,
    compose,
    fingerprint,
    outcome,
    publicity_of,
    require_step,
)
from tuokio.supervision.domain.deciding import (
    Asked,
    Slips,
    deadline_of,
    everyone_answered,
    fewest_slips,
    last_day,
)
from tuokio.terms.summary_words import GroupWord, Publicity, ReturnReason, SummaryState
from tuokio.terms.words import OrganisationKind

OK, CHANGE, BLOCK = GroupWord.OK, GroupWord.CHANGE, GroupWord.BLOCK
GIVEN_BACK = Outcome(SummaryState.RETURNED, ReturnReason.GROUP)
MAY_BE_GIVEN = Outcome(SummaryState.APPROVED)


def test_every_mix_of_words_of_three_comes_back_unless_nobody_says_otherwise():
    for words in product((OK, CHANGE, BLOCK, None), repeat=3):
        otherwise = any(word in {CHANGE, BLOCK} for word in words)
        assert outcome(Asked(words)) == (GIVEN_BACK if otherwise else MAY_BE_GIVEN), words


def test_a_change_and_a_block_look_the_same_afterwards():
    assert outcome(Asked([OK, OK, CHANGE])) == outcome(Asked([BLOCK, BLOCK, BLOCK]))


def test_one_slip_against_it_brings_it_back_as_one_phone_does():
    assert outcome(Asked([OK, OK, OK], slips=Slips(ok=2, block=1))) == GIVEN_BACK
    assert outcome(Asked([OK, OK, OK], slips=Slips(ok=2, change=1))) == GIVEN_BACK
    assert outcome(Asked([None, None, None], slips=Slips(ok=3))) == MAY_BE_GIVEN


def test_a_block_on_the_phone_stands_though_all_slips_are_for_it():
    assert outcome(Asked([BLOCK, None, None], slips=Slips(ok=3))) == GIVEN_BACK


def test_the_word_of_one_who_left_still_counts():
    assert outcome(Asked([OK, OK], of_leavers=[BLOCK])) == GIVEN_BACK


def test_silence_of_somebody_without_a_phone_is_no_yes():
    silent = Outcome(SummaryState.RETURNED, ReturnReason.SLIPS_MISSING)
    assert outcome(Asked([OK, OK, None], without_phone=1)) == silent
    assert outcome(Asked([OK, BLOCK, None], without_phone=1)) == silent
    assert outcome(Asked([OK, OK, None], without_phone=1, slips=Slips(ok=3))) == MAY_BE_GIVEN


def test_one_person_decides_alone_and_their_silence_is_no_yes():
    assert outcome(Asked([OK])) == MAY_BE_GIVEN
    assert outcome(Asked([BLOCK])) == GIVEN_BACK
    assert outcome(Asked([None])) == Outcome(SummaryState.RETURNED, ReturnReason.NO_ANSWER)


def test_a_group_that_everybody_left_in_silence_has_not_agreed():
    assert outcome(Asked([], of_leavers=[None, None])) == Outcome(
        SummaryState.RETURNED, ReturnReason.NO_ANSWER
    )
    assert not everyone_answered(Asked([], of_leavers=[None, None]))


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (Asked([OK, BLOCK, OK]), True),
        (Asked([OK, None, OK]), False),
        (Asked([None, None, None], slips=Slips(ok=3)), True),
        # two phones and two slips may be the same two people
        (Asked([OK, OK, None, None], slips=Slips(ok=2)), False),
        (Asked([OK, OK], of_leavers=[None]), True),
    ],
)
def test_all_have_answered_on_phones_or_all_on_slips(asked, answered):
    assert everyone_answered(asked) is answered


@pytest.mark.parametrize(("asked", "least"), [(1, 1), (2, 2), (3, 3), (6, 3), (12, 3)])
def test_a_heap_is_never_so_small_that_a_slip_tells_whose_it_is(asked, least):
    assert fewest_slips(asked) == least


@pytest.mark.parametrize(
    ("asked_at", "last", "midnight"),
    [
        # an ordinary week
        (datetime(2026, 11, 24, 7, tzinfo=UTC), date(2026, 12, 1), datetime(2026, 12, 1, 22, tzinfo=UTC)),
        # clocks go back on the last night of October: asked in summer time, over in winter time
        (datetime(2026, 10, 21, 7, tzinfo=UTC), date(2026, 10, 28), datetime(2026, 10, 28, 22, tzinfo=UTC)),
        # the last day is the one of 25 hours, and the one of 23
        (datetime(2026, 10, 18, 7, tzinfo=UTC), date(2026, 10, 25), datetime(2026, 10, 25, 22, tzinfo=UTC)),
        (datetime(2026, 3, 22, 7, tzinfo=UTC), date(2026, 3, 29), datetime(2026, 3, 29, 21, tzinfo=UTC)),
        # the day before it ends by the old clock
        (datetime(2026, 10, 17, 7, tzinfo=UTC), date(2026, 10, 24), datetime(2026, 10, 24, 21, tzinfo=UTC)),
        # sent late in the evening here, when it is the next day here but not yet in Greenwich
        (
            datetime(2026, 11, 24, 22, 30, tzinfo=UTC),
            date(2026, 12, 2),
            datetime(2026, 12, 2, 22, tzinfo=UTC),
        ),
    ],
)
def test_the_last_day_ends_at_midnight_on_the_wall_in_finland(asked_at, last, midnight):
    assert last_day(asked_at) == last
    assert deadline_of(asked_at) == midnight


def test_nothing_reaches_the_commissioner_without_the_group():
    reached = {
        after for before, afters in FOLLOWS.items() for after in afters if before != SummaryState.APPROVED
    }

    assert SummaryState.GIVEN not in reached
    assert {before for before, afters in FOLLOWS.items() if SummaryState.APPROVED in afters} == {
        SummaryState.IN_GROUP
    }
    assert SummaryState.DRAFT not in READ_BY_COMMISSIONER


def test_every_state_can_be_reached_and_left_unless_it_is_an_end():
    reached, new = set(), {SummaryState.DRAFT}
    while new:
        reached |= new
        new = {after for before in new for after in FOLLOWS[before]} - reached

    assert reached == set(SummaryState)
    assert {state for state in SummaryState if not FOLLOWS[state]} == {
        SummaryState.ASKED_BACK,
        SummaryState.NOTHING_GIVEN,
    }


def test_a_wrong_turn_says_where_it_stands():
    with pytest.raises(WrongTurn) as refusal:
        require_step(SummaryState.IN_GROUP, SummaryState.GIVEN)

    assert refusal.value.state == SummaryState.IN_GROUP


def test_authorities_are_told_from_the_private():
    assert {kind.value: publicity_of(kind) for kind in OrganisationKind} == {
        "county": Publicity.AUTHORITY,
        "municipality": Publicity.AUTHORITY,
        "church": Publicity.AUTHORITY,
        "state": Publicity.AUTHORITY,
        "school": Publicity.PERHAPS,
        "ngo": Publicity.PRIVATE,
        "company": Publicity.PRIVATE,
        "self_payer": Publicity.PRIVATE,
    }
    assert publicity_of("") == Publicity.PRIVATE


FRAME = Frame(
    process="Auringon tiimi", form="group", organisation="Kunta", practice="Hurme", supervisor="Aino Hurme"
)
GOALS = {
    key: Goal(
        wording=f"Tavoite {key}",
        indicator="havainto",
        state="active",
        baseline=-1,
        baseline_words="vaihtelee",
        low=0,
        high=1,
        low_words="sovitusti",
        high_words="paremmin",
    )
    for key in ("a", "b")
}
FIGURES = [
    Statement(code=code, words={"fi": f"väite {code}"}, answered=6, then=2.5, now=3.75)
    for code in ("A1", "B1")
]


def composed(**chosen: object) -> dict[str, object]:
    return compose(
        Chosen(period=(date(2026, 8, 1), date(2026, 11, 24)), recommendation="end", **chosen),
        frame=FRAME,
        meetings=Meetings(held=9, planned=10, there=50, marked=54),
        goals=GOALS,
        figures=FIGURES,
    )


def test_only_chosen_parts_go_in():
    content = composed(goals=frozenset({"b"}), figures=frozenset({"A1"}))

    assert [goal["wording"] for goal in content["goals"]] == ["Tavoite b"]
    assert [figure["code"] for figure in content["figures"]] == ["A1"]
    assert (content["held"], content["planned"], content["there"], content["marked"]) == (9, 10, 50, 54)


def test_counts_that_were_not_chosen_are_not_there_at_all():
    content = composed(with_meetings=False, with_attendance=False)

    assert {content[name] for name in ("held", "planned", "there", "marked")} == {None}
    assert (content["goals"], content["figures"]) == ([], [])


def test_a_summary_has_no_place_for_free_words():
    assert set(composed()) == {
        *("process", "form", "organisation", "practice", "supervisor", "from", "until"),
        *("held", "planned", "there", "marked", "goals", "figures", "recommendation", "new_form"),
        "released",  # words that the group has let out of the room itself
    }


def test_one_letter_more_is_another_fingerprint():
    content = composed()

    assert fingerprint(content) == fingerprint(dict(reversed(content.items())))
    assert fingerprint(content) != fingerprint({**content, "process": "Auringon tiimi!"})
