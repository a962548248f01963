"""When a supervisor can be booked: saying it, and what differs on single days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.models import BookingRules, DatedHours, WeeklyHours
from tuokio.people.models import Person, Practice

MOST_DAYS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A span of one weekday (1 Monday to 7 Sunday), and where it is; 00.00 as the end is midnight."""

    weekday: int
    from_time: time
    until_time: time
    place: str = ""
    room: UUID | None = None


class HoursOverlap(ValueError):
    """Two spans of one day overlap."""


class TooManyDays(Exception):
    """There are `MOST_DAYS` days that differ already."""


def minute_of(at: time, *, ends: bool = False) -> int:
    """The minute of the day; midnight as an end is the day's last."""
    minute = at.hour * 60 + at.minute
    return 1440 if ends and minute == 0 else minute


def overlap(one: tuple[time, time], other: tuple[time, time]) -> bool:
    """Whether two spans of one day share a moment."""
    return minute_of(one[0]) < minute_of(other[1], ends=True) and minute_of(other[0]) < minute_of(
        one[1], ends=True
    )


def rules_of(supervisor: Person, practice: Practice) -> BookingRules:
    """The rules as they stand, or as they would begin: not saved then."""
    found = BookingRules.objects.filter(supervisor=supervisor, practice=practice).first()
    return found or BookingRules(supervisor=supervisor, practice=practice, zone=practice.zone)


@transaction.atomic
def set_availability(
    *,
    supervisor: Person,
    practice: Practice,
    rules: dict[str, Any],
    weekly: Sequence[Hours],
    by: Person,
    at: datetime,
) -> BookingRules:
    """Say the rules and the hours of the week anew. Raises HoursOverlap."""
    for number, one in enumerate(weekly):
        for other in weekly[number + 1 :]:
            spans = (one.from_time, one.until_time), (other.from_time, other.until_time)
            if one.weekday == other.weekday and overlap(*spans):
                raise HoursOverlap(one.weekday)
    Person.objects.select_for_update(no_key=True).get(pk=supervisor.pk)  # two tabs take turns
    kept, _new = BookingRules.objects.update_or_create(
        supervisor=supervisor, practice=practice, defaults={**rules, "zone": practice.zone}
    )
    kept.weekly.all().delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            rules=kept,
            weekday=one.weekday,
            from_time=one.from_time,
            until_time=one.until_time,
            place=one.place,
            room_id=one.room,
        )
        for one in weekly
    )
    trail.record("availability set", about=kept, by=by, at=at, hours=len(weekly))
    return kept


@transaction.atomic
def let_a_day_differ(
    *,
    rules: BookingRules,
    on: date,
    from_time: time | None,
    until_time: time | None,
    by: Person,
    at: datetime,
) -> DatedHours:
    """Other hours on one day, or none. Raises HoursOverlap, TooManyDays.

    A day without hours takes the place of whatever was said of the day before.
    """
    if rules.dated.count() >= MOST_DAYS:
        raise TooManyDays
    said = rules.dated.filter(on=on)
    if from_time is None or until_time is None:
        said.delete()
    else:
        said.filter(from_time=None).delete()
        for one in said:
            if (
                one.from_time is not None
                and one.until_time is not None
                and overlap((from_time, until_time), (one.from_time, one.until_time))
            ):
                raise HoursOverlap(on)
    day = DatedHours.objects.create(rules=rules, on=on, from_time=from_time, until_time=until_time)
    trail.record("day differs", about=rules, by=by, at=at, on=on.isoformat())
    return day


@transaction.atomic
def let_the_day_be(*, day: DatedHours, by: Person, at: datetime) -> None:
    """The day is as its weekday again."""
    trail.record("day as usual", about=day.rules, by=by, at=at, on=day.on.isoformat())
    day.delete()
