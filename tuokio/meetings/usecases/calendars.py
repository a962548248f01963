"""The calendars of a search: the rows of the database as the values that `domain/slots` computes with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from tuokio.meetings.domain.slots.clock import DAY, day_number, day_of, weekday_of
from tuokio.meetings.domain.slots.rules import NOWHERE, Calendar, Hours, Rules, TakenTime, Where
from tuokio.meetings.domain.slots.spans import Pair, union
from tuokio.meetings.usecases.calendar_rows import (
    break_rows,
    busy_rows,
    by_key,
    dated_rows,
    room_row,
    rules_rows,
    taken_rows,
)

ROUND = (
    3 * DAY
)  # so far outside lies what a day's limit, a buffer or a journey minds, a zone's day and a day's length
FOR_EVER = 1 << 40
type Days = dict[int, list[Hours]]


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
    first, last = day_of(since // DAY - 2), day_of(until // DAY + 2)
    rules, rooms = _rules_of(practice, supervisors, first, last)
    where, closed = _room(room)
    if room is not None:
        rooms.add(room)
    after, before = until + ROUND, since - ROUND
    if any(one.per_week is not None for one in rules.values()):  # the whole of both weeks
        before = min(before, since - weekday_of(since // DAY) * DAY - DAY)
        after = max(after, until + (8 - weekday_of(until // DAY)) * DAY + DAY)
    taken, told = by_key({*supervisors, *members, *rooms}, list[TakenTime])
    places = _Places()
    for who, start, end, place, counted in taken_rows(
        list(taken),
        since=before,
        until=after,
        at=at,
        ignoring=ignoring,
        with_places=any(one.travel for one in rules.values()),
    ):
        told[who].append((start, end, places[place], counted))
    busy, breaks = _busy(supervisors, since, until), _breaks(supervisors, first, last)
    return Read(
        calendars=[
            Calendar(
                supervisor=one,
                rules=rules.get(one),
                taken=taken[one],
                busy=union(busy[one]),
                breaks=breaks[one],
            )
            for one in supervisors
        ],
        where=where,
        rooms={
            one: [(row[0], row[1]) for row in taken[one]] + (closed if one == room else []) for one in rooms
        },
        members=[(row[0], row[1]) for one in members for row in taken[one]],
    )


class _Places(dict[str, str]):
    """Each place's words as they are compared, made once for each that is met."""

    def __missing__(self, words: str) -> str:
        self[words] = key = words.strip().casefold()
        return key


# --- the rules -------------------------------------------------------------------------------------------------


def _rules_of(
    practice: UUID, supervisors: Sequence[UUID], first: date, last: date
) -> tuple[dict[UUID, Rules], set[UUID]]:
    """The rules of those who have given any, and the rooms of their hours."""
    rows = rules_rows(practice, supervisors)
    if not rows:
        return {}, set()
    names = {key: one for one in supervisors for key in (one, one.hex)}
    weekly: dict[UUID, Days] = {names[row[0]]: {} for row in rows}
    dated: dict[UUID, Days] = {one: {} for one in weekly}
    for row in rows:
        weekday, start, end, *place = row[12:]
        if weekday is not None:
            weekly[names[row[0]]].setdefault(weekday, []).append(_hours(start, end, *place))
    for who, on, start, end, *place in dated_rows(practice, supervisors, first, last):
        hours = dated[names[who]].setdefault(day_number(on), [])
        if start is not None:
            hours.append(_hours(start, end, *place))
    rooms = {
        one.where.room
        for days in (*weekly.values(), *dated.values())
        for hours in days.values()
        for one in hours
        if one.where.room is not None
    }
    return {(who := names[row[0]]): _rules(row, weekly[who], dated[who]) for row in rows}, rooms


def _rules(row: tuple[Any, ...], weekly: Days, dated: Days) -> Rules:
    _who, zone, before, after, travel, per_day, per_week, lead, horizon, step, holidays, near = row[:12]
    return Rules(
        zone=zone,
        weekly=weekly,
        dated=dated,
        buffer_before=before * 60,
        buffer_after=after * 60,
        travel=travel * 60,
        per_day=per_day,
        per_week=per_week,
        lead=lead * 3600,
        horizon_days=horizon,
        step=step * 60,
        holidays_free=bool(holidays),
        near_others=bool(near),
    )


def _hours(
    start: time, end: time, place: str, room: UUID | str | None, name: str | None, address: str | None
) -> Hours:
    first, last = _second_of(start), _second_of(end) or DAY
    if room is not None:
        return Hours(first, last, _where(UUID(str(room)), name or "", address or ""))
    return Hours(first, last, Where(place.strip().casefold(), place) if place.strip() else NOWHERE)


def _second_of(wall: time) -> int:
    return wall.hour * 3600 + wall.minute * 60 + wall.second


def _room(room: UUID | None) -> tuple[Where, list[Pair]]:
    """Where the room is, and from when on it is closed."""
    if room is None:
        return NOWHERE, []
    name, address, closed_on = room_row(room)
    return _where(room, name, address), [(day_number(closed_on) * DAY, FOR_EVER)] if closed_on else []


def _where(room: UUID, name: str, address: str) -> Where:
    """Two rooms at one address are one place."""
    return Where((address or name).strip().casefold() or str(room), address or name, room)


# --- what stands in the way elsewhere ------------------------------------------------------------------------


def _busy(supervisors: Sequence[UUID], since: int, until: int) -> dict[UUID, list[Pair]]:
    lists, told = by_key(supervisors, list[Pair])
    for who, start, end in busy_rows(supervisors, since - DAY, until + DAY):
        told[who].append((start, end))
    return lists


def _breaks(supervisors: Sequence[UUID], first: date, last: date) -> dict[UUID, list[Pair]]:
    lists, told = by_key(supervisors, list[Pair])
    for who, start, end in break_rows(supervisors, first, last):
        told[who].append((day_number(start), day_number(end)))
    return lists
