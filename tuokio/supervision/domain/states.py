"""The way of a process as a table: which event leads from where to where (domain 1.2, with issue additions).

Plain data and two questions; who may do what, and what follows from it, is said by the use cases.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tuokio.terms.words import ProcessEvent as E
from tuokio.terms.words import ProcessState as S


class IllegalEvent(Exception):
    """This event cannot happen to a process in this state."""

    def __init__(self, state: S | None, event: E) -> None:
        super().__init__(f"{event} cannot happen to a process that is {state or 'not yet there'}")
        self.state = state
        self.event = event


def _table() -> dict[tuple[S | None, E], frozenset[S]]:
    rows: dict[tuple[S | None, E], frozenset[S]] = {}

    def row(origins: tuple[S | None, ...], event: E, *targets: S) -> None:
        for origin in origins:
            rows[origin, event] = frozenset(targets)

    row((None,), E.ENQUIRE, S.ENQUIRED)
    row((None,), E.OPEN_PROCESS, S.MAPPING)
    row((None,), E.BRING_IN, *(state for state in S if state is not S.ERASED))
    row((None,), E.START_SHORT, S.RUNNING)
    row((S.ENQUIRED,), E.ACCEPT_ENQUIRY, S.MAPPING)
    row((S.ENQUIRED, S.MAPPING), E.START_SHORT, S.RUNNING)
    row((S.ENQUIRED, S.MAPPING), E.REFER, S.REFERRED)
    row((S.REFERRED,), E.CLOSE_REFERRAL, S.DECLINED)
    row((S.ENQUIRED, S.MAPPING, S.RECOMMENDED, S.OFFERED), E.DECLINE, S.DECLINED)
    row((S.MAPPING,), E.RECORD_RECOMMENDATION, S.RECOMMENDED)
    row((S.RECOMMENDED,), E.REOPEN_MAPPING, S.MAPPING)
    row((S.RECOMMENDED,), E.SEND_OFFER, S.OFFERED)
    row((S.ENQUIRED, S.MAPPING), E.SKIP_TO_OFFER, S.OFFERED)
    row((S.OFFERED,), E.REVISE, S.RECOMMENDED)
    row((S.OFFERED,), E.ACCEPT_OFFER, S.AGREEING)
    row((S.ENQUIRED, S.MAPPING, S.RECOMMENDED, S.OFFERED), E.SKIP_TO_AGREEMENT, S.AGREEING)
    row((S.MAPPING, S.RECOMMENDED, S.OFFERED, S.AGREEING), E.START_ON_PAPER, S.AGREED)
    row((S.AGREEING,), E.REOPEN_TERMS, S.OFFERED)
    row((S.AGREEING,), E.WITHDRAW, S.DECLINED)
    row((S.AGREEING,), E.ALL_PARTIES_ACCEPTED, S.AGREED)
    row((S.AGREED,), E.FIRST_MEETING_HELD, S.RUNNING)
    row((S.AGREED, S.RUNNING, S.PAUSED, S.RENEGOTIATING), E.TERMINATE, S.TERMINATED)
    row((S.RUNNING,), E.PAUSE, S.PAUSED)
    row((S.PAUSED,), E.RESUME, S.RUNNING)
    row((S.RUNNING,), E.CHANGE_REQUEST, S.RENEGOTIATING)
    row((S.RENEGOTIATING,), E.AMENDMENT_DONE, S.RUNNING)
    row((S.RUNNING,), E.LAST_MEETING_HELD, S.FINAL_REVIEW)
    row((S.RUNNING, S.FINAL_REVIEW), E.CONTINUE, S.RUNNING)
    row((S.TERMINATED,), E.HOLD_FINAL_REVIEW, S.FINAL_REVIEW)
    row((S.TERMINATED,), E.NO_FINAL_REVIEW, S.CLOSING)
    row((S.FINAL_REVIEW,), E.REVIEW_DONE, S.CLOSING)
    row((S.CLOSING,), E.CLOSE, S.CLOSED)
    row((S.CLOSED, S.DECLINED), E.RETENTION_DUE, S.ERASED)
    return rows


TRANSITIONS: Mapping[tuple[S | None, E], frozenset[S]] = MappingProxyType(_table())
OPEN_STATES = frozenset(S) - {S.CLOSED, S.DECLINED, S.ERASED}
ENDED_STATES = frozenset({S.CLOSED, S.DECLINED, S.ERASED})
MEETING_STATES = frozenset(
    {S.MAPPING, S.AGREEING, S.AGREED, S.RUNNING, S.RENEGOTIATING, S.FINAL_REVIEW, S.TERMINATED}
)


def after(state: S | None, event: E, target: S | None = None) -> S:
    """The state that the event leads to; `target` chooses among several. Raises IllegalEvent."""
    targets = TRANSITIONS.get((state, event))
    if targets is None:
        raise IllegalEvent(state, event)
    if target is None:
        if len(targets) != 1:
            raise IllegalEvent(state, event)
        return next(iter(targets))
    if target not in targets:
        raise IllegalEvent(state, event)
    return target


def possible_events(state: S | None) -> frozenset[E]:
    """What can happen next."""
    return frozenset(event for origin, event in TRANSITIONS if origin == state)
