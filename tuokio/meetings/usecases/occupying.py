"""Taking time: the one way by which a meeting, a mapping conversation or a hold takes a person's or a room's time.

Whoever takes time first takes the lock of each person and room concerned (in one order, so that nobody waits in a
circle); on SQLite every transaction that writes has the whole database. What is looked at under the lock still
holds when it is written, so that rules that the database does not know (buffers, travel, a day's limit) hold too.
Beneath that the database refuses any overlap by itself (migration 0004).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting, Occupancy, Talk
from tuokio.meetings.signals import talk_changed
from tuokio.supervision.models import Member, Process

TOLD_FIRST = (Occupancy.Kind.SUPERVISOR, Occupancy.Kind.ROOM, Occupancy.Kind.MEMBER)
LONGEST = timedelta(days=1)  # no span is longer, so that a look begins a day before and no earlier


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands in the way: whose time (its kind), from when until when it is taken, and which span was wanted."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    wanted: datetime


class Taken(Exception):
    """The time is somebody's already; nothing was written. `conflicts` in the order of what was wanted,
    the supervisor's first."""

    def __init__(self, conflicts: Sequence[Conflict] = ()) -> None:
        super().__init__(f"{len(conflicts)} conflicts")
        self.conflicts = tuple(conflicts)


def lock_times(who: Iterable[UUID]) -> None:
    """Be the only one who takes these people's and rooms' time until the transaction ends."""
    if connection.vendor != "postgresql":
        return  # BEGIN IMMEDIATE (settings) has locked out every other writer already
    with connection.cursor() as cursor:
        for one in sorted(set(who)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [(one.int >> 64) - (1 << 63)])


@transaction.atomic
def occupy(meetings: Collection[Meeting], *, at: datetime) -> None:
    """Take the time of these meetings as they now stand, in place of what they took before.

    A meeting that was cancelled, or of which only the day is known, takes none. Raises Taken.
    """
    wanted = _rows_of(meetings)
    before = Occupancy.objects.filter(meeting__in=[one.pk for one in meetings])
    lock_times({row.who for row in wanted})
    before.delete()
    _write(wanted, at=at)


@transaction.atomic
def occupy_talk(talk: Talk, *, at: datetime) -> None:
    """Take the time of a mapping conversation, in place of what it took before. Raises Taken."""
    wanted = [] if talk.state == Talk.State.CANCELLED else _rows_of_talk(talk)
    lock_times({row.who for row in wanted})
    Occupancy.objects.filter(talk=talk).delete()
    _write(wanted, at=at)
    talk_changed.send(Talk, talk=talk, at=at)


@transaction.atomic
def hold(
    *,
    supervisor: UUID,
    starts_at: datetime,
    minutes: int,
    until: datetime,
    at: datetime,
    room: UUID | None = None,
) -> UUID:
    """Keep a time free for somebody until a moment, for example while a form is filled; the hold's key. Raises Taken."""
    key = uuid4()
    kinds = [(supervisor, Occupancy.Kind.SUPERVISOR)] + ([(room, Occupancy.Kind.ROOM)] if room else [])
    wanted = [
        Occupancy(
            who=who,
            kind=kind,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            hold=key,
            expires_at=until,
        )
        for who, kind in kinds
    ]
    lock_times({row.who for row in wanted})
    _write(wanted, at=at)
    return key


def keep_held(key: UUID, talk: Talk, *, at: datetime) -> bool:
    """Let a conversation take the very time that is held for it; whether the hold was still there.

    A hold whose end has passed but whose time nobody took is as good. Nobody has to be locked out: the time
    stays taken without a break. Call it inside the act's own transaction.
    """
    kept = Occupancy.objects.filter(hold=key).update(talk=talk, hold=None, expires_at=None)
    if kept:
        talk_changed.send(Talk, talk=talk, at=at)
    return bool(kept)


def let_go(key: UUID) -> bool:
    """Give a held time free again; whether it was still held."""
    return bool(Occupancy.objects.filter(hold=key).delete()[0])


def is_held(key: UUID, *, at: datetime) -> bool:
    """Whether the hold still keeps its time."""
    return Occupancy.objects.filter(hold=key, expires_at__gt=at).exists()


