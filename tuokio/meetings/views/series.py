"""A row of dates for a process: first the rhythm, then every date looked through, then saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.kit.clock import now
from tuokio.meetings.domain.series import SeriesRefused
from tuokio.meetings.forms.meetings import RhythmForm
from tuokio.meetings.forms.series_dates import Chosen, fresh_rows
from tuokio.meetings.pages.meetings import can_plan
from tuokio.meetings.pages.misfits import DateList
from tuokio.meetings.refusals import sentence
from tuokio.meetings.usecases.misfits import Around
from tuokio.meetings.usecases.planning import NotMeetingNow, Rhythm, plan_dates
from tuokio.meetings.views.dates_looked_through import (
    ready_to_save,
    sent_rows,
    show_dates,
    was_looked_through,
)
from tuokio.meetings.views.meetings import mind_seats, send
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process, Term
from tuokio.supervision.views.processes import led_process


@signed_in_only
def series(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """First the rhythm, then each date to look at and change, then saved."""
    person = signed_in(request)
    process = led_process(person, process_id)
    if not can_plan(process):
        return no_dates_now(request, process)
    term = process.current_term
    if term is None:
        messages.warning(request, _("Nothing has been agreed yet: write the terms first, then the dates."))
        return redirect("meetings:terms", process.pk)
    if request.method != "POST":
        initial = usual_rhythm(process, term)
        return _ask_rhythm(request, process, RhythmForm(practice=process.practice, initial=initial))
    form = RhythmForm(request.POST, practice=process.practice)
    if not form.is_valid() or "back" in request.POST:
        return _ask_rhythm(request, process, form)
    rhythm = form.rhythm(process.practice.zone)
    dates = _held_against(process, term, rhythm)
    if was_looked_through(request):
        return _save(request, process, person, form, rhythm, dates)
    try:
        found = [Chosen(one.on, one.at) for one in rhythm.days]
    except SeriesRefused as refusal:
        form.add_error(None, sentence(refusal))
        return _ask_rhythm(request, process, form)
    return _show(request, process, form, fresh_rows(found), dates)


def no_dates_now(request: HttpRequest, process: Process) -> HttpResponse:
    """Back to the process, with the word why no dates are agreed on now."""
    messages.warning(request, sentence(NotMeetingNow(process.now_in)))
    return redirect("desk:process", process.pk)


def usual_rhythm(process: Process, term: Term) -> dict[str, Any]:
    """How the dates of the process usually are, to begin with."""
    taken = process.meetings.filter(term=term).exclude(state__startswith="cancelled").count()
    last = process.meetings.order_by("-starts_at").first()
    return {
        "count": max(term.planned - term.held_before - taken, 1),
        "every_weeks": term.interval_weeks,
        "minutes": term.minutes,
        "at_time": last.local_start.time() if last and last.time_known else None,
        "place": last.place if last else "",
        "remote": last.remote if last else False,
        "room": last.room_id if last else None,
    }


def _held_against(process: Process, term: Term, rhythm: Rhythm) -> DateList:
    return DateList(
        around=Around(
            process=process,
            term=term,
            every_weeks=rhythm.every_weeks,
            room=rhythm.room.pk if rhythm.room else None,
        ),
        zone=rhythm.zone,
        minutes=rhythm.minutes,
        at=now(),
        meetings={},
    )


def _ask_rhythm(request: HttpRequest, process: Process, form: RhythmForm) -> HttpResponse:
    return render(request, "meetings/series.html", {"process": process, "form": form})


def _show(
    request: HttpRequest, process: Process, form: RhythmForm, rows: Any, dates: DateList
) -> HttpResponse:
    return show_dates(
        request,
        process,
        form,
        rows,
        dates,
        heading=_("Look through the dates"),
        lead=_("Change what does not fit. An emptied date is left out. Nothing is saved yet."),
        button=_("Save the dates"),
        back=_("Change the rhythm"),
    )


def _save(
    request: HttpRequest,
    process: Process,
    person: Person,
    form: RhythmForm,
    rhythm: Rhythm,
    dates: DateList,
) -> HttpResponse:
    rows = sent_rows(request)
    if not rows.is_valid():
        return _show(request, process, form, rows, dates)
    found, ready = ready_to_save(request, rows, dates, form)
    if not found:
        form.add_error(None, _("There is no date left. Keep at least one, or leave the page."))
        return _show(request, process, form, rows, dates)

    def act() -> None:
        plan_dates(
            process=process, rhythm=rhythm, dates=[(one.on, one.at) for one in found], by=person, at=now()
        )

    done = send(request, form, act, reverse("desk:process", args=[process.pk])) if ready else None
    if done:
        messages.success(request, _("%(count)s meetings have their dates.") % {"count": len(found)})
        mind_seats(request, process, form)
    return done or _show(request, process, form, fresh_rows(found), dates)
