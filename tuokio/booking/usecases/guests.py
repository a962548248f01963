"""Who books a meeting for themselves or their people, and what their agreement lets them book (domain 1.4).

Of an individual process the supervised person books; of any other the one who orders, for a member of a group has
only their own attendance to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tuokio.meetings.domain.cancelling import free_until
from tuokio.meetings.domain.numbering import COUNTED
from tuokio.meetings.models import BookingRules, Meeting
from tuokio.meetings.usecases.free_times import Wanted
from tuokio.meetings.usecases.one_meeting import cancellation_terms
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Member, Process, ProcessQuerySet, Term
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.words import FormOfWork, ProcessState

BOOKS_IN = (ProcessState.AGREED, ProcessState.RUNNING)


class CannotBook(Exception):
    """Nothing can be booked: the process is not under way, no meeting is left, or the supervisor opens no times."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One who books: a member of an individual process, or a contact person. Exactly one of the two."""

    member: Member | None = None
    contact: ContactPerson | None = None

    @property
    def person(self) -> Person | None:
        """The person with an account, if it is one."""
        return self.member.person if self.member else None

    @property
    def email(self) -> str:
        """Where letters go; empty without one."""
        reader = self.contact or self.person
        return (reader.email if reader else "") or ""

    @property
    def language(self) -> str:
        """In which language."""
        reader = self.contact or self.person
        return reader.language if reader else "fi"

    @property
    def side(self) -> CancelledBy:
        """Whose side a cancellation by them is."""
        return CancelledBy.COMMISSIONER if self.contact else CancelledBy.SUPERVISEES

    @property
    def reason(self) -> CancellationReason:
        """The code of that cancellation; nobody is asked for more."""
        return (
            CancellationReason.COMMISSIONER_REQUEST
            if self.contact
            else CancellationReason.SUPERVISEES_REQUEST
        )


def own_processes(person: Person, *, on: date) -> ProcessQuerySet:
    """What the person may book in: the individual processes they are supervised in."""
    return Process.objects.joined_by(person, on=on).filter(form=FormOfWork.INDIVIDUAL)


def own_member(person: Person, process: Process, *, on: date) -> Member | None:
    """The person as a member of the process on that day."""
    return next((one for one in process.members.filter(person=person) if one.belongs_on(on)), None)


def meetings_left(process: Process) -> int:
    """How many more meetings the newest terms leave to be planned; none before any are agreed."""
    term = process.current_term
    if term is None:
        return 0
    counted = Meeting.objects.filter(term=term, state__in=COUNTED).count()
    return max(0, term.planned - term.held_before - counted)


def rules_for(process: Process, *, on: date) -> BookingRules | None:
    """The rules of who leads the process, when they have hours that can be booked."""
    supervisor = process.supervisor_on(on)
    if supervisor is None:
        return None
    found = BookingRules.objects.filter(
        supervisor=supervisor, practice=process.practice_id, weekly__isnull=False
    )
    return found.select_related("supervisor").distinct().first()


def wanted_for(
    process: Process,
    rules: BookingRules,
    term: Term,
    *,
    since: datetime,
    until: datetime,
    moved: Meeting | None = None,
) -> Wanted:
    """A meeting of this process with its supervisor and all its members who must be there."""
    people = process.members.filter(
        left_on=None, person__isnull=False, optional=False, may_overlap=False
    ).values_list("person_id", flat=True)
    return Wanted(
        practice=process.practice_id,
        supervisors=[rules.supervisor_id],
        minutes=moved.minutes if moved else term.minutes,
        since=since,
        until=until,
        room=moved.room_id if moved else None,
        members=[one for one in people if one],
        ignoring=[moved.pk] if moved else (),
    )


def free_limit(meeting: Meeting) -> datetime:
    """Until when the meeting is moved or cancelled free of charge by its terms, UTC."""
    return free_until(cancellation_terms(meeting.term), meeting.starts_at, meeting.zone)
