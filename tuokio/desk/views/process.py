"""The list of processes, and the page of one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuokio.desk.pages.process import ProcessPage, process_for_page
from tuokio.desk.pages.processes import ProcessesPage
from tuokio.kit.clock import now, today
from tuokio.people.access import signed_in, signed_in_only, standings_of
from tuokio.supervision.models import Process


@signed_in_only
@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """What one supervises, or looks after, by form; for everyone else there is no list."""
    if not standings_of(request):
        raise Http404
    page = ProcessesPage.of(
        signed_in(request),
        standings_of(request),
        at=now(),
        shown=request.GET.get("shown", ""),
        search=request.GET.get("q", ""),
        number=request.GET.get("page"),
    )
    return render(request, "desk/processes.html", {"page": page})


@signed_in_only
@require_safe
def process(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """One process, for the one who supervises it."""
    try:
        found = process_for_page(signed_in(request), on=today(), process_id=process_id)
    except Process.DoesNotExist:
        raise Http404 from None
    page = ProcessPage.of(found, at=now(), everything=request.GET.get("meetings") == "all")
    return render(request, "desk/process.html", {"page": page, "process": found})
