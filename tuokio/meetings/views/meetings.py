"""Pages on one meeting: marking, moving, cancelling it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuokio.kit.clock import now, today
from tuokio.meetings.domain.free_days import free_day
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.forms.meetings import AnswersForm, AttendanceForm, CancellationForm, MeetingForm, date_of
from tuokio.meetings.models import Meeting
from tuokio.meetings.pages.beside import parts_beside
from tuokio.meetings.pages.meetings import (
    MeetingPage,
    attendees,
    cancellation_costs,
    free_name,
    no_show_cost,
    seats_told,
    titled,
)
from tuokio.meetings.pages.roster_notes import published_until_told, roster_note
from tuokio.meetings.refusals import REFUSED, sentence
from tuokio.meetings.usecases.one_meeting import (
    BelowQuorum,
    Where,
    answer,
    cancel_meeting,
    change_place,
    correct,
    hold_meeting,
    mark_no_show,
    move_meeting,
    waive,
)
from tuokio.meetings.usecases.planning import add_meeting, no_new_date
from tuokio.meetings.usecases.rosters import rhythm_of
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.views import processes as of_processes
from tuokio.terms.meeting_words import CancellationReason, CancelledBy

WHERE = {"room", "place", "remote"}


def led_meetings(person: Person) -> QuerySet[Meeting]:
    """The meetings of the processes that the person supervises; for everyone else there are none."""
    return (
        Meeting.objects.led_by(person, on=today())
        .select_related("process", "practice", "term", "supervisor", "charge", "room")
        .with_number()
    )


def led_meeting(person: Person, meeting_id: UUID) -> Meeting:
    """One of them. Raises Http404."""
    return get_object_or_404(led_meetings(person), pk=meeting_id)


def send(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], object],
    goes_to: str | Callable[[], str],
) -> HttpResponse | None:
    """Do the act of a valid form once; what refuses it becomes a sentence on the form (None)."""
    return of_processes.send(request, form, act, goes_to, refused=REFUSED, told=sentence)


def confirm_form(request: HttpRequest) -> forms.Form:
    """A form with nothing to fill in: only whether it was sent."""
    return forms.Form(request.POST if request.method == "POST" else None)


def _address(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.pk])


def _form_page(
    request: HttpRequest, meeting: Meeting, form: forms.Form, *, heading: str, button: str, **more: Any
) -> HttpResponse:
    about = {
        "meeting": meeting,
        "process": meeting.process,
        "form": form,
        "heading": heading,
        "button": button,
        "title": titled(meeting.process.name, meeting.number if meeting.now_in in AHEAD else None),
        **more,
    }
    return render(request, "meetings/meeting_form.html", about)


# --- the page of a meeting --------------------------------------------------------------------------------


@signed_in_only
@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: who comes or came, and what can be done."""
    one = get_object_or_404(_whole(signed_in(request)), pk=meeting_id)
    return _meeting_page(request, one, at=now())


def _whole(person: Person) -> QuerySet[Meeting]:
    return (
        led_meetings(person)
        .select_related("process__payer")
        .prefetch_related("attendances", "process__members", "changes")
    )


def _meeting_page(
    request: HttpRequest,
    one: Meeting,
    *,
    at: datetime,
    form: AttendanceForm | None = None,
    few: BelowQuorum | None = None,
) -> HttpResponse:
    page = MeetingPage.of(one, at=at)
    members = [attendee.member for attendee in page.attendees]
    ticked = [str(attendee.member.pk) for attendee in page.attendees if attendee.likely]
    form = form or AttendanceForm(members=members, initial={"present": ticked})
    about = {
        "page": page,
        "meeting": one,
        "process": one.process,
        "form": form,
        "few": few,
        "parts": parts_beside(page, at=at),
    }
    return render(request, "meetings/meeting.html", about)


