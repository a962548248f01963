"""Several dates of a process at once: the rest is moved, or a holiday is kept free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit import when
from tuokio.kit.clock import now
from tuokio.meetings.domain.free_days import DateSpan
from tuokio.meetings.domain.series import PlannedDate, SeriesRefused, planned_date, shift, to_weekday
from tuokio.meetings.forms.series_dates import Chosen, FreeDaysForm, MovingOnForm, fresh_rows
from tuokio.meetings.models import Meeting
from tuokio.meetings.pages.meetings import can_plan
from tuokio.meetings.pages.misfits import DateList
from tuokio.meetings.refusals import sentence
from tuokio.meetings.usecases.misfits import Around
from tuokio.meetings.usecases.moving_dates import DateChange, change_dates, dates_to_come, dates_within
from tuokio.meetings.views.dates_looked_through import (
    ready_to_save,
    sent_rows,
    show_dates,
    was_looked_through,
)
from tuokio.meetings.views.meetings import send
from tuokio.meetings.views.series import no_dates_now
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import form_page, led_process


@signed_in_only
def moving_on(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """From one meeting on, all are moved by days or to another weekday: first how, then each date, then saved."""
    person = signed_in(request)
    process = led_process(person, process_id)
    coming = dates_to_come(process, at=now())
    if not can_plan(process) or not coming:
        return _nothing_to_move(request, process)
    form = MovingOnForm(
        request.POST if request.method == "POST" else None,
        since=[(str(one.pk), when.moment(one.starts_at, zone=one.zone)) for one in coming],
        weekdays=[name.capitalize() for name in when.WEEKDAYS_WHOLE[when.language()]],
        initial={"since": str(coming[0].pk)},
    )
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return _ask_how(request, process, form)
    moving = _from(coming, form.cleaned_data["since"])
    dates = _held_against(process, moving)
    if was_looked_through(request):
        return _save(request, process, person, form, dates)
    try:
        found = _proposed(moving, form)
    except SeriesRefused as refusal:
        form.add_error(None, sentence(refusal))
        return _ask_how(request, process, form)
    return _show(request, process, form, fresh_rows(found), dates)


@signed_in_only
def free_days(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """A holiday is kept free: what falls in it is moved, added at the end, or cancelled free of charge."""
    person = signed_in(request)
    process = led_process(person, process_id)
    if not can_plan(process) or not dates_to_come(process, at=now()):
        return _nothing_to_move(request, process)
    form = FreeDaysForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return _ask_days(request, process, form)
    days = form.days()
    inside = dates_within(process, days, at=now())
    if was_looked_through(request):
        return _save(request, process, person, form, _held_against(process, inside, free=days))
    if not inside:
        form.add_error(None, _("No meeting to come falls in these days: nothing has to be changed."))
        return _ask_days(request, process, form)
    found = [_as_it_is(one) for one in inside]
    return _show(request, process, form, fresh_rows(found), _held_against(process, inside, free=days))


def _nothing_to_move(request: HttpRequest, process: Process) -> HttpResponse:
    if not can_plan(process):
        return no_dates_now(request, process)
    messages.warning(request, _("There are no dates to come."))
    return redirect("desk:process", process.pk)


def _ask_how(request: HttpRequest, process: Process, form: forms.Form) -> HttpResponse:
    return form_page(
        request,
        process,
        form,
        heading=_("Move the rest of the dates"),
        lead=_("First how. Before anything is saved you see each date, old and new, and can change it."),
        button=_("Show the dates"),
    )


def _ask_days(request: HttpRequest, process: Process, form: forms.Form) -> HttpResponse:
    return form_page(
        request,
        process,
        form,
        heading=_("Keep a holiday free"),
        lead=_("First the days. Then you choose what becomes of each meeting that falls in them."),
        button=_("Show the meetings"),
    )


def _from(coming: Sequence[Meeting], since: str) -> list[Meeting]:
    keys = [str(one.pk) for one in coming]
    return list(coming[keys.index(since) :])


def _held_against(process: Process, moving: Sequence[Meeting], *, free: DateSpan | None = None) -> DateList:
    term = process.current_term
    rooms = {one.room_id for one in moving}
    return DateList(
        around=Around(
            process=process,
            term=term,
            every_weeks=_rhythm_of(process, moving),
            room=rooms.pop() if len(rooms) == 1 else None,
            moving=[one.pk for one in moving],
            free_days=free,
        ),
        zone=process.practice.zone,
        minutes=term.minutes if term else 60,
        at=now(),
        meetings={one.pk: one for one in moving},
    )


def _rhythm_of(process: Process, moving: Sequence[Meeting]) -> int:
    """Every how many weeks they are: as they were planned, or as was agreed."""
    planned = next((one.series.every_weeks for one in moving if one.series), None)
    term = process.current_term
    return planned or (term.interval_weeks if term else 1)


def _proposed(moving: Sequence[Meeting], form: MovingOnForm) -> list[Chosen]:
    """Where each meeting goes by what was asked for. Raises SeriesRefused."""
    given = form.cleaned_data
    old = [_date_of(one) for one in moving]
    at_time = given["at_time"] or None
    if given["how"] == "weekday":
        new: Sequence[PlannedDate] = to_weekday(old, given["weekday"], at=at_time)
    else:
        new = shift(old, days=given["days"] or 0, at=at_time).dates
    return [Chosen(date.on, date.at, one.pk, one.sequence) for one, date in zip(moving, new, strict=True)]


def _date_of(meeting: Meeting) -> PlannedDate:
    local = meeting.local_start
    return planned_date(local.date(), local.time(), meeting.zone, meeting.minutes)


def _as_it_is(meeting: Meeting) -> Chosen:
    local = meeting.local_start
    return Chosen(local.date(), local.time(), meeting.pk, meeting.sequence)


def _show(
    request: HttpRequest, process: Process, form: forms.Form, rows: Any, dates: DateList
) -> HttpResponse:
    free = dates.around.free_days
    return show_dates(
        request,
        process,
        form,
        rows,
        dates,
        heading=_("Look through the dates"),
        lead=_(
            "Nothing is saved yet. An emptied date leaves its meeting as it is. "
            "Moving costs nothing, answers are asked anew, and everyone with a mail address gets one message."
        ),
        button=_("Save the dates"),
        back=_("Other days") if free else _("Move otherwise"),
    )


def _save(
    request: HttpRequest, process: Process, person: Person, form: forms.Form, dates: DateList
) -> HttpResponse:
    rows = sent_rows(request)
    if not rows.is_valid():
        return _show(request, process, form, rows, dates)
    found, ready = ready_to_save(request, rows, dates, form)
    changed: list[Meeting] = []

    def act() -> None:
        changed.extend(
            change_dates(
                process=process,
                changes=[
                    DateChange(one.meeting, one.sequence, None if one.cancelled else (one.on, one.at))
                    for one in found
                    if one.meeting
                ],
                by=person,
                at=now(),
            )
        )

    done = send(request, form, act, reverse("desk:process", args=[process.pk])) if ready else None
    if done:
        messages.success(
            request,
            ngettext("One date was changed.", "%(count)s dates were changed.", len(changed))
            % {"count": len(changed)},
        )
        return done
    return _show(request, process, form, fresh_rows(_as_they_are_now(found, dates)), dates)


def _as_they_are_now(found: Sequence[Chosen], dates: DateList) -> list[Chosen]:
    """What was chosen, for the meetings that are still to come, as another tab may have left them."""
    return [replace(one, sequence=meeting.sequence) for one in found if (meeting := dates.moved(one.meeting))]
