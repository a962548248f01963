"""The commissioner's page and yearly summary, by the commissioner's own door; and what a supervisor sees of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tuokio.desk.pages.commissioner.meetings import meetings_page
from tuokio.desk.pages.commissioner.page import commissioner_page, never_shown
from tuokio.desk.pages.commissioner.year import YearRow, YearSummary
from tuokio.desk.pages.commissioner.year import year_summary as summary_of
from tuokio.desk.pages.to_invoice import plain
from tuokio.kit import clock
from tuokio.kit.documents import ask_document
from tuokio.kit.money import euros
from tuokio.kit.tables import CellValue, write_csv
from tuokio.kit.when import language, long_day
from tuokio.people.access import commissioner_of, commissioner_only, signed_in, signed_in_only
from tuokio.people.models import ContactPerson
from tuokio.supervision.models import Process


@commissioner_only
def commissioner(request: HttpRequest) -> HttpResponse:
    """Dates, counts, costs and what ends."""
    return _page(request, commissioner_of(request), preview=False)


@commissioner_only
def meetings(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """All meetings of one process."""
    contact = commissioner_of(request)
    try:
        process, rows = meetings_page(contact, process_id=process_id)
    except Process.DoesNotExist:
        raise Http404 from None
    shown = {"process": process, "rows": rows, "priced": contact.practice.invoices, "contact": contact}
    return render(request, "desk/commissioner_process.html", shown)


@signed_in_only
def seen_by_supervisor(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What the commissioner of this process sees: for the supervisor to look at, word for word."""
    person = signed_in(request)
    process = get_object_or_404(
        Process.objects.led_by(person, on=clock.today()).select_related("contact_person__organisation"),
        pk=process_id,
    )
    contact = process.contact_person
    if contact is None and process.payer is not None:
        contact = process.payer.contact_persons.filter(ended_on=None).first()
        # nobody is named yet: show what a contact person of the payer would see
        contact = contact or ContactPerson(
            practice=process.practice, organisation=process.payer, unit=process.unit, name=""
        )
    if contact is None:
        raise Http404
    return _page(request, contact, preview=True, back=process)


def _page(
    request: HttpRequest, contact: ContactPerson, *, preview: bool, back: Process | None = None
) -> HttpResponse:
    page = commissioner_page(contact, on=clock.today(), at=clock.now())
    by_name = any(card.by_name for card in page.cards)
    shown = {
        "page": page,
        "never": never_shown(by_name=by_name, for_self=contact.pays_for_oneself),
        "preview": preview,
        "back": back,
        "contact": contact,
    }
    return render(request, "desk/commissioner.html", shown)


@commissioner_only
def year_summary(request: HttpRequest, year: int) -> HttpResponse:
    """The year as CSV, or as a PDF that the worker makes."""
    if not 2000 <= year <= clock.today().year + 1:
        raise Http404
    summary = summary_of(commissioner_of(request), year=year)
    if request.GET.get("as") == "csv":
        return _csv(summary)
    document = ask_document(
        request,
        template="desk/year_summary",
        data=_for_paper(summary),
        filename=f"vuosikooste-{year}.pdf",
        language=language(),
        at=clock.now(),
    )
    return redirect("kit:document", document.pk)


def _header(*, priced: bool) -> list[str]:
    header = [_("Supervision"), _("Form"), _("Held"), _("Hours"), _("Present / invited")]
    return header + ([_("Charged without meeting"), _("Without VAT, €"), _("With VAT, €")] if priced else [])


def _csv(summary: YearSummary) -> HttpResponse:
    rows = [_cells(row, priced=summary.priced) for row in summary.rows]
    body = write_csv(rows, _header(priced=summary.priced), language())
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="vuosikooste-{summary.year}.csv"'
    return answer


def _cells(row: YearRow, *, priced: bool) -> list[CellValue]:
    cells: list[CellValue] = [row.name, row.form, row.held, row.hours, row.attended]
    if priced:
        cells += [row.charged, plain(row.sums.net), plain(row.sums.gross)]
    return cells


def _for_paper(summary: YearSummary) -> dict[str, object]:
    """Everything the template prints, as words and text: it computes nothing."""
    sums = [
        [row.name, row.form, str(row.held), _number(row.hours), row.attended]
        + ([str(row.charged), euros(row.sums.net), euros(row.sums.gross)] if summary.priced else [])
        for row in summary.rows
    ]
    total = [_("In all"), "", str(summary.held), _number(summary.hours), ""]
    if summary.priced:
        total += [
            str(sum(row.charged for row in summary.rows)),
            euros(summary.total.net),
            euros(summary.total.gross),
        ]
    return {
        "title": _("Supervision in %(year)s") % {"year": summary.year},
        "for": summary.organisation,
        "from": summary.practice,
        "made": _("Made %(day)s") % {"day": long_day(clock.today())},
        "header": _header(priced=summary.priced),
        "rows": [*sums, total] if sums else [],
        "empty": _("No meetings were held this year."),
        "note": _(
            "This summary holds only counts and sums. What is talked about in supervision is confidential."
        ),
    }


def _number(hours: object) -> str:
    text = f"{hours}".rstrip("0").rstrip(".") if "." in f"{hours}" else f"{hours}"
    return text.replace(".", ",") if language() != "en" else text
