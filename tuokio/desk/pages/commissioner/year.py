"""A year for the one who pays: counts, hours and sums (vuosikooste)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from tuokio.desk.pages.commissioner.costs import cost_of
from tuokio.desk.pages.commissioner.known import processes_of
from tuokio.kit.labels import FORMS
from tuokio.meetings.domain.charging import Amounts
from tuokio.meetings.models import Attendance, Charge, Meeting
from tuokio.people.models import ContactPerson
from tuokio.terms.meeting_words import MeetingState


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
