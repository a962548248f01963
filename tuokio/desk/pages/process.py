"""The page of one process: where it stands, its next step, its dates, people and terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.desk.pages.commissioner.known import SHOWN
from tuokio.desk.pages.parts import flags_of_parts, parts_of_process
from tuokio.desk.pages.process_steps import Course, quiet_acts, step_link
from tuokio.kit import when
from tuokio.kit.labels import COMPOSITIONS, FORMS, PROCESS_STATES
from tuokio.kit.money import euros
from tuokio.kit.parts import Link, Part
from tuokio.kit.prepared import keep_fetched, prepared
from tuokio.mapping.models import Enquiry
from tuokio.meetings.domain.numbering import Numbered, numbers
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.labels import BADGES, MEETING_STATES, UNMARKED
from tuokio.meetings.models import Attendance, Meeting
from tuokio.people.models import ContactPerson, Person
from tuokio.retention.notices import controller_of
from tuokio.supervision.domain.next_step import Stage, StageState, stages
from tuokio.supervision.models import AgreementPaper, Lead, Member, Process, StateChange, Term
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import (
    Audience,
    FormOfWork,
    OrganisationKind,
    PaperKind,
    PracticeKind,
    ProcessEvent,
    ProcessState,
)

NEXT_SHOWN = 3
LAST_SHOWN = 4
FOLDED_AT_MOST = 30
BEFORE_TERMS = frozenset(
    {
        ProcessState.ENQUIRED,
        ProcessState.MAPPING,
        ProcessState.RECOMMENDED,
        ProcessState.OFFERED,
        ProcessState.AGREEING,
        ProcessState.REFERRED,
    }
)


@dataclass(frozen=True, slots=True)
class StageShown:
    """One part of the way, as the steps show it."""

    label: str
    state: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in the table."""

    href: str
    number: int | None
    day: str
    hours: str
    present: str
    state: str | Promise
    badge: str
    action: str = ""
    action_href: str = ""

    @property
    def when(self) -> str:
        """ti 24.11. klo 13.00–14.15; the day alone when no more is known."""
        return f"{self.day} {self.hours}".strip()


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """Everything that one process shows to its supervisor."""

    process: Process
    about: str
    state: str | Promise
    stages: tuple[StageShown, ...]
    step: Link | None
    rows: tuple[MeetingRow, ...]
    earlier: tuple[MeetingRow, ...]
    later: tuple[MeetingRow, ...]
    hidden: int
    members: tuple[Member, ...]
    term: Term | None
    terms_lines: tuple[tuple[str, str], ...]
    customer: str
    customer_asked: Link | None
    customer_lines: tuple[str, ...]
    paper: str
    supervisor: str
    controller: str
    acts: tuple[Link, ...]
    parts: tuple[Part, ...]

    @property
    def is_open(self) -> bool:
        """Whether anything can still be done."""
        return not self.process.has_ended

    @property
    def pays_alone(self) -> bool:
        """Whether the supervisee pays, or said so in the mapping."""
        return _pays_alone(self.process)

    @property
    def frame_href(self) -> str:
        """Where name, form and customer are changed."""
        return _frame_href(self.process)

    @property
    def is_early(self) -> bool:
        """Whether neither dates nor terms are agreed yet, so that their cards would have nothing to say."""
        return self.term is None and not self.rows and self.process.now_in in BEFORE_TERMS

    @property
    def plan_href(self) -> str:
        """Where dates are agreed on, for the empty table; nothing when it is the next step of the page anyway."""
        href = reverse("meetings:series", args=[self.process.pk])
        asked = self.term is not None and self.is_open and not self.rows
        return href if asked and (self.step is None or self.step.href != href) else ""

    @property
    def shows_commissioner(self) -> bool:
        """Whether there is a commissioner's page on which this process stands."""
        return self.process.payer_id is not None and self.process.now_in in SHOWN

    @property
    def seen_by(self) -> Audience:
        """Who looks on at dates and terms beside the supervisor."""
        if self.process.is_of_the_house:
            return Audience.PRACTICE
        return Audience.GROUP if self.process.pays_for_oneself else Audience.COMMISSIONER

    @property
    def can_change_terms(self) -> bool:
        """Whether terms are written apart from starting: before that the start asks for them."""
        return self.is_open and self.process.now_in not in BEFORE_TERMS

    @property
    def needs_state_badge(self) -> bool:
        """Whether the state says more than the steps do."""
        return self.process.now_in != ProcessState.RUNNING

    @classmethod
    def of(cls, process: Process, *, at: datetime, everything: bool = False) -> ProcessPage:
        """The page of a process fetched by `process_for_page`; `everything` shows each meeting."""
        on = when.local(at).date()
        terms = sorted(process.terms.all(), key=lambda term: term.number)
        term = terms[-1] if terms else None
        meetings = _meetings(process)
        course = Course(process, term, meetings, at)
        chosen = _chosen(meetings, at, everything)
        rows = _rows(meetings, chosen, terms, process, at)
        members = tuple(
            sorted((m for m in process.members.all() if m.left_on is None or m.left_on > on), key=_by_name)
        )
        step = step_link(course, rows.numbers, on)
        parts = tuple(parts_of_process(process, at=at))
        return cls(
            process=process,
            about=_about(process, term, len(members)),
            state=PROCESS_STATES[process.state],
            stages=tuple(_stages(process, course)),
            step=step,
            rows=rows.shown,
            earlier=rows.earlier,
            later=rows.later,
            hidden=rows.hidden,
            members=members,
            term=term,
            terms_lines=tuple(_terms_lines(process, term)) if term else (),
            customer=process.payer.name if process.payer else "",
            customer_asked=_customer_asked(process),
            customer_lines=tuple(_customer_lines(process)),
            paper="" if getattr(process, "has_agreement", False) else _paper(process),
            supervisor=_supervisor(process),
            controller=controller_of(process),
            acts=_told_once(quiet_acts(process, term), step, parts),
            parts=parts,
        )


