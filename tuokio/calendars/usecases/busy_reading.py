"""Busy times of calendars elsewhere: read by the worker's clockwork every quarter of an hour, nothing else kept.

Whatever a calendar answers, its last good times count on until it answers well again.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.calendars.domain.busy_file import Read, Span, union
from tuokio.calendars.domain.elsewhere import Trouble, Unreachable, read_address
from tuokio.calendars.models import BusySource
from tuokio.calendars.usecases import caldav
from tuokio.calendars.usecases.caldav import Account
from tuokio.calendars.usecases.outward import ask, trouble_of
from tuokio.calendars.usecases.sealing import opened, sealed
from tuokio.kit.when import local
from tuokio.meetings.models import BookingRules, Busy, Meeting, Talk
from tuokio.people.models import Person

EVERY = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(hours=12)
PATIENT_FAILURES = 5  # so many in a row come at the usual pace; after them pauses grow
BACK, AHEAD = timedelta(days=1), timedelta(days=400)
TURN = timedelta(minutes=3)  # whoever takes a source has so long before another takes it
MOST_SOURCES = 10  # for each supervisor
MOST_AT_ONCE = 20
_NO_VERSION = sha256(b"").hexdigest()
READING = 15.0  # seconds for laying out one calendar's repetitions


class TooManySources(Exception):
    """The supervisor has as many calendars elsewhere as are read for one person."""


# --- the owner's acts ---------------------------------------------------------------------------------------


@transaction.atomic
def add_source(
    *, person: Person, name: str, address: str, zone: str, whole_days: bool, at: datetime
) -> BusySource:
    """Read busy times from the calendar at this address from now on. Raises Unreachable (BAD_ADDRESS), TooManySources."""
    there = read_address(address)
    if BusySource.objects.filter(supervisor=person).count() >= MOST_SOURCES:
        raise TooManySources
    source = BusySource.objects.create(
        supervisor=person,
        name=name,
        encrypted=sealed(address=there.text),
        host=there.host[:255],
        zone=zone,
        whole_days=whole_days,
        made_at=at,
        next_at=at,
    )
    trail.record("busy source added", about=source, by=person, at=at, kind=source.kind)
    return source


@transaction.atomic
def remove_source(*, source: BusySource, by: Person, at: datetime) -> None:
    """Read it no more; its address and its times are erased."""
    trail.record("busy source removed", about=source, by=by, at=at, kind=source.kind)
    Busy.objects.filter(source=source.pk).delete()
    source.delete()


@transaction.atomic
def count_whole_days(*, source: BusySource, whole_days: bool, by: Person, at: datetime) -> None:
    """Say whether its all-day events are busy times; it is read anew soon."""
    BusySource.objects.filter(pk=source.pk).update(whole_days=whole_days, laid_out_on=None, next_at=at)
    trail.record("busy source changed", about=source, by=by, at=at, whole_days=whole_days)


def read_soon(*, source: BusySource, at: datetime) -> None:
    """Have the worker read it within half a minute."""
    BusySource.objects.filter(pk=source.pk).update(next_at=at)


def zone_of(person: Person) -> str:
    """Whose wall clock the person lives by: that of their hours, else Finland's."""
    rules = BookingRules.objects.filter(supervisor=person).values_list("zone", flat=True).first()
    return rules or "Europe/Helsinki"


# --- the clockwork ------------------------------------------------------------------------------------------


def read_due(*, at: datetime) -> int:
    """Read every source that is due, at most twenty; how many were."""
    due = BusySource.objects.filter(next_at__lte=at, supervisor__is_active=True).order_by("next_at", "pk")
    count = 0
    for key, next_at in list(due.values_list("pk", "next_at")[:MOST_AT_ONCE]):
        taken = BusySource.objects.filter(pk=key, next_at=next_at).update(next_at=at + TURN)
        if taken:
            read_source(key, at=at)
            count += 1
    return count


def read_source(source_id: UUID, *, at: datetime) -> Trouble | None:
    """Read one source, and keep its busy times or why it could not be read. Never raises for what is out there."""
    source = BusySource.objects.filter(pk=source_id).first()
    if source is None:
        return None
    try:
        read = _fetched(source, at=at)
    except Unreachable as unreachable:
        _keep_trouble(source_id, unreachable.trouble, at=at)
        return unreachable.trouble
    _keep(source, read, at=at)
    return None


def _fetched(source: BusySource, *, at: datetime) -> Read | None:
    """Its busy times now; None when nothing has changed since they were laid out today. Raises Unreachable."""
    if source.kind == BusySource.Kind.CALDAV:
        return _fetched_by_query(source, at=at)
    asked = {"Accept": "text/calendar, */*;q=0.5"}
    if source.laid_out_on == _day(at):
        asked |= {"If-None-Match": source.etag} if source.etag else {}
        asked |= {"If-Modified-Since": source.last_modified} if source.last_modified else {}
    answer = ask("GET", opened(source.encrypted)["address"], headers=asked)
    if answer.status == 304 and source.laid_out_on == _day(at):
        return None
    if trouble := trouble_of(answer.status):
        raise Unreachable(trouble)
    source.etag = _short(answer.headers.get("etag", ""), 200)
    source.last_modified = _short(answer.headers.get("last-modified", ""), 60)
    return laid_out(answer.content, at=at, zone=source.zone, whole_days=source.whole_days)


