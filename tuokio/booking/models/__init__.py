"""What is remembered of bookings by others."""

from tuokio.booking.models.links import MeetingLink, TalkLink

__all__ = ["MeetingLink", "TalkLink"]
