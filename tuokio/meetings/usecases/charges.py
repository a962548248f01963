"""What a meeting costs its payer: written with the meeting's change, settled with one's own invoicing program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.domain.charging import NoVatRate
from tuokio.meetings.domain.charging import share as price_share
from tuokio.meetings.models import Charge, Meeting
from tuokio.people.models import Person, VatCode
from tuokio.terms.words import NotInvoicedReason, Payment


class AlreadySettled(Exception):
    """The meeting stands on an invoice, or was marked as not invoiced; undo that first."""


class NothingToSettle(Exception):
    """None of the chosen meetings is open any more: another tab was quicker."""


def make_charge(*, meeting: Meeting, percent: int) -> Charge | None:
    """Write what the meeting costs; nothing for a free one. Raises AlreadySettled, NoVatRate."""
    drop_charge(meeting=meeting)
    term, process = meeting.term, meeting.process
    hours_only = term.price_cents is None
    if percent == 0 or (hours_only and percent < 100):
        return None
    on = meeting.local_start.date()
    vat = None if hours_only or not term.vat_code else _vat_on(meeting, term.vat_code)
    payer, unit = process.payer, process.unit
    return Charge.objects.create(
        practice_id=meeting.practice_id,
        meeting=meeting,
        process=process,
        payer=payer,
        on=on,
        minutes=meeting.minutes,
        percent=percent,
        hours_only=hours_only,
        net_cents=price_share(term.price_cents or 0, percent),
        vat_code=vat.code if vat else "",
        vat_percent=vat.percent if vat else None,
        vat_reason=vat.reason(payer.language if payer else process.language) if vat else "",
        order_number=term.order_number or (payer.order_number if payer else ""),
        cost_centre=term.cost_centre
        or (unit.cost_centre if unit else "")
        or (payer.cost_centre if payer else ""),
    )


def _vat_on(meeting: Meeting, code: str) -> VatCode:
    on = meeting.local_start.date()
    found = [
        row for row in VatCode.objects.filter(practice_id=meeting.practice_id, code=code) if row.holds_on(on)
    ]
    if not found:
        raise NoVatRate(code, on)
    return found[-1]


def drop_charge(*, meeting: Meeting) -> None:
    """Take the charge away with the mark that made it. Raises AlreadySettled."""
    charge = Charge.objects.select_for_update().filter(meeting=meeting).first()
    if charge is None:
        return
    if charge.payment != Payment.OPEN:
        raise AlreadySettled
    charge.delete()


@transaction.atomic
def mark_invoiced(
    *, charges: Sequence[UUID], number: str, practice_id: UUID, by: Person, at: datetime
) -> int:
    """These meetings stand on an invoice of one's own program. Returns how many. Raises NothingToSettle."""
    count = Charge.objects.filter(pk__in=charges, practice_id=practice_id, payment=Payment.OPEN).update(
        payment=Payment.INVOICED, invoice_number=number, settled_by=by, settled_at=at
    )
    if not count:
        raise NothingToSettle
    _account(charges, "invoiced", by=by, at=at)
    return count


@transaction.atomic
def mark_not_invoiced(
    *,
    charges: Sequence[UUID],
    reason: NotInvoicedReason,
    word: str,
    practice_id: UUID,
    by: Person,
    at: datetime,
) -> int:
    """These meetings are not invoiced, with a word why. Returns how many. Raises NothingToSettle."""
    count = Charge.objects.filter(pk__in=charges, practice_id=practice_id, payment=Payment.OPEN).update(
        payment=Payment.NOT_INVOICED,
        not_invoiced_reason=reason,
        not_invoiced_word=word,
        settled_by=by,
        settled_at=at,
    )
    if not count:
        raise NothingToSettle
    _account(charges, "not invoiced", by=by, at=at)
    return count


@transaction.atomic
def reopen(*, charge: Charge, by: Person, at: datetime) -> None:
    """Take back a mistaken mark: the meeting is to be invoiced again."""
    Charge.objects.filter(pk=charge.pk).update(
        payment=Payment.OPEN,
        invoice_number="",
        not_invoiced_reason="",
        not_invoiced_word="",
        settled_by=None,
        settled_at=None,
    )
    trail.record("charge reopened", about=charge, by=by, at=at)


def _account(charges: Sequence[UUID], act: str, *, by: Person, at: datetime) -> None:
    for charge in Charge.objects.filter(pk__in=charges):
        trail.record(act, about=charge, by=by, at=at)
