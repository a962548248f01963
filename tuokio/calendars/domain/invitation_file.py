"""One meeting as an invitation to one reader's mailbox (iTIP, RFC 5546): asked to it, or told that it is off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tuokio.calendars.domain.ical_lines import PRODUCT, span_lines, text, utc, written, zone_lines
from tuokio.meetings.domain.agenda_file import AgendaMeeting, uid_of


class Method(StrEnum):
    """What the mail asks of the calendar that gets it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Parties:
    """Who invites (an address of the house) and who is invited; nobody else stands in an invitation.

    `asks_answer`: whether an answer is waited for.
    """

    organizer: str
    attendee: str
    asks_answer: bool


def invitation_file(meeting: AgendaMeeting, method: Method, parties: Parties) -> str:
    """The meeting as the text/calendar of a mail; `meeting.sequence` is that of the invitation. Raises UnknownZone."""
    off = method == Method.CANCEL
    standing = "NEEDS-ACTION;RSVP=TRUE" if parties.asks_answer else "ACCEPTED;RSVP=FALSE"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", f"METHOD:{method}"]
    if meeting.time_known:
        year = meeting.starts_at.year
        lines += zone_lines(meeting.zone, year - 1, year + 1)
    lines += [
        "BEGIN:VEVENT",
        f"UID:{uid_of(meeting.id)}",
        f"DTSTAMP:{utc(meeting.changed_at)}",
        f"SEQUENCE:{meeting.sequence}",
        f"ORGANIZER:mailto:{_address(parties.organizer)}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={standing}:mailto:{_address(parties.attendee)}",
        f"SUMMARY:{text(meeting.title)}",
        f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if off else 'OPAQUE'}",
        *([f"LOCATION:{text(meeting.place)}"] if meeting.place else []),
        *span_lines(meeting),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return written(lines).decode()


def _address(given: str) -> str:
    """A mail address that can break no line."""
    return "".join(sign for sign in given if sign.isprintable() and not sign.isspace())
