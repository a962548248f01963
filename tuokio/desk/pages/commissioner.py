"""The commissioner's page: dates, counts, costs, what ends. It has no field that could hold anything else.

By person only where clause C10 of the terms says so (`Term.attendance_by_name`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from tuokio.agreement.parts_offers import SHOWN_AFTER_ANSWER
from tuokio.desk.pages.parts import flags_for_commissioner, parts_for_commissioner
from tuokio.kit.labels import COMPOSITIONS, FORMS
from tuokio.kit.parts import Part, Place
from tuokio.kit.prepared import prepared
from tuokio.meetings.domain.charging import Amounts, amounts
from tuokio.meetings.domain.numbering import COUNTED
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.labels import BADGES, MEETING_STATES
from tuokio.meetings.models import Attendance, Charge, Meeting
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
ENDING_WITHIN = timedelta(days=60)
EACH_WAY = 2  # meetings shown behind and ahead of today
NEAR = timedelta(days=100)  # how far from today they may lie
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
class EndedRow:
    """A process that has ended, in one line."""

    pk: UUID
    name: str
    form: str
    held: int


@dataclass(frozen=True, slots=True)
class CommissionerPage:
    """What the one who orders and pays sees: how often, and at what cost; never what was said."""

    organisation: str
    practice: str
    practice_email: str
    practice_phone: str
    cards: tuple[ProcessCard, ...]
    ended: tuple[EndedRow, ...]
    held: int
    left: int
    planned: int
    last_on: date | None
    cost: Amounts
    limit_cents: int
    priced: bool
    years: tuple[int, ...]
    on: date
    parts: tuple[Part, ...]  # what waits for an answer, and what the group gave

    @property
    def waiting(self) -> tuple[Part, ...]:
        """What waits for the reader: it comes before everything else."""
        return self._placed(Place.WAITS)

    @property
    def told(self) -> tuple[Part, ...]:
        """What the group gave, and what ran out."""
        return self._placed(Place.TOLD)

    @property
    def standing(self) -> tuple[Part, ...]:
        """What is there to be looked at, below the meetings."""
        return self._placed(Place.STANDS)

    @property
    def settled(self) -> tuple[Part, ...]:
        """What is decided: last, and folded."""
        return self._placed(Place.SETTLED)

    def _placed(self, place: Place) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.place == place)

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


COLUMNS = (
    "pk",
    "process_id",
    "term_id",
    "starts_at",
    "zone",
    "minutes",
    "time_known",
    "state",
    "term__price_cents",
    "charge__net_cents",
)
type Told = dict[str, Any]


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


def _known(contact: ContactPerson, on: date, at: datetime) -> list[Known]:
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


def commissioner_page(contact: ContactPerson, *, on: date, at: datetime) -> CommissionerPage:
    """The page of one contact person. Five queries however much there is, one more where names are told,
    and one for each room in which something waits or was given."""
    known = _known(contact, on, at)
    going = [one for one in known if not one.process.has_ended]
    rows = _round_now(contact, going, at)
    cards = tuple(
        sorted(
            (_card(contact, one, rows.get(one.process.pk, ()), on) for one in going),
            key=lambda card: (card.left == 0, card.name.casefold()),
        )
    )
    begun = [count.first for one in known for count in one.counts.values()]
    years = tuple(range(on.year, min(min(begun).year, on.year) - 1, -1)) if begun else ()
    return CommissionerPage(
        organisation=contact.unit.name if contact.unit else contact.organisation.name,
        practice=contact.practice.name,
        practice_email=contact.practice.email,
        practice_phone=contact.practice.phone,
        cards=cards,
        ended=tuple(
            EndedRow(one.process.pk, one.process.name, str(FORMS[one.process.form]), one.held)
            for one in known
            if one.process.has_ended
        ),
        held=sum(card.held for card in cards),
        left=sum(card.left for card in cards),
        planned=sum(card.planned for card in cards),
        last_on=max((last for one in going if (last := one.whole.last)), default=None),
        cost=_cost_of_going(contact, {one.process.pk for one in going}),
        limit_cents=sum(one.term.price_limit_cents or 0 for one in going if one.term),
        priced=contact.practice.invoices,
        years=years[:10],
        on=on,
        parts=tuple(parts_for_commissioner(contact, at=at, processes=[one.process for one in known])),
    )


@prepared
def _costs(
    organisation: Organisation, practice: Practice
) -> QuerySet[Charge, tuple[UUID, int, Decimal | None, int]]:
    found = Charge.objects.filter(process__payer=organisation, process__practice=practice, hours_only=False)
    return (
        found.exclude(payment="not_invoiced")
        .order_by()
        .values_list("process_id", "net_cents", "vat_percent")
        .annotate(times=Count("pk"))
    )


def _cost_of_going(contact: ContactPerson, going: set[UUID]) -> Amounts:
    rows = _costs(contact.organisation, contact.practice)
    return _sum_of((cents, percent, times) for process, cents, percent, times in rows if process in going)


def cost_of(charges: QuerySet[Charge]) -> Amounts:
    """What the charges cost in all, VAT worked out per line and rounded as on the invoices.

    Lines of the same amount and rate are counted by the database, so thousands of meetings stay one short answer.
    """
    rows = (
        charges.filter(hours_only=False)
        .exclude(payment="not_invoiced")
        .order_by()
        .values_list("net_cents", "vat_percent")
        .annotate(times=Count("pk"))
    )
    return _sum_of(rows)


def _sum_of(rows: Iterable[tuple[int, Decimal | None, int]]) -> Amounts:
    """Lines of the same amount and rate, so many times each."""
    net = vat = 0
    for cents, percent, times in rows:
        one = amounts(cents, percent or Decimal(0))
        net += one.net * times
        vat += one.vat * times
    return Amounts(net, vat, net + vat)


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


@prepared
def _near(
    organisation: Organisation, practice: Practice, since: datetime, until: datetime
) -> QuerySet[Meeting, Told]:
    found = Meeting.objects.filter(
        process__payer=organisation,
        process__practice=practice,
        starts_at__gte=since,
        starts_at__lt=until,
    )
    there = (
        Attendance.objects.filter(meeting=OuterRef("pk"), present__isnull=False)
        .order_by()
        .values("meeting")
        .annotate(
            of_how_many=Concat(_number(Count("pk", filter=Q(present=True))), Value("/"), _number(Count("pk")))
        )
    )
    rows: QuerySet[Meeting, Told] = (
        found.annotate(there=Subquery(there.values("of_how_many")))
        .order_by("starts_at", "pk")
        .values(*COLUMNS, "there")
    )
    return rows


def _number(count: Count) -> Cast:
    return Cast(count, CharField())


def _round_now(
    contact: ContactPerson, going: Sequence[Known], at: datetime
) -> dict[UUID, tuple[MeetingRow, ...]]:
    """The last two behind and the next two ahead of each process, as far as they lie near today."""
    mine = {one.process.pk for one in going}
    found = _near(contact.organisation, contact.practice, at - NEAR, at + NEAR)
    near = _numbered([row for row in found if row["process_id"] in mine], going)
    by_process: dict[UUID, list[Told]] = {}
    for row in near:
        by_process.setdefault(row["process_id"], []).append(row)
    shown = [row for rows in by_process.values() for row in _nearest(rows, at)]
    told: dict[UUID, list[MeetingRow]] = {}
    attended = {row["pk"]: row["there"] for row in shown if row["there"]}
    for process_id, meeting in _told(shown, [term for one in going for term in one.terms], attended):
        told.setdefault(process_id, []).append(meeting)
    return {key: tuple(rows) for key, rows in told.items()}


def _nearest(rows: list[Told], at: datetime) -> list[Told]:
    behind = [row for row in rows if row["starts_at"] <= at]
    ahead = [row for row in rows if row["starts_at"] > at]
    return behind[-EACH_WAY:] + ahead[:EACH_WAY]


def _numbered(rows: list[Told], known: Sequence[Known]) -> list[Told]:
    """The meetings, by time, each with its number within its term; cancelled ones take none."""
    last = {
        term.pk: term.held_before + (one.counts[term.pk].counted_before if term.pk in one.counts else 0)
        for one in known
        for term in one.terms
    }
    for row in rows:
        row["number"] = None
        if row["state"] in COUNTED:
            last[row["term_id"]] += 1
            row["number"] = last[row["term_id"]]
    return rows


def _told(
    rows: Sequence[Told], terms: Sequence[Term], attended: dict[UUID, str]
) -> list[tuple[UUID, MeetingRow]]:
    """What a commissioner is told of each meeting: its number, how many were there, what it costs."""
    names = _names([row["pk"] for row in rows]) if any(term.attendance_by_name for term in terms) else {}
    return [(row["process_id"], _row(row, attended, names)) for row in rows]


def _attended(meetings: QuerySet[Meeting]) -> dict[UUID, str]:
    """How many were there of how many: 5/6."""
    rows = _counted_attendance(Attendance.objects.filter(meeting__in=meetings))
    return {meeting: f"{there}/{marked}" for meeting, there, marked in rows}


def _counted_attendance(attendances: QuerySet[Attendance]) -> QuerySet[Attendance, tuple[UUID, int, int]]:
    counted: QuerySet[Attendance, tuple[UUID, int, int]] = (
        attendances.filter(present__isnull=False)
        .order_by()
        .values_list("meeting_id")
        .annotate(there=Count("pk", filter=Q(present=True)), marked=Count("pk"))
    )
    return counted


def _names(meetings: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Who was there, only of terms that say so (C10)."""
    found: dict[UUID, list[str]] = {}
    rows = Attendance.objects.filter(
        meeting__in=meetings, present=True, meeting__term__attendance_by_name=True
    ).order_by("member__name")
    for meeting, name in rows.values_list("meeting_id", "member__name"):
        found.setdefault(meeting, []).append(name)
    return found


