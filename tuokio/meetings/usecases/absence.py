"""A supervisor falls ill: one act for the meetings of a day or a few, done by themselves or by a named substitute.

Why someone is away is neither asked nor kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.letters import write_to
from tuokio.meetings.domain.wall_clock import utc_midnight
from tuokio.meetings.models import Absence, Meeting, Substitute
from tuokio.meetings.usecases.one_meeting import cancel_meeting, move_meeting
from tuokio.meetings.usecases.telling import tell_of_dates
from tuokio.people.models import Person, Practice
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Member, Process
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

DAY = timedelta(days=1)


class MeetingsChanged(Exception):
    """The meetings are no longer those that were looked at: another tab or person was quicker."""


class OwnSubstitute(Exception):
    """Nobody stands in for themselves."""


class StandsInElsewhere(Exception):
    """The person already stands in for this supervisor in another practice."""


@dataclass(frozen=True, slots=True)
class Away:
    """What became of the meetings: the rows that remember it, changed meetings, and whom no mail reaches."""

    absences: tuple[Absence, ...]
    meetings: tuple[Meeting, ...]
    to_be_called: tuple[Process, ...]


def meetings_of_days(
    *, practices: Collection[Practice], supervisor: Person, from_on: date, until_on: date
) -> list[Meeting]:
    """What an absence concerns: the supervisor's meetings of those days that are neither held nor cancelled."""
    near = (
        Meeting.objects.filter(
            practice__in=practices,
            supervisor=supervisor,
            starts_at__gte=utc_midnight(from_on) - DAY,
            starts_at__lt=utc_midnight(until_on) + 2 * DAY,
        )
        .ahead()
        .exclude(process__state__in=ENDED_STATES)
        .select_related("process__contact_person", "process__practice")
        .prefetch_related(
            Prefetch(
                "process__members",
                Member.objects.filter(left_on=None).select_related("person"),
                to_attr="present_members",
            )
        )
        .order_by("starts_at", "pk")
    )
    return [meeting for meeting in near if from_on <= meeting.local_start.date() <= until_on]


def fingerprint(meetings: Sequence[Meeting]) -> str:
    """Tells whether the meetings are still the very ones that were looked at."""
    seen = ",".join(f"{meeting.pk}:{meeting.sequence}" for meeting in meetings)
    return hashlib.sha256(seen.encode()).hexdigest()[:24]


@transaction.atomic
def supervisor_away(
    *,
    practices: Collection[Practice],
    supervisor: Person,
    from_on: date,
    until_on: date,
    by: Person,
    at: datetime,
    only: Collection[UUID] | None = None,
    seen: str = "",
    move_days: int | None = None,
) -> Away:
    """Cancel, or move by whole days, the meetings of a span, free of charge; tell everyone who has a mail.

    `only` names some of them, `seen` is the fingerprint of those that were looked at. Cancelled ones wait for a
    new date in *Tänään*. Raises MeetingsChanged, SeriesRefused for a move that reaches too far.
    """
    Person.objects.select_for_update().get(pk=supervisor.pk)  # two tabs, or a substitute at once, take turns
    found = meetings_of_days(practices=practices, supervisor=supervisor, from_on=from_on, until_on=until_on)
    if seen and seen != fingerprint(found):
        raise MeetingsChanged
    chosen = [meeting for meeting in found if only is None or meeting.pk in only]
    absences = tuple(
        Absence.objects.create(
            practice=practice, supervisor=supervisor, from_on=from_on, until_on=until_on, told_by=by, at=at
        )
        for practice in practices
    )
    for absence in absences:
        trail.record("absence told", about=absence, by=by, at=at, from_on=from_on.isoformat())
    changed = tuple(
        _cancelled(meeting, supervisor, by=by, at=at)
        if move_days is None
        else _moved(meeting, move_days, by=by, at=at)
        for meeting in chosen
    )
    processes = {meeting.process_id: meeting.process for meeting in changed}
    unreached = tuple(p for p in processes.values() if not tell_of_dates(process=p, at=at))
    return Away(absences, changed, unreached)


def _cancelled(meeting: Meeting, supervisor: Person, *, by: Person, at: datetime) -> Meeting:
    return cancel_meeting(
        meeting=meeting,
        cancelled_by=CancelledBy.SUPERVISOR if by == supervisor else CancelledBy.PRACTICE,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=by,
        at=at,
        tell=False,
    )


def _moved(meeting: Meeting, days: int, *, by: Person, at: datetime) -> Meeting:
    local = meeting.local_start
    return move_meeting(
        meeting=meeting,
        on=local.date() + timedelta(days=days),
        at_time=local.time(),
        by=by,
        at=at,
        tell=False,
    )


# --- substitutes ------------------------------------------------------------------------------------------


@transaction.atomic
def name_substitute(
    *, practice: Practice, supervisor: Person, person: Person, by: Person, at: datetime
) -> Substitute:
    """Let someone cancel or move the supervisor's meetings when they fall ill, and tell them by mail.

    Naming the same one twice changes nothing. Raises OwnSubstitute,
    StandsInElsewhere.
    """
    if person == supervisor:
        raise OwnSubstitute
    found, new = Substitute.objects.get_or_create(
        supervisor=supervisor,
        person=person,
        ended_on=None,
        defaults={"practice": practice, "since": at.date()},
    )
    if found.practice_id != practice.pk:
        raise StandsInElsewhere
    if new:
        trail.record("substitute named", about=found, by=by, at=at)
        _tell_substitute(found, at=at)
    return found


@transaction.atomic
def end_substitute(*, substitute: Substitute, by: Person, at: datetime) -> None:
    """Let them stand in no longer; ending twice changes nothing."""
    if Substitute.objects.filter(pk=substitute.pk, ended_on=None).update(ended_on=at.date()):
        trail.record("substitute ended", about=substitute, by=by, at=at)


def person_with(*, email: str, name: str) -> Person:
    """The person of that mail address, made when there is none yet; a mailed code lets them in."""
    found = Person.objects.filter(email=email.strip().lower()).first()
    return found or Person.objects.create_user(email, name=name.strip())


def _tell_substitute(substitute: Substitute, *, at: datetime) -> None:
    person = substitute.person
    if not person.email:
        return
    write_to(
        person,
        kind="substitute named",
        subject=lambda: _("You have been named a substitute"),
        text=lambda: (
            _(
                "Hello,\n\nyou have been named a substitute for a supervisor. If they fall ill, you can cancel or "
                "move their meetings here:\n%(address)s\n\nSign in with this mail address.\n"
            )
            % {"address": settings.BASE_ADDRESS}
        ),
        at=at,
        practice_id=substitute.practice_id,
        reply_to=substitute.practice.email,
    )
