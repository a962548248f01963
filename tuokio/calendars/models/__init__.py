"""What the context keeps."""

# --- feeds and invitations
from tuokio.calendars.models.feeds import CalendarWish, Feed
from tuokio.calendars.models.invitations import Invitation, MailboxLook, TimeProposal

# --- calendars elsewhere
from tuokio.calendars.models.sources import BusySource

__all__ = [
    "BusySource",
    "CalendarWish",
    "Feed",
    "Invitation",
    "MailboxLook",
    "TimeProposal",
]