def _row(row: Told, attended: dict[UUID, str], names: dict[UUID, list[str]]) -> MeetingRow:
    state, charged = row["state"], row["charge__net_cents"]
    return MeetingRow(
        number=row["number"],
        starts_at=row["starts_at"],
        zone=row["zone"],
        minutes=row["minutes"],
        time_known=row["time_known"],
        state=str(MEETING_STATES[state]),
        badge=BADGES[state],
        present=attended.get(row["pk"], "–") if state == MeetingState.HELD else "–",
        names=tuple(names.get(row["pk"], ())),
        net_cents=row["term__price_cents"] if charged is None and state in AHEAD else charged,
    )


def meetings_page(contact: ContactPerson, *, process_id: UUID) -> tuple[Process, tuple[MeetingRow, ...]]:
    """The newest five hundred meetings of one process, by time. Raises Process.DoesNotExist."""
    process = processes_of(contact).prefetch_related("terms").get(pk=process_id)
    terms = tuple(process.terms.all())
    found: list[Told] = list(
        Meeting.objects.filter(process=process).order_by("starts_at", "pk").values(*COLUMNS)
    )
    rows = _numbered(found, [Known(process, terms, {})])[-MOST_ON_A_PAGE:]
    return process, tuple(
        row for _process, row in _told(rows, terms, _attended(Meeting.objects.filter(process=process)))
    )


