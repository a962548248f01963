"""The commissioner's page: dates, counts, costs, what ends. It has no field that could hold anything else.

By person only where clause C10 of the terms says so (`Term.attendance_by_name`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from tuokio.kit.labels import COMPOSITIONS, FORMS
from tuokio.meetings.domain.charging import Amounts, amounts
from tuokio.meetings.domain.numbering import COUNTED
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.labels import BADGES, MEETING_STATES
from tuokio.meetings.models import Attendance, Charge, Meeting, MeetingQuerySet
from tuokio.people.models import ContactPerson
from tuokio.supervision.models import Lead, Process
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import ProcessState

SHOWN = frozenset(ProcessState) - {
    ProcessState.ENQUIRED,
    ProcessState.MAPPING,
    ProcessState.REFERRED,
    ProcessState.DECLINED,
    ProcessState.ERASED,
}
ENDING_WITHIN = timedelta(days=60)
EACH_WAY = 2  # meetings shown behind and ahead of today
MOST_ON_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting as its payer may see it."""

    number: int | None  # cancelled ones take none
    starts_at: datetime
    zone: str
    minutes: int
    time_known: bool
    state: str
    badge: str
    present: str
    names: tuple[str, ...]  # only where the terms say that attendance is told by person
    net_cents: int | None


@dataclass(frozen=True, slots=True)
class ProcessCard:
    """One process as its payer may see it."""

    pk: UUID
    name: str
    form: str
    composition: str
    minutes: int
    order_number: str
    supervisor: str
    held: int
    left: int
    planned: int
    rows: tuple[MeetingRow, ...]  # the ones round today; the others stand on the process's own page
    others: int
    by_name: bool
    ends_on: date | None
    ends_soon: bool
    next_at: datetime | None
    zone: str
    priced: bool


@dataclass(frozen=True, slots=True)
class CommissionerPage:
    """What the one who orders and pays sees: how often, and at what cost; never what was said."""

    organisation: str
    practice: str
    practice_email: str
    practice_phone: str
    cards: tuple[ProcessCard, ...]
    held: int
    left: int
    planned: int
    last_on: date | None
    cost: Amounts
    limit_cents: int
    priced: bool
    years: tuple[int, ...]
    on: date

    @property
    def ending(self) -> tuple[ProcessCard, ...]:
        """What ends within sixty days."""
        return tuple(card for card in self.cards if card.ends_soon)


def processes_of(contact: ContactPerson) -> QuerySet[Process]:
    """The processes that this contact person may look at: the organisation's, or the own unit's only."""
    found = Process.objects.filter(
        practice_id=contact.practice_id, payer_id=contact.organisation_id, state__in=SHOWN
    )
    return found.filter(unit_id=contact.unit_id) if contact.unit_id else found


def commissioner_page(contact: ContactPerson, *, on: date, at: datetime) -> CommissionerPage:
    """The page of one contact person. Nine queries however much there is, one more where names are told."""
    processes = list(
        processes_of(contact)
        .select_related("practice", "payer")
        .prefetch_related("terms", Prefetch("leads", queryset=Lead.objects.select_related("supervisor")))
        .order_by("name")
    )
    rows = _round_now(processes, at)
    counts = _counts(processes)
    cards = tuple(
        sorted(
            (_card(process, rows.get(process.pk, ()), counts, on) for process in processes),
            key=lambda card: (card.left == 0, card.name.casefold()),
        )
    )
    cost = cost_of(Charge.objects.filter(process__in=[process.pk for process in processes]))
    span = Charge.objects.filter(payer_id=contact.organisation_id).aggregate(first=Min("on"), last=Max("on"))
    years = tuple(range((span["last"] or on).year, (span["first"] or on).year - 1, -1))
    terms = [term for process in processes if (term := process.current_term)]
    return CommissionerPage(
        organisation=contact.unit.name if contact.unit else contact.organisation.name,
        practice=contact.practice.name,
        practice_email=contact.practice.email,
        practice_phone=contact.practice.phone,
        cards=cards,
        held=sum(card.held for card in cards),
        left=sum(card.left for card in cards),
        planned=sum(card.planned for card in cards),
        last_on=max((found.last for found in counts.values() if found.last), default=None),
        cost=cost,
        limit_cents=sum(term.price_limit_cents or 0 for term in terms),
        priced=contact.practice.invoices,
        years=years[:10],
        on=on,
    )


