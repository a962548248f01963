"""The life of one meeting: what may befall it, from where, and what is refused."""

from itertools import product

import pytest

from tuokio.meetings.domain.states import (
    ActRefusal,
    MeetingActRefused,
    Outcome,
    act,
    events_from,
    reasons_for,
)
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.meeting_words import MeetingEvent as Event
from tuokio.terms.meeting_words import MeetingState as State

AHEAD = [State.PLANNED, State.CONFIRMED, State.MOVED]
MARKED = [State.HELD, State.NO_SHOW, State.CANCELLED_FREE, State.CANCELLED_CHARGED]
ALLOWED = {
    **{(state, Event.HOLD): State.HELD for state in AHEAD},
    **{(state, Event.MARK_NO_SHOW): State.NO_SHOW for state in AHEAD},
    **{(state, Event.MOVE): State.MOVED for state in AHEAD},
    **{(state, Event.CANCEL): State.CANCELLED_FREE for state in AHEAD},
    **{(state, Event.CORRECT): State.CONFIRMED for state in MARKED},
    (State.PLANNED, Event.CONFIRM): State.CONFIRMED,
    (State.MOVED, Event.CONFIRM): State.CONFIRMED,
    (State.CANCELLED_CHARGED, Event.WAIVE): State.CANCELLED_FREE,
}


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_each_act_leads_where_the_table_says_or_is_refused_by_name(state, event):
    if (state, event) in ALLOWED:
        assert act(state, event, by=CancelledBy.SUPERVISEES).state == ALLOWED[state, event]
    else:
        with pytest.raises(MeetingActRefused) as refused:
            act(state, event, by=CancelledBy.SUPERVISEES)
        assert (refused.value.code, refused.value.state, refused.value.event) == (
            ActRefusal.NOT_FROM_HERE,
            state,
            event,
        )


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_nothing_moves_once_the_process_has_ended(state, event):
    with pytest.raises(MeetingActRefused) as refused:
        act(state, event, process_ended=True, by=CancelledBy.COMMISSIONER)

    assert refused.value.code == ActRefusal.PROCESS_ENDED
    assert events_from(state, process_ended=True) == frozenset()


@pytest.mark.parametrize("has_begun", [True, False])
@pytest.mark.parametrize("state", list(State))
def test_a_page_offers_exactly_what_can_be_done(state, has_begun):
    for event in Event:
        try:
            act(state, event, has_begun=has_begun, by=CancelledBy.SUPERVISEES)
        except MeetingActRefused:
            assert event not in events_from(state, has_begun=has_begun)
        else:
            assert event in events_from(state, has_begun=has_begun)


@pytest.mark.parametrize("event", [Event.HOLD, Event.MARK_NO_SHOW])
def test_a_meeting_to_come_can_be_neither_held_nor_missed(event):
    with pytest.raises(MeetingActRefused) as refused:
        act(State.CONFIRMED, event, has_begun=False)

    assert refused.value.code == ActRefusal.NOT_YET_BEGUN


@pytest.mark.parametrize("by", [CancelledBy.SUPERVISOR, CancelledBy.PRACTICE])
def test_what_the_supervisor_cancels_is_free_whatever_the_terms_say_and_asks_for_a_new_date(by):
    assert act(State.CONFIRMED, Event.CANCEL, by=by, percent=100) == Outcome(
        State.CANCELLED_FREE, asks_replacement=True
    )


def test_meetings_cancelled_because_the_process_ends_early_ask_for_no_new_date():
    outcome = act(
        State.PLANNED, Event.CANCEL, by=CancelledBy.SUPERVISOR, reason=CancellationReason.ENDED_EARLY
    )

    assert outcome == Outcome(State.CANCELLED_FREE, asks_replacement=False)


@pytest.mark.parametrize(
    ("percent", "state"),
    [(0, State.CANCELLED_FREE), (1, State.CANCELLED_CHARGED), (100, State.CANCELLED_CHARGED)],
)
def test_what_others_cancel_is_free_or_charged_by_the_terms(percent, state):
    assert act(State.PLANNED, Event.CANCEL, by=CancelledBy.COMMISSIONER, percent=percent) == Outcome(state)


def test_a_cancellation_needs_to_know_who_cancelled():
    with pytest.raises(MeetingActRefused) as refused:
        act(State.PLANNED, Event.CANCEL)

    assert refused.value.code == ActRefusal.WHO_CANCELLED


def test_a_mistaken_mark_goes_back_and_can_be_set_right():
    back = act(State.NO_SHOW, Event.CORRECT).state

    assert act(back, Event.HOLD).state == State.HELD


def test_every_meeting_can_reach_an_end_and_every_state_can_be_reached():
    reached = {State.PLANNED}
    while True:
        more = {ALLOWED[state, event] for state, event in ALLOWED if state in reached} - reached
        more |= {State.CANCELLED_CHARGED} - reached
        if not more:
            break
        reached |= more

    assert reached == set(State)
    assert all(ALLOWED[state, Event.HOLD] in MARKED for state in AHEAD)


@pytest.mark.parametrize("by", list(CancelledBy))
def test_nobodys_illness_is_among_the_reasons(by):
    assert [reason for reason in reasons_for(by) if "ill" in reason or "sick" in reason] == []
    assert len(set(reasons_for(by))) == len(reasons_for(by))


def test_every_reason_can_be_given_by_somebody():
    assert {reason for by in CancelledBy for reason in reasons_for(by)} == set(CancellationReason)


def test_words_in_rows_are_the_fields_own():
    assert [str(state) for state in State] == [
        "planned",
        "confirmed",
        "moved",
        "held",
        "no_show",
        "cancelled_free",
        "cancelled_charged",
    ]