@transaction.atomic
def members_follow(process: Process, *, at: datetime) -> None:
    """Take the time of the members as they now are for the meetings to come; where one is taken elsewhere, not.

    Nobody is refused to join because of a date: the supervisor sees it beside the meeting instead.
    """
    meetings = [one for one in process.meetings.ahead() if one.time_known and one.starts_at > at]
    kept = Occupancy.objects.filter(meeting__in=[one.pk for one in meetings])
    wanted = [row for row in _rows_of(meetings) if row.kind == Occupancy.Kind.MEMBER]
    lock_times({row.who for row in wanted})
    kept.filter(kind=Occupancy.Kind.MEMBER).delete()
    _forget_expired({row.who for row in wanted}, at)
    taken = {conflict.wanted for conflict in _conflicts(wanted)}
    Occupancy.objects.bulk_create(row for row in wanted if row.starts_at not in taken)


def give_free(meetings: Collection[Meeting]) -> None:
    """These meetings take nobody's time any more."""
    Occupancy.objects.filter(meeting__in=[one.pk for one in meetings]).delete()


# --- what takes time ---------------------------------------------------------------------------------------


def _rows_of(meetings: Collection[Meeting]) -> list[Occupancy]:
    taking = [one for one in meetings if one.now_in in AHEAD and one.time_known]
    members = _members_of({one.process_id for one in taking})
    rows: list[Occupancy] = []
    for meeting in taking:
        day = meeting.local_start.date()
        people = {
            member.person_id: Occupancy.Kind.MEMBER
            for member in members.get(meeting.process_id, ())
            if member.person_id and member.belongs_on(day)
        }
        people[meeting.supervisor_id] = Occupancy.Kind.SUPERVISOR
        if meeting.room_id:
            people[meeting.room_id] = Occupancy.Kind.ROOM
        rows += [
            Occupancy(
                who=who, kind=kind, starts_at=meeting.starts_at, ends_at=meeting.ends_at, meeting=meeting
            )
            for who, kind in people.items()
        ]
    return rows


def _members_of(processes: Collection[UUID]) -> dict[UUID, list[Member]]:
    found: dict[UUID, list[Member]] = {}
    called = Member.objects.filter(
        process__in=processes, person__isnull=False, optional=False, may_overlap=False
    )
    for member in called.order_by():
        found.setdefault(member.process_id, []).append(member)
    return found


def _rows_of_talk(talk: Talk) -> list[Occupancy]:
    kinds = [(talk.supervisor_id, Occupancy.Kind.SUPERVISOR)]
    if talk.room_id:
        kinds.append((talk.room_id, Occupancy.Kind.ROOM))
    return [
        Occupancy(who=who, kind=kind, starts_at=talk.starts_at, ends_at=talk.ends_at, talk=talk)
        for who, kind in kinds
    ]


# --- looking and writing ------------------------------------------------------------------------------------


def _write(wanted: Sequence[Occupancy], *, at: datetime) -> None:
    if not wanted:
        return
    _forget_expired({row.who for row in wanted}, at)
    if conflicts := _conflicts(wanted):
        raise Taken(conflicts)
    try:
        with transaction.atomic():
            Occupancy.objects.bulk_create(wanted)
    except IntegrityError as overlap:  # the database was asked by somebody who took no lock
        raise Taken from overlap


def _forget_expired(who: Collection[UUID], at: datetime) -> None:
    Occupancy.objects.filter(who__in=who, expires_at__lte=at).delete()


def _conflicts(wanted: Sequence[Occupancy]) -> list[Conflict]:
    """What of `wanted` meets something that is taken, or another of `wanted`; one question for each person or room."""
    by_who: dict[UUID, list[Occupancy]] = {}
    for row in wanted:
        by_who.setdefault(row.who, []).append(row)
    found: list[Conflict] = []
    for who, rows in by_who.items():
        first, last = min(row.starts_at for row in rows), max(row.ends_at for row in rows)
        taken = Occupancy.objects.filter(
            who=who, starts_at__lt=last, starts_at__gt=first - LONGEST, ends_at__gt=first
        )
        spans = [*taken.values_list("starts_at", "ends_at")]
        for row in sorted(rows, key=lambda row: row.starts_at):
            found += [
                Conflict(row.kind, start, end, row.starts_at)
                for start, end in spans
                if start < row.ends_at and row.starts_at < end
            ]
            spans.append((row.starts_at, row.ends_at))
    return sorted(found, key=lambda one: (one.wanted, TOLD_FIRST.index(one.kind), one.starts_at))
