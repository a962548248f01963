"""Meetings as a calendar file (iCalendar, RFC 5545) for one's own calendar program.

The title is given by the caller and says nothing about anybody ("Työnohjaus" or a word of one's own). Each
time stands on the wall clock of its zone, whose clock changes are written along. The library's own zone
component is not used: it puts the changes an hour off and ends in 2038 (icalendar 7.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tuokio.meetings.domain.wall_clock import zone_called

if TYPE_CHECKING:
    from icalendar import Event, Timezone

PRODUCT = "-//Tuokio//Tuokio//FI"
LAST_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class AgendaMeeting:
    """One meeting as a calendar shows it.

    `sequence` grows with each change and `changed_at` is when it last did; `time_known` is False for a
    meeting of which only the date is known, which then stands as a whole day. `series` is the row it was planned
    in, and `planned_at` when it was to begin before it was ever moved (None: where it stands).
    """

    id: UUID
    title: str
    starts_at: datetime
    minutes: int
    zone: str
    sequence: int
    changed_at: datetime
    cancelled: bool = False
    place: str = ""
    time_known: bool = True
    series: UUID | None = None
    planned_at: datetime | None = None


def agenda_file(meetings: Sequence[AgendaMeeting], *, calendar_name: str = "") -> bytes:
    """The meetings as an .ics file; the same meetings make the same bytes. Raises UnknownZone."""
    # Loaded when the first calendar is asked for: 7 MB and a quarter of a second that most pages never need.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if calendar_name:
        calendar.add("x-wr-calname", one_line(calendar_name))
    for zone in sorted({meeting.zone for meeting in meetings if meeting.time_known}):
        years = {m.starts_at.year for m in meetings if m.zone == zone}
        calendar.add_component(zone_component(zone, min(years) - 1, max(years) + 1))
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def uid_of(meeting_id: UUID) -> str:
    """The name by which every calendar knows the meeting, the same for ever, wherever Tuokio lives."""
    return f"{meeting_id}@tuokio"


def _event(meeting: AgendaMeeting) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", uid_of(meeting.id))
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    event.add("summary", one_line(meeting.title))
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if meeting.cancelled else "OPAQUE")
    if meeting.place:
        event.add("location", one_line(meeting.place))
    for name, value in _times(meeting):
        event.add(name, value)
    return event


def _times(meeting: AgendaMeeting) -> Iterator[tuple[str, date]]:
    start = meeting.starts_at.astimezone(zone_called(meeting.zone))
    if not meeting.time_known:
        yield "dtstart", start.date()
        yield "dtend", start.date() + timedelta(days=1)
        return
    end = meeting.starts_at + timedelta(minutes=meeting.minutes)
    yield "dtstart", start
    yield "dtend", end.astimezone(zone_called(meeting.zone))


def one_line(text: str) -> str:
    """The text without line breaks and signs that cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def zone_component(name: str, first_year: int, last_year: int) -> "Timezone":
    """The zone with each change of its clocks in those years. Raises UnknownZone."""
    from icalendar import Timezone

    zone = Timezone()
    zone.add("tzid", name)
    for change in _changes(name, first_year, last_year):
        zone.add_component(change)
    return zone


def _changes(name: str, first_year: int, last_year: int) -> Iterator["Event"]:
    """Each change of the clocks in those years, after the state in which the first year begins."""
    day = datetime(first_year, 1, 1, tzinfo=UTC)
    yield _observance(name, day, before=day)
    while day.year <= last_year:
        following = day + timedelta(days=1)
        if _offset(name, day) != _offset(name, following):
            change = _moment_of_change(name, day, following)
            yield _observance(name, change, before=change - LAST_SECOND)
        day = following


def _observance(name: str, moment: datetime, *, before: datetime) -> "Event":
    from icalendar import TimezoneDaylight, TimezoneStandard

    there = zone_called(name)
    since = moment.astimezone(there)
    observance = TimezoneDaylight() if since.dst() else TimezoneStandard()
    # By RFC 5545 a change begins at the wall-clock time that the clock showed before it.
    observance.add("dtstart", (moment + _offset(name, before)).replace(tzinfo=None))
    observance.add("tzoffsetfrom", _offset(name, before))
    observance.add("tzoffsetto", _offset(name, moment))
    observance.add("tzname", since.tzname() or name)
    return observance  # type: ignore[return-value]  # both kinds are components, which is all that is needed


def _moment_of_change(name: str, before: datetime, after: datetime) -> datetime:
    while after - before > LAST_SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _offset(name, middle) == _offset(name, before):
            before = middle
        else:
            after = middle
    return after


def _offset(name: str, moment: datetime) -> timedelta:
    return moment.astimezone(zone_called(name)).utcoffset() or timedelta()
