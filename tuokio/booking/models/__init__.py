"""What the context keeps."""

from tuokio.booking.models.polls import Poll, PollAnswer, PollMember, PollTime

__all__ = ["Poll", "PollAnswer", "PollMember", "PollTime"]
