"""What is told when an act is refused: what happened, what was kept, what to do now."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit import when
from tuokio.kit.labels import PROCESS_STATES
from tuokio.meetings.domain.charging import NoVatRate
from tuokio.meetings.domain.series import SeriesRefused
from tuokio.meetings.domain.states import ActRefusal, MeetingActRefused
from tuokio.meetings.domain.wall_clock import UnknownZone
from tuokio.meetings.labels import MEETING_STATES
from tuokio.meetings.usecases.absence import MeetingsChanged
from tuokio.meetings.usecases.availability import HoursOverlap, TooManyDays
from tuokio.meetings.usecases.charges import AlreadySettled
from tuokio.meetings.usecases.course import MeetingsAhead, StillToInvoice
from tuokio.meetings.usecases.occupying import Taken
from tuokio.meetings.usecases.places import GroupClosed, NoPlaceFree, PlaceMovedOn, PlacesTaken
from tuokio.meetings.usecases.planning import BreakTaken, NoTerms, NotMeetingNow
from tuokio.meetings.usecases.rooms import RoomInUse
from tuokio.supervision import refusals as of_processes

REFUSED = (
    *of_processes.REFUSED,
    MeetingActRefused,
    AlreadySettled,
    SeriesRefused,
    UnknownZone,
    NoVatRate,
    NoTerms,
    NotMeetingNow,
    MeetingsAhead,
    StillToInvoice,
    BreakTaken,
    Taken,
    MeetingsChanged,
    HoursOverlap,
    TooManyDays,
    RoomInUse,
    GroupClosed,
    NoPlaceFree,
    PlaceMovedOn,
    PlacesTaken,
)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, of_processes.REFUSED):
        return of_processes.sentence(refusal)
    if isinstance(refusal, MeetingActRefused):
        return _of_act(refusal)
    if isinstance(refusal, SeriesRefused):
        return _of_series(refusal)
    if isinstance(refusal, Taken):
        return _of_taken(refusal)
    if isinstance(refusal, PlacesTaken):
        return _("%(taken)s places are taken already, so there cannot be fewer. Nothing was changed.") % {
            "taken": refusal.taken
        }
    if isinstance(refusal, RoomInUse):
        return ngettext(
            "%(count)s meeting is in this room after that day. Move it first; nothing was saved.",
            "%(count)s meetings are in this room after that day. Move them first; nothing was saved.",
            refusal.count,
        ) % {"count": refusal.count}
    if isinstance(refusal, NotMeetingNow):
        return _("No meetings can be planned now: the process is “%(state)s”.") % {
            "state": PROCESS_STATES[refusal.state]
        }
    return {
        AlreadySettled: _(
            "This meeting stands on an invoice, or was marked as not invoiced. "
            "Take that mark back in To invoice first; nothing was changed here."
        ),
        UnknownZone: _("The practice's time zone is not known. Choose another in the practice's settings."),
        NoVatRate: _(
            "The practice has no VAT rate for that day, so the price could not be worked out and nothing was "
            "saved. Add the rate in the practice's settings, or choose another VAT in the terms."
        ),
        NoTerms: _("Nothing has been agreed yet: write the terms first, then the dates."),
        MeetingsAhead: _(
            "Meetings are still to come or to be marked. Mark or cancel them first; nothing was changed."
        ),
        StillToInvoice: _(
            "Meetings still wait for their invoice, or for the word that there is none. Nothing was changed."
        ),
        MeetingsChanged: _(
            "One of the dates has been changed meanwhile, perhaps in another tab. Nothing was saved; "
            "look through the list once more."
        ),
        HoursOverlap: _("Two rows of the same day overlap. Change one of them; nothing was saved."),
        TooManyDays: _("There are 200 days already that differ. Take some away first; nothing was saved."),
        GroupClosed: _("This group takes no newcomers any more. Nothing was changed."),
        NoPlaceFree: _("No place is free now, so none was offered. Add a place, or wait until one is free."),
        PlaceMovedOn: _(
            "The place or the line has changed meanwhile: look at how it stands now. Nothing was changed."
        ),
        BreakTaken: _("These days are already in a break of yours."),
    }[type(refusal)]


def _of_act(refusal: MeetingActRefused) -> str:
    if refusal.code is ActRefusal.PROCESS_ENDED:
        return _("This process has ended, so its meetings stay as they are. Nothing was changed.")
    if refusal.code is ActRefusal.NOT_YET_BEGUN:
        return _("This meeting is still to come, so it cannot be marked yet. Nothing was changed.")
    if refusal.code is ActRefusal.WHO_CANCELLED:
        return _("Say who cancelled, then the price follows from the terms.")
    return _(
        "The meeting is now “%(state)s”, so this can no longer be done. Perhaps another tab was quicker; nothing was changed."
    ) % {"state": MEETING_STATES[refusal.state]}


def _of_taken(refusal: Taken) -> str:
    """When, and whose time in kind; never who a member is or what else they have."""
    if not refusal.conflicts:
        return _("That time has just been taken. Nothing was saved; choose another.")
    first = refusal.conflicts[0]
    minutes = int((first.ends_at - first.starts_at).total_seconds()) // 60
    said = {
        "supervisor": _("The supervisor is taken %(when)s. Nothing was saved; choose another time."),
        "room": _("The room is taken %(when)s. Nothing was saved; choose another time or another room."),
        "member": _(
            "One of the members has another meeting %(when)s. Nothing was saved; choose another time, or let "
            "the member be called to two at once."
        ),
    }[first.kind]
    return said % {"when": when.moment(first.starts_at, minutes)}


def _of_series(refusal: SeriesRefused) -> str:
    return {
        "count_out_of_range": _("A series has 1 to 200 meetings."),
        "interval_out_of_range": _("Between two meetings there are 1 to 52 weeks."),
        "length_out_of_range": _("A meeting lasts 5 to 600 minutes."),
        "outside_calendar": _(
            "A date falls outside the calendar: the years 1970 to 2099 are known. Check the year, and your breaks."
        ),
    }[refusal.code]
