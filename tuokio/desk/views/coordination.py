"""The coordinator's overview of a practice of several supervisors, on a page and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuokio.desk.pages.coordination import CoordinationPage, course_rows
from tuokio.desk.pages.coordination_rows import ENDS_WITHIN_DAYS, Filters, houses_looked_after
from tuokio.evaluation.parts_summary import given_inside
from tuokio.kit import clock
from tuokio.kit.tables import CellValue, write_csv
from tuokio.kit.when import language
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.terms.words import PracticeKind
from tuokio.workroom.parts_out import given_inside as given_out_inside


@signed_in_only
@require_safe
def coordination(request: HttpRequest) -> HttpResponse:
    """Processes by unit, supervisor and state, for whoever owns or coordinates a practice of several."""
    person = signed_in(request)
    houses = houses_looked_after(person)
    if not houses:
        raise Http404
    filters = Filters.asked(request.GET.dict())
    if request.GET.get("as") == "csv":
        return _csv(person, filters)
    page = CoordinationPage.of(
        person,
        filters,
        on=clock.today(),
        offers=bool(houses - {PracticeKind.INTERNAL}),
        number=request.GET.get("page"),
    )
    given = tuple(given_inside(person)) if PracticeKind.INTERNAL in houses else ()
    out = tuple(given_out_inside(person)) if PracticeKind.INTERNAL in houses else ()
    told = {"page": page, "days": ENDS_WITHIN_DAYS, "given": given, "out": out}
    return render(request, "desk/coordination.html", told)


def _csv(person: Person, filters: Filters) -> HttpResponse:
    header = [
        *(_("Unit"), _("Process"), _("Form"), _("Supervisor"), _("State")),
        *(_("Held"), _("Planned"), _("Ends")),
    ]
    rows: list[list[CellValue]] = [
        [
            *(row.unit, row.name, str(row.form), row.supervisor, str(row.state)),
            *(row.held, row.planned, row.ends_on),
        ]
        for row in course_rows(person, filters, on=clock.today())
    ]
    answer = HttpResponse(write_csv(rows, header, language()), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="tyonohjaukset.csv"'
    return answer
