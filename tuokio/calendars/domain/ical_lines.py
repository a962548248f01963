"""Lines of an iCalendar file (RFC 5545), written straight: a feed of hundreds of meetings is made in milliseconds.

The library reads what is written here in the tests; writing 600 events with it takes some forty times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from tuokio.meetings.domain.agenda_file import AgendaMeeting, one_line, zone_component
from tuokio.meetings.domain.wall_clock import zone_called

LONGEST_LINE = 75  # octets, by RFC 5545 3.1
PRODUCT = "-//Tuokio//Tuokio//FI"


def text(words: str) -> str:
    """Words as a TEXT value: on one line, with the signs that mean something escaped."""
    escaped = one_line(words).replace("\\", "\\\\")
    return escaped.replace(";", "\\;").replace(",", "\\,")


def written(lines: list[str]) -> bytes:
    """The lines as a file, folded where they are too long."""
    return "\r\n".join([_folded(line) for line in lines] + [""]).encode()


def _folded(line: str) -> str:
    if len(line) * 4 <= LONGEST_LINE or len(line.encode()) <= LONGEST_LINE:
        return line
    parts, part, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part += sign
        size += width
    return "\r\n".join([*parts, part])


def utc(moment: datetime) -> str:
    """A moment as a DATE-TIME in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def wall(at: datetime) -> str:
    """A naive wall-clock time as a DATE-TIME."""
    return at.strftime("%Y%m%dT%H%M%S")


def is_plain(local: datetime) -> bool:
    """Whether this wall-clock time of a zone comes exactly once: neither left out nor twice on the clock."""
    return local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset()


def spans_plainly(starts_at: datetime, minutes: int, zone: str) -> bool:
    """Whether a span can be said on the wall clock: both ends plain, and no change of the clocks between them."""
    there = zone_called(zone)
    start = starts_at.astimezone(there)
    end = (starts_at + timedelta(minutes=minutes)).astimezone(there)
    return start.utcoffset() == end.utcoffset() and is_plain(start) and is_plain(end)


def span_lines(meeting: AgendaMeeting) -> Iterator[str]:
    """When it begins and ends: on the wall clock of its zone, in UTC across a change of the clocks, or as a day."""
    there = zone_called(meeting.zone)
    start = meeting.starts_at.astimezone(there)
    if not meeting.time_known:
        yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}"
        return
    end = meeting.starts_at + timedelta(minutes=meeting.minutes)
    if not spans_plainly(meeting.starts_at, meeting.minutes, meeting.zone):
        yield f"DTSTART:{utc(start)}"
        yield f"DTEND:{utc(end)}"
        return
    yield f"DTSTART;TZID={meeting.zone}:{wall(start)}"
    yield f"DTEND;TZID={meeting.zone}:{wall(end.astimezone(there))}"


@lru_cache(maxsize=64)
def zone_lines(name: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """The clock changes of a zone in those years as a VTIMEZONE. Raises UnknownZone."""
    content = zone_component(name, first_year, last_year).to_ical().decode()
    return tuple(content.replace("\r\n ", "").strip().split("\r\n"))