def _told_once(acts: Iterator[Link], step: Link | None, parts: Sequence[Part]) -> tuple[Link, ...]:
    """What the filled button or a card of the page does not open already."""
    told = {part.leads_to for part in parts} | ({step.href} if step else set())
    return tuple(act for act in acts if act.href not in told)


@prepared
def _meetings(process: Process) -> QuerySet[Any]:
    marked = (
        Attendance.objects.filter(meeting=OuterRef("pk"), present__isnull=False).order_by().values("meeting")
    )
    return (
        Meeting.objects.filter(process=process)
        .defer("made_at", "series")
        .annotate(
            there=Subquery(marked.annotate(many=Count("pk", filter=Q(present=True))).values("many")),
            asked=Subquery(marked.annotate(many=Count("pk")).values("many")),
        )
        .order_by("starts_at", "pk")
    )


def process_for_page(person: Person, *, on: date, process_id: UUID) -> Process:
    """A process that the person supervises, with what its page needs. Raises Process.DoesNotExist."""
    found = _led_for_page(person, on, process_id)
    if not found:
        raise Process.DoesNotExist
    process = found[0]
    keep_fetched(process, "terms", _terms(process))
    keep_fetched(process, "members", _members(process))
    return process


@prepared
def _terms(process: Process) -> QuerySet[Term]:
    return Term.objects.filter(process=process).order_by("number")


@prepared
def _members(process: Process) -> QuerySet[Member]:
    return Member.objects.filter(process=process).order_by("name", "pk")


@prepared
def _led_for_page(person: Person, on: date, process_id: UUID) -> QuerySet[Process]:
    newest = AgreementPaper.objects.filter(process=OuterRef("pk")).order_by("-added_at").values("kind")[:1]
    enquiry = Enquiry.objects.filter(process=OuterRef("pk"), erased_at=None).values("pk")[:1]
    past = StateChange.objects.filter(process=OuterRef("pk"))
    leads = Lead.objects.filter(process=OuterRef("pk"))
    leading = leads.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on).order_by("-from_on")
    coming = leads.filter(from_on__gt=on).order_by("from_on")
    return (
        Process.objects.led_by(person, on=on)
        .filter(pk=process_id)
        .select_related("practice", "payer", "unit", "contact_person")
        .annotate(
            paper_kind=Subquery(newest),
            enquiry_id=Subquery(enquiry),
            mapped=Exists(past.filter(from_state__in=(ProcessState.MAPPING, ProcessState.RECOMMENDED))),
            accepted=Exists(
                past.filter(event__in=(ProcessEvent.START_ON_PAPER, ProcessEvent.ALL_PARTIES_ACCEPTED))
            ),
            has_contact=Exists(
                ContactPerson.objects.filter(organisation=OuterRef("payer"), ended_on=None).exclude(email="")
            ),
            supervisor_name=Subquery(leading.values("supervisor__name")[:1]),
            next_supervisor=Subquery(coming.values("supervisor__name")[:1]),
            next_supervisor_on=Subquery(coming.values("from_on")[:1]),
            **flags_of_parts(),
        )
    )


