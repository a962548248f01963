"""The acts on meetings: planning a series, holding, moving, cancelling, correcting, and what follows from each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tuokio.audit import trail
from tuokio.meetings.charges import drop_charge, make_charge
from tuokio.meetings.domain import cancelling
from tuokio.meetings.domain.free_days import DateSpan, FreeDay
from tuokio.meetings.domain.series import PlannedDate, SeriesPlan, planned_date, series_dates
from tuokio.meetings.domain.states import AHEAD, Outcome, act
from tuokio.meetings.domain.wall_clock import zone_called
from tuokio.meetings.models import Attendance, Break, Meeting, MeetingChange, Series
from tuokio.meetings.telling import tell_of_dates
from tuokio.people.models import Person, Practice
from tuokio.supervision.domain.states import MEETING_STATES
from tuokio.supervision.models import Lead, Member, Process, Term
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
from tuokio.terms.meeting_words import CancellationReason, CancelledBy, MeetingEvent, MeetingState
from tuokio.terms.words import ProcessEvent, ProcessState


class BelowQuorum(Exception):
    """Fewer members were there than the terms ask for; say so, or mark it otherwise."""

    def __init__(self, present: int, quorum: int) -> None:
        super().__init__(f"{present} present, {quorum} needed")
        self.present = present
        self.quorum = quorum


class NoTerms(Exception):
    """The process has no agreed terms yet, so no meeting can be planned."""


class NotMeetingNow(Exception):
    """A process in this state has no meetings to come: it waits, is paused, or is being closed."""

    def __init__(self, state: ProcessState) -> None:
        super().__init__(str(state))
        self.state = state


class BreakTaken(Exception):
    """These days are already in a break."""


class StillToInvoice(Exception):
    """The process cannot be closed while a meeting waits for its invoice, or for the word that there is none."""


class MeetingsAhead(Exception):
    """The process cannot go on to its end while meetings are still to come or to be marked."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned series: its meetings, and the days left out with why."""

    meetings: tuple[Meeting, ...]
    skipped: tuple[FreeDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How a series goes: from a first day, at a wall-clock time in a zone."""

    first_on: date
    at_time: time
    count: int
    every_weeks: int
    minutes: int
    zone: str = "Europe/Helsinki"
    place: str = ""
    remote: bool = False


# --- beginning --------------------------------------------------------------------------------------------


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


def proposed_dates(*, process: Process, rhythm: Rhythm) -> SeriesPlan:
    """The dates that a rhythm gives, before anything is saved. Raises SeriesRefused."""
    leads = [lead.supervisor_id for lead in process.leads.all()]
    return series_dates(
        rhythm.first_on,
        rhythm.at_time,
        rhythm.zone,
        rhythm.count,
        rhythm.every_weeks,
        rhythm.minutes,
        breaks=[DateSpan(span.from_on, span.until_on) for span in Break.objects.filter(supervisor__in=leads)],
    )


@transaction.atomic
def plan_series(*, process: Process, term: Term, rhythm: Rhythm, by: Person | None, at: datetime) -> Planned:
    """Plan a row of meetings, leaving out holidays and the supervisor's breaks.

    Raises ProcessClosed, NotMeetingNow, SeriesRefused.
    """
    process = _meeting_now(process)
    plan = proposed_dates(process=process, rhythm=rhythm)
    meetings = _write_series(process, term, rhythm, plan.dates, by=by, at=at)
    return Planned(tuple(meetings), plan.skipped)


@transaction.atomic
def plan_dates(
    *,
    process: Process,
    rhythm: Rhythm,
    dates: Sequence[tuple[date, time]],
    by: Person,
    at: datetime,
) -> Sequence[Meeting]:
    """Plan a row of meetings on dates that were looked through and perhaps changed by hand.

    Raises ProcessClosed, NotMeetingNow, NoTerms, SeriesRefused.
    """
    process = _meeting_now(process)
    term = process.current_term
    if term is None:
        raise NoTerms
    planned = [planned_date(on, at_time, rhythm.zone, rhythm.minutes) for on, at_time in dates]
    meetings = _write_series(process, term, rhythm, planned, by=by, at=at)
    tell_of_dates(process=process, at=at)
    return meetings


def _meeting_now(process: Process) -> Process:
    process = as_it_stands(process)
    if process.now_in not in MEETING_STATES:
        raise NotMeetingNow(process.now_in)
    return process


def _write_series(
    process: Process,
    term: Term,
    rhythm: Rhythm,
    dates: Sequence[PlannedDate],
    *,
    by: Person | None,
    at: datetime,
) -> list[Meeting]:
    series = Series.objects.create(
        process=process,
        first_on=rhythm.first_on,
        at_time=rhythm.at_time,
        zone=rhythm.zone,
        every_weeks=rhythm.every_weeks,
        count=len(dates),
        minutes=rhythm.minutes,
        made_at=at,
    )
    leads = list(process.leads.select_related("supervisor"))
    meetings = Meeting.objects.bulk_create(
        Meeting(
            practice_id=process.practice_id,
            process=process,
            term=term,
            supervisor=_leader(leads, planned.on),
            series=series,
            starts_at=planned.start_utc,
            minutes=planned.minutes,
            zone=planned.zone,
            place=rhythm.place,
            remote=rhythm.remote,
            made_at=at,
        )
        for planned in dates
    )
    trail.record("series planned", about=process, by=by, at=at, count=len(meetings))
    return meetings


@transaction.atomic
def add_meeting(
    *,
    process: Process,
    on: date,
    at_time: time,
    by: Person,
    at: datetime,
    minutes: int | None = None,
    place: str = "",
    remote: bool = False,
    replaces: Meeting | None = None,
) -> Meeting:
    """Plan one more meeting, perhaps in place of a cancelled one.

    Raises ProcessClosed, NotMeetingNow, NoTerms, SeriesRefused.
    """
    process = _meeting_now(process)
    term = process.current_term
    if term is None:
        raise NoTerms
    zone = process.practice.zone
    planned = planned_date(on, at_time, zone, minutes or term.minutes)
    meeting = Meeting.objects.create(
        practice_id=process.practice_id,
        process=process,
        term=term,
        supervisor=_leader(list(process.leads.select_related("supervisor")), on),
        starts_at=planned.start_utc,
        minutes=planned.minutes,
        zone=zone,
        place=place,
        remote=remote,
        replaces=replaces,
        made_at=at,
    )
    if replaces is not None:
        no_new_date(meeting=replaces)
    trail.record("meeting planned", about=meeting, by=by, at=at)
    tell_of_dates(process=process, at=at)
    return meeting


def no_new_date(*, meeting: Meeting) -> None:
    """A cancelled meeting gets no new date, or has got one: it no longer waits."""
    Meeting.objects.filter(pk=meeting.pk).update(replacement_wanted=False)


def _leader(leads: Sequence[Lead], day: date) -> Person:
    """Who leads on the day; before the first lead or after an ended one, the nearest."""

    def distance(lead: Lead) -> int:
        if day < lead.from_on:
            return (lead.from_on - day).days
        return (day - lead.until_on).days if lead.until_on and lead.until_on < day else 0

    return min(leads, key=distance).supervisor


# --- one meeting ------------------------------------------------------------------------------------------


def _fresh(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, with its process held so that two tabs take turns."""
    process = Process.objects.select_for_update().get(pk=meeting.process_id)
    fresh = (
        Meeting.objects.select_for_update(of=("self",)).select_related("term", "practice").get(pk=meeting.pk)
    )
    fresh.process = process
    return fresh


def _change(
    meeting: Meeting,
    event: MeetingEvent,
    outcome: Outcome,
    *,
    by: Person | None,
    at: datetime,
    cancelled_by: CancelledBy | None = None,
    reason: CancellationReason | None = None,
    percent: int | None = None,
    old_start: datetime | None = None,
    on_paper: bool = False,
) -> None:
    before = meeting.now_in
    meeting.state = outcome.state
    meeting.sequence += 1
    meeting.replacement_wanted = outcome.asks_replacement
    meeting.save(
        update_fields=["state", "sequence", "replacement_wanted", "starts_at", "minutes", "time_known"]
    )
    MeetingChange.objects.create(
        meeting=meeting,
        event=event,
        from_state=before,
        to_state=outcome.state,
        cancelled_by=cancelled_by or "",
        reason=reason or "",
        percent=percent,
        old_start=old_start,
        by=by,
        on_paper=on_paper,
        at=at,
    )
    trail.record("meeting changed", about=meeting, by=by, at=at, event=event)


def has_come(meeting: Meeting, at: datetime) -> bool:
    """Whether its day has come: whoever marks it may be early on the day itself."""
    return (
        meeting.starts_at <= at
        or meeting.local_start.date() <= at.astimezone(zone_called(meeting.zone)).date()
    )


def _acted(meeting: Meeting, event: MeetingEvent, *, at: datetime) -> Outcome:
    return act(
        meeting.now_in,
        event,
        process_ended=meeting.process.has_ended,
        has_begun=has_come(meeting, at),
    )


@transaction.atomic
def hold_meeting(
    *,
    meeting: Meeting,
    present: Collection[UUID],
    by: Person | None,
    at: datetime,
    on_paper: bool = False,
    although_few: bool = False,
) -> Meeting:
    """The meeting took place with these members there.

    Raises MeetingActRefused, and BelowQuorum unless `although_few`.
    """
    meeting = _fresh(meeting)
    outcome = _acted(meeting, MeetingEvent.HOLD, at=at)
    members = list(_members_of(meeting))
    there = {member.pk for member in members} & set(present)
    quorum = min(meeting.term.quorum, len(members))
    if len(there) < quorum and not although_few:
        raise BelowQuorum(len(there), quorum)
    mark_attendance(meeting=meeting, members=members, present=there, at=at, on_paper=on_paper)
    _change(meeting, MeetingEvent.HOLD, outcome, by=by, at=at, on_paper=on_paper)
    make_charge(meeting=meeting, percent=100)
    _process_follows(meeting, by=by, at=at)
    return meeting


def mark_attendance(
    *,
    meeting: Meeting,
    members: Sequence[Member],
    present: Collection[UUID],
    at: datetime,
    on_paper: bool = False,
) -> None:
    """Write who was there; those not named were not."""
    known = {row.member_id: row for row in meeting.attendances.all()}
    changed: list[Attendance] = []
    new: list[Attendance] = []
    for member in members:
        row = known.get(member.pk) or Attendance(meeting=meeting, member=member)
        row.present, row.marked_at, row.on_paper = member.pk in present, at, on_paper
        (changed if row.pk else new).append(row)
    Attendance.objects.bulk_update(changed, ["present", "marked_at", "on_paper"])
    Attendance.objects.bulk_create(new)


def _members_of(meeting: Meeting) -> list[Member]:
    day = meeting.local_start.date()
    return [member for member in meeting.process.members.all() if member.belongs_on(day)]


@transaction.atomic
def mark_no_show(*, meeting: Meeting, by: Person | None, at: datetime) -> Meeting:
    """Nobody came: charged by the terms. Raises MeetingActRefused."""
    meeting = _fresh(meeting)
    outcome = _acted(meeting, MeetingEvent.MARK_NO_SHOW, at=at)
    percent = cancelling.no_show_charge(cancellation_terms(meeting.term)).percent
    mark_attendance(meeting=meeting, members=_members_of(meeting), present=(), at=at)
    _change(meeting, MeetingEvent.MARK_NO_SHOW, outcome, by=by, at=at, percent=percent)
    make_charge(meeting=meeting, percent=percent)
    _process_follows(meeting, by=by, at=at)
    return meeting


def cancellation_terms(term: Term) -> cancelling.CancellationTerms:
    """What the terms say of cancelling."""
    return cancelling.CancellationTerms(
        term.free_until_hours, term.late_percent, term.no_show_percent, term.count_business_days
    )


def cancellation_verdict(*, meeting: Meeting, cancelled_by: CancelledBy, at: datetime) -> cancelling.Verdict:
    """What cancelling now would cost by the agreed terms: shown before the click."""
    return cancelling.charge_percent(
        cancellation_terms(meeting.term), meeting.starts_at, at, cancelled_by, meeting.zone
    )


@transaction.atomic
def cancel_meeting(
    *,
    meeting: Meeting,
    cancelled_by: CancelledBy,
    reason: CancellationReason,
    by: Person | None,
    at: datetime,
    tell: bool = True,
    on_paper: bool = False,
) -> Meeting:
    """Cancel by the agreed terms, free or charged. Raises MeetingActRefused."""
    meeting = _fresh(meeting)
    percent = cancellation_verdict(meeting=meeting, cancelled_by=cancelled_by, at=at).percent
    outcome = act(
        meeting.now_in,
        MeetingEvent.CANCEL,
        process_ended=meeting.process.has_ended,
        by=cancelled_by,
        percent=percent,
        reason=reason,
    )
    _change(
        meeting,
        MeetingEvent.CANCEL,
        outcome,
        by=by,
        at=at,
        cancelled_by=cancelled_by,
        reason=reason,
        percent=percent,
        on_paper=on_paper,
    )
    if outcome.state == MeetingState.CANCELLED_CHARGED:
        make_charge(meeting=meeting, percent=percent)
    if tell:
        tell_of_dates(process=meeting.process, at=at)
    return meeting


@transaction.atomic
def waive(*, meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """Let a charged cancellation be free after all. Raises MeetingActRefused, AlreadySettled."""
    meeting = _fresh(meeting)
    outcome = _acted(meeting, MeetingEvent.WAIVE, at=at)
    drop_charge(meeting=meeting)
    _change(meeting, MeetingEvent.WAIVE, outcome, by=by, at=at, percent=0)
    return meeting


@transaction.atomic
def correct(*, meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """Undo a mistaken mark: the meeting is to come, or to be marked, again; the audit keeps both.

    Raises MeetingActRefused, AlreadySettled once it is invoiced.
    """
    meeting = _fresh(meeting)
    outcome = _acted(meeting, MeetingEvent.CORRECT, at=at)
    drop_charge(meeting=meeting)
    Attendance.objects.filter(meeting=meeting).update(present=None, marked_at=None, on_paper=False)
    _change(meeting, MeetingEvent.CORRECT, outcome, by=by, at=at)
    return meeting


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    on: date,
    at_time: time,
    by: Person | None,
    at: datetime,
    minutes: int | None = None,
    tell: bool = True,
) -> Meeting:
    """Give the meeting another date; never a change of the contract. Raises MeetingActRefused, SeriesRefused."""
    meeting = _fresh(meeting)
    outcome = _acted(meeting, MeetingEvent.MOVE, at=at)
    planned = planned_date(on, at_time, meeting.zone, minutes or meeting.minutes)
    old = meeting.starts_at
    meeting.starts_at, meeting.minutes, meeting.time_known = planned.start_utc, planned.minutes, True
    Attendance.objects.filter(meeting=meeting).update(answer="", answered_at=None)
    _change(meeting, MeetingEvent.MOVE, outcome, by=by, at=at, old_start=old)
    if tell:
        tell_of_dates(process=meeting.process, at=at)
    return meeting


@transaction.atomic
def change_place(*, meeting: Meeting, place: str, remote: bool, by: Person, at: datetime) -> None:
    """Say where the meeting is; its time stays. Raises ProcessClosed."""
    as_it_stands(meeting.process)
    Meeting.objects.filter(pk=meeting.pk).update(place=place, remote=remote, sequence=F("sequence") + 1)
    trail.record("place changed", about=meeting, by=by, at=at)


@transaction.atomic
def answer(
    *, meeting: Meeting, member: Member, coming: bool, at: datetime, on_paper: bool = False
) -> Attendance:
    """A member says "Tulen paikalle" or "En pääse". Nobody is asked why. Raises MeetingActRefused when past."""
    meeting = _fresh(meeting)
    if meeting.now_in not in AHEAD or meeting.process.has_ended:
        _acted(meeting, MeetingEvent.MOVE, at=at)  # raises, with the right reason
    row, _new = Attendance.objects.update_or_create(
        meeting=meeting,
        member=member,
        defaults={
            "answer": Attendance.Answer.COMING if coming else Attendance.Answer.CANNOT,
            "answered_at": at,
            "on_paper": on_paper,
        },
    )
    return row


def _process_follows(meeting: Meeting, *, by: Person | None, at: datetime) -> None:
    """The first held meeting starts an agreed process; the last one leads to the final review."""
    process = meeting.process
    if process.now_in == ProcessState.AGREED:
        process.move(ProcessEvent.FIRST_MEETING_HELD, by=by, at=at)
    if process.now_in != ProcessState.RUNNING:
        return
    if process.terms.filter(number__gt=meeting.term.number).exists():
        return  # it goes on by newer terms
    taken = Meeting.objects.filter(term=meeting.term, state__in=(MeetingState.HELD, MeetingState.NO_SHOW))
    if meeting.term.held_before + taken.count() < meeting.term.planned:
        return
    if not process.meetings.ahead().exists():
        process.move(ProcessEvent.LAST_MEETING_HELD, by=by, at=at)


# --- many meetings ----------------------------------------------------------------------------------------


def _midnight(day: date) -> datetime:
    return planned_date(day, time(0), "UTC", 60).start_utc


@transaction.atomic
def change_supervisor(*, process: Process, to: Person, from_on: date, by: Person, at: datetime) -> int:
    """Hand the process and its meetings from that day on to another; returns how many meetings. Raises ProcessClosed."""
    hand_over(process=process, to=to, from_on=from_on, by=by, at=at)
    theirs = [m for m in process.meetings.ahead() if m.local_start.date() >= from_on]
    for meeting in theirs:
        meeting.supervisor = to
    Meeting.objects.bulk_update(theirs, ["supervisor"])
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
def carry_on(*, process: Process, agreed: Agreed, rhythm: Rhythm | None, by: Person, at: datetime) -> Term:
    """Continue (*Jatketaan*): a new term of the same people; the history stays one. Raises IllegalEvent."""
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


# --- days without meetings --------------------------------------------------------------------------------


@transaction.atomic
def take_break(
    *, supervisor: Person, from_on: date, until_on: date, at: datetime
) -> tuple[Break, list[Meeting]]:
    """Keep days free of new meetings; returns the break and the meetings that already fall in it.

    Raises BreakTaken when all these days are in a break already.
    """
    if Break.objects.filter(supervisor=supervisor, from_on__lte=from_on, until_on__gte=until_on).exists():
        raise BreakTaken
    taken = Break.objects.create(supervisor=supervisor, from_on=from_on, until_on=until_on)
    trail.record("break taken", about=taken, by=supervisor, at=at, from_on=from_on.isoformat())
    return taken, meetings_within(supervisor=supervisor, spans=[taken])


def meetings_within(*, supervisor: Person, spans: Sequence[Break]) -> list[Meeting]:
    """The supervisor's meetings to come that fall in one of these breaks."""
    if not spans:
        return []
    day = timedelta(days=1)
    near = (
        Meeting.objects.filter(
            supervisor=supervisor,
            starts_at__gte=_midnight(min(span.from_on for span in spans)) - day,
            starts_at__lt=_midnight(max(span.until_on for span in spans)) + 2 * day,
        )
        .ahead()
        .select_related("process")
    )
    return [
        meeting
        for meeting in near
        if any(span.from_on <= meeting.local_start.date() <= span.until_on for span in spans)
    ]
