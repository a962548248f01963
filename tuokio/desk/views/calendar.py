"""The calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuokio.desk.pages.calendar import Asked, own_calendar, practice_calendar
from tuokio.desk.pages.standing import remember, standing_of
from tuokio.kit import clock
from tuokio.people.access import signed_in, signed_in_only


@require_safe
@signed_in_only
def calendar(request: HttpRequest) -> HttpResponse:
    """A week or a month of one's own meetings, or of the practice's for those who look after it."""
    person = signed_in(request)
    today = clock.today()
    standing = remember(request, standing_of(person, on=today))
    if not standing.practices:
        raise Http404
    asked = Asked.read(request.GET.dict(), today)
    if not standing.supervises or (standing.coordinated and "practice" in request.GET):
        page = practice_calendar(standing.coordinated, asked, today=today)
    else:
        page = own_calendar(person, asked, today=today)
    return render(
        request,
        "desk/calendar.html",
        {"page": page, "supervises": standing.supervises, "practice_wide": standing.looks_after_others},
    )