@signed_in_only
def holding(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting took place: everyone was there, or those who are ticked."""
    person = signed_in(request)
    one = get_object_or_404(_whole(person), pk=meeting_id)
    if request.method != "POST":
        return redirect(_address(one))
    members = [attendee.member for attendee in attendees(one)]
    form = AttendanceForm(request.POST, members=members)
    few: list[BelowQuorum] = []
    if form.is_valid():
        chosen = {UUID(key) for key in form.cleaned_data["present"]}
        present = {member.pk for member in members} if "everyone" in request.POST else chosen

        def act() -> None:
            hold_meeting(
                meeting=one,
                present=present,
                by=person,
                at=now(),
                on_paper=form.cleaned_data["on_paper"],
                although_few="although_few" in request.POST,
            )

        try:
            if done := send(request, form, act, _address(one)):
                messages.success(request, _("Marked as held."))
                return done
        except BelowQuorum as too_few:
            few.append(too_few)
    fresh = get_object_or_404(_whole(person), pk=meeting_id)
    return _meeting_page(request, fresh, at=now(), form=form, few=few[0] if few else None)


@signed_in_only
def no_show(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Nobody came."""
    person = signed_in(request)
    one = led_meeting(person, meeting_id)
    form = confirm_form(request)

    def act() -> None:
        mark_no_show(meeting=one, by=person, at=now())

    return send(request, form, act, _address(one)) or _form_page(
        request,
        one,
        form,
        heading=_("Nobody came"),
        button=_("Mark: nobody came"),
        points=[
            no_show_cost(one),
            _("No reason is asked. The mark can be corrected until the process ends."),
        ],
    )


@signed_in_only
def cancellation(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Cancel, having seen first what it costs."""
    person = signed_in(request)
    one = led_meeting(person, meeting_id)
    asked = {
        "cancelled_by": request.GET.get("by", CancelledBy.SUPERVISOR),
        "reason": request.GET.get("reason", ""),
    }
    form = CancellationForm(request.POST or None, practice=one.practice, initial=asked)

    def act() -> None:
        cancel_meeting(
            meeting=one,
            cancelled_by=CancelledBy(form.cleaned_data["cancelled_by"]),
            reason=CancellationReason(form.cleaned_data["reason"]),
            on_paper=form.cleaned_data["on_paper"],
            by=person,
            at=now(),
        )

    return send(request, form, act, _address(one)) or _form_page(
        request,
        one,
        form,
        heading=_("Cancel the meeting"),
        button=_("Cancel the meeting"),
        points=[
            *cancellation_costs(one, at=now()),
            _("Those with a mail address are told that a date changed, never why."),
        ],
    )


@signed_in_only
def date(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Another date, time or place; the agreement stays as it is."""
    person = signed_in(request)
    one = led_meeting(person, meeting_id)
    form = MeetingForm(request.POST or None, practice=one.practice, now_in=one.room, initial=date_of(one))

    def act() -> None:
        given = form.cleaned_data
        elsewhere = WHERE & set(form.changed_data)
        where = Where(given["place"], given["remote"], given.get("room")) if elsewhere else None
        if {"on", "at_time", "minutes"} & set(form.changed_data):
            move_meeting(
                meeting=one,
                on=given["on"],
                at_time=given["at_time"],
                minutes=given["minutes"],
                where=where,
                by=person,
                at=now(),
            )
        elif where is not None:
            change_place(
                meeting=one, place=where.place, remote=where.remote, room=where.room, by=person, at=now()
            )

    minded = _roster_minded(request, one, form)
    done = None if minded else send(request, form, act, _address(one))
    if done:
        _mind_free_day(request, form)
        mind_seats(request, one.process, form)
    return done or _form_page(
        request,
        one,
        form,
        heading=_("Another date, time or place"),
        button=_("Save"),
        **minded,
        points=[
            *_roster_points(one),
            _("Moving a date never changes the agreement and costs nothing."),
            _("Answers already given are asked anew, and those with a mail address are told."),
        ],
    )


def _roster_minded(request: HttpRequest, one: Meeting, form: forms.Form) -> dict[str, str]:
    """What is asked once more when a valid form moves the day in or out of a published list of shifts."""
    if "although_published" in request.POST or not form.is_valid() or "on" not in form.changed_data:
        return {}
    old, new = one.local_start.date(), form.cleaned_data["on"]
    note = roster_note(one.process, old, new, now())
    if not note:
        return {}
    return {
        "notice": note,
        "other_name": "although_published",
        "other_button": _("Move although the list is published"),
    }


def _roster_points(one: Meeting) -> list[str]:
    told = published_until_told(rhythm_of(one.process), on=today())
    return [told] if told else []


def _mind_free_day(request: HttpRequest, form: forms.Form) -> None:
    free = free_day(form.cleaned_data["on"])
    if free:
        messages.warning(request, _("Note that the day is a holiday: %(name)s.") % {"name": free_name(free)})


def mind_seats(request: HttpRequest, process: Process, form: forms.Form) -> None:
    """Say it when more people meet than the chosen room has seats for; it was saved all the same."""
    room = form.cleaned_data.get("room")
    if room is None or not room.capacity:
        return
    day = form.cleaned_data.get("on") or form.cleaned_data["first_on"]
    people = 1 + sum(member.belongs_on(day) for member in process.members.all())
    if people > room.capacity:
        messages.warning(request, seats_told(room.capacity, people))


@signed_in_only
def waiver(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Let a charged cancellation be free after all."""
    person = signed_in(request)
    one = led_meeting(person, meeting_id)
    form = confirm_form(request)

    def act() -> None:
        waive(meeting=one, by=person, at=now())

    return send(request, form, act, _address(one)) or _form_page(
        request,
        one,
        form,
        heading=_("Waive the charge"),
        button=_("Waive the charge"),
        points=[_("The cancelled meeting is not invoiced. No reason is kept.")],
    )


@signed_in_only
def correction(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Undo a mistaken mark."""
    person = signed_in(request)
    one = led_meeting(person, meeting_id)
    form = confirm_form(request)

    def act() -> None:
        correct(meeting=one, by=person, at=now())

    return send(request, form, act, _address(one)) or _form_page(
        request,
        one,
        form,
        heading=_("Correct the mark"),
        button=_("Take the mark back"),
        points=[
            _("The meeting waits to be marked again, and its attendance and price are taken away."),
            _("Both the mistake and its correction stay among the changes."),
        ],
    )


@signed_in_only
def replacement(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A new date in place of a cancelled meeting, or the word that none is needed."""
    person = signed_in(request)
    one = led_meeting(person, meeting_id)
    back = reverse("desk:process", args=[one.process_id])
    if request.method == "POST" and "none_needed" in request.POST:
        no_new_date(meeting=one)
        return redirect(back)
    initial = {**date_of(one), "on": None}
    form = MeetingForm(request.POST or None, practice=one.practice, initial=initial)

    def act() -> None:
        add_meeting(process=one.process, replaces=one, by=person, at=now(), **form.cleaned_data)

    done = send(request, form, act, back)
    if done:
        _mind_free_day(request, form)
    return done or _form_page(
        request,
        one,
        form,
        heading=_("A new date"),
        button=_("Agree on this date"),
        other_name="none_needed",
        other_button=_("No new date is needed"),
        points=[_("In place of the cancelled meeting.")],
    )


@signed_in_only
def answers(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What members told on paper or by telephone: coming or not, never why."""
    person = signed_in(request)
    one = get_object_or_404(_whole(person), pk=meeting_id)
    known = {attendee.member.pk: attendee.answer for attendee in attendees(one)}
    members = [attendee.member for attendee in attendees(one)]
    form = AnswersForm(request.POST or None, members=members, known=known)

    def act() -> None:
        for member, coming in form.told():
            answer(meeting=one, member=member, coming=coming, at=now(), on_paper=True)

    return send(request, form, act, _address(one)) or _form_page(
        request,
        one,
        form,
        heading=_("Who comes"),
        button=_("Save"),
        points=[
            _("Write here what was told on paper or by telephone. It is marked so, and no reason is asked.")
        ],
    )


@signed_in_only
@require_safe
def sheet(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The attendance list to be printed and signed in the room."""
    one = get_object_or_404(_whole(signed_in(request)), pk=meeting_id)
    about = {"page": MeetingPage.of(one, at=now()), "meeting": one, "process": one.process}
    return render(request, "meetings/sheet.html", about)
