"""What is let go of each class of record, and what remains of it: numbers, and what bookkeeping asks for.

Each class has a question (what is older than a given moment) and an act on a batch of the answers. The acts may
be repeated and cut off at any point: a batch is one transaction, and what is done is not found again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import batched
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.utils.functional import Promise

from tuokio.agreement.keeping_agreements import let_agreements_go as let_agreements_of_go
from tuokio.agreement.keeping_agreements import members_accepted_namelessly
from tuokio.agreement.keeping_offers import let_offers_go
from tuokio.audit.models import Entry
from tuokio.booking.keeping_polls import let_polls_go
from tuokio.evaluation.keeping_summaries import let_summaries_of_go
from tuokio.evaluation.keeping_waves import let_evaluation_go
from tuokio.goals.keeping import let_goals_go
from tuokio.mapping.keeping import let_mapping_go
from tuokio.meetings.keeping import let_places_go
from tuokio.meetings.models import Attendance, Charge, Meeting, MeetingChange
from tuokio.people.models import ContactPerson, Organisation, Practice
from tuokio.retention.domain.keeping import RULES, KeepingRule, Kept
from tuokio.retention.models import KeptCounts
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import move_process
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import OrganisationKind, Payment, PracticeKind, ProcessEvent, ProcessState
from tuokio.workroom.keeping import let_workroom_go
from tuokio.workroom.keeping_out import let_out_of_go

BATCH = 200
# what each room keeps of a process: all of it goes when the process is erased
ROOMS: tuple[Callable[[Sequence[Process], datetime], None], ...] = (
    let_mapping_go,
    let_offers_go,
    let_agreements_of_go,
    let_polls_go,
    let_goals_go,
    let_summaries_of_go,
    let_evaluation_go,
    let_out_of_go,
    let_workroom_go,
)
NAMELESS = "–"  # stands where a process's name was
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Letting:
    """One class of a practice's records: what is due, since which of its moments, and how it is let go."""

    kept: Kept
    what: Words
    since: Words
    remains: Words
    due: Callable[[Practice, datetime], QuerySet[Any]]
    moment: str
    let_go: Callable[[list[Any], datetime], None]

    @property
    def rule(self) -> KeepingRule:
        """How long it is kept."""
        return RULES[self.kept]


# --- processes that never started, and processes that have ended ----------------------------------------------


def declined_due(practice: Practice, cut: datetime) -> QuerySet[Process]:
    """Processes that did not start, and still have more in them than bookkeeping asks for."""
    return Process.objects.filter(
        Q(kept_counts=None) | ~Exists(_vouchers(OuterRef("pk"))),
        practice=practice,
        state=ProcessState.DECLINED,
        state_since__lt=cut,
    )


def let_declined_go(processes: list[Process], at: datetime) -> None:
    """Names, members and contact go; so does all the rest, unless something of it was invoiced."""
    for process in processes:
        _let_people_go(process, at)
        if not _vouchers(process.pk).exists():
            _let_rest_go(process, at)


def meetings_due(practice: Practice, cut: datetime) -> QuerySet[Process]:
    """Closed processes whose meetings and attendance are still there."""
    return Process.objects.filter(
        practice=practice, state=ProcessState.CLOSED, state_since__lt=cut, kept_counts=None
    )


def let_meetings_go(processes: list[Process], at: datetime) -> None:
    """Meetings and attendance become numbers; members and contact go. An invoiced meeting keeps its day."""
    for process in processes:
        _let_people_go(process, at)


def agreements_due(practice: Practice, cut: datetime) -> QuerySet[Process]:
    """Ended processes of which only the agreement is left, past the time of bookkeeping.

    An internal unit has no bookkeeping of it: there the agreement goes with the meetings.
    """
    found = Process.objects.filter(
        ~Exists(_vouchers(OuterRef("pk"))),
        practice=practice,
        state__in=(ProcessState.CLOSED, ProcessState.DECLINED),
        kept_counts__isnull=False,
    )
    return found if practice.kind == PracticeKind.INTERNAL else found.filter(state_since__lt=cut)


def let_agreements_go(processes: list[Process], at: datetime) -> None:
    """Terms, papers, customer and name go; the process is erased, its numbers stay."""
    for process in processes:
        _let_rest_go(process, at)


def vouchers_due(practice: Practice, cut: datetime) -> QuerySet[Charge]:
    """Settled charges of financial years that need not be kept any more."""
    return Charge.objects.filter(
        practice=practice, hours_only=False, on__lt=cut.date(), settled_at__lt=cut
    ).exclude(payment=Payment.OPEN)


