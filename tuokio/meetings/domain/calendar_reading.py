"""A calendar file (.ics) read into would-be processes: entries of one title are one process.

Of an entry only its title, times and repetition are read; descriptions, places and people invited are left
where they are. A hostile file is refused or cut: what could grow without end is counted first, and only
repetitions whose next date is never far are followed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from tuokio.meetings.domain.dates_in_cells import MOST_DATES, PLAUSIBLE_YEARS, gaps_of, rhythm_of
from tuokio.meetings.domain.numbers_in_cells import MOST_MINUTES, MOST_WEEKS
from tuokio.meetings.domain.proposal import (
    Doubt,
    DoubtCode,
    Found,
    Held,
    Proposal,
    ProposedProcess,
    ReadDate,
    SkipCode,
    Skipped,
    Unreadability,
    Unreadable,
)
from tuokio.meetings.domain.spreadsheet import CONTROL, MOST_BYTES, MOST_CHARACTERS
from tuokio.meetings.domain.wall_clock import zone_called
from tuokio.meetings.domain.words_in_cells import form_in_name, looks_like_supervision, name_key

MOST_EVENTS = 3000
MOST_RULES = 500
MOST_PARTS = 10_000
MOST_LINES = 150_000
DEEPEST = 5
MOST_REPETITIONS = 2000
MOST_MEETINGS_IN_ALL = 60_000
AHEAD = timedelta(days=366)
FEWEST_REGULAR = 3
FEWEST_DAYS_BETWEEN = 13

# What a repetition may be made of. Each of these finds its next date soon, so none can run for ever.
RULE_PARTS = {
    "DAILY": {"BYDAY"},
    "WEEKLY": {"BYDAY", "WKST"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"},
    "YEARLY": set[str](),
}
ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL"}
PLAIN_DAYS = re.compile(r"[A-Z]{2}(,[A-Z]{2})*")
NTH_DAYS = re.compile(r"[-+]?[1-5]?[A-Z]{2}(,[-+]?[1-5]?[A-Z]{2})*")
SMALL = re.compile(r"-?[1-5]")
MONTH_DAYS = re.compile(r"-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01]))*")
BEGIN = re.compile(rb"^BEGIN:", re.IGNORECASE | re.MULTILINE)
BEGIN_EVENT = re.compile(rb"^BEGIN:VEVENT", re.IGNORECASE | re.MULTILINE)
RULE = re.compile(rb"^RRULE", re.IGNORECASE | re.MULTILINE)
BEGIN_OR_END = re.compile(rb"^(BEGIN|END):", re.IGNORECASE | re.MULTILINE)
CALENDAR = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR", re.IGNORECASE)


@dataclass
class _Entry:
    """One entry of the calendar, its times on its own wall clock."""

    title: str
    start: datetime
    has_time: bool
    minutes: int | None
    zone: tzinfo | None
    rule: str | None = None
    left_out: frozenset[datetime] = frozenset()
    added: tuple[datetime, ...] = ()
    instead_of: datetime | None = None
    cancelled: bool = False
    doubts: list[DoubtCode] = field(default_factory=list)


class _NotTaken(Exception):
    def __init__(self, reason: SkipCode) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class _Gathered:
    """All meetings of one title."""

    titles: Counter[str] = field(default_factory=Counter)
    dates: list[ReadDate] = field(default_factory=list)
    doubts: dict[DoubtCode, None] = field(default_factory=dict)


def looks_like_calendar(content: bytes) -> bool:
    """Whether the content is a calendar file by its first line."""
    return bool(CALENDAR.match(content[:200]))


def read_calendar(content: bytes, *, today: date, zone: str) -> Proposal:
    """What a calendar file proposes. Dates before `today` count as held, with a doubt. Raises Unreadable."""
    _inspect(content)
    home = zone_called(zone)
    gathered: dict[str, _Gathered] = {}
    skipped: list[Skipped] = []
    meetings = 0
    for number, (events, title) in enumerate(_by_name(_events(content)), start=1):
        entries = list(_entries(events, title, number, skipped))
        if entries:
            into = gathered.setdefault(name_key(title) or title, _Gathered())
            meetings += _gather(into, entries, today, home)
        if meetings > MOST_MEETINGS_IN_ALL:
            raise Unreadable(Unreadability.TOO_MANY_EVENTS)
    processes = tuple(
        _process(one, number, today) for number, one in enumerate(gathered.values(), start=1) if one.dates
    )
    return Proposal(processes, tuple(skipped), encoding="utf-8")


def _inspect(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Unreadable(Unreadability.TOO_BIG)
    if not looks_like_calendar(content):
        raise Unreadable(Unreadability.BROKEN)
    if len(BEGIN_EVENT.findall(content)) > MOST_EVENTS or len(RULE.findall(content)) > MOST_RULES:
        raise Unreadable(Unreadability.TOO_MANY_EVENTS)
    if content.count(b"\n") > MOST_LINES or len(BEGIN.findall(content)) > MOST_PARTS:
        raise Unreadable(Unreadability.TOO_MANY_EVENTS)
    if _depth(content) > DEEPEST:
        raise Unreadable(Unreadability.HOSTILE)


def _depth(content: bytes) -> int:
    depth = deepest = 0
    for match in BEGIN_OR_END.finditer(content):
        depth += 1 if match[1].upper() == b"BEGIN" else -1
        deepest = max(deepest, depth)
    return deepest


def _events(content: bytes) -> list[Any]:
    # Loaded when somebody moves in: 7 MB and a quarter of a second that no other page needs.
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(_without_zones(content), multiple=True)
        return [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except Exception as broken:
        # The library raises many kinds of exception on files that are not what they say.
        raise Unreadable(Unreadability.BROKEN) from broken


def _without_zones(content: bytes) -> str:
    """The text without the zones it describes itself: only zones that the world knows by name are believed.

    The library would keep a described zone for every later file, and could follow its rule for hours. Times in
    a zone that only the file knows are read as they stand, with a doubt.
    """
    kept: list[str] = []
    inside = False
    for line in content.decode("utf-8-sig", "replace").splitlines(keepends=True):
        inside = inside or line.upper().startswith("BEGIN:VTIMEZONE")
        if not inside:
            kept.append(line)
        inside = inside and not line.upper().startswith("END:VTIMEZONE")
    return "".join(kept)


def _by_name(events: Sequence[Any]) -> Iterator[tuple[list[Any], str]]:
    """The entries that belong together by their UID, with the title of the first that is no exception."""
    together: dict[str, list[Any]] = {}
    for number, event in enumerate(events):
        together.setdefault(str(event.get("UID", f"without {number}")), []).append(event)
    for several in together.values():
        several.sort(key=lambda event: "RECURRENCE-ID" in event)
        yield several, _title(several[0])


def _title(event: Any) -> str:
    words = CONTROL.sub("", str(event.get("SUMMARY", "")))[:MOST_CHARACTERS]
    return " ".join(words.split())


def _entries(events: Iterable[Any], title: str, number: int, skipped: list[Skipped]) -> Iterator[_Entry]:
    for event in events:
        try:
            yield _entry(event, title)
        except _NotTaken as refusal:
            skipped.append(Skipped(0, number, refusal.reason, title))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            # Each is what the library raises on a property that is not what its name says.
            skipped.append(Skipped(0, number, SkipCode.UNREADABLE_EVENT, title))


def _entry(event: Any, title: str) -> _Entry:
    if not title:
        raise _NotTaken(SkipCode.NO_TITLE)
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    if cancelled and "RECURRENCE-ID" not in event:
        raise _NotTaken(SkipCode.CANCELLED)
    given = event["DTSTART"].dt
    start = _wall(given)
    if start.year not in PLAUSIBLE_YEARS:
        raise _NotTaken(SkipCode.DATE_OUT_OF_RANGE)
    entry = _Entry(title, start, isinstance(given, datetime), _minutes(event), getattr(given, "tzinfo", None))
    entry.cancelled = cancelled
    entry.rule = _rule(event, entry.zone)
    entry.left_out = frozenset(_listed(event, "EXDATE"))
    entry.added = tuple(_listed(event, "RDATE"))
    if "RECURRENCE-ID" in event:
        entry.instead_of = _wall(event["RECURRENCE-ID"].dt, entry.zone)
    if entry.has_time and entry.zone is None and "TZID" in event["DTSTART"].params:
        entry.doubts.append(DoubtCode.ZONE_UNKNOWN)
    return entry


def _wall(given: date | datetime, zone: tzinfo | None = None) -> datetime:
    """A date or moment as a naive datetime on its own wall clock, or on that of the zone."""
    if not isinstance(given, datetime):
        return datetime.combine(given, time())
    if zone is not None and given.tzinfo is not None:
        given = given.astimezone(zone)
    return given.replace(tzinfo=None)


def _minutes(event: Any) -> int | None:
    start, end = event["DTSTART"].dt, event.get("DTEND")
    length = end.dt - start if end is not None else event["DURATION"].dt if "DURATION" in event else None
    if length is None or not isinstance(start, datetime):
        return None
    minutes = int(length.total_seconds() // 60)
    return minutes if 0 < minutes <= MOST_MINUTES else None


def _listed(event: Any, name: str) -> Iterator[datetime]:
    given = event.get(name, [])
    for each in given if isinstance(given, list) else [given]:
        for one in each.dts[:MOST_REPETITIONS]:
            yield _wall(one.dt)


# Repetition


def _rule(event: Any, zone: tzinfo | None) -> str | None:
    """The repetition in the words of RFC 5545, if it is one that is followed here."""
    given = event.get("RRULE")
    if given is None:
        return None
    if isinstance(given, list):
        raise _NotTaken(SkipCode.RULE_NOT_UNDERSTOOD)
    parts = {str(name).upper(): _part(name, values, zone) for name, values in given.items()}
    if not _is_followed(parts):
        raise _NotTaken(SkipCode.RULE_NOT_UNDERSTOOD)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _part(name: str, values: Any, zone: tzinfo | None) -> str:
    several = values if isinstance(values, list) else [values]
    if str(name).upper() == "UNTIL":
        until = several[0]
        end = _wall(until, zone) if isinstance(until, datetime) else datetime.combine(until, time.max)
        return f"{end:%Y%m%dT%H%M%S}"
    return ",".join(str(value).upper() for value in several)


def _is_followed(parts: dict[str, str]) -> bool:
    allowed = RULE_PARTS.get(parts.get("FREQ", ""))
    if allowed is None or not set(parts) <= allowed | ALWAYS:
        return False
    monthly = parts["FREQ"] == "MONTHLY"
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT", "1")
    return (
        interval.isdecimal()
        and 1 <= int(interval[:6]) <= (11 if monthly else MOST_WEEKS)
        and count.isdecimal()
        and (_is_soon_monthly(parts) if monthly else bool(PLAIN_DAYS.fullmatch(parts.get("BYDAY", "MO"))))
    )


def _is_soon_monthly(parts: dict[str, str]) -> bool:
    """A day of the month, the nth weekday, or the nth of some weekdays; not mixed, so that each comes soon."""
    if "BYMONTHDAY" in parts:
        return (
            "BYDAY" not in parts
            and "BYSETPOS" not in parts
            and bool(MONTH_DAYS.fullmatch(parts["BYMONTHDAY"]))
        )
    if "BYSETPOS" in parts:
        return bool(PLAIN_DAYS.fullmatch(parts.get("BYDAY", "")) and SMALL.fullmatch(parts["BYSETPOS"]))
    return bool(NTH_DAYS.fullmatch(parts.get("BYDAY", "MO")))


def _starts(entry: _Entry, today: date, doubts: dict[DoubtCode, None]) -> list[datetime]:
    """All starts of an entry on its own wall clock, as far as a year ahead."""
    starts = (
        {entry.start, *entry.added}
        if entry.rule is None
        else {*_repeated(entry, today, doubts), *entry.added}
    )
    whole_days = {moment.date() for moment in entry.left_out if moment.time() == time()}
    return sorted(
        start
        for start in starts
        if start not in entry.left_out and not (start.date() in whole_days and not entry.has_time)
    )


def _repeated(entry: _Entry, today: date, doubts: dict[DoubtCode, None]) -> list[datetime]:
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # the library brings no types

    found: list[datetime] = []
    for start in rrulestr(entry.rule, dtstart=entry.start):
        if start.date() > today + AHEAD:
            if "COUNT" not in str(entry.rule) and "UNTIL" not in str(entry.rule):
                doubts[DoubtCode.ENDLESS_SERIES] = None
            break
        found.append(start)
        if len(found) == MOST_REPETITIONS:
            doubts[DoubtCode.SERIES_CUT] = None
            break
    return found


# From entries to a process


def _gather(into: _Gathered, entries: Sequence[_Entry], today: date, home: tzinfo) -> int:
    """Add the meetings of entries with one UID: the repeated ones, and in their place the changed ones."""
    before = len(into.dates)
    changed = {entry.instead_of for entry in entries if entry.instead_of}
    for entry in entries:
        if entry.cancelled:
            continue
        into.doubts |= dict.fromkeys(entry.doubts)
        into.titles[entry.title] += 1
        starts = [entry.start] if entry.instead_of else _starts(entry, today, into.doubts)
        kept = starts if entry.instead_of else [start for start in starts if start not in changed]
        into.dates += [_read_date(entry, start, home) for start in kept]
    return len(into.dates) - before


def _read_date(entry: _Entry, start: datetime, home: tzinfo) -> ReadDate:
    if not entry.has_time:
        return ReadDate(start.date())
    if entry.zone is not None:
        start = start.replace(tzinfo=entry.zone).astimezone(UTC).astimezone(home)
    return ReadDate(start.date(), start.time().replace(second=0, microsecond=0), entry.minutes)


def _process(gathered: _Gathered, number: int, today: date) -> ProposedProcess:
    title = gathered.titles.most_common(1)[0][0]
    dates = sorted(set(gathered.dates), key=lambda one: (one.on, one.at or time(), one.minutes or 0))
    codes = [DoubtCode.SPELLINGS_DIFFER] if len(gathered.titles) > 1 else []
    return ProposedProcess(
        sheet=0,
        row=number,
        name=_found(title, title, *codes, *gathered.doubts),
        form=form_in_name(title, None),
        payer=_found(None, "", DoubtCode.NO_COLUMN),
        price_cents=_found(None, "", DoubtCode.NO_COLUMN),
        minutes=_most_common([one.minutes for one in dates], DoubtCode.LENGTHS_DIFFER),
        at=_most_common([one.at for one in dates], DoubtCode.TIMES_DIFFER),
        interval_weeks=rhythm_of(dates),
        held=_held([one for one in dates if one.on < today]),
        coming=_coming([one for one in dates if one.on >= today]),
        is_likely=looks_like_supervision(title) or _is_regular(dates),
    )


def _found[T](value: T | None, original: str, *codes: DoubtCode) -> Found[T]:
    return Found(value, original, None, tuple(Doubt(code, None, original) for code in codes))


def _most_common[T](values: Sequence[T | None], differ: DoubtCode) -> Found[T]:
    """The value of most meetings, doubted when some have another."""
    given = Counter(value for value in values if value is not None)
    if not given:
        return _found(None, "", DoubtCode.NO_COLUMN)
    value = given.most_common(1)[0][0]
    return _found(value, str(value), *([differ] if len(given) > 1 else []))


def _held(past: Sequence[ReadDate]) -> Found[Held]:
    kept = tuple(past[-MOST_DATES:])
    if not kept:
        return Found()
    cut = [DoubtCode.SERIES_CUT] if len(kept) < len(past) else []
    return _found(Held(len(kept), kept), "", DoubtCode.HELD_AS_PAST, *cut)


def _coming(ahead: Sequence[ReadDate]) -> Found[tuple[ReadDate, ...]]:
    kept = tuple(ahead[:MOST_DATES])
    if not kept:
        return Found()
    return _found(kept, "", *([DoubtCode.SERIES_CUT] if len(kept) < len(ahead) else []))


def _is_regular(dates: Sequence[ReadDate]) -> bool:
    """Several meetings with weeks between them, at a time of day: what supervision looks like untitled."""
    gaps = gaps_of(dates)
    enough = len(gaps) + 1 >= FEWEST_REGULAR
    return enough and sorted(gaps)[len(gaps) // 2] >= FEWEST_DAYS_BETWEEN and all(one.at for one in dates)
