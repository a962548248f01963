"""Meetings in the supervisor's own calendar: written there, and what is moved there proposed here.

Each change here leaves a mark on its copy (`due_at`) in the transaction of the act; the clockwork writes until what
stands there is what stands here. Nothing of what the supervisor has there is read but times.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from tuokio.audit import trail
from tuokio.calendars.domain.busy_file import time_of
from tuokio.calendars.domain.elsewhere import Trouble, Unreachable, read_address
from tuokio.calendars.models import BusySource, CalendarAccount, CalendarCopy, ProposedMove
from tuokio.calendars.usecases import caldav
from tuokio.calendars.usecases.busy_reading import (
    AHEAD,
    EVERY,
    MOST_SOURCES,
    TURN,
    pause_after,
    remove_source,
    with_jitter,
    zone_of,
)
from tuokio.calendars.usecases.caldav import Account, Found
from tuokio.calendars.usecases.feeds import title_for
from tuokio.calendars.usecases.sealing import opened, sealed
from tuokio.kit.when import local
from tuokio.meetings.domain.agenda_file import AgendaMeeting, agenda_file
from tuokio.meetings.domain.states import AHEAD as STILL_AHEAD
from tuokio.meetings.models import Meeting, Talk
from tuokio.meetings.usecases.agenda import CANCELLED, as_agenda, talks_as_agenda
from tuokio.meetings.usecases.one_meeting import move_meeting
from tuokio.people.models import Person

log = logging.getLogger("tuokio.calendars")
MOST_AT_FIRST = 500
MOST_AT_ONCE = 50  # writings in one turn of one account
SOON = timedelta(seconds=1)


class NoTimeThere(Exception):
    """The proposal is a removal: it has no time to which the meeting could be moved."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an account is reached; none of it is in a repr."""

    account: Account
    address: str = field(repr=False)
    calendars: tuple[Found, ...] = field(repr=False)
    writes: str = field(repr=False)


def way_of(kept: CalendarAccount) -> Way:
    """Raises Unreachable (KEY_CHANGED)."""
    words = opened(kept.encrypted)
    calendars = tuple(Found(address, name) for address, name in json.loads(words["calendars"]))
    return Way(Account(words["user"], words["password"]), words["address"], calendars, words["writes"])


# --- the owner's acts ---------------------------------------------------------------------------------------


def find_calendars(*, address: str, user: str, password: str) -> list[Found]:
    """Go and look which calendars there are; outside any transaction. Raises Unreachable.

    A password goes over http only where the operator allows calendars inside the server's own network.
    """
    if not read_address(address).is_safe and not settings.PRIVATE_CALENDARS:
        raise Unreachable(Trouble.BAD_ADDRESS)
    return caldav.calendars_of(Account(user, password), address)


@transaction.atomic
def add_account(
    *, person: Person, address: str, user: str, password: str, calendars: Sequence[Found], at: datetime
) -> CalendarAccount:
    """Keep the account, in place of one that was there before."""
    for former in CalendarAccount.objects.filter(supervisor=person):
        remove_account(account=former, by=person, at=at)
    kept = CalendarAccount.objects.create(
        supervisor=person,
        host=read_address(address).host[:255],
        encrypted=_sealed(address, user, password, calendars, ""),
        made_at=at,
        next_at=at + EVERY,
    )
    trail.record("calendar account added", about=kept, by=person, at=at)
    return kept


def _sealed(address: str, user: str, password: str, calendars: Iterable[Found], writes: str) -> str:
    listed = json.dumps([[one.address, one.name] for one in calendars])
    return sealed(address=address, user=user, password=password, calendars=listed, writes=writes)