def cost_of(charges: QuerySet[Charge]) -> Amounts:
    """What the charges cost in all, VAT worked out per line and rounded as on the invoices.

    Lines of the same amount and rate are counted by the database, so thousands of meetings stay one short answer.
    """
    net = vat = 0
    rows = (
        charges.filter(hours_only=False)
        .exclude(payment="not_invoiced")
        .order_by()
        .values_list("net_cents", "vat_percent")
        .annotate(times=Count("pk"))
    )
    for cents, percent, times in rows:
        one = amounts(cents, percent or Decimal(0))
        net += one.net * times
        vat += one.vat * times
    return Amounts(net, vat, net + vat)


@dataclass(frozen=True, slots=True)
class _Counts:
    held: int
    left: int
    last: date | None
    next_at: datetime | None
    meetings: int


NOTHING = _Counts(0, 0, None, None, 0)


def _counts(processes: Sequence[Process]) -> dict[UUID, _Counts]:
    rows = (
        Meeting.objects.filter(process__in=[process.pk for process in processes])
        .order_by()
        .values("process_id")
        .annotate(
            held=Count("pk", filter=Q(state=MeetingState.HELD)),
            left=Count("pk", filter=Q(state__in=AHEAD)),
            last=Max("starts_at", filter=Q(state__in=AHEAD)),
            next_at=Min("starts_at", filter=Q(state__in=AHEAD)),
            meetings=Count("pk"),
        )
    )
    return {
        row["process_id"]: _Counts(
            row["held"],
            row["left"],
            row["last"].date() if row["last"] else None,
            row["next_at"],
            row["meetings"],
        )
        for row in rows
    }


def _round_now(processes: Sequence[Process], at: datetime) -> dict[UUID, tuple[MeetingRow, ...]]:
    """The last two behind and the next two ahead of each process, in one query, two where names are told."""
    mine = Meeting.objects.filter(process__in=[process.pk for process in processes]).order_by()
    behind = mine.filter(starts_at__lte=at).annotate(
        rank=Window(RowNumber(), partition_by="process_id", order_by=F("starts_at").desc())
    )
    ahead = mine.filter(starts_at__gt=at).annotate(
        rank=Window(RowNumber(), partition_by="process_id", order_by=F("starts_at").asc())
    )
    near = Q(pk__in=behind.filter(rank__lte=EACH_WAY).values("pk")) | Q(
        pk__in=ahead.filter(rank__lte=EACH_WAY).values("pk")
    )
    found: dict[UUID, list[MeetingRow]] = {}
    for meeting in _told(mine.filter(near), processes):
        found.setdefault(meeting.process_id, []).append(_row(meeting))
    return {key: tuple(rows) for key, rows in found.items()}


def _told(meetings: MeetingQuerySet, processes: Sequence[Process]) -> Sequence[Meeting]:
    """The meetings with what a commissioner is told of each: number, how many were there, the charge."""
    counted = (
        Attendance.objects.filter(meeting=OuterRef("pk"), present__isnull=False).order_by().values("meeting")
    )
    rows = (
        meetings.with_number()
        .select_related("charge", "term")
        .annotate(
            there=Subquery(counted.annotate(n=Count("pk", filter=Q(present=True))).values("n")),
            marked=Subquery(counted.annotate(n=Count("pk")).values("n")),
        )
        .order_by("starts_at", "pk")
    )
    if any(term.attendance_by_name for process in processes for term in process.terms.all()):
        by_name = Attendance.objects.filter(present=True, meeting__term__attendance_by_name=True)
        rows = rows.prefetch_related(
            Prefetch("attendances", queryset=by_name.select_related("member"), to_attr="told_by_name")
        )
    return list(rows)


def meetings_page(contact: ContactPerson, *, process_id: UUID) -> tuple[Process, tuple[MeetingRow, ...]]:
    """All meetings of one process, newest term last, at most five hundred. Raises Process.DoesNotExist."""
    process = processes_of(contact).select_related("payer").prefetch_related("terms").get(pk=process_id)
    found = _told(Meeting.objects.filter(process=process), [process])
    return process, tuple(_row(meeting) for meeting in found[-MOST_ON_A_PAGE:])


