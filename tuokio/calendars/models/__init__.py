"""What the context keeps."""

# --- feeds and invitations
# --- calendars elsewhere
from tuokio.calendars.models.accounts import CalendarAccount, CalendarCopy, ProposedMove
from tuokio.calendars.models.feeds import CalendarWish, Feed
from tuokio.calendars.models.invitations import Invitation, MailboxLook, TimeProposal
from tuokio.calendars.models.sources import BusySource

__all__ = [
    "BusySource",
    "CalendarAccount",
    "CalendarCopy",
    "CalendarWish",
    "Feed",
    "Invitation",
    "MailboxLook",
    "ProposedMove",
    "TimeProposal",
]
