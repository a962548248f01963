"""The life of one meeting (domain 1.2, "Session").

    planned ──confirm──▶ confirmed ──hold──▶ held
       │                    │  ▲ ──mark_no_show──▶ no_show
       └──────move──────▶ moved┘ (confirm)
    any of the first three ──cancel──▶ cancelled_free | cancelled_charged ──waive──▶ cancelled_free

On the short path nobody confirms, so what is planned or moved can be held as well. A held, no-show or
cancelled meeting that was marked by mistake goes back to confirmed (*correct*) until the process has ended;
after that nothing moves. What the supervisor or the practice cancels is always free.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tuokio.terms.meeting_words import CancellationReason, CancelledBy, MeetingEvent, MeetingState

AHEAD = frozenset({MeetingState.PLANNED, MeetingState.CONFIRMED, MeetingState.MOVED})
MARKED = frozenset(MeetingState) - AHEAD
OWN_SIDE = frozenset({CancelledBy.SUPERVISOR, CancelledBy.PRACTICE})
ONLY_ONCE_BEGUN = frozenset({MeetingEvent.HOLD, MeetingEvent.MARK_NO_SHOW})


class ActRefusal(StrEnum):
    """Why an act on a meeting was refused."""

    PROCESS_ENDED = "process_ended"
    NOT_FROM_HERE = "not_from_here"
    NOT_YET_BEGUN = "not_yet_begun"
    WHO_CANCELLED = "who_cancelled"


class MeetingActRefused(Exception):
    """An act that this meeting cannot take now. `code` says why; `state` and `event` say what met."""

    def __init__(self, code: ActRefusal, state: MeetingState, event: MeetingEvent) -> None:
        super().__init__(f"{event} refused for a {state} meeting: {code}")
        self.code = code
        self.state = state
        self.event = event


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an act leads, and whether a new date should be asked for in place of this one."""

    state: MeetingState
    asks_replacement: bool = False


def act(
    state: MeetingState,
    event: MeetingEvent,
    *,
    process_ended: bool = False,
    has_begun: bool = True,
    by: CancelledBy | None = None,
    percent: int = 0,
    reason: CancellationReason | None = None,
) -> Outcome:
    """What becomes of a meeting by an act. Raises MeetingActRefused.

    `has_begun`: whether its starting time is past; a meeting to come cannot be held or missed. For a
    cancellation `by` is needed, and `percent` is what the terms charge (see `cancelling.charge_percent`).
    """
    refusal = _refusal(state, event, process_ended=process_ended, has_begun=has_begun, by=by)
    if refusal:
        raise MeetingActRefused(refusal, state, event)
    if event is MeetingEvent.CANCEL:
        return _cancelled(by, percent, reason)
    return Outcome(LEADS_TO[event])


def events_from(
    state: MeetingState, *, process_ended: bool = False, has_begun: bool = True
) -> frozenset[MeetingEvent]:
    """The acts that a meeting can take now: what a page may offer."""
    if process_ended:
        return frozenset()
    possible = frozenset(event for event, states in TAKEN_FROM.items() if state in states)
    return possible if has_begun else possible - ONLY_ONCE_BEGUN


def reasons_for(by: CancelledBy) -> tuple[CancellationReason, ...]:
    """The reasons that one side can give, in the order in which a form offers them."""
    return REASONS_FOR[by]


LEADS_TO: Mapping[MeetingEvent, MeetingState] = MappingProxyType(
    {
        MeetingEvent.CONFIRM: MeetingState.CONFIRMED,
        MeetingEvent.HOLD: MeetingState.HELD,
        MeetingEvent.MARK_NO_SHOW: MeetingState.NO_SHOW,
        MeetingEvent.MOVE: MeetingState.MOVED,
        MeetingEvent.WAIVE: MeetingState.CANCELLED_FREE,
        MeetingEvent.CORRECT: MeetingState.CONFIRMED,
    }
)

TAKEN_FROM: Mapping[MeetingEvent, frozenset[MeetingState]] = MappingProxyType(
    {
        MeetingEvent.CONFIRM: frozenset({MeetingState.PLANNED, MeetingState.MOVED}),
        MeetingEvent.HOLD: AHEAD,
        MeetingEvent.MARK_NO_SHOW: AHEAD,
        MeetingEvent.MOVE: AHEAD,
        MeetingEvent.CANCEL: AHEAD,
        MeetingEvent.WAIVE: frozenset({MeetingState.CANCELLED_CHARGED}),
        MeetingEvent.CORRECT: MARKED,
    }
)

_ANYONES = (
    CancellationReason.SHIFT_CHANGE,
    CancellationReason.PLACE_UNAVAILABLE,
    CancellationReason.WEATHER_OR_TRANSPORT,
    CancellationReason.ENDED_EARLY,
    CancellationReason.OTHER_AGREED,
)

REASONS_FOR: Mapping[CancelledBy, tuple[CancellationReason, ...]] = MappingProxyType(
    {
        CancelledBy.SUPERVISOR: (CancellationReason.SUPERVISOR_ABSENT, *_ANYONES[1:]),
        CancelledBy.PRACTICE: (CancellationReason.SUPERVISOR_ABSENT, *_ANYONES[1:]),
        CancelledBy.COMMISSIONER: (CancellationReason.COMMISSIONER_REQUEST, *_ANYONES),
        CancelledBy.SUPERVISEES: (
            CancellationReason.SUPERVISEES_REQUEST,
            CancellationReason.BELOW_QUORUM,
            *_ANYONES,
        ),
    }
)


def _refusal(
    state: MeetingState,
    event: MeetingEvent,
    *,
    process_ended: bool,
    has_begun: bool,
    by: CancelledBy | None,
) -> ActRefusal | None:
    if process_ended:
        return ActRefusal.PROCESS_ENDED
    if state not in TAKEN_FROM[event]:
        return ActRefusal.NOT_FROM_HERE
    if event in ONLY_ONCE_BEGUN and not has_begun:
        return ActRefusal.NOT_YET_BEGUN
    if event is MeetingEvent.CANCEL and by is None:
        return ActRefusal.WHO_CANCELLED
    return None


def _cancelled(by: CancelledBy | None, percent: int, reason: CancellationReason | None) -> Outcome:
    own = by in OWN_SIDE
    free = own or percent == 0
    return Outcome(
        MeetingState.CANCELLED_FREE if free else MeetingState.CANCELLED_CHARGED,
        asks_replacement=own and reason is not CancellationReason.ENDED_EARLY,
    )
