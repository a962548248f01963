"""The acts on one meeting: holding, moving, cancelling, correcting, answering, and what follows from each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tuokio.audit import trail
from tuokio.meetings.domain import cancelling
from tuokio.meetings.domain.series import PlannedDate, planned_date
from tuokio.meetings.domain.states import AHEAD, Outcome, act
from tuokio.meetings.domain.wall_clock import zone_called
from tuokio.meetings.models import Attendance, Meeting, MeetingChange, Room
from tuokio.meetings.signals import dates_changed
from tuokio.meetings.usecases.charges import drop_charge, make_charge
from tuokio.meetings.usecases.occupying import give_free, occupy
from tuokio.meetings.usecases.telling import tell_of_dates
from tuokio.people.models import Person
from tuokio.supervision.models import Member, Process, Term
from tuokio.supervision.usecases import (
    as_it_stands,
)
from tuokio.terms.meeting_words import CancellationReason, CancelledBy, MeetingEvent, MeetingState
from tuokio.terms.words import ProcessEvent, ProcessState


class BelowQuorum(Exception):
    """Fewer members were there than the terms ask for; say so, or mark it otherwise."""

    def __init__(self, present: int, quorum: int) -> None:
        super().__init__(f"{present} present, {quorum} needed")
        self.present = present
        self.quorum = quorum


@dataclass(frozen=True, slots=True)
class Where:
    """Where a meeting is: words for the place, whether remotely, and perhaps a room of the practice."""

    place: str
    remote: bool
    room: Room | None


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
    give_free([meeting])
    if outcome.state == MeetingState.CANCELLED_CHARGED:
        make_charge(meeting=meeting, percent=percent)
    dates_changed.send(Meeting, meetings=[meeting], at=at, by=by)
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

    Raises MeetingActRefused, AlreadySettled once it is invoiced, Taken when its time is another's now.
    """
    meeting = _fresh(meeting)
    outcome = _acted(meeting, MeetingEvent.CORRECT, at=at)
    drop_charge(meeting=meeting)
    Attendance.objects.filter(meeting=meeting).update(present=None, marked_at=None, on_paper=False)
    _change(meeting, MeetingEvent.CORRECT, outcome, by=by, at=at)
    if meeting.ends_at > at:
        occupy([meeting], at=at)
    dates_changed.send(Meeting, meetings=[meeting], at=at, by=by)
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
    where: Where | None = None,
    tell: bool = True,
) -> Meeting:
    """Give the meeting another date, and perhaps another place in the same act; never a change of the contract.

    Raises MeetingActRefused, SeriesRefused, Taken.
    """
    meeting = _fresh(meeting)
    give_date(meeting, planned_date(on, at_time, meeting.zone, minutes or meeting.minutes), by=by, at=at)
    if where is not None:
        meeting.place, meeting.remote, meeting.room = where.place, where.remote, where.room
        meeting.save(update_fields=["place", "remote", "room"])
        trail.record("place changed", about=meeting, by=by, at=at)
    occupy([meeting], at=at)
    dates_changed.send(Meeting, meetings=[meeting], at=at, by=by)
    if tell:
        tell_of_dates(process=meeting.process, at=at)
    return meeting


def give_date(meeting: Meeting, planned: PlannedDate, *, by: Person | None, at: datetime) -> None:
    """Write a locked meeting's new date and clear the answers to the old one; whoever calls takes its time.

    Raises MeetingActRefused.
    """
    outcome = _acted(meeting, MeetingEvent.MOVE, at=at)
    old = meeting.starts_at
    meeting.starts_at, meeting.minutes, meeting.time_known = planned.start_utc, planned.minutes, True
    Attendance.objects.filter(meeting=meeting).update(answer="", answered_at=None)
    _change(meeting, MeetingEvent.MOVE, outcome, by=by, at=at, old_start=old)


@transaction.atomic
def change_place(
    *, meeting: Meeting, place: str, remote: bool, by: Person, at: datetime, room: Room | None = None
) -> None:
    """Say where the meeting is; its time stays. Raises ProcessClosed, Taken when the room is another's then."""
    as_it_stands(meeting.process)
    Meeting.objects.filter(pk=meeting.pk).update(
        place=place, remote=remote, room=room, sequence=F("sequence") + 1
    )
    trail.record("place changed", about=meeting, by=by, at=at)
    moved = Meeting.objects.get(pk=meeting.pk)
    if moved.room_id != meeting.room_id and moved.ends_at > at:
        occupy([moved], at=at)
    dates_changed.send(Meeting, meetings=[moved], at=at, by=by)


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
