"""Which times are offered to others: of the rules of a supervisor, through the one search for free times."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from tuokio.kit import when
from tuokio.meetings.domain.slots.words import Start
from tuokio.meetings.models import BookingRules, DatedHours, Occupancy, WeeklyHours
from tuokio.meetings.usecases.free_times import Wanted, free_times, why_not
from tuokio.meetings.usecases.occupying import LONGEST, Taken
from tuokio.people.models import Practice, Role
from tuokio.terms.words import Standing

MOST = 500
MIDNIGHT = time(0)


class NotOffered(Exception):
    """The time does not lie where the supervisor can be booked, or is not free by the supervisor's own rules."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a booked time is."""

    place: str
    remote: bool
    room: UUID | None = None


def talk_rules(practice: Practice) -> list[BookingRules]:
    """The rules of those who supervise in the practice and let strangers book a mapping conversation."""
    supervising = Role.objects.filter(
        practice=practice, person=OuterRef("supervisor"), standing=Standing.SUPERVISOR, ended_on=None
    )
    found = BookingRules.objects.filter(
        Exists(supervising), practice=practice, talks_open=True, supervisor__is_active=True
    )
    return list(found.select_related("supervisor").order_by("supervisor__name", "pk"))


def free_for_talks(
    rules: Collection[BookingRules], *, since: datetime, until: datetime, at: datetime
) -> list[Start]:
    """When a mapping conversation can begin with any of these, each moment once."""
    by_minutes: dict[int, list[BookingRules]] = {}
    for one in rules:
        by_minutes.setdefault(one.talk_minutes, []).append(one)
    found: dict[datetime, Start] = {}
    for minutes, alike in by_minutes.items():
        wanted = Wanted(
            practice=alike[0].practice_id,
            supervisors=[one.supervisor_id for one in alike],
            minutes=minutes,
            since=since,
            until=until,
            most=MOST,
        )
        for start in free_times(wanted, at=at):
            found.setdefault(start.utc, start)
    return [found[moment] for moment in sorted(found)]


def require_free(wanted: Wanted, start: datetime, *, at: datetime) -> None:
    """Raises NotOffered unless the one supervisor can be booked at that moment. Ask it under the lock of the times."""
    if why_not(wanted, start, at=at):
        raise NotOffered


def require_not_taken(who: UUID, start: datetime, minutes: int, *, at: datetime) -> None:
    """Raises Taken when the time is plainly somebody's: asked before any lock, so that losers wait for nobody."""
    end = start + timedelta(minutes=minutes)
    taken = Occupancy.objects.filter(
        who=who, starts_at__lt=end, starts_at__gt=start - LONGEST, ends_at__gt=start
    )
    if taken.exclude(expires_at__lte=at).exists():
        raise Taken


def talk_wanted(rules: BookingRules, start: datetime, *, moved: UUID | None = None) -> Wanted:
    """A mapping conversation with one supervisor at one moment; `moved`: the one whose own time is no hindrance."""
    return Wanted(
        practice=rules.practice_id,
        supervisors=[rules.supervisor_id],
        minutes=rules.talk_minutes,
        since=start,
        until=start + timedelta(minutes=rules.talk_minutes),
        ignoring=(moved,) if moved else (),
    )


def where_of(rules: BookingRules, start: datetime, *, remote: bool = False) -> Where:
    """Where the supervisor is at that moment, as the hours of that day say."""
    if remote:  # nobody comes, but the supervisor may sit in a room
        return Where("", remote=True)
    wall = when.local(start, rules.zone)
    day: list[DatedHours | WeeklyHours] = [*rules.dated.filter(on=wall.date()).select_related("room")]
    week = rules.weekly.filter(weekday=wall.isoweekday()).select_related("room")
    for hours in day or week:
        begins, ends = hours.from_time, hours.until_time
        if (
            begins is not None
            and ends is not None
            and begins <= wall.time()
            and (wall.time() < ends or ends == MIDNIGHT)
        ):
            return Where(
                hours.place or (hours.room.name if hours.room else ""), remote=False, room=hours.room_id
            )
    return Where("", remote=False)
