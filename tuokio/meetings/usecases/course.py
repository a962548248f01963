"""The acts on the whole course of a process: beginning, pausing, continuing, ending, closing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.models import Meeting
from tuokio.meetings.signals import dates_changed
from tuokio.meetings.usecases.occupying import occupy
from tuokio.meetings.usecases.one_meeting import cancel_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.meetings.usecases.telling import tell_of_dates
from tuokio.people.models import Person, Practice
from tuokio.supervision.models import Process, Term
from tuokio.supervision.usecases import (
    Agreed,
    Frame,
    agree_terms,
    as_it_stands,
    begin,
    fill_in,
    hand_over,
    move_process,
)
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.words import ProcessEvent


class StillToInvoice(Exception):
    """The process cannot be closed while a meeting waits for its invoice, or for the word that there is none."""


class MeetingsAhead(Exception):
    """The process cannot go on to its end while meetings are still to come or to be marked."""


@transaction.atomic
def start_short(
    *,
    practice: Practice,
    frame: Frame,
    agreed: Agreed,
    rhythm: Rhythm | None,
    supervisor: Person,
    by: Person,
    at: datetime,
) -> Process:
    """The short path: one form, and the process runs. Nobody else needs to sign in.

    Raises SeriesRefused for a rhythm that cannot be planned.
    """
    process = begin(
        practice=practice,
        frame=frame,
        event=ProcessEvent.START_SHORT,
        supervisor=supervisor,
        by=by,
        at=at,
        lead_from=min(agreed.starts_on, at.date()),
    )
    term = agree_terms(process=process, agreed=agreed, by=by, at=at)
    if rhythm is not None:
        plan_series(process=process, term=term, rhythm=rhythm, by=by, at=at)
    return process


@transaction.atomic
def start_mapped(
    *,
    process: Process,
    frame: Frame,
    agreed: Agreed,
    rhythm: Rhythm | None,
    by: Person,
    at: datetime,
) -> Process:
    """The short path for a process that began with an enquiry or a telephone call.

    Raises IllegalEvent when it has gone too far for that, SeriesRefused.
    """
    joined = min(agreed.starts_on, at.date())
    fill_in(process=process, frame=frame, joined_on=joined, by=by, at=at)
    process = move_process(process=process, event=ProcessEvent.START_SHORT, by=by, at=at)
    if not process.leads.exists():
        hand_over(process=process, to=by, from_on=joined, by=by, at=at)
    term = agree_terms(process=process, agreed=agreed, by=by, at=at)
    if rhythm is not None:
        plan_series(process=process, term=term, rhythm=rhythm, by=by, at=at)
    return process


@transaction.atomic
def change_supervisor(*, process: Process, to: Person, from_on: date, by: Person, at: datetime) -> int:
    """Hand the process and its meetings from that day on to another; returns how many meetings.

    Raises ProcessClosed, and Taken when the other has something at one of these times.
    """
    hand_over(process=process, to=to, from_on=from_on, by=by, at=at)
    theirs = [m for m in process.meetings.ahead() if m.local_start.date() >= from_on]
    for meeting in theirs:
        meeting.supervisor = to
        meeting.sequence += 1
    Meeting.objects.bulk_update(theirs, ["supervisor", "sequence"])
    occupy(theirs, at=at)
    dates_changed.send(Meeting, meetings=theirs, at=at, by=by)
    tell_of_dates(process=process, at=at)
    return len(theirs)


@transaction.atomic
def free_calendar(
    *,
    process: Process,
    reason: CancellationReason,
    by: Person | None,
    at: datetime,
    from_on: date | None = None,
) -> int:
    """Cancel free of charge what is to come; for a pause or an early end. Returns how many."""
    count = 0
    for meeting in list(process.meetings.ahead()):
        if meeting.starts_at <= at or (from_on and meeting.local_start.date() < from_on):
            continue
        cancel_meeting(
            meeting=meeting, cancelled_by=CancelledBy.PRACTICE, reason=reason, by=by, at=at, tell=False
        )
        count += 1
    process.meetings.filter(replacement_wanted=True).update(replacement_wanted=False)
    return count


@transaction.atomic
def pause(*, process: Process, by: Person, at: datetime) -> None:
    """Pause; the calendar is freed. Raises IllegalEvent."""
    move_process(process=process, event=ProcessEvent.PAUSE, by=by, at=at)
    free_calendar(process=process, reason=CancellationReason.OTHER_AGREED, by=by, at=at)
    tell_of_dates(process=process, at=at)


@transaction.atomic
def end_early(*, process: Process, reason: str, by: Person, at: datetime) -> None:
    """End before the agreed end (*päättäminen kesken*). Raises IllegalEvent."""
    free_calendar(process=process, reason=CancellationReason.ENDED_EARLY, by=by, at=at)
    move_process(process=process, event=ProcessEvent.TERMINATE, by=by, at=at, reason=reason)
    tell_of_dates(process=process, at=at)


@transaction.atomic
def carry_on(
    *, process: Process, agreed: Agreed, rhythm: Rhythm | None, by: Person | None, at: datetime
) -> Term:
    """Continue (*Jatketaan*): a new term of the same people; the history stays one. Raises IllegalEvent.

    `by` is None when the payer's acceptance of an offer brings it.
    """
    process = move_process(process=process, event=ProcessEvent.CONTINUE, by=by, at=at)
    term = agree_terms(process=process, agreed=agreed, by=by, at=at)
    if rhythm is not None:
        plan_series(process=process, term=term, rhythm=rhythm, by=by, at=at)
        tell_of_dates(process=process, at=at)
    return term


@transaction.atomic
def continuation_asked(*, process: Process, by: Person, at: datetime) -> None:
    """The supervisor has asked whether to go on: it no longer waits."""
    term = process.current_term
    if term is not None and term.continuation_asked_at is None:
        term.continuation_asked_at = at
        term.save(update_fields=["continuation_asked_at"])
        trail.record("continuation asked", about=process, by=by, at=at, term=term.number)


@transaction.atomic
def meetings_done(*, process: Process, by: Person, at: datetime) -> None:
    """The agreed meetings are over, although fewer than planned were held. Raises MeetingsAhead, IllegalEvent."""
    process = as_it_stands(process)
    if process.meetings.ahead().exists():
        raise MeetingsAhead
    process.meetings.filter(replacement_wanted=True).update(replacement_wanted=False)
    move_process(process=process, event=ProcessEvent.LAST_MEETING_HELD, by=by, at=at)


@transaction.atomic
def close_process(*, process: Process, by: Person | None, at: datetime) -> None:
    """Close for good. Raises MeetingsAhead, StillToInvoice, IllegalEvent, ProcessClosed."""
    process = as_it_stands(process)
    if process.meetings.ahead().exists():
        raise MeetingsAhead
    if process.charges.filter(payment="open", hours_only=False).exists():
        raise StillToInvoice
    move_process(process=process, event=ProcessEvent.CLOSE, by=by, at=at)
