"""*Laskutettavat*: per payer and month what was held or charged, ready to be written into one's own invoices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit.labels import FORMS, NOT_INVOICED
from tuokio.kit.money import euros
from tuokio.kit.prepared import prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.kit.when import language, long_day, month
from tuokio.meetings.domain.charging import Amounts, amounts
from tuokio.meetings.labels import MEETING_STATES
from tuokio.meetings.models import Charge
from tuokio.people.models import Person
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import Payment

SHOWN_AT_MOST = 600


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One held or charged meeting as a line of an invoice."""

    pk: UUID
    on: date
    process_id: UUID
    process: str
    form: str
    minutes: int
    state: str
    percent: int
    sums: Amounts
    vat: str
    payment: str
    settled: str

    @property
    def what(self) -> str:
        """The words of the line: form and length; what was not held, and a part of the price, is said."""
        text = _("%(form)s, %(minutes)s min") % {"form": self.form, "minutes": self.minutes}
        if self.state != MeetingState.HELD:
            text += f", {MEETING_STATES[self.state]}"
        if self.percent < 100:
            text += f", {self.percent}\N{NO-BREAK SPACE}%"
        return text

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.payment == Payment.OPEN


@dataclass(frozen=True, slots=True)
class VatLine:
    """The sum of one VAT treatment, with the reason that is printed on the invoice."""

    label: str
    reason: str
    sums: Amounts


@dataclass(frozen=True, slots=True)
class PayerMonth:
    """What one payer owes for one month."""

    key: str
    payer: str
    payer_id: UUID | None
    business_id: str
    month: str
    first_day: date
    order_number: str
    cost_centre: str
    order_missing: bool
    hours_only: bool
    rows: tuple[ChargeRow, ...]
    vat_lines: tuple[VatLine, ...]
    total: Amounts

    @property
    def title(self) -> str:
        """Payer and month: what the part of the page is called."""
        return f"{self.payer}, {self.month.lower()}"

    @property
    def facts(self) -> str:
        """What is written on the invoice about the payer, in one line."""
        known = [self.business_id]
        if self.order_number:
            known.append(_("order %(number)s") % {"number": self.order_number})
        if self.cost_centre:
            known.append(_("cost centre %(number)s") % {"number": self.cost_centre})
        return " · ".join(one for one in known if one)

    @property
    def hours(self) -> str:
        """Hours in all, with one decimal where needed."""
        hours = Decimal(sum(row.minutes for row in self.rows)) / 60
        return f"{hours.quantize(Decimal('0.01')).normalize():f}".replace(".", ",")

    @property
    def open_rows(self) -> tuple[ChargeRow, ...]:
        """The lines that wait."""
        return tuple(row for row in self.rows if row.is_open)

    @property
    def as_text(self) -> str:
        """The lines as cells parted by tabs, to be pasted into another program."""
        lines = [f"{self.payer}\t{self.month}\t{self.order_number}\t{self.cost_centre}"]
        lines += [
            f"{long_day(row.on)}\t{row.process}\t{row.what}\t{plain(row.sums.net)}\t{row.vat}"
            for row in self.rows
        ]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ToInvoicePage:
    """Everything to invoice, or one month of it with what is done already."""

    groups: tuple[PayerMonth, ...]
    month: date | None
    total: Amounts
    months: tuple[tuple[str, str], ...]  # what the address says, what people read
    cut: bool

    @property
    def asked(self) -> str:
        """The month as the address says it."""
        return f"{self.month:%Y-%m}" if self.month else ""

    @property
    def title(self) -> str:
        """The month's name, or that all open ones are shown."""
        return month(self.month) if self.month else _("Everything open")


def to_invoice_page(person: Person, *, on: date, chosen: date | None) -> ToInvoicePage:
    """The page of one person: all that is open, or all of one month. Three queries."""
    reachable = Charge.objects.reachable_by(person, on=on)
    rows = reachable.filter(payment=Payment.OPEN, hours_only=False)
    if chosen:
        rows = reachable.filter(on__year=chosen.year, on__month=chosen.month)
    found = list(
        rows.select_related("payer", "process", "meeting").order_by("payer__name", "payer_id", "on", "pk")[
            : SHOWN_AT_MOST + 1
        ]
    )
    groups = tuple(_groups(found[:SHOWN_AT_MOST]))
    return ToInvoicePage(
        groups=groups,
        month=chosen,
        total=_sum(group.total for group in groups),
        months=_months_back(on, 14),
        cut=len(found) > SHOWN_AT_MOST,
    )


def payer_month(person: Person, *, on: date, payer_id: UUID | None, first: date) -> PayerMonth | None:
    """One payer's month, with settled lines too; None when there is nothing the person can reach."""
    found = (
        Charge.objects.reachable_by(person, on=on)
        .filter(payer_id=payer_id, on__year=first.year, on__month=first.month)
        .select_related("payer", "process", "meeting")
        .order_by("on", "pk")
    )
    return next(iter(_groups(list(found))), None)


def _months_back(on: date, count: int) -> tuple[tuple[str, str], ...]:
    months, year, number = [], on.year, on.month
    for _step in range(count):
        months.append((f"{year}-{number:02}", month(date(year, number, 1))))
        year, number = (year - 1, 12) if number == 1 else (year, number - 1)
    return tuple(months)


