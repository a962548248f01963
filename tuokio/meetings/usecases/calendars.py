"""The calendars of a search, read from the database: one range question for each, whatever the number of people.

Moments come as whole seconds straight from the database, so that no date is taken apart only to be put together
again. Every question about what is taken is bounded at both ends: nothing taken is longer than a day (migration
0004), so history costs nothing, however long it is. A busy time elsewhere may be longer; only what has not ended
when the search begins is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import F, Func, IntegerField, Q, TextField
from django.db.models.functions import Cast

from tuokio.meetings.domain.slots.clock import DAY, day_number, day_of
from tuokio.meetings.domain.slots.rules import NOWHERE, Calendar, Hours, Rules, TakenTime, Where
from tuokio.meetings.domain.slots.spans import Pair, union
from tuokio.meetings.models import BookingRules, Break, Busy, DatedHours, Occupancy, Room

WEEK_ROUND = 8 * DAY  # what a week's limit counts may lie so far outside
DAY_ROUND = 2 * DAY  # and what a day's limit, a buffer or a journey minds

RULES = (
    "id", "supervisor_id", "zone", "buffer_before", "buffer_after", "travel_minutes", "per_day", "per_week",
    "lead_hours", "horizon_days", "step_minutes", "holidays_free", "near_others",
)  # fmt: skip
WEEKLY = (
    "weekly__weekday", "weekly__from_time", "weekly__until_time", "weekly__place", "weekly__room_id",
    "weekly__room__name", "weekly__room__address",
)  # fmt: skip
PLACES = ("meeting__place", "meeting__remote", "meeting__room_id", "talk__place", "talk__remote", "talk__room_id")  # fmt: skip


class Seconds(Func):
    """A moment of the database as whole seconds since 1970."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """SQLite keeps moments as words."""
        return self.as_sql(compiler, connection, template="unixepoch(%(expressions)s)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL keeps microseconds."""
        return self.as_sql(
            compiler, connection, template="floor(extract(epoch FROM %(expressions)s))::bigint", **more
        )


STARTS, ENDS, WHO = Seconds(F("starts_at")), Seconds(F("ends_at")), Cast("who", TextField())
SUPERVISOR = Cast("supervisor_id", TextField())


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read: a calendar for each supervisor in order, when rooms are taken, and when any member is."""

    calendars: Sequence[Calendar]
    where: Where
    rooms: Mapping[UUID, list[Pair]]
    members: list[Pair]


def read_calendars(
    *,
    practice: UUID,
    supervisors: Sequence[UUID],
    members: Collection[UUID],
    room: UUID | None,
    ignoring: Collection[UUID],
    since: int,
    until: int,
    at: datetime,
) -> Read:
    """The calendars from `since` until `until`, both in seconds, as they stand at `at`."""
    rules, rooms = _rules_of(practice, supervisors, since, until)
    where = _where_of(room)
    if room is not None:
        rooms.add(room)
    wide = WEEK_ROUND if any(one.per_week is not None for one in rules.values()) else DAY_ROUND
    taken = _taken(
        supervisors=supervisors,
        others={*members, *rooms},
        ignoring=ignoring,
        since=since - wide,
        until=until + wide,
        at=at,
        with_places=any(one.travel for one in rules.values()),
    )
    busy = _busy(supervisors, since - DAY, until + DAY)
    breaks = _breaks(supervisors, since, until)
    return Read(
        calendars=[
            Calendar(
                supervisor=one,
                rules=rules.get(one),
                taken=sorted(taken[one]),
                busy=union(busy[one]),
                breaks=breaks[one],
            )
            for one in supervisors
        ],
        where=where,
        rooms={one: [(row.start, row.end) for row in taken[one]] for one in rooms},
        members=[(row.start, row.end) for one in members for row in taken[one]],
    )


def moment(seconds: int) -> datetime:
    """The moment of so many seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


# --- the rules -------------------------------------------------------------------------------------------------


def _rules_of(
    practice: UUID, supervisors: Sequence[UUID], since: int, until: int
) -> tuple[dict[UUID, Rules], set[UUID]]:
    """The rules of those who have given any, and the rooms of their hours."""
    rows = [
        *BookingRules.objects.filter(practice=practice, supervisor__in=supervisors).values_list(
            *RULES, *WEEKLY
        )
    ]
    weekly: defaultdict[UUID, defaultdict[int, list[Hours]]] = defaultdict(lambda: defaultdict(list))
    dated: defaultdict[UUID, dict[int, list[Hours]]] = defaultdict(dict)
    rooms: set[UUID] = set()
    for row in rows:
        weekday, start, end, *place = row[len(RULES) :]
        if weekday is not None:
            weekly[row[0]][weekday].append(_hours(start, end, *place))
    for key, on, start, end, *place in _dated_rows({row[0] for row in rows}, since, until):
        hours = dated[key].setdefault(day_number(on), [])
        if start is not None:
            hours.append(_hours(start, end, *place))
    for days in (*weekly.values(), *dated.values()):
        rooms |= {one.where.room for hours in days.values() for one in hours if one.where.room}
    return {row[1]: _rules(row, weekly[row[0]], dated[row[0]]) for row in rows}, rooms


