"""The busy times of somebody's calendar file (RFC 5545): when, and nothing else of it.

Only the lines that tell times are ever parsed; titles, places and people are dropped while they are still text. What
could make the laying out of repetitions endless is left out before it begins, and the reader that goes through a
hostile file runs in a process of its own, which is ended when its time is up (`usecases.busy_reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tuokio.calendars.domain.elsewhere import Trouble, Unreachable
from tuokio.meetings.domain.wall_clock import moment_at

MOST_EVENTS = 20_000  # that matter for the span asked
MOST_LINES = 1_000_000
MOST_SPANS = 5_000
LONGEST_EVENT = timedelta(days=60)  # an event that began longer ago is looked at whatever it says
_NAMES = {
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "SEQUENCE",
    "TRANSP",
    "STATUS",
    "X-MICROSOFT-CDO-BUSYSTATUS",
}
_DAY = re.compile(r"[:](\d{8})")
_DENSE = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)
_WITHIN_DAY = re.compile(r"BY(HOUR|MINUTE|SECOND)=([^;]*)", re.IGNORECASE)
_MOST_A_DAY = 24
OURS = "@tuokio"


@dataclass(frozen=True, slots=True)
class Span:
    """A busy time; `ours` is the event's UID where it looks like one that this system wrote, else ""."""

    starts_at: datetime
    ends_at: datetime
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file told: its busy times in order, and how many events could not be understood."""

    spans: tuple[Span, ...]
    left_out: int


def busy_times(content: bytes, *, since: datetime, until: datetime, zone: str, whole_days: bool) -> Read:
    """The busy times of the file that meet [since, until).

    `zone`: where times without a zone and whole days stand. `whole_days`: whether all-day events are busy times.
    Raises Unreachable (NO_CALENDAR, BROKEN, TOO_MANY).
    """
    import recurring_ical_events
    from icalendar import Calendar

    kept, left_out = _only_times(_text(content), since=since)
    try:
        calendar = Calendar.from_ical(kept)
        events = recurring_ical_events.of(calendar, skip_bad_series=True).between(since, until)
        spans = list(_spans(events, since=since, until=until, zone=zone, whole_days=whole_days))
    except Unreachable:
        raise
    except (
        Exception
    ):  # whatever a stranger's file brings about in two libraries, it is the file that is broken
        raise Unreachable(Trouble.BROKEN) from None
    return Read(tuple(sorted(spans, key=lambda span: (span.starts_at, span.ends_at))), left_out)


def union(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The same times in order, where those that meet are one."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")  # the times are ASCII in any of the old encodings


# --- before it is parsed -------------------------------------------------------------------------------------


def _only_times(text: str, *, since: datetime) -> tuple[str, int]:
    """The file with nothing but zones and the times of events; how many events were left out as too dense."""
    if "BEGIN:VCALENDAR" not in text[:2000].upper():
        raise Unreachable(Trouble.NO_CALENDAR)
    kept = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-"]
    events = left_out = 0
    for kind, lines in _components(text):
        if kind == "VTIMEZONE":
            kept += lines
        elif _is_over(lines, before=since):
            continue
        elif _is_too_dense(lines):
            left_out += 1
        else:
            events += 1
            if events > MOST_EVENTS:
                raise Unreachable(Trouble.TOO_MANY)
            kept += lines
    return "\r\n".join([*kept, "END:VCALENDAR", ""]), left_out


def _components(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each event (its own lines about time only) and each zone (whole). Raises Unreachable when they are not nested well."""
    open_ones: list[str] = []
    lines: list[str] = []
    for line in _unfolded(text):
        word = line.partition(":")[0].partition(";")[0].strip().upper()
        within = open_ones[1] if len(open_ones) > 1 else ""
        if word == "BEGIN":
            open_ones.append(line.partition(":")[2].strip().upper())
            if len(open_ones) > 8:
                raise Unreachable(Trouble.BROKEN)
            if len(open_ones) == 2:
                lines = [line]
            elif within == "VTIMEZONE":
                lines.append(line)
        elif word == "END":
            if not open_ones or open_ones.pop() != line.partition(":")[2].strip().upper():
                raise Unreachable(Trouble.BROKEN)
            if within == "VTIMEZONE" or (within == "VEVENT" and len(open_ones) == 1):
                lines.append(line)
            if len(open_ones) == 1 and within in ("VEVENT", "VTIMEZONE"):
                yield within, lines
        elif within == "VTIMEZONE" or (within == "VEVENT" and len(open_ones) == 2 and word in _NAMES):
            lines.append(line)
    if open_ones:
        raise Unreachable(Trouble.BROKEN)  # it was cut off, and who knows what was in the rest


