"""What is told when a booking is refused: what happened, what was kept, what to do now."""

from django.utils.translation import gettext as _

from tuokio.booking.usecases import next_meetings, talks
from tuokio.booking.usecases.guests import CannotBook
from tuokio.booking.usecases.offered import NotOffered
from tuokio.meetings import refusals as of_meetings
from tuokio.meetings.usecases.occupying import Taken

REFUSED = (
    *of_meetings.REFUSED,
    talks.HasBegun,
    next_meetings.LinkClosed,
    next_meetings.TooLateToMove,
    next_meetings.PriceChanged,
    CannotBook,
    NotOffered,
)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, Taken | NotOffered):
        return _("That time has just been taken. Nothing was changed; choose another.")
    if isinstance(refusal, of_meetings.REFUSED):
        return of_meetings.sentence(refusal)
    return {
        talks.HasBegun: _("This time has begun or is over. Nothing was changed."),
        next_meetings.LinkClosed: _("This time has begun or is over. Nothing was changed."),
        next_meetings.TooLateToMove: _(
            "By the terms the meeting could be moved only until the limit for cancelling free of charge. "
            "Nothing was changed; call your supervisor."
        ),
        next_meetings.PriceChanged: _(
            "The limit for cancelling passed while the page was open, so the price is another now. "
            "Nothing was changed; look at the price and decide again."
        ),
        CannotBook: _("No meeting can be booked now. Nothing was changed; ask your supervisor."),
    }[type(refusal)]
