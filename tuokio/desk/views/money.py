"""*Laskutettavat*: the list, one payer's month to settle, as CSV and on paper."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuokio.desk.forms import INVOICED, SettleForm
from tuokio.desk.pages.to_invoice import PayerMonth, payer_month, plain, to_invoice_page
from tuokio.kit import clock
from tuokio.kit.sent import done_once
from tuokio.kit.tables import CellValue, write_csv
from tuokio.kit.when import language
from tuokio.meetings.models import Charge
from tuokio.meetings.usecases.charges import NothingToSettle, mark_invoiced, mark_not_invoiced, reopen
from tuokio.people.access import signed_in, signed_in_only
from tuokio.terms.words import NotInvoicedReason


def month_asked(request: HttpRequest) -> date | None:
    """The month of ?month=2026-11, or None for anything else."""
    try:
        return date.fromisoformat(request.GET.get("month", "") + "-01")
    except ValueError:
        return None


@signed_in_only
def to_invoice(request: HttpRequest) -> HttpResponse:
    """All that is open, or one month."""
    page = to_invoice_page(signed_in(request), on=clock.today(), chosen=month_asked(request))
    if request.GET.get("as") == "csv":
        return _csv(page.groups, "laskutettavat.csv")
    template = "desk/to_invoice_print.html" if request.GET.get("as") == "print" else "desk/to_invoice.html"
    return render(request, template, {"page": page})


@signed_in_only
def payer(request: HttpRequest, month: str, payer_id: UUID | None = None) -> HttpResponse:
    """One payer's month: its lines to copy, and what became of them."""
    person = signed_in(request)
    try:
        first = date.fromisoformat(month + "-01")
    except ValueError:
        raise Http404 from None
    group = payer_month(person, on=clock.today(), payer_id=payer_id, first=first)
    if group is None:
        raise Http404
    open_charges = [row.pk for row in group.open_rows]
    everything = [row.pk for row in group.rows]
    form = SettleForm(request.POST or None, charges_here=everything, initial={"act": INVOICED})
    if request.method == "POST" and form.is_valid():
        try:
            return done_once(request, lambda: _settle(request, form), at=clock.now())
        except NothingToSettle:
            form.add_error(
                None, _("These were settled in another window a moment ago. Nothing was changed here.")
            )
    chosen = (
        set(request.POST.getlist("charges")) if request.method == "POST" else {str(pk) for pk in open_charges}
    )
    return render(
        request,
        "desk/to_invoice_payer.html",
        {"group": group, "form": form, "chosen": chosen},
        status=422 if form.errors else 200,
    )


def _settle(request: HttpRequest, form: SettleForm) -> str:
    """Mark what is still open of the chosen; the address to go on to. Raises NothingToSettle."""
    person, given = signed_in(request), form.cleaned_data
    charges = Charge.objects.reachable_by(person, on=clock.today()).filter(pk__in=given["charges"])
    count = 0
    for practice_id in set(charges.values_list("practice_id", flat=True)):
        try:
            if given["act"] == INVOICED:
                count += mark_invoiced(
                    charges=given["charges"],
                    number=given["number"],
                    practice_id=practice_id,
                    by=person,
                    at=clock.now(),
                )
            else:
                count += mark_not_invoiced(
                    charges=given["charges"],
                    reason=NotInvoicedReason(given["reason"]),
                    word=given["word"],
                    practice_id=practice_id,
                    by=person,
                    at=clock.now(),
                )
        except NothingToSettle:
            continue
    if not count:
        raise NothingToSettle
    text = ngettext("One meeting was marked.", "%(number)s meetings were marked.", count) % {"number": count}
    messages.success(request, text)
    return request.path


@signed_in_only
@require_POST
def reopened(request: HttpRequest, charge_id: UUID) -> HttpResponse:
    """Take back a mistaken mark."""
    person = signed_in(request)
    charge = get_object_or_404(Charge.objects.reachable_by(person, on=clock.today()), pk=charge_id)
    reopen(charge=charge, by=person, at=clock.now())
    messages.success(request, _("The meeting waits to be invoiced again."))
    month = f"{charge.on:%Y-%m}"
    if charge.payer_id:
        return redirect("desk:to_invoice_payer", month, charge.payer_id)
    return redirect("desk:to_invoice_nobody", month)


def _csv(groups: tuple[PayerMonth, ...], filename: str) -> HttpResponse:
    header = [
        _("Payer"),
        _("Business ID"),
        _("Order number"),
        _("Cost centre"),
        _("Date"),
        _("Process"),
        _("What"),
        _("Minutes"),
        _("Without VAT, €"),
        _("VAT"),
        _("VAT, €"),
        _("With VAT, €"),
        _("State"),
    ]
    rows: list[list[CellValue]] = [
        [
            group.payer,
            group.business_id,
            group.order_number,
            group.cost_centre,
            row.on,
            row.process,
            row.what,
            row.minutes,
            *(
                ("", "", "", "")
                if group.hours_only
                else (plain(row.sums.net), row.vat, plain(row.sums.vat), plain(row.sums.gross))
            ),
            row.settled or _("open"),
        ]
        for group in groups
        for row in group.rows
    ]
    answer = HttpResponse(write_csv(rows, header, language()), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
