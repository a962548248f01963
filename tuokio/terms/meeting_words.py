"""The words of one meeting: where it stands, what may befall it, who cancelled and why (domain 1.2, 1.4)."""

from enum import StrEnum


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    HELD = "held"
    NO_SHOW = "no_show"
    CANCELLED_FREE = "cancelled_free"
    CANCELLED_CHARGED = "cancelled_charged"


class MeetingEvent(StrEnum):
    """What may befall a meeting."""

    CONFIRM = "confirm"
    HOLD = "hold"
    MARK_NO_SHOW = "mark_no_show"
    MOVE = "move"
    CANCEL = "cancel"
    WAIVE = "waive"
    CORRECT = "correct"


class CancelledBy(StrEnum):
    """Whose side cancelled. The practice is the supervisor's house: its coordinator or a substitute."""

    SUPERVISOR = "supervisor"
    PRACTICE = "practice"
    COMMISSIONER = "commissioner"
    SUPERVISEES = "supervisees"


class CancellationReason(StrEnum):
    """Why a meeting was cancelled: a code, never a text, and never the illness of a member."""

    SUPERVISOR_ABSENT = "supervisor_absent"
    BELOW_QUORUM = "below_quorum"
    COMMISSIONER_REQUEST = "commissioner_request"
    SUPERVISEES_REQUEST = "supervisees_request"
    SHIFT_CHANGE = "shift_change"
    PLACE_UNAVAILABLE = "place_unavailable"
    WEATHER_OR_TRANSPORT = "weather_or_transport"
    ENDED_EARLY = "ended_early"
    OTHER_AGREED = "other_agreed"
