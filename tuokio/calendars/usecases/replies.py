"""What members' calendars answered: taken as their answer, or kept as a proposal that moves nothing by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from tuokio.audit import trail
from tuokio.calendars.domain.replies import Reply, Said
from tuokio.calendars.models import Invitation, TimeProposal
from tuokio.meetings.domain.states import MeetingActRefused
from tuokio.meetings.models import Meeting, MeetingQuerySet
from tuokio.meetings.usecases.one_meeting import answer
from tuokio.people.models import Person
from tuokio.supervision.models import Member


class Outcome(StrEnum):
    """What became of one answer."""

    COMING = "coming"
    CANNOT = "cannot"
    PERHAPS = "perhaps"  # nothing is kept of it
    PROPOSED = "proposed"
    OLD = "old"  # it answered an earlier time of the meeting
    OVER = "over"  # the meeting is over or cancelled
    UNKNOWN = "unknown"  # no meeting of these, or nobody of it has that address


@dataclass(frozen=True, slots=True)
class Taken:
    """One answer and what became of it; meeting and member are None when they are not known."""

    outcome: Outcome
    reply: Reply
    meeting: Meeting | None = None
    member: Member | None = None


@transaction.atomic
def take_replies(
    *, replies: Iterable[Reply], meetings: MeetingQuerySet, by: Person | None, at: datetime
) -> list[Taken]:
    """Take each answer that belongs to one of these meetings and to the address of one of its members.

    `by` is the supervisor who brought it; None when it came by mail.
    """
    return [_take(reply, meetings, by=by, at=at) for reply in replies]


def _take(reply: Reply, meetings: MeetingQuerySet, *, by: Person | None, at: datetime) -> Taken:
    meeting = meetings.filter(pk=reply.meeting).select_related("process").first()
    member = _member(meeting, reply.attendee) if meeting else None
    if meeting is None or member is None:
        return Taken(Outcome.UNKNOWN, reply)
    outcome = _outcome(meeting, member, reply, at=at)
    if outcome in (Outcome.COMING, Outcome.CANNOT, Outcome.PROPOSED):
        trail.record("answer by calendar", about=meeting, by=by or member.person, at=at, outcome=outcome)
    return Taken(outcome, reply, meeting, member)


def _member(meeting: Meeting, address: str) -> Member | None:
    """The member whose own address it is, on the day of the meeting."""
    day = meeting.local_start.date()
    found = Member.objects.filter(process=meeting.process_id, person__email__iexact=address)
    return next((one for one in found.select_related("person") if one.belongs_on(day)), None)


def _outcome(meeting: Meeting, member: Member, reply: Reply, *, at: datetime) -> Outcome:
    if meeting.ends_at <= at or not meeting.is_ahead:
        return Outcome.OVER
    invitation = Invitation.objects.filter(of=meeting.pk, person=member.person_id).first()
    if reply.sequence != (invitation.sequence if invitation else meeting.sequence):
        return Outcome.OLD
    if reply.said == Said.TENTATIVE:
        return Outcome.PERHAPS
    if reply.said == Said.COUNTER:
        return _keep_proposal(meeting, member, reply, at=at)
    coming = reply.said == Said.ACCEPTED
    try:
        answer(meeting=meeting, member=member, coming=coming, at=at)
    except MeetingActRefused:
        return Outcome.OVER
    return Outcome.COMING if coming else Outcome.CANNOT


def _keep_proposal(meeting: Meeting, member: Member, reply: Reply, *, at: datetime) -> Outcome:
    if reply.starts_at is None or reply.starts_at <= at:
        return Outcome.OVER
    TimeProposal.objects.update_or_create(
        meeting=meeting,
        member=member,
        defaults={
            "starts_at": reply.starts_at,
            "minutes": reply.minutes or meeting.minutes,
            "proposed_at": at,
        },
    )
    return Outcome.PROPOSED


@transaction.atomic
def settle_proposal(*, proposal: TimeProposal, by: Person, at: datetime) -> None:
    """The supervisor has looked at it: it is gone, whatever became of it."""
    trail.record("proposed time settled", about=proposal.meeting, by=by, at=at)
    proposal.delete()


def forget_proposals(meetings: Iterable[Meeting]) -> None:
    """What was proposed for the times that these meetings had is no longer asked."""
    TimeProposal.objects.filter(meeting__in=[one.pk for one in meetings]).delete()
