"""Several dates of a process at once: moved, or cancelled free of charge, in one act and with one letter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.domain.free_days import DateSpan
from tuokio.meetings.domain.series import planned_date
from tuokio.meetings.domain.wall_clock import utc_midnight
from tuokio.meetings.models import Meeting
from tuokio.meetings.signals import dates_changed
from tuokio.meetings.usecases.absence import MeetingsChanged, fingerprint
from tuokio.meetings.usecases.occupying import occupy
from tuokio.meetings.usecases.one_meeting import cancel_meeting, give_date
from tuokio.meetings.usecases.telling import tell_of_dates
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.meeting_words import CancellationReason, CancelledBy


@dataclass(frozen=True, slots=True)
class NewDate:
    """Where one meeting goes, on the wall of its zone; its length stays."""

    meeting: UUID
    on: date
    at_time: time


def dates_to_come(process: Process, *, at: datetime) -> list[Meeting]:
    """The meetings to come whose hour is known, in order."""
    return list(
        process.meetings.ahead().filter(starts_at__gt=at, time_known=True).order_by("starts_at", "pk")
    )


def dates_within(process: Process, days: DateSpan, *, at: datetime) -> list[Meeting]:
    """Those of them that fall on these days."""
    one = timedelta(days=1)
    near = (
        process.meetings.ahead()
        .filter(
            starts_at__gt=at,
            starts_at__gte=utc_midnight(days.first) - one,
            starts_at__lt=utc_midnight(days.last) + 2 * one,
            time_known=True,
        )
        .order_by("starts_at", "pk")
    )
    return [meeting for meeting in near if meeting.local_start.date() in days]


@transaction.atomic
def change_dates(
    *,
    process: Process,
    moves: Sequence[NewDate],
    cancelled: Collection[UUID] = (),
    seen: str = "",
    by: Person,
    at: datetime,
) -> list[Meeting]:
    """Move these meetings and cancel those, all or nothing; everyone with a mail address gets one letter.

    Their times are taken all at once, so that what moves by a week does not meet itself. `seen` is the fingerprint
    of the meetings that were looked at, in their order. A meeting that stays where it is is not touched.
    Raises ProcessClosed, MeetingsChanged, MeetingActRefused, SeriesRefused, Taken.
    """
    process = as_it_stands(process)
    named = {one.meeting for one in moves} | set(cancelled)
    found = list(
        process.meetings.select_for_update(of=("self",))
        .select_related("term", "practice")
        .filter(pk__in=named)
        .order_by("starts_at", "pk")
    )
    if len(found) != len(named) or (seen and seen != fingerprint(found)):
        raise MeetingsChanged
    known = {meeting.pk: meeting for meeting in found}
    for key in cancelled:
        cancel_meeting(
            meeting=known[key],
            cancelled_by=CancelledBy.SUPERVISOR,
            reason=CancellationReason.OTHER_AGREED,
            by=by,
            at=at,
            tell=False,
        )
    moved = [meeting for one in moves if (meeting := _moved(known[one.meeting], one, process, by=by, at=at))]
    occupy(moved, at=at)
    if moved:
        dates_changed.send(Meeting, meetings=moved, at=at, by=by)
    if moved or cancelled:
        trail.record("dates changed", about=process, by=by, at=at, count=len(moved) + len(cancelled))
        tell_of_dates(process=process, at=at)
    return moved


def _moved(meeting: Meeting, new: NewDate, process: Process, *, by: Person, at: datetime) -> Meeting | None:
    meeting.process = process
    planned = planned_date(new.on, new.at_time, meeting.zone, meeting.minutes)
    if planned.start_utc == meeting.starts_at:
        return None
    give_date(meeting, planned, by=by, at=at)
    return meeting
