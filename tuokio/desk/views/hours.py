"""A supervisor's own record: the page, its CSV, the list of references as PDF and CSV."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.desk.forms_hours import EarlierWorkForm
from tuokio.desk.pages.hours import HoursPage, Reference, hours_page, references_of
from tuokio.desk.pages.standing import standing_of
from tuokio.kit import clock
from tuokio.kit.documents import ask_document
from tuokio.kit.sent import done_once
from tuokio.kit.tables import CellValue, write_csv
from tuokio.kit.when import language, long_day
from tuokio.meetings.usecases.hours import (
    TooManyLines,
    allow_naming,
    take_back_earlier_work,
    tell_earlier_work,
)
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Organisation, Person


def _supervisor(request: HttpRequest) -> Person:
    """The one who asks, if they supervise or have supervised. Raises Http404."""
    person = signed_in(request)
    if not (person.leads.exists() or standing_of(person, on=clock.today()).supervises):
        raise Http404
    return person


@require_safe
@signed_in_only
def hours(request: HttpRequest) -> HttpResponse:
    """The record of one year."""
    person, on = _supervisor(request), clock.today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 1950 <= int(asked[:5]) <= on.year else on.year
    page = hours_page(person, year=year, rule=request.GET.get("rule", ""), today=on)
    if request.GET.get("as") == "csv":
        return _file(_months(page), [*_months_header()], f"tunnit-{year}.csv")
    return render(request, "desk/hours.html", {"page": page})


def _months_header() -> list[str]:
    return [_("Month"), _("Meetings"), _("Individual, hours"), _("Others, hours"), _("In all, hours")]


def _months(page: HoursPage) -> Iterable[list[CellValue]]:
    for one in page.given:
        yield [one.label, one.meetings, one.individual, one.group, one.together]


def _file(rows: Iterable[list[CellValue]], header: list[str], name: str) -> HttpResponse:
    answer = HttpResponse(write_csv(list(rows), header, language()), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@signed_in_only
def references(request: HttpRequest) -> HttpResponse:
    """The list of references to send along with an offer: as CSV, or as a PDF that the worker makes."""
    person = _supervisor(request)
    lines, header = list(references_of(person)), _references_header()
    if request.GET.get("as") == "csv":
        return _file((_cells(line) for line in lines), header, "referenssit.csv")
    rows = [[str(cell) for cell in _cells(line)] for line in lines]
    document = ask_document(
        request,
        template="desk/references",
        data={
            "title": _("References"),
            "from": person.name,
            "made": _("Made %(day)s") % {"day": long_day(clock.today())},
            "header": header,
            "rows": rows,
            "empty": _("No meetings have been held yet."),
            "note": _("A client is named only where it has allowed that. Nobody supervised is named."),
            "training": [f"{one.programme}, {one.body} {one.year}" for one in person.qualifications.all()],
        },
        filename="referenssit.pdf",
        language=language(),
        at=clock.now(),
    )
    return redirect("kit:document", document.pk)


def _references_header() -> list[str]:
    return [_("Years"), _("Form"), _("Sector"), _("Client"), _("Meetings"), _("Hours")]


def _cells(line: Reference) -> list[CellValue]:
    return [line.years, line.form, line.sector, line.client, line.meetings, line.hours]


@require_POST
@signed_in_only
def clients(request: HttpRequest) -> HttpResponse:
    """Which clients have allowed that they are named: those that are ticked, and no others."""
    person = _supervisor(request)
    at, ticked = clock.now(), set(request.POST.getlist("named"))
    theirs = Organisation.objects.filter(processes__leads__supervisor=person).distinct()
    for organisation in theirs:
        allow_naming(organisation=organisation, allowed=str(organisation.pk) in ticked, by=person, at=at)
    messages.success(request, _("Saved. Your list of references names only those."))
    return redirect(f"{reverse('desk:hours')}#references")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def earlier_work(request: HttpRequest) -> HttpResponse:
    """Add a line of work from before Tuokio."""
    person = _supervisor(request)
    form = EarlierWorkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            tell_earlier_work(supervisor=person, at=clock.now(), **form.told())
            return f"{reverse('desk:hours')}#references"

        try:
            return done_once(request, add, at=clock.now())
        except TooManyLines:
            form.add_error(
                None, _("There are 200 lines already. Put some together first; nothing was saved.")
            )
    return render(request, "desk/earlier_work.html", {"form": form})


@require_POST
@signed_in_only
def earlier_work_removal(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Take a line away."""
    person = _supervisor(request)
    line = get_object_or_404(person.earlier_work, pk=line_id)
    take_back_earlier_work(line=line, by=person, at=clock.now())
    return redirect(f"{reverse('desk:hours')}#references")