def _unfolded(text: str) -> Iterator[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise Unreachable(Trouble.TOO_MANY)
    whole: list[str] = []
    for line in lines:
        if line[:1] in (" ", "\t"):
            whole.append(line[1:])
            continue
        if whole:
            yield "".join(whole)
        whole = [line] if line else []
    if whole:
        yield "".join(whole)


def _is_over(lines: list[str], *, before: datetime) -> bool:
    """Whether an event that does not repeat was over long before; years of history are never parsed."""
    days: list[str] = []
    for line in lines:
        word = line.partition(":")[0].partition(";")[0].upper()
        if word in ("RRULE", "RDATE", "RECURRENCE-ID", "DURATION"):
            return False
        if word in ("DTSTART", "DTEND") and (found := _DAY.search(line)):
            days.append(found.group(1))
    return (
        bool(days)
        and max(days) < f"{before - (LONGEST_EVENT if len(days) < 2 else timedelta(days=3)):%Y%m%d}"
    )


def _is_too_dense(lines: list[str]) -> bool:
    """Whether its repetition comes many times a day: no appointment does, and laying it out may never end."""
    for line in lines:
        if line.partition(":")[0].partition(";")[0].upper() == "RRULE":
            times = 1
            for _unit, listed in _WITHIN_DAY.findall(line):
                times *= listed.count(",") + 1
            if _DENSE.search(line) or times > _MOST_A_DAY:
                return True
    return False


# --- after its repetitions are laid out ----------------------------------------------------------------------


def _spans(
    events: Iterable[Any], *, since: datetime, until: datetime, zone: str, whole_days: bool
) -> Iterator[Span]:
    count = 0
    for event in events:
        if _is_free(event):
            continue
        start = event["DTSTART"].dt
        end = event["DTEND"].dt if "DTEND" in event else start
        if not isinstance(start, datetime):
            if not whole_days:
                continue
            end = (
                max(end, start + timedelta(days=1))
                if not isinstance(end, datetime)
                else start + timedelta(days=1)
            )
        starts_at, ends_at = max(_utc(start, zone), since), min(_utc(end, zone), until)
        if starts_at >= ends_at:
            continue
        count += 1
        if count > MOST_SPANS:
            raise Unreachable(Trouble.TOO_MANY)
        uid = str(event.get("UID", ""))[:200]
        yield Span(starts_at, ends_at, uid if uid.endswith(OURS) else "")


def _is_free(event: Any) -> bool:
    return (
        str(event.get("TRANSP", "")).strip().upper() == "TRANSPARENT"
        or str(event.get("STATUS", "")).strip().upper() == "CANCELLED"
        or str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).strip().upper() == "FREE"
    )


def _utc(moment: date, zone: str) -> datetime:
    """The moment in UTC; whole days and times without a zone stand on the wall clock of `zone`."""
    if not isinstance(moment, datetime):
        return moment_at(moment, time(0), zone).utc
    if moment.tzinfo is None:
        return moment_at(moment.date(), moment.time(), zone).utc
    return moment.astimezone(UTC).replace(microsecond=0)


def time_of(content: bytes, *, zone: str) -> tuple[datetime, int] | None:
    """When the one event of the file begins in UTC, and its minutes; None for a cancelled one. Raises Unreachable."""
    from icalendar import Calendar

    kept, _left_out = _only_times(_text(content), since=datetime(1970, 1, 1, tzinfo=UTC))
    try:
        event: Any = next(iter(Calendar.from_ical(kept).walk("VEVENT")))
        if _is_free(event) and str(event.get("STATUS", "")).upper() == "CANCELLED":
            return None
        start, end = _utc(event["DTSTART"].dt, zone), _utc(event.end, zone)
    except Exception:  # as above: it is the file that is broken
        raise Unreachable(Trouble.BROKEN) from None
    return start, int((end - start).total_seconds() // 60)
