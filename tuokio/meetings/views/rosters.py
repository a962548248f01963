"""Dates for a unit's shift planner: the sheet in its forms, the unit's rhythm, the planner's own link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit import once, when
from tuokio.kit.clock import now
from tuokio.kit.documents import ask_document
from tuokio.kit.tables import write_csv
from tuokio.meetings.domain.agenda_file import agenda_file
from tuokio.meetings.forms.rosters import UnitRhythmForm
from tuokio.meetings.pages.rosters import Sheet
from tuokio.meetings.refusals import sentence
from tuokio.meetings.usecases.rosters import (
    LINK_LIVES,
    Planned,
    PlannersLinkClosed,
    close_planners_link,
    forget_rhythm,
    good_link,
    make_planners_link,
    mark_given,
    planned_by_link,
    roster_of,
    tell_rhythm,
)
from tuokio.meetings.views.meetings import send
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.models import Process, ProcessClosed
from tuokio.supervision.views.processes import led_process

FILE_KIND = "text/calendar; charset=utf-8"
BOTH = require_http_methods(["GET", "HEAD", "POST"])


def _led(request: HttpRequest, process_id: UUID) -> Process:
    return led_process(signed_in(request), process_id, "unit")


def _here(process: Process) -> str:
    return reverse("meetings:roster", args=[process.pk])


# --- the supervisor's pages ----------------------------------------------------------------------------------


@signed_in_only
@require_safe
def roster(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The coming dates of the unit as one sheet, and the ways to give it."""
    person, at = signed_in(request), now()
    process = _led(request, process_id)
    planned = Planned.around(process, person)
    about = {
        "process": process,
        "sheet": Sheet.of(planned, at=at),
        "link": good_link(planned, at),
    }
    return render(request, "meetings/roster.html", about)


@signed_in_only
@require_safe
def roster_file(request: HttpRequest, process_id: UUID, kind: str) -> HttpResponse:
    """The sheet as a table (csv) or for a calendar (ics)."""
    process = _led(request, process_id)
    return _file(Planned.around(process, signed_in(request)), kind)


@signed_in_only
@require_POST
def roster_paper(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The sheet as a PDF, in the language of the process."""
    process, at = _led(request, process_id), now()
    with override(process.language):
        data = Sheet.of(Planned.around(process, signed_in(request)), at=at).as_paper()
        filename = _("dates-for-the-planner.pdf")
    document = ask_document(
        request,
        template="meetings/roster",
        data=data,
        filename=filename,
        language=process.language,
        at=at,
    )
    return redirect("kit:document", document.pk)


@signed_in_only
@require_POST
def roster_giving(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The planner has the sheet as it stands now."""
    person, process = signed_in(request), _led(request, process_id)

    def act() -> None:
        mark_given(process=process, by=person, at=now())

    if done := send(request, forms.Form(request.POST), act, _here(process)):
        messages.success(request, _("Marked as given. You are reminded if a date changes."))
        return done
    return redirect(_here(process))


@signed_in_only
@BOTH
def roster_rhythm(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """How the unit plans its shifts."""
    person, process = signed_in(request), _led(request, process_id)
    known = roster_of(process)
    if request.method == "POST" and "forget" in request.POST:
        forget_rhythm(process=process, by=person, at=now())
        messages.success(request, _("The rhythm was taken away. Nothing is warned of any more."))
        return redirect(_here(process))
    initial = (
        {name: getattr(known, name) for name in ("anchor_on", "weeks", "published_days", "wanted_days")}
        if known
        else {}
    )
    form = UnitRhythmForm(request.POST or None, initial=initial)

    def act() -> None:
        tell_rhythm(process=process, rhythm=form.rhythm(), by=person, at=now())

    about = {"process": process, "form": form, "known": known}
    return send(request, form, act, _here(process)) or render(request, "meetings/roster_rhythm.html", about)


@never_cache
@signed_in_only
@require_POST
def roster_link(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The planner's link: shown once, or closed."""
    person, process = signed_in(request), _led(request, process_id)
    act = request.POST.get("act", "")
    if process.has_ended:
        messages.warning(request, sentence(ProcessClosed(process.state)))
        return redirect(_here(process))
    if act == "close":
        close_planners_link(process=process, by=person, at=now())
        messages.success(request, _("The link is closed. It opens nothing any more."))
        return redirect(_here(process))
    if act != "show":
        raise Http404
    try:
        with transaction.atomic():
            claimed = once.claim(request.POST.get("once", ""), person_id=person.pk, at=now())
            once.settle(claimed, _here(process))
            address = make_planners_link(process=process, by=person, at=now())
    except once.AlreadySubmitted:
        messages.info(
            request, _("That link was made already and is not shown again. Make a new one if it is lost.")
        )
        return redirect(_here(process))
    about = {"process": process, "address": address, "until": now() + LINK_LIVES}
    return render(request, "meetings/roster_link.html", about)


# --- by the planner's link, without an account ----------------------------------------------------------------


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the page for whoever has the link; one that opens nothing is no page at all."""

    @never_cache
    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: str) -> HttpResponse:
        try:
            return view(request, token, planned_by_link(token, now()), **more)
        except PlannersLinkClosed:
            raise Http404 from None

    return opened


@by_link
def planners_sheet(request: HttpRequest, token: str, planned: Planned) -> HttpResponse:
    """The same sheet for the planner."""
    about = {"sheet": Sheet.of(planned, at=now()), "token": token}
    return render(request, "meetings/roster_planner.html", about)


@by_link
def planners_file(request: HttpRequest, token: str, planned: Planned, kind: str) -> HttpResponse:
    """The same as a table or for a calendar."""
    return _file(planned, kind)


def _file(planned: Planned, kind: str) -> HttpResponse:
    sheet = Sheet.of(planned, at=now())
    if kind == "csv":
        header, rows = sheet.as_table()
        response = HttpResponse(
            write_csv(rows, header, when.language()), content_type="text/csv; charset=utf-8"
        )
    elif kind == "ics":
        content = agenda_file(sheet.as_agenda(), calendar_name=_("Dates of supervision"))
        response = HttpResponse(content, content_type=FILE_KIND)
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{_("dates")}.{kind}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
