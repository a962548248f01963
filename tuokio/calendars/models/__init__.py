"""What the context keeps."""

# --- feeds and invitations
from tuokio.calendars.models.feeds import CalendarWish, Feed
from tuokio.calendars.models.invitations import Invitation, MailboxLook, TimeProposal

__all__ = [
    "CalendarWish",
    "Feed",
    "Invitation",
    "MailboxLook",
    "TimeProposal",
]
