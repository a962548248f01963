"""Booking the next meeting, and changing or cancelling one's own: for those whom the agreement lets do it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tuokio.booking.forms.choosing import NotATime, picked
from tuokio.booking.pages.meetings import BookedMeeting, NextPage
from tuokio.booking.pages.times import FreeTimes, TimeButton, instead, span_from
from tuokio.booking.refusals import REFUSED, sentence
from tuokio.booking.usecases.guests import CannotBook, meetings_left
from tuokio.booking.usecases.next_meetings import book_next, cancel_booked, coming, free_for, move_booked
from tuokio.booking.views.guests import Place
from tuokio.kit.clock import now
from tuokio.meetings.domain.slots.words import Start
from tuokio.meetings.models import Meeting
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import send

BOTH = require_http_methods(["GET", "HEAD", "POST"])
THREE_WEEKS = timedelta(days=21)


class TimeForm(forms.Form):
    """Which of the free times was pressed."""

    time = forms.CharField(max_length=40)

    def __init__(self, *args: Any, among: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among

    def clean_time(self) -> datetime:
        try:
            return picked(self.cleaned_data["time"], among=self.among).starts_at
        except NotATime:
            raise forms.ValidationError(_("Choose one of the times.")) from None


class PriceForm(forms.Form):
    """The price that stood on the page when cancelling was chosen."""

    percent = forms.IntegerField(min_value=0, max_value=100)


@BOTH
def next_meeting(
    request: HttpRequest, place: Place, process: Process, meeting: Meeting | None
) -> HttpResponse:
    """The free times for the next meeting, and the ones that are coming."""
    at = now()
    form = _time_form(request, process, at)

    def act() -> None:
        book_next(process=process, guest=place.guest, starts_at=form.cleaned_data["time"], at=at)

    assert place.booking_at is not None
    here = place.booking_at(process)
    done = send(request, form, act, here, refused=REFUSED, told=sentence)
    if done:
        messages.success(request, _("The meeting is booked. Your supervisor sees it."))
        return done
    left = meetings_left(process)
    times, others = _times(request, process, at, form) if left else (None, ())
    about = {
        **place.about(),
        "page": NextPage.of(
            process,
            left=left,
            is_open=times is not None,
            coming=coming(process, at=at),
            href_of=lambda one: place.meeting_at("meeting", one),
        ),
        "process": process,
        "times": times,
        "others": others,
        "form": form,
        "here": here,
    }
    return render(request, "booking/next.html", about, status=409 if form.is_bound else 200)


def _time_form(request: HttpRequest, process: Process, at: datetime) -> TimeForm:
    among = [lead.supervisor_id for lead in process.leads.all()]
    return TimeForm(request.POST if request.method == "POST" else None, among=among)


def _times(
    request: HttpRequest, process: Process, at: datetime, form: TimeForm, moved: Meeting | None = None
) -> tuple[FreeTimes | None, Sequence[TimeButton]]:
    """The free times of some days, and after a lost one the next three."""
    span = span_from(request.GET.get("from", ""), at=at)
    try:
        found = free_for(process, since=span.since, until=span.until, at=at, moved=moved)
        others = _next_three(process, form, at, moved) if form.is_bound else ()
    except CannotBook:
        return None, ()
    return FreeTimes.of(found, span, names={}, at=at), others


def _next_three(
    process: Process, form: TimeForm, at: datetime, moved: Meeting | None
) -> Sequence[TimeButton]:
    wanted = form.cleaned_data.get("time") or at
    since = max(at, wanted)
    found: list[Start] = free_for(process, since=since, until=since + THREE_WEEKS, at=at, moved=moved)
    return instead(found, after=since, names={})


@require_safe
def booked_meeting(request: HttpRequest, place: Place, process: Process, meeting: Meeting) -> HttpResponse:
    """One meeting of theirs: when, where, and what changing or cancelling it costs."""
    return render(request, "booking/meeting.html", _about(place, process, meeting, now()))


def _about(place: Place, process: Process, meeting: Meeting, at: datetime) -> dict[str, Any]:
    return {
        **place.about(),
        "page": BookedMeeting.of(meeting, place.guest, at=at),
        "process": process,
        "here": place.meeting_at("meeting", meeting),
        "time_href": place.meeting_at("meeting_time", meeting),
        "cancel_href": place.meeting_at("meeting_cancellation", meeting),
        "booking_href": place.booking_at(process) if place.booking_at else "",
    }


@BOTH
def another_time(request: HttpRequest, place: Place, process: Process, meeting: Meeting) -> HttpResponse:
    """Another free time for a meeting, free of charge until the limit of the terms."""
    at = now()
    form = _time_form(request, process, at)
    here = place.meeting_at("meeting", meeting)

    def act() -> None:
        move_booked(meeting=meeting, guest=place.guest, starts_at=form.cleaned_data["time"], at=at)

    done = send(request, form, act, "../", refused=REFUSED, told=sentence)
    if done:
        messages.success(request, _("The meeting has a new time. Your supervisor sees it."))
        return done
    about = _about(place, process, meeting, at)
    about["times"], about["others"] = (
        _times(request, process, at, form, moved=meeting) if about["page"].can_move else (None, ())
    )
    about["form"], about["here"] = form, here
    return render(request, "booking/meeting_time.html", about, status=409 if form.is_bound else 200)


@BOTH
def cancellation(request: HttpRequest, place: Place, process: Process, meeting: Meeting) -> HttpResponse:
    """Cancel, having seen first what it costs in euros."""
    at = now()
    form = PriceForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        cancel_booked(meeting=meeting, guest=place.guest, shown_percent=form.cleaned_data["percent"], at=at)

    goes_to = place.booking_at(process) if place.booking_at else reverse("booking:cancelled")
    done = send(request, form, act, goes_to, refused=REFUSED, told=sentence)
    if done:
        messages.success(request, _("The meeting is cancelled. Your supervisor sees it."))
        return done
    about = {**_about(place, process, meeting, at), "form": form}
    return render(request, "booking/meeting_cancellation.html", about, status=409 if form.is_bound else 200)


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """That a meeting was cancelled by a link; of which, it does not say."""
    return render(request, "booking/cancelled.html")