@transaction.atomic
def choose_calendars(
    *, account: CalendarAccount, writes: int | None, busy: Collection[int], at: datetime
) -> None:
    """Write meetings into the calendar of this number (of those found), and read busy times from those.

    Raises Unreachable (KEY_CHANGED), IndexError for a number that none has.
    """
    way, person = way_of(account), account.supervisor
    chosen = "" if writes is None else way.calendars[writes].address
    if chosen != way.writes:
        account.copies.all().delete()
    words = opened(account.encrypted)
    account.encrypted = _sealed(words["address"], words["user"], words["password"], way.calendars, chosen)
    account.writes_to = "" if writes is None else way.calendars[writes].name
    account.next_at = at
    account.save()
    for source in BusySource.objects.filter(supervisor=person, kind=BusySource.Kind.CALDAV):
        remove_source(source=source, by=person, at=at)
    for number in sorted(busy)[:MOST_SOURCES]:
        found = way.calendars[number]
        BusySource.objects.create(
            supervisor=person,
            kind=BusySource.Kind.CALDAV,
            name=found.name[:60],
            encrypted=sealed(address=found.address, user=words["user"], password=words["password"]),
            host=account.host,
            zone=zone_of(person),
            made_at=at,
            next_at=at,
        )
    trail.record("calendars chosen", about=account, by=person, at=at, writes=bool(chosen), busy=len(busy))
    if chosen:
        coming = Meeting.objects.ahead().filter(supervisor=person, starts_at__gt=at)[:MOST_AT_FIRST]
        talks = Talk.objects.filter(supervisor=person, starts_at__gt=at, state=Talk.State.BOOKED)
        _mark(account, [*(one.pk for one in coming), *(one.pk for one in talks)], at=at)


@transaction.atomic
def remove_account(*, account: CalendarAccount, by: Person, at: datetime) -> None:
    """Forget the account; what was written into its calendar stays there and is the supervisor's own."""
    for source in BusySource.objects.filter(supervisor=account.supervisor_id, kind=BusySource.Kind.CALDAV):
        remove_source(source=source, by=by, at=at)
    trail.record("calendar account removed", about=account, by=by, at=at)
    account.delete()


# --- what changes here --------------------------------------------------------------------------------------


def follow(of: Collection[UUID], supervisors: Collection[UUID], *, at: datetime) -> None:
    """These meetings or conversations have changed: their copies are due, in the transaction of the change."""
    ProposedMove.objects.filter(copy__of__in=of).delete()
    CalendarCopy.objects.filter(of__in=of).update(due_at=at)
    accounts = CalendarAccount.objects.filter(supervisor__in=supervisors).exclude(writes_to="")
    for account in accounts:
        _mark(account, of, at=at)
    CalendarAccount.objects.filter(copies__of__in=of, next_at__gt=at).update(next_at=at)


def _mark(account: CalendarAccount, of: Collection[UUID], *, at: datetime) -> None:
    rows = [CalendarCopy(account=account, of=one, due_at=at) for one in of]
    CalendarCopy.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["due_at"], unique_fields=["account", "of"]
    )


@transaction.atomic
def accept_move(*, move: ProposedMove, by: Person, at: datetime) -> Meeting:
    """Move the meeting here too. Raises NoTimeThere, and all that `move_meeting` raises (Taken …)."""
    if move.starts_at is None:
        raise NoTimeThere
    meeting = move.meeting
    there = local(move.starts_at, meeting.zone)
    return move_meeting(
        meeting=meeting, on=there.date(), at_time=there.time(), minutes=move.minutes or None, by=by, at=at
    )


@transaction.atomic
def decline_move(*, move: ProposedMove, by: Person, at: datetime) -> None:
    """The meeting stays as it is, and the calendar there is written back."""
    trail.record("calendar move declined", about=move.meeting, by=by, at=at)
    follow([move.copy.of], [], at=at)


# --- the clockwork ------------------------------------------------------------------------------------------


def sync_due(*, at: datetime) -> int:
    """Write and look in every account that is due; how many were."""
    count = 0
    due = CalendarAccount.objects.filter(next_at__lte=at, supervisor__is_active=True).exclude(writes_to="")
    for key, next_at in list(due.order_by("next_at").values_list("pk", "next_at")[:20]):
        if CalendarAccount.objects.filter(pk=key, next_at=next_at).update(next_at=at + TURN):
            sync(key, at=at)
            count += 1
    return count


def sync(account_id: UUID, *, at: datetime) -> Trouble | None:
    """Make the calendar there what stands here, and see what was moved in it. Never raises for what is out there."""
    account = CalendarAccount.objects.select_related("supervisor").filter(pk=account_id).first()
    if account is None or not account.writes_to:
        return None
    trouble: Trouble | None = None
    try:
        way = way_of(account)
        _write_due(account, way, at=at)
        _look(account, way, at=at)
    except Unreachable as unreachable:
        trouble = unreachable.trouble
    failures = account.failures + 1 if trouble else 0
    pause = pause_after(failures) if trouble else EVERY
    still_due = account.copies.filter(due_at__gt=at).exists()  # changed while this went on
    CalendarAccount.objects.filter(pk=account_id, next_at=at + TURN).update(
        next_at=at + (SOON if still_due and not trouble else with_jitter(pause))
    )
    CalendarAccount.objects.filter(pk=account_id).update(
        failures=failures,
        failing_since=(account.failing_since or at) if trouble else None,
        trouble=trouble.value if trouble else "",
        good_at=account.good_at if trouble else at,
    )
    return trouble