def _fetched_by_query(source: BusySource, *, at: datetime) -> Read | None:
    """The same by CalDAV: the whole span is asked for, but only when the calendar's sync token is another."""
    words = opened(source.encrypted)
    account, calendar = Account(words["user"], words["password"]), words["address"]
    version = sha256(caldav.version_of(account, calendar).encode()).hexdigest()
    if source.laid_out_on == _day(at) and source.etag == version != _NO_VERSION:
        return None
    content = caldav.events_between(account, calendar, at - BACK, at + AHEAD)
    source.etag = version
    return laid_out(content, at=at, zone=source.zone, whole_days=source.whole_days)


def _day(at: datetime) -> date:
    return local(at).date()


def _short(header: str, most: int) -> str:
    return header if len(header) <= most and header.isascii() and header.isprintable() else ""


def laid_out(content: bytes, *, at: datetime, zone: str, whole_days: bool) -> Read:
    """The busy times of a file from yesterday on, laid out by a process that is ended in time. Raises Unreachable."""
    since, until = at - BACK, at + AHEAD
    asked = {
        "since": int(since.timestamp()),
        "until": int(until.timestamp()),
        "zone": zone,
        "whole_days": whole_days,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tuokio.calendars.domain.busy_reader"],
            input=json.dumps(asked).encode() + b"\n" + content,
            capture_output=True,
            timeout=READING,
            check=False,
        )
        told = json.loads(done.stdout or b'{"trouble": "too_hard"}')
    except (subprocess.TimeoutExpired, OSError, ValueError):
        raise Unreachable(Trouble.TOO_HARD) from None
    if "trouble" in told:
        raise Unreachable(Trouble(told["trouble"]))
    spans = tuple(
        Span(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), ours)
        for start, end, ours in told["spans"]
    )
    return Read(spans, told["left_out"])


@transaction.atomic
def _keep(source: BusySource, read: Read | None, *, at: datetime) -> None:
    kept = BusySource.objects.select_for_update(of=("self",)).filter(pk=source.pk).first()
    if kept is None:
        return  # its owner removed it meanwhile
    kept.good_at, kept.next_at = at, at + with_jitter(EVERY)
    kept.failing_since, kept.failures, kept.trouble = None, 0, ""
    if read is not None and kept.whole_days == source.whole_days:
        kept.etag, kept.last_modified = source.etag, source.last_modified
        kept.laid_out_on, kept.left_out = _day(at), read.left_out
        replace_busy(source_id=kept.pk, supervisor_id=kept.supervisor_id, spans=read.spans)
    kept.save()


def replace_busy(*, source_id: UUID, supervisor_id: UUID, spans: tuple[Span, ...]) -> None:
    """The source's times are these from now on, without what this system itself put into that calendar."""
    ours = _known({span.ours for span in spans if span.ours})
    times = union((span.starts_at, span.ends_at) for span in spans if span.ours not in ours)
    Busy.objects.filter(source=source_id).delete()
    Busy.objects.bulk_create(
        [
            Busy(supervisor_id=supervisor_id, source=source_id, starts_at=start, ends_at=end)
            for start, end in times
        ],
        batch_size=500,
    )


def _known(uids: set[str]) -> set[str]:
    """Which of the UIDs are of meetings, series or conversations kept here."""
    keys: dict[UUID, str] = {}
    for uid in uids:
        try:
            keys[UUID(uid.removeprefix("series-").partition("@")[0])] = uid
        except ValueError:
            continue
    found: set[UUID | None] = set(Meeting.objects.filter(pk__in=keys).values_list("pk", flat=True))
    found |= set(Meeting.objects.filter(series__in=keys).values_list("series", flat=True))
    found |= set(Talk.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return {uid for key, uid in keys.items() if key in found}


@transaction.atomic
def _keep_trouble(source_id: UUID, trouble: Trouble, *, at: datetime) -> None:
    kept = BusySource.objects.select_for_update(of=("self",)).filter(pk=source_id).first()
    if kept is None:
        return
    kept.failures += 1
    kept.failing_since = kept.failing_since or at
    kept.trouble, kept.next_at = trouble.value, at + with_jitter(pause_after(kept.failures))
    kept.save(update_fields=["failures", "failing_since", "trouble", "next_at"])


def pause_after(failures: int) -> timedelta:
    """How long until the next try: the usual pace for five failures in a row, then twice as long each time."""
    doubled: timedelta = EVERY * 2 ** min(max(0, failures - PATIENT_FAILURES), 10)
    return min(doubled, LONGEST_PAUSE)


def with_jitter(pause: timedelta) -> timedelta:
    """So that a hundred houses do not ask the same server at the same second."""
    return pause * random.uniform(0.9, 1.1)  # noqa: S311  # nothing secret hangs on it
