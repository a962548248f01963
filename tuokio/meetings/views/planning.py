"""Pages on dates: the short path, one more meeting, breaks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuokio.kit.clock import now, today
from tuokio.meetings.forms.meetings import BreakForm, MeetingForm, ShortPathForm
from tuokio.meetings.models import Break, Meeting
from tuokio.meetings.pages.meetings import can_plan, skipped_told
from tuokio.meetings.usecases.course import start_mapped, start_short
from tuokio.meetings.usecases.planning import (
    Rhythm,
    add_meeting,
    meetings_within,
    proposed_dates,
    take_break,
)
from tuokio.meetings.views.meetings import mind_seats, send
from tuokio.meetings.views.series import no_dates_now, usual_rhythm
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import payer_of
from tuokio.supervision.views.processes import led_process, supervises_in

# --- the short path ---------------------------------------------------------------------------------------


@signed_in_only
def short_path(request: HttpRequest) -> HttpResponse:
    """One form, and the process runs."""
    person = signed_in(request)
    practices = supervises_in(person)
    if not practices:
        raise Http404
    form = ShortPathForm(request.POST or None, practices=practices)
    begun: list[Process] = []

    def act() -> None:
        practice, at = form.practice, now()
        payer = payer_of(practice=practice, customer=form.customer())
        begun.append(
            start_short(
                practice=practice,
                frame=form.frame(payer, language=practice.language),
                agreed=form.agreed(on=today()),
                rhythm=form.rhythm(),
                supervisor=person,
                by=person,
                at=at,
            )
        )

    done = send(request, form, act, lambda: reverse("desk:process", args=[begun[0].pk]))
    if done and begun:
        _tell_skipped(request, begun[0], form.rhythm())
    return done or render(request, "meetings/short_path.html", {"form": form})


@signed_in_only
def start(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The short path for a process that began with a call or an enquiry."""
    person = signed_in(request)
    process = led_process(person, process_id, "payer")
    form = ShortPathForm(
        request.POST or None,
        practices=[process.practice],
        initial={
            "name": process.name,
            "form": process.form,
            "composition": process.composition,
            "for_managers": process.for_managers,
            "payer": process.payer_id,
            **({"payer_kind": "known"} if process.payer_id else {}),
        },
    )

    def act() -> None:
        payer = payer_of(practice=process.practice, customer=form.customer())
        start_mapped(
            process=process,
            frame=form.frame(payer, language=process.language),
            agreed=form.agreed(on=today()),
            rhythm=form.rhythm(),
            by=person,
            at=now(),
        )

    done = send(request, form, act, reverse("desk:process", args=[process.pk]))
    if done:
        _tell_skipped(request, process, form.rhythm())
    return done or render(request, "meetings/short_path.html", {"form": form, "process": process})


def _tell_skipped(request: HttpRequest, process: Process, rhythm: Rhythm | None) -> None:
    """Say which days were left out of the series that has just been planned."""
    if rhythm is None:
        return
    plan = proposed_dates(process=process, rhythm=rhythm)
    messages.success(
        request,
        " ".join(
            part
            for part in (
                _("%(count)s meetings have their dates.") % {"count": len(plan.dates)},
                skipped_told(plan.skipped),
            )
            if part
        ),
    )


# --- more dates -------------------------------------------------------------------------------------------


@signed_in_only
def add(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """One more meeting."""
    person = signed_in(request)
    process = led_process(person, process_id)
    if not can_plan(process):
        return no_dates_now(request, process)
    term = process.current_term
    if term is None:
        messages.warning(request, _("Nothing has been agreed yet: write the terms first, then the dates."))
        return redirect("meetings:terms", process.pk)
    usual = usual_rhythm(process, term)
    asked = ("minutes", "at_time", "room", "place", "remote")
    form = MeetingForm(
        request.POST or None, practice=process.practice, initial={key: usual[key] for key in asked}
    )

    def act() -> None:
        add_meeting(process=process, by=person, at=now(), **form.cleaned_data)

    about = {
        "process": process,
        "form": form,
        "heading": _("Add a meeting"),
        "button": _("Add"),
        "lead": _("A date that has been can be added too, and marked after that."),
    }
    done = send(request, form, act, reverse("desk:process", args=[process.pk]))
    if done:
        mind_seats(request, process, form)
    return done or render(request, "supervision/process_form.html", about)


# --- breaks -----------------------------------------------------------------------------------------------


@signed_in_only
def breaks(request: HttpRequest) -> HttpResponse:
    """Own days without meetings, and the meetings that fall in them."""
    person = signed_in(request)
    if not supervises_in(person):
        raise Http404
    form = BreakForm(request.POST or None)
    known = list(Break.objects.filter(supervisor=person, until_on__gte=today()))

    def act() -> None:
        given = form.cleaned_data
        take_break(supervisor=person, from_on=given["from_on"], until_on=given["until_on"], at=now())

    if done := send(request, form, act, reverse("meetings:breaks")):
        return done
    inside: list[Meeting] = meetings_within(supervisor=person, spans=known)
    return render(request, "meetings/breaks.html", {"form": form, "breaks": known, "meetings": inside})


@signed_in_only
@require_POST
def break_removal(request: HttpRequest, break_id: UUID) -> HttpResponse:
    """Take a break away; the meetings stay as they are."""
    taken = get_object_or_404(Break, supervisor=signed_in(request), pk=break_id)
    taken.delete()
    return redirect("meetings:breaks")
