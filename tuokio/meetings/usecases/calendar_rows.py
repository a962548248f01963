"""The rows of a search, asked in plain SQL: one question for each kind, whatever the number of people.

Written by hand because it was measured: composing these questions anew for every search cost three times as much as
the search. Moments come as whole seconds straight from the database, so that no date is taken apart only to be put
together again. Every question about what is taken is bounded at both ends, and nothing taken is longer than a day
(migration 0004), so history costs nothing, however long it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

type Row = tuple[Any, ...]
SECONDS = {"sqlite": "unixepoch({})", "postgresql": "floor(extract(epoch FROM {}))::bigint"}

RULES = """
SELECT r.supervisor_id, r.zone, r.buffer_before, r.buffer_after, r.travel_minutes, r.per_day, r.per_week,
       r.lead_hours, r.horizon_days, r.step_minutes, r.holidays_free, r.near_others,
       w.weekday, w.from_time, w.until_time, w.place, w.room_id, room.name, room.address
FROM meetings_bookingrules AS r
LEFT JOIN meetings_weeklyhours AS w ON w.rules_id = r.id
LEFT JOIN meetings_room AS room ON room.id = w.room_id
WHERE r.practice_id = %s AND r.supervisor_id IN ({supervisors})
"""
DATED = """
SELECT r.supervisor_id, d."on", d.from_time, d.until_time, d.place, d.room_id, room.name, room.address
FROM meetings_bookingrules AS r
JOIN meetings_datedhours AS d ON d.rules_id = r.id
LEFT JOIN meetings_room AS room ON room.id = d.room_id
WHERE r.practice_id = %s AND d."on" >= %s AND d."on" <= %s AND r.supervisor_id IN ({supervisors})
"""
BREAKS = """
SELECT supervisor_id, from_on, until_on FROM meetings_break
WHERE until_on >= %s AND from_on <= %s AND supervisor_id IN ({supervisors})
"""
BUSY = """
SELECT supervisor_id, {starts}, {ends} FROM meetings_busy
WHERE starts_at < %s AND ends_at > %s AND supervisor_id IN ({supervisors})
"""
TAKEN = """
SELECT o.who, {starts}, {ends}, {place}, (o.kind = 'supervisor' AND o.expires_at IS NULL)
FROM meetings_occupancy AS o {joins}
WHERE o.starts_at >= %s AND o.starts_at < %s AND (o.expires_at IS NULL OR o.expires_at > %s)
  AND o.who IN ({who}) {ignoring}
ORDER BY o.who, o.starts_at
"""
# Two rooms at one address are one place, and nobody travels to a meeting at a distance.
PLACE = """
CASE WHEN COALESCE(m.remote, t.remote) THEN '' WHEN room.id IS NOT NULL
     THEN COALESCE(NULLIF(room.address, ''), room.name) ELSE COALESCE(m.place, t.place, '') END
"""
JOINS = """
LEFT JOIN meetings_meeting AS m ON m.id = o.meeting_id
LEFT JOIN meetings_talk AS t ON t.id = o.talk_id
LEFT JOIN meetings_room AS room ON room.id = COALESCE(m.room_id, t.room_id)
"""
ROOM = "SELECT name, address, closed_on FROM meetings_room WHERE id = %s"


def moment(seconds: int) -> datetime:
    """The moment of so many seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def rules_rows(practice: UUID, supervisors: Sequence[UUID]) -> list[Row]:
    """The rules of each supervisor who has given any, once for each of the weekly hours."""
    return _rows(RULES.format(supervisors=_marks(supervisors)), [*_keys([practice, *supervisors])])


def dated_rows(practice: UUID, supervisors: Sequence[UUID], first: date, last: date) -> list[Row]:
    """The days that differ from the week."""
    sql = DATED.format(supervisors=_marks(supervisors))
    return _rows(sql, [*_keys([practice]), _day(first), _day(last), *_keys(supervisors)])


def break_rows(supervisors: Sequence[UUID], first: date, last: date) -> list[Row]:
    """The breaks that touch the days."""
    sql = BREAKS.format(supervisors=_marks(supervisors))
    return _rows(sql, [_day(first), _day(last), *_keys(supervisors)])


def busy_rows(supervisors: Sequence[UUID], since: int, until: int) -> list[Row]:
    """When the supervisors are busy elsewhere: a busy time may be long, so whatever has not ended before."""
    sql = BUSY.format(supervisors=_marks(supervisors), starts=_seconds("starts_at"), ends=_seconds("ends_at"))
    return _rows(sql, [_moment(until), _moment(since), *_keys(supervisors)])


def taken_rows(
    who: Collection[UUID],
    *,
    since: int,
    until: int,
    at: datetime,
    ignoring: Collection[UUID],
    with_places: bool,
) -> list[Row]:
    """What begins within the time and takes somebody or a room; a hold that has expired takes nothing."""
    ignored = "".join(
        f" AND (o.{column} IS NULL OR o.{column} NOT IN ({_marks(ignoring)}))"
        for column in ("meeting_id", "talk_id", "hold")
        if ignoring
    )
    sql = TAKEN.format(
        starts=_seconds("o.starts_at"),
        ends=_seconds("o.ends_at"),
        place=PLACE if with_places else "''",
        joins=JOINS if with_places else "",
        who=_marks(who),
        ignoring=ignored,
    )
    adapted = connection.ops.adapt_datetimefield_value(at)
    return _rows(sql, [_moment(since), _moment(until), adapted, *_keys(who), *(3 * _keys(ignoring))])


def room_row(room: UUID) -> Row:
    """A room's name, address and the day from which it is closed."""
    return (_rows(ROOM, _keys([room])) or [("", "", None)])[0]


def by_key[T](
    people: Collection[UUID], fresh: type[list[T]]
) -> tuple[dict[UUID, list[T]], dict[Any, list[T]]]:
    """An empty list for each, found by its id and by the id as the database tells it."""
    lists = {one: fresh() for one in people}
    told: dict[Any, list[T]] = dict(lists)
    told |= {one.hex: found for one, found in lists.items()}
    return lists, told


def _rows(sql: str, params: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _keys(ids: Collection[UUID]) -> list[Any]:
    return list(ids) if connection.features.has_native_uuid_field else [one.hex for one in ids]


def _seconds(column: str) -> str:
    return SECONDS[connection.vendor].format(column)


def _moment(seconds: int) -> Any:
    return connection.ops.adapt_datetimefield_value(moment(seconds))


def _day(on: date) -> Any:
    return connection.ops.adapt_datefield_value(on)
