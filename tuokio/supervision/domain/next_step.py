"""The one thing to do next in a process, and where it stands on its way."""

from dataclasses import dataclass
from enum import StrEnum

from tuokio.terms.words import ProcessState as S


class Step(StrEnum):
    """What is offered as the one filled button of a process."""

    ANSWER_ENQUIRY = "answer_enquiry"
    MAP = "map"
    OFFER = "offer"
    SEE_OFFER = "see_offer"
    AGREE = "agree"
    CLOSE_REFERRAL = "close_referral"
    AGREE_TERMS = "agree_terms"
    PLAN = "plan"
    MARK = "mark"
    NEW_DATE = "new_date"
    OPEN_MEETING = "open_meeting"
    CONTINUE = "continue"
    MEETINGS_DONE = "meetings_done"
    RESUME = "resume"
    TERMS_AGREED = "terms_agreed"
    REVIEW = "review"
    FINAL_REVIEW = "final_review"
    SUMMARY = "summary"
    CLOSE = "close"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the next step follows from, beside the state."""

    has_terms: bool = True
    unmarked: bool = False
    new_date_wanted: bool = False
    meetings_ahead: bool = False
    all_taken: bool = False
    term_ends_soon: bool = False
    has_price: bool = True  # an internal unit makes no offers
    amendment_open: bool = False
    summary_wanted: bool = False  # no summary has been given or left out yet


_BY_STATE: dict[S, Step] = {
    S.ENQUIRED: Step.ANSWER_ENQUIRY,
    S.MAPPING: Step.MAP,
    S.OFFERED: Step.SEE_OFFER,
    S.AGREEING: Step.AGREE,
    S.REFERRED: Step.CLOSE_REFERRAL,
    S.TERMINATED: Step.FINAL_REVIEW,
    S.CLOSED: Step.NOTHING,
    S.DECLINED: Step.NOTHING,
    S.ERASED: Step.NOTHING,
}


def next_step(state: S, facts: Facts) -> Step:
    """What to offer first. Marking what has been goes before everything: attendance is soon forgotten."""
    if state in {S.CLOSED, S.DECLINED, S.ERASED}:
        return Step.NOTHING
    if facts.unmarked:
        return Step.MARK
    if state == S.PAUSED:
        return Step.RESUME
    if state == S.CLOSING:
        return Step.CLOSE
    if state == S.RECOMMENDED:
        return Step.OFFER if facts.has_price else Step.AGREE
    if state == S.RENEGOTIATING:
        return Step.AGREE if facts.amendment_open else Step.TERMS_AGREED
    if state == S.FINAL_REVIEW:
        return Step.SUMMARY if facts.summary_wanted else Step.REVIEW
    if state in _BY_STATE:
        return _BY_STATE[state]
    return _underway(facts, begun=state == S.RUNNING)


def _underway(facts: Facts, *, begun: bool) -> Step:
    """An agreed or running process."""
    if not facts.has_terms:
        return Step.AGREE_TERMS
    if facts.new_date_wanted:
        return Step.NEW_DATE
    if facts.meetings_ahead:
        return Step.CONTINUE if begun and facts.term_ends_soon else Step.OPEN_MEETING
    return Step.MEETINGS_DONE if begun and facts.all_taken else Step.PLAN


class Stage(StrEnum):
    """The five parts of the way."""

    MAPPING = "mapping"
    AGREEMENT = "agreement"
    MEETINGS = "meetings"
    EVALUATION = "evaluation"
    ENDING = "ending"


class StageState(StrEnum):
    """Where one part stands."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    SKIPPED = "skipped"


_STAGE_OF: dict[S, Stage | None] = {
    S.ENQUIRED: Stage.MAPPING,
    S.MAPPING: Stage.MAPPING,
    S.RECOMMENDED: Stage.MAPPING,
    S.REFERRED: Stage.ENDING,
    S.OFFERED: Stage.AGREEMENT,
    S.AGREEING: Stage.AGREEMENT,
    S.AGREED: Stage.MEETINGS,
    S.RUNNING: Stage.MEETINGS,
    S.PAUSED: Stage.MEETINGS,
    S.RENEGOTIATING: Stage.MEETINGS,
    S.FINAL_REVIEW: Stage.EVALUATION,
    S.TERMINATED: Stage.ENDING,
    S.CLOSING: Stage.ENDING,
    S.CLOSED: None,
    S.DECLINED: None,
    S.ERASED: None,
}


def stages(state: S, *, mapped: bool, on_paper: bool, met: bool) -> tuple[tuple[Stage, StageState], ...]:
    """The five parts with their states; what was left out of the short path is told as left out, not as missing.

    `mapped`: a mapping conversation was recorded; `on_paper`: an agreement is known; `met`: a meeting was held.
    """
    here = _STAGE_OF[state]
    order = list(Stage)
    at = order.index(here) if here else len(order)
    done = {Stage.MAPPING: mapped, Stage.AGREEMENT: on_paper, Stage.MEETINGS: met}
    reviewed = state in {S.CLOSING, S.CLOSED}
    done[Stage.EVALUATION] = reviewed and met
    done[Stage.ENDING] = state in {S.CLOSED, S.DECLINED, S.ERASED}
    result: list[tuple[Stage, StageState]] = []
    for number, stage in enumerate(order):
        if stage == here:
            result.append((stage, StageState.NOW))
        elif number > at:
            result.append((stage, StageState.TODO))
        else:
            result.append((stage, StageState.DONE if done[stage] else StageState.SKIPPED))
    return tuple(result)