def _card(
    process: Process, rows: tuple[MeetingRow, ...], counts: dict[UUID, _Counts], on: date
) -> ProcessCard:
    term = process.current_term
    count = counts.get(process.pk) or NOTHING
    before = sum(one.held_before for one in process.terms.all())
    leader = process.supervisor_on(on)
    ends_on = term.ends_on if term else None
    return ProcessCard(
        pk=process.pk,
        name=process.name,
        form=str(FORMS[process.form]),
        composition=str(COMPOSITIONS.get(process.composition, "")),
        minutes=term.minutes if term else 0,
        order_number=(term.order_number if term else "")
        or (process.payer.order_number if process.payer else ""),
        supervisor=leader.name if leader else "",
        held=count.held + before,
        left=count.left,
        planned=sum(one.planned for one in process.terms.all()),
        rows=rows,
        others=count.meetings - len(rows),
        by_name=bool(term and term.attendance_by_name),
        ends_on=ends_on or (count.last if count.left else None),
        ends_soon=_ends_soon(process, ends_on or count.last, on),
        next_at=count.next_at,
        zone=process.practice.zone,
        priced=bool(term and term.price_cents is not None),
    )


def _ends_soon(process: Process, last: date | None, on: date) -> bool:
    running = process.now_in in {ProcessState.RUNNING, ProcessState.FINAL_REVIEW}
    return running and last is not None and last <= on + ENDING_WITHIN


def _row(meeting: Meeting) -> MeetingRow:
    charge, term = getattr(meeting, "charge", None), meeting.term
    return MeetingRow(
        number=getattr(meeting, "number", None) if meeting.state in COUNTED else None,
        starts_at=meeting.starts_at,
        zone=meeting.zone,
        minutes=meeting.minutes,
        time_known=meeting.time_known,
        state=str(MEETING_STATES[meeting.state]),
        badge=BADGES[meeting.state],
        present=_present(meeting),
        names=tuple(row.member.name for row in getattr(meeting, "told_by_name", ())),
        net_cents=charge.net_cents if charge else (term.price_cents if meeting.is_ahead else None),
    )


def _present(meeting: Meeting) -> str:
    there, marked = getattr(meeting, "there", None) or 0, getattr(meeting, "marked", None) or 0
    return f"{there}/{marked}" if meeting.now_in == MeetingState.HELD and marked else "–"


@dataclass(frozen=True, slots=True)
class YearRow:
    """One process in a year."""

    name: str
    form: str
    held: int
    charged: int
    hours: Decimal
    attended: str
    sums: Amounts


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year for the one who pays: counts, hours and sums (vuosikooste)."""

    organisation: str
    practice: str
    year: int
    rows: tuple[YearRow, ...]
    total: Amounts
    priced: bool

    @property
    def held(self) -> int:
        """Meetings held in all."""
        return sum(row.held for row in self.rows)

    @property
    def hours(self) -> Decimal:
        """Hours held in all."""
        return sum((row.hours for row in self.rows), Decimal(0))


def year_summary(contact: ContactPerson, *, year: int) -> YearSummary:
    """The summary of one year, of the processes that the contact person may look at."""
    rows = []
    for process in processes_of(contact).order_by("name"):
        found = Meeting.objects.filter(process=process, starts_at__year=year)
        held = found.filter(state=MeetingState.HELD)
        charges = Charge.objects.filter(process=process, on__year=year)
        facts = held.aggregate(number=Count("pk"))
        minutes = sum(held.values_list("minutes", flat=True))
        attended = Attendance.objects.filter(meeting__in=held).aggregate(
            there=Count("pk", filter=Q(present=True)), marked=Count("pk", filter=Q(present__isnull=False))
        )
        charged = charges.exclude(meeting__state=MeetingState.HELD).filter(percent__gt=0).count()
        if not facts["number"] and not charged:
            continue
        rows.append(
            YearRow(
                name=process.name,
                form=str(FORMS[process.form]),
                held=facts["number"],
                charged=charged,
                hours=(Decimal(minutes) / 60).quantize(Decimal("0.01")),
                attended=f"{attended['there']}/{attended['marked']}" if attended["marked"] else "–",
                sums=cost_of(charges),
            )
        )
    total = Amounts(
        sum(row.sums.net for row in rows),
        sum(row.sums.vat for row in rows),
        sum(row.sums.gross for row in rows),
    )
    return YearSummary(
        contact.unit.name if contact.unit else contact.organisation.name,
        contact.practice.name,
        year,
        tuple(rows),
        total,
        contact.practice.invoices,
    )


def never_shown(*, by_name: bool) -> tuple[str, ...]:
    """What this page never shows; stands on every state of it."""
    return (
        _("what is talked about in the meetings, or who said what"),
        _("why someone was away") if by_name else _("who was away, or why"),
        _("anyone's own answers or evaluations"),
        _("the group's own goals and the supervisor's notes"),
    )