def _write_due(account: CalendarAccount, way: Way, *, at: datetime) -> None:
    copies = list(account.copies.filter(due_at__isnull=False).order_by("due_at", "pk")[:MOST_AT_ONCE])
    with translation.override(account.supervisor.language):
        standing = _standing(account, [copy.of for copy in copies])
    for copy in copies:
        agenda = standing.get(copy.of)
        if agenda is None:
            caldav.delete_event(way.account, way.writes, _name(copy))
            CalendarCopy.objects.filter(pk=copy.pk, due_at=copy.due_at).delete()
            continue
        etag = _written(way, copy, agenda_file([agenda]))
        CalendarCopy.objects.filter(pk=copy.pk).update(
            etag=etag, starts_at=agenda.starts_at, minutes=agenda.minutes if agenda.time_known else 0
        )
        CalendarCopy.objects.filter(pk=copy.pk, due_at=copy.due_at).update(due_at=None)


def _written(way: Way, copy: CalendarCopy, content: bytes) -> str:
    """Write until it stands: what was changed there meanwhile is older than what was done here. Raises Unreachable."""
    etag = copy.etag
    for _turn in range(3):
        told = caldav.write_event(way.account, way.writes, _name(copy), content, etag)
        if told is not None:
            return told[:200]
        there = caldav.read_event(way.account, way.writes, _name(copy))
        etag = there[0] if there else ""
    raise Unreachable(Trouble.ANSWERED_BADLY)


def _standing(account: CalendarAccount, of: Collection[UUID]) -> dict[UUID, AgendaMeeting]:
    """Those of the meetings and conversations that stand and are the supervisor's now."""
    mine = {"pk__in": of, "supervisor": account.supervisor_id}
    meetings = Meeting.objects.filter(**mine).exclude(state__in=CANCELLED)
    talks = Talk.objects.filter(**mine).exclude(state=Talk.State.CANCELLED)
    found = [*as_agenda(meetings, title_for(account.supervisor)), *talks_as_agenda(talks)]
    return {one.id: one for one in found}


def _name(copy: CalendarCopy) -> str:
    return f"{copy.of}.ics"


def _look(account: CalendarAccount, way: Way, *, at: datetime) -> None:
    """See which of the meetings to come were moved or taken away there. Raises Unreachable."""
    copies = {
        one.of: one
        for one in account.copies.filter(
            due_at=None, starts_at__gt=at, starts_at__lt=at + AHEAD, minutes__gt=0
        )
    }
    meetings = Meeting.objects.filter(pk__in=copies, state__in=STILL_AHEAD).select_related("process")
    talks = set(Talk.objects.filter(pk__in=copies, state=Talk.State.BOOKED).values_list("pk", flat=True))
    if not copies:
        return
    there = caldav.etags_between(way.account, way.writes, at, at + AHEAD)
    for meeting in meetings:
        copy = copies[meeting.pk]
        if not copy.etag or there.get(_name(copy)) != copy.etag:
            _look_at(way, copy, meeting, at=at)
    for talk in talks:
        copy = copies[talk]
        if there.get(_name(copy)) != copy.etag:  # its hour was given to a stranger: it stays
            CalendarCopy.objects.filter(pk=copy.pk, due_at=None).update(due_at=at)


def _look_at(way: Way, copy: CalendarCopy, meeting: Meeting, *, at: datetime) -> None:
    standing = caldav.read_event(way.account, way.writes, _name(copy))
    moved = time_of(standing[1], zone=meeting.zone) if standing else None
    with transaction.atomic():
        fresh = CalendarCopy.objects.select_for_update(of=("self",)).filter(pk=copy.pk, due_at=None).first()
        if fresh is None or fresh.etag != copy.etag:
            return  # it changed here meanwhile, which is newer
        if standing:
            CalendarCopy.objects.filter(pk=copy.pk).update(etag=standing[0][:200])
        if moved == (copy.starts_at, copy.minutes):
            ProposedMove.objects.filter(copy=copy).delete()
            return
        starts_at, minutes = moved or (None, 0)
        ProposedMove.objects.update_or_create(
            copy=copy,
            defaults={"meeting": meeting, "starts_at": starts_at, "minutes": minutes, "seen_at": at},
        )
