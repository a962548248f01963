"""Several dates of a process at once: moved, or cancelled free of charge, in one act and with one letter."""

from __future__ import annotations

from collections.abc import Sequence
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
from tuokio.meetings.usecases.absence import MeetingsChanged
from tuokio.meetings.usecases.occupying import occupy
from tuokio.meetings.usecases.one_meeting import cancel_meeting, give_date
from tuokio.meetings.usecases.telling import tell_of_dates
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.meeting_words import CancellationReason, CancelledBy


@dataclass(frozen=True, slots=True)
class DateChange:
    """What becomes of one meeting: a new day and time on the wall of its zone, or (`to` None) it is cancelled.

    `sequence` is that of the meeting when it was looked at, so that nobody overwrites what another tab did.
    """

    meeting: UUID
    sequence: int
    to: tuple[date, time] | None


def dates_to_come(process: Process, *, at: datetime) -> list[Meeting]:
    """The meetings to come whose hour is known, in order."""
    return list(
        process.meetings.ahead()
        .filter(starts_at__gt=at, time_known=True)
        .select_related("series")
        .order_by("starts_at", "pk")
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
        .select_related("series")
        .order_by("starts_at", "pk")
    )
    return [meeting for meeting in near if meeting.local_start.date() in days]


@transaction.atomic
def change_dates(
    *, process: Process, changes: Sequence[DateChange], by: Person, at: datetime
) -> list[Meeting]:
    """Move these meetings and cancel those, all or nothing; everyone with a mail address gets one letter.

    Their times are taken all at once, so that what moves by a week does not meet itself. A meeting that stays where
    it is is not touched; what is cancelled is free of charge. Returns the meetings that were changed.
    Raises ProcessClosed, MeetingsChanged, MeetingActRefused, SeriesRefused, Taken.
    """
    process = as_it_stands(process)
    known = _locked(process, changes)
    moved: list[Meeting] = []
    cancelled: list[Meeting] = []
    for one in changes:
        if one.to is None:
            cancelled.append(_cancelled(known[one.meeting], by=by, at=at))
        elif _moves(known[one.meeting], one.to, by=by, at=at):
            moved.append(known[one.meeting])
    occupy(moved, at=at)
    if moved:
        dates_changed.send(Meeting, meetings=moved, at=at, by=by)
    if moved or cancelled:
        trail.record("dates changed", about=process, by=by, at=at, count=len(moved) + len(cancelled))
        tell_of_dates(process=process, at=at)
    return [*moved, *cancelled]


def _locked(process: Process, changes: Sequence[DateChange]) -> dict[UUID, Meeting]:
    """The meetings, held until the act is done, when they are the very ones that were looked at."""
    found = {
        meeting.pk: meeting
        for meeting in process.meetings.select_for_update(of=("self",))
        .select_related("term", "practice")
        .filter(pk__in=[one.meeting for one in changes])
        .order_by("pk")
    }
    for one in changes:
        if one.meeting not in found or found[one.meeting].sequence != one.sequence:
            raise MeetingsChanged
    for meeting in found.values():
        meeting.process = process
    return found


def _cancelled(meeting: Meeting, *, by: Person, at: datetime) -> Meeting:
    return cancel_meeting(
        meeting=meeting,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.OTHER_AGREED,
        by=by,
        at=at,
        tell=False,
    )


def _moves(meeting: Meeting, to: tuple[date, time], *, by: Person, at: datetime) -> bool:
    planned = planned_date(*to, meeting.zone, meeting.minutes)
    if planned.start_utc == meeting.starts_at:
        return False
    give_date(meeting, planned, by=by, at=at)
    return True