def _card(contact: ContactPerson, known: Known, rows: tuple[MeetingRow, ...], on: date) -> ProcessCard:
    process, term, count = known.process, known.term, known.whole
    ends_on = term.ends_on if term else None
    return ProcessCard(
        pk=process.pk,
        name=process.name,
        form=str(FORMS[process.form]),
        composition=str(COMPOSITIONS.get(process.composition, "")),
        minutes=term.minutes if term else 0,
        order_number=(term.order_number if term else "") or contact.organisation.order_number,
        supervisor=known.supervisor,
        held=known.held,
        left=count.left,
        planned=sum(one.planned for one in known.terms),
        rows=rows,
        others=count.meetings - len(rows),
        by_name=bool(term and term.attendance_by_name),
        ends_on=ends_on or (count.last if count.left else None),
        ends_soon=_ends_soon(process, ends_on or count.last, on),
        next_at=count.next_at,
        zone=contact.practice.zone,
        priced=bool(term and term.price_cents is not None),
    )


def _ends_soon(process: Process, last: date | None, on: date) -> bool:
    running = process.now_in in {ProcessState.RUNNING, ProcessState.FINAL_REVIEW}
    return running and last is not None and last <= on + ENDING_WITHIN


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


def never_shown(*, by_name: bool, for_self: bool = False) -> tuple[str, ...]:
    """What this page never shows; stands on every state of it."""
    return (
        _("what is talked about in the meetings, or who said what"),
        _("why someone was away") if by_name else _("who was away, or why"),
        _("anyone's own answers or evaluations"),
        _("the supervisor's notes") if for_self else _("the group's own goals and the supervisor's notes"),
    )
