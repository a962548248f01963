"""What was refused, as a sentence: what happened, what was kept, what to do now."""

from __future__ import annotations

from django.utils.translation import gettext as _

# --- calendars elsewhere
from tuokio.calendars.domain.elsewhere import Unreachable

# --- replies to invitations
from tuokio.calendars.domain.replies import Unreadable, WhyUnread
from tuokio.calendars.usecases.busy_reading import MOST_SOURCES, TooManySources


def sentence(refusal: Exception) -> str:
    """The sentence of a refusal of this context. Raises TypeError for another's."""
    if isinstance(refusal, Unreadable):
        return _unread(refusal.why)
    if isinstance(refusal, Unreachable):
        return _("This is not an address of a calendar. It begins with https:// and is copied whole.")
    if isinstance(refusal, TooManySources):
        return _(
            "Busy times are read from at most %(most)d calendars. Nothing was added; take one away first."
        ) % {"most": MOST_SOURCES}
    raise TypeError(type(refusal))


def _unread(why: WhyUnread) -> str:
    return {
        WhyUnread.TOO_LARGE: _(
            "This is larger than a reply can be, so none of it was read. Bring only the reply."
        ),
        WhyUnread.TOO_MANY_PARTS: _(
            "This holds more than a reply can hold, so none of it was read. Bring one reply at a time."
        ),
        WhyUnread.BROKEN: _(
            "The reply is broken, so nothing was taken from it. Save it again from your mail, or mark the answer "
            "on the page of the meeting."
        ),
        WhyUnread.NO_REPLY: _(
            "There is no calendar's reply in this. Look for the file that ends in .ics, or mark the answer on the "
            "page of the meeting."
        ),
    }[why]
