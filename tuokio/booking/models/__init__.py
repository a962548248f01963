"""What is remembered of bookings by others, and of finding a date together."""

from tuokio.booking.models.links import MeetingLink, TalkLink
from tuokio.booking.models.polls import Poll, PollAnswer, PollMember, PollTime

__all__ = ["MeetingLink", "Poll", "PollAnswer", "PollMember", "PollTime", "TalkLink"]
