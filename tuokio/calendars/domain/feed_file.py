"""A person's meetings as a feed: one event for each series, with what differs from its rhythm beside it.

A series whose dates lie on a weekly rhythm is one event that recurs (RRULE): what was skipped or cancelled is left
out of it (EXDATE), what was moved or has a length or place of its own stands in its stead (RECURRENCE-ID). What lies
on no rhythm is an event of its own. A feed says what is; what was cancelled is not in it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tuokio.calendars.domain.ical_lines import (
    PRODUCT,
    is_plain,
    span_lines,
    spans_plainly,
    text,
    utc,
    wall,
    written,
    zone_lines,
)
from tuokio.meetings.domain.agenda_file import AgendaMeeting, uid_of
from tuokio.meetings.domain.wall_clock import zone_called

WEEK = timedelta(weeks=1)
MOST_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`count` wall-clock times of `zone` every `weeks` weeks, and the meeting planned at each that has one."""

    first: datetime  # naive
    weeks: int
    count: int
    zone: str
    planned: dict[datetime, AgendaMeeting]

    def slots(self) -> Iterator[datetime]:
        """Every time of the rhythm, naive."""
        return (self.first + number * self.weeks * WEEK for number in range(self.count))


def feed_file(meetings: Sequence[AgendaMeeting], *, name: str) -> bytes:
    """The meetings as an .ics file to subscribe to; the same meetings make the same bytes. Raises UnknownZone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    shown = [one for one in meetings if not one.cancelled]
    for zone in sorted({one.zone for one in shown if one.time_known}):
        years = {moment.year for one in shown if one.zone == zone for moment in (one.starts_at, planned(one))}
        lines += zone_lines(zone, min(years) - 1, max(years) + 1)
    in_series: dict[UUID, list[AgendaMeeting]] = {}
    singles = [one for one in shown if one.series is None or not one.time_known]
    for one in meetings:
        if one.series is not None and one.time_known:
            in_series.setdefault(one.series, []).append(one)
    for series in sorted(in_series):
        rhythm = rhythm_of(in_series[series])
        on_it = {one.id for one in rhythm.planned.values()} if rhythm else set()
        singles += [one for one in in_series[series] if one.id not in on_it and not one.cancelled]
        if rhythm:
            lines += _series_lines(series, rhythm)
    for one in sorted(singles, key=lambda one: (one.starts_at, one.id)):
        lines += _event(one, uid_of(one.id), one.sequence, one.changed_at, span_lines(one))
    lines.append("END:VCALENDAR")
    return written(lines)


def planned(meeting: AgendaMeeting) -> datetime:
    """When the meeting was first to begin."""
    return meeting.planned_at or meeting.starts_at


# --- finding the rhythm ------------------------------------------------------------------------------------


def rhythm_of(meetings: Sequence[AgendaMeeting]) -> Rhythm | None:
    """The rhythm on which most of a series was planned, from its first to its last meeting that stands; or none."""
    zone = _commonest(one.zone for one in meetings)
    there = zone_called(zone)
    by_hour: dict[tuple[int, object], dict[datetime, AgendaMeeting]] = {}
    for one in sorted(meetings, key=lambda one: (one.cancelled, one.id)):
        local = planned(one).astimezone(there)
        if one.zone == zone and is_plain(local):
            at = local.replace(tzinfo=None)
            by_hour.setdefault((at.weekday(), at.time()), {}).setdefault(at, one)
    if not by_hour:
        return None
    alike = max(by_hour.values(), key=lambda found: (_standing(found), -min(found).toordinal()))
    weeks_and_first = _steps(sorted(at for at, one in alike.items() if not one.cancelled))
    if weeks_and_first is None:
        return None
    weeks, first, last = weeks_and_first
    count = (last - first) // (weeks * WEEK) + 1
    slots = {first + number * weeks * WEEK for number in range(count)}
    found = Rhythm(first, weeks, count, zone, {at: one for at, one in alike.items() if at in slots})
    minutes = _minutes(found)
    if not all(spans_plainly(slot.replace(tzinfo=there), minutes, zone) for slot in slots):
        return None
    return found


def _standing(planned_at: dict[datetime, AgendaMeeting]) -> int:
    return sum(not one.cancelled for one in planned_at.values())


def _steps(times: Sequence[datetime]) -> tuple[int, datetime, datetime] | None:
    """Weeks between two, the first and the last, so that the most lie on it and no more are left out than are there."""
    best: tuple[int, int, datetime, datetime] | None = None
    weeks_apart = {(later - earlier) // WEEK for earlier, later in itertools.pairwise(times)}
    for weeks in sorted(weeks_apart):
        if not 1 <= weeks <= MOST_WEEKS:
            continue
        phase = _commonest((at - times[0]) // WEEK % weeks for at in times)
        on_it = [at for at in times if (at - times[0]) // WEEK % weeks == phase]
        length = (on_it[-1] - on_it[0]) // (weeks * WEEK) + 1
        if len(on_it) >= 2 and length <= 2 * len(on_it) and (best is None or len(on_it) > best[0]):
            best = (len(on_it), weeks, on_it[0], on_it[-1])
    return best and best[1:]


def _commonest[Value](values: Iterable[Value]) -> Value:
    return Counter(values).most_common(1)[0][0]


def _minutes(rhythm: Rhythm) -> int:
    return _commonest(one.minutes for one in rhythm.planned.values() if not one.cancelled)


# --- writing it --------------------------------------------------------------------------------------------


def _series_lines(series: UUID, rhythm: Rhythm) -> Iterator[str]:
    there = zone_called(rhythm.zone)
    standing = {at: one for at, one in rhythm.planned.items() if not one.cancelled}
    minutes = _minutes(rhythm)
    place = _commonest(one.place for one in standing.values())
    uid = f"series-{series}@tuokio"
    sequence = sum(one.sequence for one in rhythm.planned.values())
    changed_at = max(one.changed_at for one in rhythm.planned.values())
    usual = AgendaMeeting(
        id=series,
        title=_commonest(one.title for one in standing.values()),
        starts_at=rhythm.first.replace(tzinfo=there),
        minutes=minutes,
        zone=rhythm.zone,
        sequence=sequence,
        changed_at=changed_at,
        place=place,
    )
    recurs = [
        *span_lines(usual),
        f"RRULE:FREQ=WEEKLY;INTERVAL={rhythm.weeks};COUNT={rhythm.count}",
        *[f"EXDATE;TZID={rhythm.zone}:{wall(at)}" for at in rhythm.slots() if at not in standing],
    ]
    yield from _event(usual, uid, sequence, changed_at, recurs)
    for at, one in sorted(standing.items()):
        as_usual = (one.starts_at, one.minutes, one.place, one.title) == (
            at.replace(tzinfo=there),
            minutes,
            place,
            usual.title,
        )
        if not as_usual:
            instead = [f"RECURRENCE-ID;TZID={rhythm.zone}:{wall(at)}", *span_lines(one)]
            yield from _event(one, uid, sequence, changed_at, instead)


def _event(
    one: AgendaMeeting, uid: str, sequence: int, changed_at: datetime, times: Iterable[str]
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{utc(changed_at)}"
    yield f"LAST-MODIFIED:{utc(changed_at)}"
    yield f"SEQUENCE:{sequence}"
    yield f"SUMMARY:{text(one.title)}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:OPAQUE"
    if one.place:
        yield f"LOCATION:{text(one.place)}"
    yield from times
    yield "END:VEVENT"
