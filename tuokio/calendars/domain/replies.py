"""What a calendar answered to an invitation (iTIP REPLY and COUNTER, RFC 5546), read from a file or a whole mail.

What comes in is anybody's: its size, its parts and how deep they lie are looked at before any of it is parsed, and
of it only this is read: which meeting, whose answer, to which of its invitations, and another time. Comments,
names and descriptions are not.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from icalendar import Component

MOST_BYTES = 256 * 1024
MOST_COMPONENTS = 50
DEEPEST = 4
MOST_PARTS = 30
UID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@tuokio")


class Said(StrEnum):
    """What an attendee said."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    COUNTER = "counter"


class WhyUnread(StrEnum):
    """Why nothing was read."""

    TOO_LARGE = "too_large"
    TOO_MANY_PARTS = "too_many_parts"
    BROKEN = "broken"
    NO_REPLY = "no_reply"


class Unreadable(ValueError):
    """Nothing in it can be taken as an answer; `why` says in which way."""

    def __init__(self, why: WhyUnread) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `attendee` is a mail address in small letters; `starts_at` and `minutes` only of a counter."""

    meeting: UUID
    attendee: str
    said: Said
    sequence: int
    starts_at: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail brought: who sent it by its own word, and the answers in it."""

    sender: str
    replies: tuple[Reply, ...]


def read_mail(content: bytes) -> Mail:
    """The answers in a whole mail. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(WhyUnread.TOO_LARGE)
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        sender = parseaddr(str(message.get("From", "")))[1].lower()
        calendars = list(_calendar_parts(message))
    except Unreadable:
        raise
    except Exception as broken:  # a hostile mail finds its own errors in the standard parser
        raise Unreadable(WhyUnread.BROKEN) from broken
    if not calendars:
        raise Unreadable(WhyUnread.NO_REPLY)
    return Mail(sender, read_calendar(calendars[0]))


def read_anything(content: bytes) -> tuple[Reply, ...]:
    """The answers in a file or a text that was pasted: a calendar file, or a mail with one in it. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(WhyUnread.TOO_LARGE)
    begins = content.find(b"BEGIN:VCALENDAR")
    looks_like_mail = re.search(rb"(?im)^(content-type|mime-version|received)\s*:", content[:50_000])
    if begins >= 0 and (not looks_like_mail or not content[:begins].strip()):
        return read_calendar(content[begins:])
    if looks_like_mail:
        return read_mail(content).replies
    raise Unreadable(WhyUnread.NO_REPLY)


def read_calendar(content: bytes) -> tuple[Reply, ...]:
    """The answers in a calendar file. Raises Unreadable."""
    _measure(content)
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(content)
        method = str(calendar.get("METHOD", "")).upper()
        if method not in ("REPLY", "COUNTER"):
            raise Unreadable(WhyUnread.NO_REPLY)
        found = tuple(reply for event in calendar.walk("VEVENT") for reply in _replies_of(event, method))
    except Unreadable:
        raise
    except Exception as broken:  # what is wrong with a calendar file shows as any error of the library
        raise Unreadable(WhyUnread.BROKEN) from broken
    if not found:
        raise Unreadable(WhyUnread.NO_REPLY)
    return found


def _measure(content: bytes) -> None:
    """Count what the file holds before anything parses it."""
    if len(content) > MOST_BYTES:
        raise Unreadable(WhyUnread.TOO_LARGE)
    depth = components = 0
    for begun in re.finditer(rb"(?im)^(BEGIN|END):", content):
        opens = begun.group(1).upper() == b"BEGIN"
        components += opens
        depth += 1 if opens else -1
        if components > MOST_COMPONENTS or depth > DEEPEST:
            raise Unreadable(WhyUnread.TOO_MANY_PARTS)


def _calendar_parts(message: EmailMessage) -> Iterator[bytes]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            raise Unreadable(WhyUnread.TOO_MANY_PARTS)
        if part.get_content_type() in ("text/calendar", "application/ics"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and len(content) <= MOST_BYTES:
                yield content


def _replies_of(event: Component, method: str) -> Iterator[Reply]:
    named = UID.fullmatch(str(event.get("UID", "")).strip())
    attendees: Any = event.get("ATTENDEE", [])
    if not isinstance(attendees, list):
        attendees = [attendees]
    if named is None or len(attendees) != 1:
        return
    attendee = str(attendees[0]).strip().lower().removeprefix("mailto:")
    standing = str(attendees[0].params.get("PARTSTAT", "")).lower()
    sequence = int(event.get("SEQUENCE", 0))
    if not 0 <= sequence < 2**31:
        return
    meeting = UUID(named.group(1))
    if method == "COUNTER":
        starts_at, minutes = _span(event)
        if starts_at is not None:
            yield Reply(meeting, attendee, Said.COUNTER, sequence, starts_at, minutes)
    elif standing in (Said.ACCEPTED, Said.DECLINED, Said.TENTATIVE):
        yield Reply(meeting, attendee, Said(standing), sequence)


def _span(event: Any) -> tuple[datetime | None, int | None]:
    start = event.start
    if not isinstance(start, datetime) or start.tzinfo is None:
        return None, None
    end = event.end
    minutes = int((end - start).total_seconds() // 60) if isinstance(end, datetime) else 0
    starts_at = start.astimezone(UTC)
    if not 1970 < starts_at.year < 2200:
        return None, None
    return starts_at, minutes if 5 <= minutes <= 600 else None
