"""Holds dates against everything that is known of them, before any of them is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from tuokio.meetings.domain.free_days import DateSpan
from tuokio.meetings.domain.misfits import STEPS_LOOKED_AT, Frame, Looked, look_through
from tuokio.meetings.domain.rosters import prefers_outside_rosters
from tuokio.meetings.domain.series import PlannedDate
from tuokio.meetings.domain.slots.clock import day_number
from tuokio.meetings.domain.slots.rules import Calendar
from tuokio.meetings.domain.slots.spans import Pair
from tuokio.meetings.models import Occupancy
from tuokio.meetings.usecases.calendars import Read, read_calendars
from tuokio.meetings.usecases.rosters import rhythm_of
from tuokio.supervision.models import Member, Process, Term

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WEEKS_BESIDE_A_HOLIDAY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a row of dates is held against besides the calendars.

    `room` is taken by every one of them. `moving`: meetings whose own times do not stand in the way. `free_days`:
    further days on which nothing is to be, as a holiday that is about to be kept free.
    """

    process: Process
    term: Term | None
    every_weeks: int
    room: UUID | None = None
    moving: Collection[UUID] = ()
    free_days: DateSpan | None = None


def look_at(dates: Sequence[PlannedDate], around: Around, *, at: datetime) -> tuple[Looked, ...]:
    """Each date with why it does not fit and its repairs, in order."""
    return look_through(dates, _frame(dates, around, at=at)) if dates else ()


def _frame(dates: Sequence[PlannedDate], around: Around, *, at: datetime) -> Frame:
    since = min(one.start_utc for one in dates) - (1 + WEEKS_BESIDE_A_HOLIDAY) * WEEK
    until = max(one.start_utc for one in dates) + (1 + around.every_weeks * STEPS_LOOKED_AT) * WEEK
    first, last = int(since.timestamp()), int(until.timestamp())
    leads = list(around.process.leads.order_by("from_on").values_list("supervisor_id", "from_on"))
    read = read_calendars(
        practice=around.process.practice_id,
        supervisors=list(dict.fromkeys(who for who, _on in leads)),
        members=(),
        room=around.room,
        ignoring=around.moving,
        since=first,
        until=last,
        at=at,
    )
    return Frame(
        calendars=_calendars(read, leads, around.free_days),
        at=int(at.timestamp()),
        where=read.where,
        rooms=read.rooms,
        members=_members_taken(around, since, until, at),
        first_on=around.term.starts_on if around.term else None,
        last_on=around.term.ends_on if around.term else None,
        every_weeks=around.every_weeks,
        reach_weeks=WEEKS_BESIDE_A_HOLIDAY if around.free_days else 0,
        after=_last_of_the_others(around),
        minded=prefers_outside_rosters(rhythm_of(around.process), on=at.date()),
    )


def _last_of_the_others(around: Around) -> date | None:
    last = around.process.meetings.ahead().exclude(pk__in=around.moving).order_by("starts_at").last()
    return last.local_start.date() if last else None


def _calendars(
    read: Read, leads: Sequence[tuple[UUID, date]], free_days: DateSpan | None
) -> list[tuple[date, Calendar]]:
    known = {calendar.supervisor: calendar for calendar in read.calendars}
    if free_days:
        free = (day_number(free_days.first), day_number(free_days.last))
        known = {who: replace(one, breaks=[*one.breaks, free]) for who, one in known.items()}
    return [(since, known[who]) for who, since in leads]


def _members_taken(around: Around, since: datetime, until: datetime, at: datetime) -> list[Pair]:
    """When any required member is taken, as long as they belong to the process."""
    members: dict[UUID, list[Member]] = {}
    called = around.process.members.filter(person__isnull=False, optional=False, may_overlap=False)
    for member in called:
        if member.person_id:
            members.setdefault(member.person_id, []).append(member)
    rows = (
        Occupancy.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            who__in=members,
            starts_at__gte=since - DAY,
            starts_at__lt=until,
        )
        .exclude(meeting__in=around.moving)
        .values_list("who", "starts_at", "ends_at")
    )
    return [
        (int(starts_at.timestamp()), int(ends_at.timestamp()))
        for who, starts_at, ends_at in rows
        if any(_belongs_near(member, starts_at.date()) for member in members[who])
    ]


def _belongs_near(member: Member, day: date) -> bool:
    # the wall's day may be another than the world's
    return any(member.belongs_on(day + offset) for offset in (timedelta(), DAY, -DAY))