def _dated_rows(keys: set[UUID], since: int, until: int) -> Iterable[tuple[Any, ...]]:
    return DatedHours.objects.filter(
        rules__in=keys, on__gte=day_of(since // DAY - 2), on__lte=day_of(until // DAY + 2)
    ).values_list(
        "rules_id", "on", "from_time", "until_time", "place", "room_id", "room__name", "room__address"
    )


def _rules(
    row: tuple[Any, ...], weekly: Mapping[int, list[Hours]], dated: Mapping[int, list[Hours]]
) -> Rules:
    _key, _who, zone, before, after, travel, per_day, per_week, lead, horizon, step, holidays, near = row[
        : len(RULES)
    ]
    return Rules(
        zone=zone,
        weekly=dict(weekly),
        dated=dict(dated),
        buffer_before=before * 60,
        buffer_after=after * 60,
        travel=travel * 60,
        per_day=per_day,
        per_week=per_week,
        lead=lead * 3600,
        horizon_days=horizon,
        step=step * 60,
        holidays_free=holidays,
        near_others=near,
    )


def _hours(
    start: time, end: time, place: str, room: UUID | None, name: str | None, address: str | None
) -> Hours:
    first, last = _second_of(start), _second_of(end) or DAY
    if room is not None:
        return Hours(first, last, _where(room, name or "", address or ""))
    return Hours(first, last, Where(place.strip().casefold(), place) if place.strip() else NOWHERE)


def _second_of(wall: time) -> int:
    return wall.hour * 3600 + wall.minute * 60 + wall.second


def _where_of(room: UUID | None) -> Where:
    if room is None:
        return NOWHERE
    name, address = Room.objects.filter(pk=room).values_list("name", "address").first() or ("", "")
    return _where(room, name, address)


def _where(room: UUID, name: str, address: str) -> Where:
    """Two rooms at one address are one place."""
    return Where((address or name).strip().casefold() or str(room), address or name, room)


# --- what is taken -----------------------------------------------------------------------------------------


def _taken(
    *,
    supervisors: Sequence[UUID],
    others: Collection[UUID],
    ignoring: Collection[UUID],
    since: int,
    until: int,
    at: datetime,
    with_places: bool,
) -> defaultdict[UUID, list[TakenTime]]:
    """By person and room, what is taken; a hold that has expired takes nothing."""
    asked = {*supervisors, *others}
    names = {key: one for one in asked for key in (one.hex, str(one))}
    rows = Occupancy.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=at),
        who__in=asked,
        starts_at__gte=moment(since - DAY),
        starts_at__lt=moment(until),
    )
    if ignoring:
        rows = rows.exclude(meeting__in=ignoring).exclude(talk__in=ignoring).exclude(hold__in=ignoring)
    places = PLACES if with_places else ()
    found: defaultdict[UUID, list[TakenTime]] = defaultdict(list)
    read = [*rows.values_list(WHO, STARTS, ENDS, "kind", "expires_at", *places)]
    keys = _room_keys(read) if with_places else {}
    for who, start, end, kind, expires_at, *place in read:
        counted = kind == Occupancy.Kind.SUPERVISOR and expires_at is None
        key = _key_of(place, keys) if place else ""
        found[names[who]].append(TakenTime(start, end, key, counted))
    return found


def _room_keys(read: Sequence[tuple[Any, ...]]) -> dict[UUID, str]:
    used = {room for row in read for room in (row[7], row[10]) if room is not None}
    if not used:
        return {}
    rows = Room.objects.filter(pk__in=used).values_list("pk", "name", "address")
    return {pk: _where(pk, name, address).key for pk, name, address in rows}


def _key_of(place: Sequence[Any], rooms: Mapping[UUID, str]) -> str:
    """Where the meeting is; nothing for one at a distance, to which nobody travels."""
    for words, remote, room in (place[:3], place[3:]):
        if remote:
            return ""
        if room is not None:
            return rooms.get(room, "")
        if words and words.strip():
            return str(words).strip().casefold()
    return ""


def _busy(supervisors: Sequence[UUID], since: int, until: int) -> defaultdict[UUID, list[Pair]]:
    names = {key: one for one in supervisors for key in (one.hex, str(one))}
    found: defaultdict[UUID, list[Pair]] = defaultdict(list)
    rows = Busy.objects.filter(
        supervisor__in=supervisors, starts_at__lt=moment(until), ends_at__gt=moment(since)
    )
    for who, start, end in rows.values_list(SUPERVISOR, STARTS, ENDS):
        found[names[who]].append((start, end))
    return found


def _breaks(supervisors: Sequence[UUID], since: int, until: int) -> defaultdict[UUID, list[Pair]]:
    found: defaultdict[UUID, list[Pair]] = defaultdict(list)
    rows = Break.objects.filter(
        supervisor__in=supervisors,
        until_on__gte=day_of(since // DAY - 2),
        from_on__lte=day_of(until // DAY + 2),
    ).order_by()
    for who, first, last in rows.values_list("supervisor_id", "from_on", "until_on"):
        found[who].append((day_number(first), day_number(last)))
    return found
