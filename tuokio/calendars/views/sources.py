"""The page of calendars elsewhere: what is read, how it goes, and how an address is found."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuokio.calendars.forms.sources import SourceForm
from tuokio.calendars.models import BusySource
from tuokio.calendars.pages.sources import sources_page
from tuokio.calendars.refusals import sentence
from tuokio.calendars.usecases.busy_reading import (
    TooManySources,
    add_source,
    count_whole_days,
    read_soon,
    remove_source,
    zone_of,
)
from tuokio.kit.clock import now
from tuokio.kit.sent import done_once
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.views.processes import supervises_in


@signed_in_only
def sources(request: HttpRequest) -> HttpResponse:
    """Which calendars elsewhere tell when one is busy; add one."""
    person, at = signed_in(request), now()
    if not supervises_in(person):
        raise Http404
    form = SourceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            add_source(person=person, zone=zone_of(person), at=at, **form.wished())
            messages.success(request, _("The calendar is added. Its busy times are read in a minute."))
            return request.path

        try:
            return done_once(request, act, at=at)
        except TooManySources as refusal:
            form.add_error(None, sentence(refusal))
    response = render(request, "calendars/sources.html", {"page": sources_page(person, at=at), "form": form})
    response.headers["Cache-Control"] = "private, no-store"  # a form with an error shows what was typed
    return response


@signed_in_only
@require_POST
def reading(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Have it read now."""
    read_soon(source=_own(signed_in(request), source_id), at=now())
    messages.success(request, _("It is read in half a minute. Look at this page again then."))
    return redirect("calendars:sources")


@signed_in_only
@require_POST
def days(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Let its all-day events count, or not."""
    person = signed_in(request)
    count_whole_days(
        source=_own(person, source_id), whole_days=request.POST.get("count") == "yes", by=person, at=now()
    )
    messages.success(request, _("Saved. Its busy times are read anew in half a minute."))
    return redirect("calendars:sources")


@signed_in_only
@require_POST
def removal(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Read it no more."""
    person = signed_in(request)
    remove_source(source=_own(person, source_id), by=person, at=now())
    messages.success(request, _("The calendar is no longer read, and its busy times are gone from here."))
    return redirect("calendars:sources")


def _own(person: Person, source_id: UUID) -> BusySource:
    return get_object_or_404(BusySource, pk=source_id, supervisor=person)
