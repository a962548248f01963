"""The acts that move a process and change who and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from tuokio.audit import trail
from tuokio.people.models import ContactPerson, Organisation, Person, Practice, Unit
from tuokio.people.usecases import payer_named
from tuokio.supervision.domain.states import after
from tuokio.supervision.models import AgreementPaper, Lead, Member, Process, Term
from tuokio.supervision.signals import members_changed
from tuokio.terms.words import FormOfWork, OrganisationKind, PaperKind, ProcessEvent, ProcessState


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a process is: its name, form, customer and language."""

    name: str
    form: str
    composition: str = ""
    for_managers: bool = False
    language: str = "fi"
    payer: Organisation | None = None
    unit: Unit | None = None
    contact_person: ContactPerson | None = None
    member_count: int = 1
    member_names: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Customer:
    """Who pays, as chosen: one known already, or a new name; nobody when it is left open."""

    known: Organisation | None = None
    name: str = ""
    kind: OrganisationKind | None = None


def payer_of(*, practice: Practice, customer: Customer) -> Organisation | None:
    """The organisation that a choice means, made when it is new."""
    if customer.known or not customer.name:
        return customer.known
    return payer_named(practice=practice, name=customer.name, kind=customer.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The terms of one period; see supervision.Term for units."""

    minutes: int
    planned: int
    starts_on: date
    interval_weeks: int = 4
    ends_on: date | None = None
    held_before: int = 0
    price_cents: int | None = None
    vat_code: str = ""
    price_limit_cents: int | None = None
    order_number: str = ""
    cost_centre: str = ""
    free_until_hours: int | None = None
    late_percent: int | None = None
    no_show_percent: int | None = None
    count_business_days: bool | None = None
    quorum: int | None = None
    trial_meetings: int = 0
    attendance_by_name: bool = False


@transaction.atomic
def begin(
    *,
    practice: Practice,
    frame: Frame,
    event: ProcessEvent,
    supervisor: Person | None,
    by: Person | None,
    at: datetime,
    target: ProcessState | None = None,
    lead_from: date | None = None,
) -> Process:
    """Bring a process into being by one of the events that begin one. Raises IllegalEvent for any other."""
    state = after(None, event, target)
    process = Process.objects.create(
        practice=practice,
        name=frame.name,
        form=frame.form,
        composition=frame.composition,
        for_managers=frame.for_managers,
        language=frame.language,
        payer=frame.payer,
        unit=frame.unit,
        contact_person=frame.contact_person,
        member_count=max(frame.member_count, len(frame.member_names), 1),
        state=state,
        state_since=at,
        opened_at=at,
        brought_in_at=at if event == ProcessEvent.BRING_IN else None,
    )
    process.state_changes.create(event=event, from_state="", to_state=state, by=by, at=at)
    if supervisor is not None:
        Lead.objects.create(process=process, supervisor=supervisor, from_on=lead_from or at.date())
    joined = lead_from or at.date()
    Member.objects.bulk_create(
        Member(process=process, name=name, joined_on=joined) for name in frame.member_names
    )
    trail.record("process begun", about=process, by=by, at=at, event=event)
    return process


def as_it_stands(process: Process) -> Process:
    """The process as it stands now, held until the act is done, so that two tabs take turns.

    Raises ProcessClosed once it has ended. Call it inside the act's own transaction.
    """
    fresh = (
        Process.objects.select_for_update(of=("self",)).select_related("practice", "payer").get(pk=process.pk)
    )
    fresh.require_open()
    return fresh


@transaction.atomic
def agree_terms(*, process: Process, agreed: Agreed, by: Person | None, at: datetime) -> Term:
    """Give the process its next terms; what is not said is taken from the practice. Raises ProcessClosed."""
    return write_terms(process=as_it_stands(process), agreed=agreed, by=by, at=at)


def write_terms(*, process: Process, agreed: Agreed, by: Person | None, at: datetime) -> Term:
    """Write the terms of a process that is held already; also of an ended one that is being brought in."""
    practice = process.practice
    number = (process.terms.aggregate(last=Max("number"))["last"] or 0) + 1
    internal = not practice.invoices

    def said(value: int | None, default: int) -> int:
        return default if value is None else value

    term = Term.objects.create(
        process=process,
        number=number,
        minutes=agreed.minutes,
        planned=agreed.planned,
        interval_weeks=agreed.interval_weeks,
        held_before=agreed.held_before,
        price_cents=None if internal else agreed.price_cents,
        vat_code="" if internal else agreed.vat_code or practice.vat_code,
        price_limit_cents=agreed.price_limit_cents,
        starts_on=agreed.starts_on,
        ends_on=agreed.ends_on,
        order_number=agreed.order_number,
        cost_centre=agreed.cost_centre,
        free_until_hours=said(agreed.free_until_hours, practice.free_until_hours),
        late_percent=said(agreed.late_percent, practice.late_percent),
        no_show_percent=said(agreed.no_show_percent, practice.no_show_percent),
        count_business_days=practice.count_business_days
        if agreed.count_business_days is None
        else agreed.count_business_days,
        quorum=said(agreed.quorum, _usual_quorum(process.form)),
        trial_meetings=agreed.trial_meetings,
        attendance_by_name=agreed.attendance_by_name,
        agreed_at=at,
    )
    trail.record("terms agreed", about=process, by=by, at=at, term=number)
    return term


def _usual_quorum(form: str) -> int:
    """How many must come for a meeting to count as held: two in a group (domain 1.2), else one."""
    return 2 if form in {FormOfWork.GROUP, FormOfWork.WORK_COMMUNITY} else 1


@transaction.atomic
def change_frame(*, process: Process, frame: Frame, by: Person, at: datetime) -> Process:
    """Change what a process is called, its form, customer and language; its members stay. Raises ProcessClosed."""
    process = as_it_stands(process)
    _take_frame(process, frame)
    trail.record("frame changed", about=process, by=by, at=at)
    return process


def _take_frame(process: Process, frame: Frame) -> None:
    for name in (
        "name",
        "form",
        "composition",
        "for_managers",
        "language",
        "payer",
        "unit",
        "contact_person",
    ):
        setattr(process, name, getattr(frame, name))
    process.save()


@transaction.atomic
def fill_in(*, process: Process, frame: Frame, joined_on: date, by: Person, at: datetime) -> Process:
    """Say of a process begun by a telephone call what it is and who takes part. Raises ProcessClosed."""
    process = as_it_stands(process)
    known = process.members.filter(left_on=None).count()
    process.member_count = max(frame.member_count, known + len(frame.member_names), 1)
    _take_frame(process, frame)
    Member.objects.bulk_create(
        Member(process=process, name=name, joined_on=joined_on) for name in frame.member_names
    )
    trail.record("frame changed", about=process, by=by, at=at)
    return process


@transaction.atomic
def start_on_paper(
    *,
    process: Process,
    agreed: Agreed,
    kind: PaperKind,
    by: Person,
    at: datetime,
    signed_on: date | None = None,
    filename: str = "",
    content: bytes | None = None,
) -> Term:
    """The agreement was signed on paper, so the parts before it are left out. Raises IllegalEvent."""
    move_process(process=process, event=ProcessEvent.START_ON_PAPER, by=by, at=at)
    term = agree_terms(process=process, agreed=agreed, by=by, at=at)
    if kind != PaperKind.NONE:
        keep_paper(
            process=process,
            kind=kind,
            by=by,
            at=at,
            signed_on=signed_on,
            filename=filename,
            content=content,
        )
    return term


@transaction.atomic
def move_process(
    *,
    process: Process,
    event: ProcessEvent,
    by: Person | None,
    at: datetime,
    target: ProcessState | None = None,
    reason: str = "",
) -> Process:
    """Let an event happen to the process, seen as it stands now. Raises IllegalEvent."""
    fresh = Process.objects.select_for_update().get(pk=process.pk)
    fresh.move(event, by=by, at=at, target=target, reason=reason)
    trail.record("process moved", about=fresh, by=by, at=at, event=event, reason=reason or None)
    return fresh


@transaction.atomic
def add_member(*, process: Process, name: str, joined_on: date, by: Person | None, at: datetime) -> Member:
    """Someone joins: a name or initials. Raises ProcessClosed."""
    process = as_it_stands(process)
    member = Member.objects.create(process=process, name=name, joined_on=joined_on)
    present = process.members.filter(left_on=None).count()
    if present > process.member_count:
        process.member_count = present
        process.save(update_fields=["member_count"])
    trail.record("member joined", about=process, by=by, at=at, member=str(member.pk))
    members_changed.send(Process, process=process, at=at)
    return member


@transaction.atomic
def change_member(
    *, member: Member, name: str, optional: bool, may_overlap: bool, by: Person, at: datetime
) -> None:
    """Write a member's name otherwise, and whether dates are agreed without them or may overlap. Raises ProcessClosed."""
    as_it_stands(member.process)
    called = (member.optional, member.may_overlap)
    member.name, member.optional, member.may_overlap = name, optional, may_overlap
    member.save(update_fields=["name", "optional", "may_overlap"])
    trail.record("member changed", about=member.process, by=by, at=at, member=str(member.pk))
    if called != (optional, may_overlap):
        members_changed.send(Process, process=member.process, at=at)


@transaction.atomic
def member_leaves(*, member: Member, left_on: date, by: Person | None, at: datetime) -> None:
    """Someone leaves from that day on; meetings before it keep their attendance. Raises ProcessClosed."""
    as_it_stands(member.process)
    member.left_on = max(left_on, member.joined_on)
    member.save(update_fields=["left_on"])
    trail.record("member left", about=member.process, by=by, at=at, member=str(member.pk))
    members_changed.send(Process, process=member.process, at=at)


@transaction.atomic
def hand_over(*, process: Process, to: Person, from_on: date, by: Person, at: datetime) -> Lead:
    """Give the process a new supervisor from a day on. Raises ProcessClosed.

    The former one leads until the day before; a handing over dated to the first day replaces them wholly.
    """
    process = as_it_stands(process)
    last = process.leads.select_for_update().filter(until_on=None).first()
    if last is not None and last.supervisor_id == to.pk and last.from_on <= from_on:
        return last
    process.leads.filter(from_on__gte=from_on).delete()
    process.leads.filter(Q(until_on=None) | Q(until_on__gte=from_on)).update(
        until_on=from_on - timedelta(days=1)
    )
    lead = Lead.objects.create(process=process, supervisor=to, from_on=from_on)
    trail.record("supervisor changed", about=process, by=by, at=at, from_on=from_on.isoformat())
    return lead


@transaction.atomic
def keep_paper(
    *,
    process: Process,
    kind: PaperKind,
    by: Person,
    at: datetime,
    signed_on: date | None = None,
    filename: str = "",
    content: bytes | None = None,
) -> AgreementPaper:
    """Remember where the signed agreement is, with its PDF when there is one.

    Also after the end: a paper may be found late, and it goes when the process is erased.
    """
    paper = AgreementPaper.objects.create(
        process=process,
        kind=kind,
        signed_on=signed_on,
        filename=filename,
        content=content,
        added_by=by,
        added_at=at,
    )
    trail.record("paper kept", about=process, by=by, at=at, kind=kind)
    return paper
