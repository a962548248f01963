"""The rooms of a practice."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.models import Room
from tuokio.people.models import Person, Practice


class RoomInUse(Exception):
    """Meetings to come are in the room after the day on which it would close."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} meetings")
        self.count = count


@transaction.atomic
def add_room(
    *,
    practice: Practice,
    name: str,
    address: str = "",
    capacity: int | None = None,
    price_cents: int | None = None,
    by: Person,
    at: datetime,
) -> Room:
    """A room in which meetings can be held, one at a time."""
    room = Room.objects.create(
        practice=practice, name=name, address=address, capacity=capacity, price_cents=price_cents
    )
    trail.record("room added", about=room, by=by, at=at)
    return room


@transaction.atomic
def change_room(
    *,
    room: Room,
    name: str,
    address: str,
    capacity: int | None,
    price_cents: int | None,
    closed_on: date | None,
    by: Person,
    at: datetime,
) -> None:
    """Say of a room what it is now, and from which day it is not in use. Raises RoomInUse."""
    if closed_on is not None:
        after = [one for one in room.meetings.ahead() if one.local_start.date() >= closed_on]
        if after:
            raise RoomInUse(len(after))
    room.name, room.address, room.capacity = name, address, capacity
    room.price_cents, room.closed_on = price_cents, closed_on
    room.save()
    trail.record("room changed", about=room, by=by, at=at)
