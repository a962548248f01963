"""Every state of a process reaches an end, and no page offers a step that leads nowhere."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.supervision.domain.next_step import Facts, Stage, StageState, Step, next_step, stages
from tuokio.supervision.domain.states import (
    ENDED_STATES,
    TRANSITIONS,
    IllegalEvent,
    after,
    possible_events,
)
from tuokio.terms.words import ProcessEvent, ProcessState

EVENT_OF_STEP = {
    Step.ANSWER_ENQUIRY: {ProcessEvent.ACCEPT_ENQUIRY},
    Step.MAP: {ProcessEvent.RECORD_RECOMMENDATION},
    Step.OFFER: {ProcessEvent.SEND_OFFER},
    Step.SEE_OFFER: {ProcessEvent.ACCEPT_OFFER},
    Step.CLOSE_REFERRAL: {ProcessEvent.CLOSE_REFERRAL},
    Step.CONTINUE: {ProcessEvent.CONTINUE},
    Step.MEETINGS_DONE: {ProcessEvent.LAST_MEETING_HELD},
    Step.RESUME: {ProcessEvent.RESUME},
    Step.TERMS_AGREED: {ProcessEvent.AMENDMENT_DONE},
    Step.REVIEW: {ProcessEvent.REVIEW_DONE},
    Step.FINAL_REVIEW: {ProcessEvent.HOLD_FINAL_REVIEW, ProcessEvent.NO_FINAL_REVIEW},
    Step.CLOSE: {ProcessEvent.CLOSE},
}


def reachable(state: ProcessState) -> set[ProcessState]:
    found, ahead = {state}, [state]
    while ahead:
        here = ahead.pop()
        for event in possible_events(here):
            for target in TRANSITIONS[here, event] - found:
                found.add(target)
                ahead.append(target)
    return found


@pytest.mark.parametrize("state", list(ProcessState))
def test_every_state_reaches_an_end(state: ProcessState) -> None:
    assert reachable(state) & {ProcessState.ERASED}


@pytest.mark.parametrize("state", list(ProcessState))
def test_every_state_can_be_reached_from_a_beginning(state: ProcessState) -> None:
    begun = {
        target for origin, event in TRANSITIONS if origin is None for target in TRANSITIONS[origin, event]
    }

    assert any(state in reachable(first) for first in begun)


@given(st.lists(st.sampled_from(list(ProcessEvent)), max_size=40), st.sampled_from(list(ProcessState)))
def test_any_row_of_events_leaves_a_state_that_can_still_end(
    events: list[ProcessEvent], state: ProcessState
) -> None:
    for event in events:
        try:
            state = after(state, event)
        except IllegalEvent as refused:
            assert refused.state == state
            assert refused.event == event

    assert ProcessState.ERASED in reachable(state)


@pytest.mark.parametrize(("state", "event"), list(product(ProcessState, ProcessEvent)))
def test_what_the_table_does_not_hold_is_refused(state: ProcessState, event: ProcessEvent) -> None:
    if event in possible_events(state):
        assert after(state, event) in TRANSITIONS[state, event]
    else:
        with pytest.raises(IllegalEvent):
            after(state, event)


FACTS = [
    Facts(
        has_terms=terms,
        unmarked=unmarked,
        new_date_wanted=new_date,
        meetings_ahead=ahead,
        all_taken=taken,
        term_ends_soon=soon,
        has_price=priced,
        amendment_open=amended,
        summary_wanted=wanted,
    )
    for terms, unmarked, new_date, ahead, taken, soon, priced, amended, wanted in product(
        (True, False), repeat=9
    )
]


@pytest.mark.parametrize("state", list(ProcessState))
def test_the_next_step_can_always_be_taken(state: ProcessState) -> None:
    for facts in FACTS:
        step = next_step(state, facts)
        if state in ENDED_STATES:
            assert step is Step.NOTHING
        elif step in EVENT_OF_STEP:
            assert EVENT_OF_STEP[step] & possible_events(state), (state, facts, step)
        else:
            assert step is not Step.NOTHING


def test_marking_goes_before_everything_else() -> None:
    facts = Facts(unmarked=True, new_date_wanted=True, meetings_ahead=True, term_ends_soon=True)

    assert next_step(ProcessState.RUNNING, facts) is Step.MARK
    assert next_step(ProcessState.CLOSING, facts) is Step.MARK
    assert next_step(ProcessState.CLOSED, facts) is Step.NOTHING


def test_a_process_on_the_short_path_has_left_out_two_parts_without_blame() -> None:
    found = stages(ProcessState.RUNNING, mapped=False, on_paper=False, met=True)

    assert found == (
        (Stage.MAPPING, StageState.SKIPPED),
        (Stage.AGREEMENT, StageState.SKIPPED),
        (Stage.MEETINGS, StageState.NOW),
        (Stage.EVALUATION, StageState.TODO),
        (Stage.ENDING, StageState.TODO),
    )


def test_a_closed_process_has_all_behind_it() -> None:
    found = dict(stages(ProcessState.CLOSED, mapped=True, on_paper=True, met=True))

    assert set(found.values()) == {StageState.DONE}
