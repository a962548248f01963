"""What people read for each word of a meeting, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuokio.meetings.domain.cancelling import ChargeReason
from tuokio.meetings.domain.slots.words import Refusal
from tuokio.terms.meeting_words import CancellationReason, CancelledBy, MeetingEvent, MeetingState

MEETING_STATES: dict[str, Promise] = {
    MeetingState.PLANNED: pgettext_lazy("a meeting", "agreed"),
    MeetingState.CONFIRMED: pgettext_lazy("a meeting", "agreed"),
    MeetingState.MOVED: pgettext_lazy("a meeting", "moved"),
    MeetingState.HELD: pgettext_lazy("a meeting", "held"),
    MeetingState.NO_SHOW: pgettext_lazy("a meeting", "nobody came"),
    MeetingState.CANCELLED_FREE: pgettext_lazy("a meeting", "cancelled"),
    MeetingState.CANCELLED_CHARGED: pgettext_lazy("a meeting", "cancelled, charged"),
}
UNMARKED: Promise = pgettext_lazy("a meeting", "to be marked")

BADGES: dict[str, str] = {
    MeetingState.PLANNED: "todo",
    MeetingState.CONFIRMED: "todo",
    MeetingState.MOVED: "todo",
    MeetingState.HELD: "held",
    MeetingState.NO_SHOW: "off",
    MeetingState.CANCELLED_FREE: "off",
    MeetingState.CANCELLED_CHARGED: "off",
}

EVENTS: dict[str, Promise] = {
    MeetingEvent.CONFIRM: _("The date was confirmed"),
    MeetingEvent.HOLD: _("Marked as held"),
    MeetingEvent.MARK_NO_SHOW: _("Marked: nobody came"),
    MeetingEvent.MOVE: _("Moved"),
    MeetingEvent.CANCEL: _("Cancelled"),
    MeetingEvent.WAIVE: _("The charge was waived"),
    MeetingEvent.CORRECT: _("A mark was corrected"),
}
CANCELLED_BY: dict[str, Promise] = {
    CancelledBy.SUPERVISOR: _("the supervisor"),
    CancelledBy.PRACTICE: _("the practice"),
    CancelledBy.COMMISSIONER: _("the commissioner"),
    CancelledBy.SUPERVISEES: _("the supervisees"),
}
CANCELLATION_REASONS: dict[str, Promise] = {
    CancellationReason.SUPERVISOR_ABSENT: _("the supervisor cannot come"),
    CancellationReason.BELOW_QUORUM: _("too few could come"),
    CancellationReason.COMMISSIONER_REQUEST: _("the commissioner asked"),
    CancellationReason.SUPERVISEES_REQUEST: _("the supervisees asked"),
    CancellationReason.SHIFT_CHANGE: _("shifts changed"),
    CancellationReason.PLACE_UNAVAILABLE: _("the place is not free"),
    CancellationReason.WEATHER_OR_TRANSPORT: _("weather or traffic"),
    CancellationReason.ENDED_EARLY: _("the supervision ends"),
    CancellationReason.OTHER_AGREED: _("agreed otherwise"),
}
CHARGE_REASONS: dict[str, Promise] = {
    ChargeReason.OWN_CANCELLATION: _("Your own cancellation is always free."),
    ChargeReason.IN_TIME: _("In time by the agreed terms, so it is free."),
    ChargeReason.LATE: _("Later than the agreed limit."),
    ChargeReason.AFTER_START: _("The meeting has already begun."),
    ChargeReason.NO_SHOW: _("Nobody came."),
}

WHY_NOT_FREE: dict[str, Promise] = {
    Refusal.TOO_SOON: _("too soon"),
    Refusal.TOO_FAR: _("too far ahead"),
    Refusal.OUTSIDE_HOURS: _("goes outside the hours"),
    Refusal.DAY_CLOSED: _("the day is closed"),
    Refusal.OWN_BREAK: _("own break"),
    Refusal.HOLIDAY: _("public holiday"),
    Refusal.TAKEN: _("already taken"),
    Refusal.BUSY_ELSEWHERE: _("taken in another calendar"),
    Refusal.BUFFER: _("too near another meeting"),
    Refusal.TRAVEL: _("no time to get from one place to another"),
    Refusal.DAY_FULL: _("the day has as many meetings as it may have"),
    Refusal.WEEK_FULL: _("the week has as many meetings as it may have"),
    Refusal.ROOM_TAKEN: _("the room is taken"),
    Refusal.MEMBER_TAKEN: _("not everyone is free"),
    Refusal.NOT_ON_CLOCK: _("the clock jumps over it"),
}