def _by_name(member: Member) -> str:
    return member.name.casefold()


def _about(process: Process, term: Term | None, members: int) -> str:
    parts = [str(FORMS[process.form])]
    if process.for_managers:
        parts.append(_("for managers"))
    if process.composition:
        parts.append(str(COMPOSITIONS[process.composition]))
    if members or term or process.form == FormOfWork.INDIVIDUAL:
        count = members or process.member_count
        parts.append(ngettext("%(count)s supervisee", "%(count)s supervisees", count) % {"count": count})
    if term:
        times = ngettext(
            "%(count)s meeting of %(minutes)s min", "%(count)s meetings of %(minutes)s min", term.planned
        )
        parts.append(times % {"count": term.planned, "minutes": term.minutes})
    return " · ".join(parts)


# --- where it stands --------------------------------------------------------------------------------------


STAGES = {
    Stage.MAPPING: lambda: _("Mapping"),
    Stage.AGREEMENT: lambda: _("Agreement"),
    Stage.MEETINGS: lambda: _("Meetings"),
    Stage.EVALUATION: lambda: _("Evaluation"),
    Stage.ENDING: lambda: _("Ending"),
}


def _stages(process: Process, course: Course) -> Iterator[StageShown]:
    agreed = any(getattr(process, name, None) for name in ("accepted", "paper_kind", "agreement_holds"))
    found = stages(
        process.now_in, mapped=bool(getattr(process, "mapped", False)), on_paper=agreed, met=course.met
    )
    for stage, state in found:
        note = ""
        if stage is Stage.MEETINGS and course.term and (state is StageState.NOW or course.met):
            note = f"{course.taken}/{course.term.planned}"
        yield StageShown(STAGES[stage](), state.value, note)


# --- meetings ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rows:
    shown: tuple[MeetingRow, ...]
    earlier: tuple[MeetingRow, ...]
    later: tuple[MeetingRow, ...]
    hidden: int
    numbers: dict[UUID, int]


def _chosen(meetings: Sequence[Meeting], at: datetime, everything: bool) -> tuple[int, int]:
    """From which meeting to which the table shows: the last ones, what waits to be marked, the next ones."""
    if everything or len(meetings) <= NEXT_SHOWN + LAST_SHOWN + 1:
        return 0, len(meetings)
    coming = next((i for i, one in enumerate(meetings) if one.ends_at > at), len(meetings))
    unmarked = next((i for i, one in enumerate(meetings) if one.is_ahead and one.ends_at <= at), coming)
    first = max(min(coming - LAST_SHOWN, unmarked), coming - 2 * LAST_SHOWN, 0)
    last, found = coming, 0
    while last < len(meetings) and found < NEXT_SHOWN:
        found += meetings[last].is_ahead
        last += 1
    return (
        (max(len(meetings) - NEXT_SHOWN - LAST_SHOWN, 0), last) if first >= len(meetings) else (first, last)
    )


def _rows(
    meetings: Sequence[Meeting],
    chosen: tuple[int, int],
    terms: Sequence[Term],
    process: Process,
    at: datetime,
) -> _Rows:
    number_of = numbers(
        (Numbered(one.pk, one.term_id, one.starts_at, one.state) for one in meetings),
        {term.pk: term.held_before for term in terms},
    )
    first, last = chosen
    shown = meetings[first:last]
    following = next((one.pk for one in meetings if one.is_ahead and one.ends_at > at), None)

    def row(one: Any) -> MeetingRow:
        unmarked = one.is_ahead and one.ends_at <= at
        is_next = one.pk == following
        state: str | Promise = MEETING_STATES[one.state]
        badge = BADGES[one.state]
        if unmarked:
            state, badge = UNMARKED, "look"
        elif is_next and one.state != MeetingState.MOVED:
            state, badge = _("next"), "next"
        href = reverse("meetings:meeting", args=[one.pk])
        action, action_href = "", ""
        if unmarked:
            action, action_href = _("Mark attendance"), href
        elif one.replacement_wanted and not process.has_ended:
            action, action_href = _("Find a new date"), reverse("meetings:replacement", args=[one.pk])
        return MeetingRow(
            href=href,
            number=number_of.get(one.pk),
            day=when.day(one.local_start.date()),
            hours=when.hours(one.starts_at, one.minutes, one.zone) if one.time_known else "",
            present=f"{one.there}/{one.asked}" if one.asked and one.state not in AHEAD else "–",
            state=state,
            badge=badge,
            action=action,
            action_href=action_href,
        )

    earlier, later = meetings[:first][-FOLDED_AT_MOST:], meetings[last:][:FOLDED_AT_MOST]
    return _Rows(
        shown=tuple(map(row, shown)),
        earlier=tuple(map(row, earlier)),
        later=tuple(map(row, later)),
        hidden=len(meetings) - len(shown) - len(earlier) - len(later),
        numbers=number_of,
    )


