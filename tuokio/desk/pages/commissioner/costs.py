"""What a commissioner's meetings cost."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet

from tuokio.kit.prepared import prepared
from tuokio.meetings.domain.charging import Amounts, amounts
from tuokio.meetings.models import Charge
from tuokio.people.models import ContactPerson, Organisation, Practice


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


def cost_of_going(contact: ContactPerson, going: set[UUID]) -> Amounts:
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
