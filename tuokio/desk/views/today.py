"""*Tänään*, and where the front page leads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuokio.desk.pages.gathering import waiting_for
from tuokio.desk.pages.practice_today import PracticeTodayPage
from tuokio.desk.pages.standing import remember, standing_of
from tuokio.desk.pages.today import TodayPage
from tuokio.kit import clock
from tuokio.people.access import signed_in, signed_in_only


@require_safe
@signed_in_only
def today(request: HttpRequest) -> HttpResponse:
    """A supervisor's own day; the practice's day in numbers for those who look after it."""
    person = signed_in(request)
    on = clock.today()
    standing = remember(request, standing_of(person, on=on))
    if not standing.practices:
        raise Http404
    waiting = waiting_for(person, standing, on=on)
    if not standing.supervises or (standing.coordinated and "practice" in request.GET):
        practice_page = PracticeTodayPage.of(standing.coordinated, at=clock.now(), waiting=waiting)
        return render(
            request,
            "desk/practice_today.html",
            {
                "page": practice_page,
                "supervises": standing.supervises,
                "owns": standing.owns,
                "several": standing.looks_after_others,
            },
        )
    page = TodayPage.of(
        person,
        at=clock.now(),
        waiting=waiting,
        page_number=request.GET.get("page"),
        is_supervised=standing.is_supervised,
        stands_in=standing.stands_in,
    )
    return render(request, "desk/today.html", {"page": page, "practice_wide": standing.looks_after_others})