# --- cards ------------------------------------------------------------------------------------------------


def _terms_lines(process: Process, term: Term) -> Iterator[tuple[str, str]]:
    if process.practice.invoices:
        price = euros(term.price_cents) if term.price_cents is not None else _("not agreed")
        yield (
            _("Price of one meeting"),
            _("%(price)s without VAT") % {"price": price} if term.price_cents else price,
        )
    rhythm = ngettext("every week", "every %(weeks)s weeks", term.interval_weeks)
    yield _("Rhythm"), rhythm % {"weeks": term.interval_weeks}
    first = when.long_day(term.starts_on)
    lasting = f"{first}–{when.long_day(term.ends_on)}" if term.ends_on else _("since %(on)s") % {"on": first}
    yield _("Valid"), lasting
    hours = _("free until %(hours)s h before") % {"hours": term.free_until_hours}
    late = _("later %(late)s %%, nobody came %(no_show)s %%") % {
        "late": term.late_percent,
        "no_show": term.no_show_percent,
    }
    yield _("Cancelling"), f"{hours}, {late}" if process.practice.invoices else hours
    if term.order_number:
        yield _("Order number"), term.order_number
    if term.cost_centre:
        yield _("Cost centre"), term.cost_centre
    if term.trial_meetings:
        yield _("Trial meetings"), str(term.trial_meetings)
    if process.is_of_the_house or process.pays_for_oneself:
        return
    yield (
        _("Attendance"),
        _("the commissioner sees names") if term.attendance_by_name else _("the commissioner sees numbers"),
    )


def _customer_lines(process: Process) -> Iterator[str]:
    if process.unit:
        yield process.unit.name
    if process.contact_person:
        yield process.contact_person.name


def _frame_href(process: Process) -> str:
    """Where name, form and customer are written: with what the mapping told of who pays, while nobody is named."""
    href = reverse("supervision:frame", args=[process.pk])
    return f"{href}?payer=self" if process.payer_id is None and _pays_alone(process) else href


def _pays_alone(process: Process) -> bool:
    """Whether the supervisee pays: they are named as payer, or said so in the mapping while nobody is named yet."""
    if process.payer_id is not None:
        return process.pays_for_oneself
    return bool(getattr(process, "told_to_pay_alone", False))


def _customer_asked(process: Process) -> Link | None:
    """What is still to be told of the customer before an offer or an agreement can go by mail."""
    if process.has_ended:
        return None
    if process.payer is None:
        return Link(
            _frame_href(process), _("Name the payer") if _pays_alone(process) else _("Name the customer")
        )
    if process.payer.kind != OrganisationKind.SELF_PAYER and not getattr(process, "has_contact", True):
        return Link(reverse("people:contact_new", args=[process.payer_id]), _("Add a contact person"))
    return None


def _paper(process: Process) -> str:
    match getattr(process, "paper_kind", None):
        case PaperKind.UPLOADED:
            return _("The signed agreement is here as PDF.")
        case PaperKind.AT_MY_PLACE:
            return _("The signed agreement is on paper at your place.")
    return _("No signed agreement is noted. It is not needed to go on.")


def _supervisor(process: Any) -> str:
    """Who supervises, told only when there is something to tell."""
    if process.next_supervisor:
        return _("From %(day)s the supervisor is %(name)s.") % {
            "day": when.day(process.next_supervisor_on),
            "name": process.next_supervisor,
        }
    if process.supervisor_name and process.practice.kind != PracticeKind.SOLO:
        return _("Supervisor: %(name)s") % {"name": process.supervisor_name}
    return ""