def _groups(charges: Sequence[Charge]) -> Iterable[PayerMonth]:
    def key(charge: Charge) -> tuple[str, str, int, int]:
        name = charge.payer.name if charge.payer else ""
        return (name.casefold(), str(charge.payer_id or ""), charge.on.year, charge.on.month)

    for _key, group in groupby(sorted(charges, key=key), key=key):
        yield _payer_month(list(group))


def _payer_month(charges: list[Charge]) -> PayerMonth:
    first, payer = charges[0], charges[0].payer
    rows = tuple(_row(charge) for charge in charges)
    orders = sorted({charge.order_number for charge in charges if charge.order_number})
    return PayerMonth(
        key=f"{payer.pk if payer else 'none'}-{first.on:%Y-%m}",
        payer=payer.name if payer else _("No payer given"),
        payer_id=payer.pk if payer else None,
        business_id=payer.business_id if payer else "",
        month=month(first.on),
        first_day=first.on.replace(day=1),
        order_number=", ".join(orders),
        cost_centre=", ".join(sorted({charge.cost_centre for charge in charges if charge.cost_centre})),
        order_missing=bool(
            payer and payer.needs_order_number and any(not charge.order_number for charge in charges)
        ),
        hours_only=all(charge.hours_only for charge in charges),
        rows=rows,
        vat_lines=tuple(_vat_lines(charges)),
        total=_sum(row.sums for row in rows),
    )


def _row(charge: Charge) -> ChargeRow:
    return ChargeRow(
        pk=charge.pk,
        on=charge.on,
        process_id=charge.process_id,
        process=charge.process.name,
        form=str(FORMS[charge.process.form]),
        minutes=charge.minutes,
        state=charge.meeting.state,
        percent=charge.percent,
        sums=amounts(charge.net_cents, charge.vat_percent or Decimal(0)),
        vat="" if charge.hours_only else vat_words(charge.vat_percent or Decimal(0)),
        payment=charge.payment,
        settled=_settled(charge),
    )


def _settled(charge: Charge) -> str:
    if charge.payment == Payment.INVOICED:
        return _("invoiced, %(number)s") % {"number": charge.invoice_number}
    if charge.payment == Payment.NOT_INVOICED:
        why = charge.not_invoiced_word or NOT_INVOICED.get(charge.not_invoiced_reason, "")
        return _("not invoiced: %(why)s") % {"why": why}
    return ""


def _vat_lines(charges: Sequence[Charge]) -> Iterable[VatLine]:
    priced = [charge for charge in charges if not charge.hours_only]

    def key(charge: Charge) -> tuple[Decimal, str]:
        return (charge.vat_percent or Decimal(0), charge.vat_reason)

    for (percent, reason), group in groupby(sorted(priced, key=key), key=key):
        yield VatLine(
            vat_words(percent), reason, _sum(amounts(charge.net_cents, percent) for charge in group)
        )


def _sum(several: Iterable[Amounts]) -> Amounts:
    found = list(several)
    return Amounts(sum(a.net for a in found), sum(a.vat for a in found), sum(a.gross for a in found))


def vat_words(percent: Decimal) -> str:
    """alv 25,5 %, or that there is none."""
    if not percent:
        return _("no VAT")
    number = f"{percent.normalize():f}"
    if language() != "en":
        number = number.replace(".", ",")
    return _("VAT %(percent)s %%") % {"percent": number}


def plain(cents: int) -> str:
    """An amount for another program: 160,00."""
    return f"{cents // 100},{cents % 100:02}"


@prepared
def _open_sums(person: Person, day: date, until: date) -> QuerySet[Any, Any]:
    """One row, or none when nothing is open."""
    return (
        Charge.objects.open_before(person, on=day, until=until)
        .order_by()
        .values("payment")  # the same in each: one row for all
        .annotate(
            count=Count("pk"),
            net=Sum("net_cents"),
            payers=Count("payer", distinct=True),
            first=Min("on"),
            unordered=Count(
                "payer", distinct=True, filter=Q(payer__needs_order_number=True, order_number="")
            ),
        )
    )


def waiting(person: Person, *, on: date) -> list[Waiting]:
    """What is open from months that are over, and from this one in its last days: one line in *Tänään*."""
    until = on if (on.replace(day=28) - on).days < 4 else on.replace(day=1)
    rows = _open_sums(person, on, until)
    if not rows:
        return []
    found = rows[0]
    why = _("%(sum)s + VAT, open since %(month)s.") % {
        "sum": euros(found["net"] or 0),
        "month": month(found["first"]).lower(),
    }
    if found["unordered"]:
        why += " " + ngettext(
            "One payer's order number is missing.",
            "The order numbers of %(number)s payers are missing.",
            found["unordered"],
        ) % {"number": found["unordered"]}
    return [
        Waiting(
            kind=_("To invoice"),
            title=_("%(meetings)s, %(payers)s")
            % {
                "meetings": ngettext("One meeting", "%(number)s meetings", found["count"])
                % {"number": found["count"]},
                "payers": ngettext("one payer", "%(number)s payers", found["payers"] or 1)
                % {"number": found["payers"] or 1},
            },
            why=why,
            href=reverse("desk:to_invoice"),
            action=_("See what to invoice"),
            rank=WaitingRank.INVOICING,
        )
    ]