def let_vouchers_go(charges: list[Charge], at: datetime) -> None:
    """The lines of invoicing go, and with them what was left of the meetings of ended processes."""
    meetings = [charge.meeting_id for charge in charges]
    Charge.objects.filter(pk__in=[charge.pk for charge in charges]).delete()
    Meeting.objects.filter(pk__in=meetings, process__kept_counts__isnull=False).delete()


def audit_due(practice: Practice, cut: datetime) -> QuerySet[Entry]:
    """Old entries about who did what."""
    return Entry.objects.filter(practice_id=practice.pk, at__lt=cut)


def let_entries_go(entries: list[Entry], at: datetime) -> None:
    """The entries go."""
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()


def in_batches(letting: Letting, practice: Practice, cut: datetime, at: datetime) -> Iterable[list[Any]]:
    """Let go of everything that is due, a transaction at a time; hands out each batch inside its transaction."""
    keys = list(letting.due(practice, cut).values_list("pk", flat=True))
    for some in batched(keys, BATCH):
        with transaction.atomic():
            # asked again: what has changed since is not touched
            rows = list(letting.due(practice, cut).filter(pk__in=some).select_for_update(of=("self",)))
            letting.let_go(rows, at)
            yield rows


# --- what is left of a process -------------------------------------------------------------------------------


def _vouchers(process: Any) -> QuerySet[Charge]:
    return Charge.objects.filter(process=process, hours_only=False)


def _let_people_go(process: Process, at: datetime) -> None:
    """Turn meetings and attendance into numbers, and let members and contact go."""
    if not KeptCounts.objects.filter(process=process).exists():
        _count(process, at).save(force_insert=True)
    meetings = process.meetings.all()
    Charge.objects.filter(process=process, hours_only=True).delete()
    Attendance.objects.filter(meeting__process=process).delete()
    MeetingChange.objects.filter(meeting__process=process).delete()
    meetings.update(replaces=None, series=None)
    meetings.filter(charge=None).delete()
    for meeting in meetings.filter(time_known=True):
        noon = datetime.combine(meeting.local_start.date(), time(12), ZoneInfo(meeting.zone))
        meetings.filter(pk=meeting.pk).update(starts_at=noon, time_known=False, place="", remote=False)
    process.series.all().delete()
    members_accepted_namelessly(process)
    let_places_go([process], at)
    process.members.all().delete()
    contact = process.contact_person
    process.contact_person = None
    process.save(update_fields=["contact_person"])
    if contact is not None:
        _forget_contact(contact)


def _count(process: Process, at: datetime) -> KeptCounts:
    states = dict(process.meetings.order_by().values_list("state").annotate(Count("pk")))
    held = process.meetings.filter(state=MeetingState.HELD)
    spans = held.aggregate(minutes=Sum("minutes"), first=Min("starts_at"), last=Max("starts_at"))
    before = process.terms.aggregate(held=Sum("held_before"))["held"] or 0
    return KeptCounts(
        process=process,
        held=states.get(MeetingState.HELD, 0) + before,
        minutes=spans["minutes"] or 0,
        no_show=states.get(MeetingState.NO_SHOW, 0),
        cancelled_free=states.get(MeetingState.CANCELLED_FREE, 0),
        cancelled_charged=states.get(MeetingState.CANCELLED_CHARGED, 0),
        members=max(process.member_count, process.members.count()),
        present=Attendance.objects.filter(meeting__process=process, present=True).count(),
        first_year=spans["first"].year if spans["first"] else None,
        last_year=spans["last"].year if spans["last"] else None,
        let_go_at=at,
    )


def _let_rest_go(process: Process, at: datetime) -> None:
    """Erase the process: what remains is its form, its practice, its numbers and its changes of state."""
    for let_go in ROOMS:
        let_go([process], at)
    process.meetings.all().delete()
    process.terms.all().delete()
    process.papers.all().delete()
    payer = process.payer
    moved = move_process(process=process, event=ProcessEvent.RETENTION_DUE, by=None, at=at)
    moved.name, moved.payer, moved.unit = NAMELESS, None, None
    moved.save(update_fields=["name", "payer", "unit"])
    if payer is not None and payer.kind == OrganisationKind.SELF_PAYER:
        _forget_self_payer(payer)


def _forget_contact(contact: ContactPerson) -> None:
    """Let a contact person go when no process needs them any more."""
    if not contact.processes.exists():
        contact.delete()


def _forget_self_payer(payer: Organisation) -> None:
    """One who pays for themselves is a person: gone with their last process."""
    if not payer.processes.exists() and not payer.charges.exists():
        payer.delete()
