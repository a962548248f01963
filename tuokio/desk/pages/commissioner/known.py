"""The processes that a contact person may look at, with what the database counts of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from tuokio.agreement.parts_offers import SHOWN_AFTER_ANSWER
from tuokio.desk.pages.parts import flags_for_commissioner
from tuokio.kit.prepared import prepared
from tuokio.meetings.domain.numbering import COUNTED
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting
from tuokio.people.models import ContactPerson, Organisation, Practice
from tuokio.supervision.models import Lead, Process, Term
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import ProcessState

SHOWN = frozenset(ProcessState) - {
    ProcessState.ENQUIRED,
    ProcessState.MAPPING,
    ProcessState.REFERRED,
    ProcessState.DECLINED,
    ProcessState.ERASED,
}
NEAR = timedelta(days=100)  # how far from today they may lie


def processes_of(contact: ContactPerson) -> QuerySet[Process]:
    """The processes that this contact person may look at: the organisation's, or the own unit's only."""
    found = Process.objects.filter(
        practice_id=contact.practice_id, payer_id=contact.organisation_id, state__in=SHOWN
    )
    return found.filter(unit_id=contact.unit_id) if contact.unit_id else found


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the database counted of one term of a process."""

    held: int
    left: int
    first: datetime
    last: datetime | None
    next_at: datetime | None
    meetings: int
    counted_before: int  # those that take a number, before the span that is shown


@dataclass(frozen=True, slots=True)
class _Whole:
    """The counts of all terms of one process together."""

    terms: tuple[_Counts, ...]

    @property
    def held(self) -> int:
        return sum(one.held for one in self.terms)

    @property
    def left(self) -> int:
        return sum(one.left for one in self.terms)

    @property
    def meetings(self) -> int:
        return sum(one.meetings for one in self.terms)

    @property
    def last(self) -> date | None:
        found = max((one.last for one in self.terms if one.last), default=None)
        return found.date() if found else None

    @property
    def next_at(self) -> datetime | None:
        return min((one.next_at for one in self.terms if one.next_at), default=None)


@prepared
def _processes(
    organisation: Organisation, practice: Practice, on: date, lately: datetime
) -> QuerySet[Process]:
    leading = Lead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), process=OuterRef("pk"), from_on__lte=on
    ).order_by("-from_on")
    return (
        Process.objects.filter(payer=organisation, practice=practice, state__in=SHOWN)
        .annotate(
            led_by_name=Subquery(leading.values("supervisor__name")[:1]), **flags_for_commissioner(lately)
        )
        .order_by("name")
    )


@prepared
def _terms(organisation: Organisation, practice: Practice) -> QuerySet[Term]:
    return Term.objects.filter(process__payer=organisation, process__practice=practice).order_by("number")


@dataclass(frozen=True, slots=True)
class Known:
    """One process with what the page needs to know of it."""

    process: Process
    terms: tuple[Term, ...]
    counts: dict[UUID, _Counts]  # by term

    @property
    def term(self) -> Term | None:
        """The newest agreed terms."""
        return self.terms[-1] if self.terms else None

    @property
    def whole(self) -> _Whole:
        """The counts of all terms together."""
        return _Whole(tuple(self.counts.values()))

    @property
    def held(self) -> int:
        """Meetings held, also before moving in."""
        return self.whole.held + sum(term.held_before for term in self.terms)

    @property
    def supervisor(self) -> str:
        """The name of who leads it on the day of the page."""
        return getattr(self.process, "led_by_name", None) or ""


def known_to(contact: ContactPerson, on: date, at: datetime) -> list[Known]:
    """The processes that the contact person may look at, in three queries."""
    where = contact.organisation, contact.practice
    terms: dict[UUID, list[Term]] = {}
    for term in _terms(*where):
        terms.setdefault(term.process_id, []).append(term)
    counts = _counts(contact, at - NEAR)
    return [
        Known(
            process,
            tuple(terms.get(process.pk, ())),
            counts.get(process.pk, {}),
        )
        for process in _processes(*where, on, at - SHOWN_AFTER_ANSWER)
        if contact.unit_id is None or process.unit_id == contact.unit_id
    ]


ByTerm = dict[UUID, dict[UUID, _Counts]]


@prepared
def _counted(organisation: Organisation, practice: Practice, since: datetime) -> QuerySet[Meeting, Any]:
    return (
        Meeting.objects.filter(process__payer=organisation, process__practice=practice)
        .order_by()
        .values_list("process_id", "term_id")
        .annotate(
            held=Count("pk", filter=Q(state=MeetingState.HELD)),
            left=Count("pk", filter=Q(state__in=AHEAD)),
            first=Min("starts_at"),
            last=Max("starts_at", filter=Q(state__in=AHEAD)),
            next_at=Min("starts_at", filter=Q(state__in=AHEAD)),
            meetings=Count("pk"),
            counted_before=Count("pk", filter=Q(state__in=COUNTED, starts_at__lt=since)),
        )
    )


def _counts(contact: ContactPerson, since: datetime) -> ByTerm:
    """Counts by process and term, in one query."""
    found: ByTerm = {}
    for process_id, term_id, *counted in _counted(contact.organisation, contact.practice, since):
        found.setdefault(process_id, {})[term_id] = _Counts(*counted)
    return found
