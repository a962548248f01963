"""Pages on the course of a process: its terms, going on, pausing, another supervisor, its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit.clock import now, today
from tuokio.meetings.forms.meetings import ContinuationForm, EndingForm, HandoverForm
from tuokio.meetings.usecases.changing_terms import agree_anew, can_be_corrected, correct_terms
from tuokio.meetings.usecases.course import (
    carry_on,
    change_supervisor,
    close_process,
    continuation_asked,
    end_early,
    meetings_done,
    pause,
)
from tuokio.meetings.views.meetings import confirm_form, send
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.domain.states import possible_events
from tuokio.supervision.forms.agreed import AgreedForm
from tuokio.supervision.models import Process, Term
from tuokio.supervision.usecases import agree_terms, move_process
from tuokio.supervision.views.processes import form_page, led_process
from tuokio.terms.words import Payment, ProcessEvent, ProcessState, Standing


def _address(process: Process) -> str:
    return reverse("desk:process", args=[process.pk])


# --- terms ------------------------------------------------------------------------------------------------


@signed_in_only
def terms(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The agreed terms: a slip of the pen is corrected while nothing is invoiced; later they are agreed anew."""
    person = signed_in(request)
    process = led_process(person, process_id)
    term = process.current_term
    anew = term is not None and ("anew" in request.GET or not can_be_corrected(term))
    initial: dict[str, Any] = {"starts_on": today()} if anew or term is None else {}
    if anew and term is not None:
        initial |= {"planned": max(_left(process, term), 1), "held_before": 0, "trial_meetings": 0}
    form = AgreedForm(
        request.POST or None, practice=process.practice, term=term, form=process.form, initial=initial
    )

    def act() -> None:
        agreed = form.agreed()
        if term is None:
            agree_terms(process=process, agreed=agreed, by=person, at=now())
        elif anew:
            agree_anew(process=process, agreed=agreed, by=person, at=now())
        else:
            term.process = process
            correct_terms(term=term, agreed=agreed, by=person, at=now())

    done = send(request, form, act, _address(process))
    about = {
        "process": process,
        "form": form,
        "term": term,
        "anew": anew,
        "can_correct": term is not None and not anew,
    }
    return done or render(request, "meetings/terms.html", about)


def _left(process: Process, term: Term) -> int:
    taken = process.meetings.filter(term=term, state__in=("held", "no_show")).count()
    return term.planned - term.held_before - taken


@signed_in_only
def continuation(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Going on (*Jatketaan*): new terms for the same people, filled with the last ones."""
    person = signed_in(request)
    process = led_process(person, process_id)
    term = process.current_term
    if term is None:
        return redirect("meetings:terms", process.pk)
    if "asked" in request.POST:
        continuation_asked(process=process, by=person, at=now())
        messages.success(request, _("Marked as asked. This no longer waits in Today."))
        return redirect(_address(process))
    last = process.meetings.order_by("-starts_at").first()
    initial: dict[str, Any] = {
        "starts_on": None,
        "ends_on": None,
        "held_before": 0,
        "trial_meetings": 0,
        "at_time": last.local_start.time() if last and last.time_known else None,
        "place": last.place if last else "",
        "remote": last.remote if last else False,
    }
    form = ContinuationForm(request.POST or None, practice=process.practice, term=term, initial=initial)

    def act() -> None:
        rhythm = form.rhythm(process.practice.zone)
        carry_on(process=process, agreed=form.agreed(), rhythm=rhythm, by=person, at=now())

    about = {
        "process": process,
        "form": form,
        "term": term,
        "last": last,
        "can_continue": ProcessEvent.CONTINUE in possible_events(process.now_in),
    }
    return send(request, form, act, _address(process)) or render(request, "meetings/continuation.html", about)


# --- another supervisor -----------------------------------------------------------------------------------


@signed_in_only
def handover(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Another supervisor of the practice from a day on; also for who coordinates or owns the practice."""
    person = signed_in(request)
    process = _led_or_looked_after(person, process_id)
    form = HandoverForm(request.POST or None, process=process, initial={"from_on": today()})
    moved: list[int] = []

    def act() -> None:
        given = form.cleaned_data
        moved.append(
            change_supervisor(process=process, to=given["to"], from_on=given["from_on"], by=person, at=now())
        )

    def goes_to() -> str:
        still = Process.objects.led_by(person, on=today()).filter(pk=process.pk).exists()
        return _address(process) if still else reverse("desk:processes")

    done = send(request, form, act, goes_to)
    if done and moved:
        told = ngettext(
            "The supervisor changes. One meeting follows.",
            "The supervisor changes. %(count)s meetings follow.",
            moved[0],
        )
        messages.success(request, told % {"count": moved[0]})
    about = {"process": process, "form": form, "supervisor": process.supervisor_on(today())}
    return done or render(request, "meetings/handover.html", about)


def _led_or_looked_after(person: Person, process_id: UUID) -> Process:
    led = Process.objects.led_by(person, on=today())
    looked_after = Process.objects.of_practices(person, Standing.OWNER, Standing.COORDINATOR)
    found = (led.filter(pk=process_id).first() or looked_after.filter(pk=process_id).first()) and process_id
    everything = Process.objects.select_related("practice").exclude(state=ProcessState.ERASED)
    return get_object_or_404(everything, pk=found)


# --- pausing ----------------------------------------------------------------------------------------------


@signed_in_only
def pause_page(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """A pause: the dates to come are freed."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = confirm_form(request)

    def act() -> None:
        pause(process=process, by=person, at=now())

    return send(request, form, act, _address(process)) or form_page(
        request,
        process,
        form,
        heading=_("Pause"),
        button=_("Pause"),
        points=[
            _freed(process),
            _("Nothing is charged, and no reason is asked."),
            _("When you go on, you agree on new dates."),
        ],
    )


def _freed(process: Process) -> str:
    count = process.meetings.ahead().filter(starts_at__gt=now()).count()
    return ngettext(
        "%(count)s meeting to come is cancelled free of charge.",
        "%(count)s meetings to come are cancelled free of charge.",
        count,
    ) % {"count": count}


@signed_in_only
def resumption(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Going on after a pause."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = confirm_form(request)

    def act() -> None:
        move_process(process=process, event=ProcessEvent.RESUME, by=person, at=now())

    return send(request, form, act, reverse("meetings:series", args=[process.pk])) or form_page(
        request,
        process,
        form,
        heading=_("Go on after the pause"),
        button=_("Go on"),
        points=[_("The terms are the same. Next you agree on new dates.")],
    )


# --- the end ----------------------------------------------------------------------------------------------


@signed_in_only
def ending(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Ending before the agreed end (*päättäminen kesken*)."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = EndingForm(request.POST or None)

    def act() -> None:
        end_early(process=process, reason=form.cleaned_data["reason"], by=person, at=now())

    return send(request, form, act, reverse("meetings:closing", args=[process.pk])) or form_page(
        request,
        process,
        form,
        heading=_("End before the agreed end"),
        button=_("End the process"),
        points=[_freed(process), _("After this you can still hold a last talk, or close at once.")],
    )


@signed_in_only
def closing(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Towards the end: the meetings are over, the evaluation held or left out, the process closed."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = confirm_form(request)
    asked = request.POST.get("step", "")
    acts: dict[str, Callable[[], object]] = {
        "meetings_done": lambda: meetings_done(process=process, by=person, at=now()),
        "terms_agreed": lambda: _move(process, ProcessEvent.AMENDMENT_DONE, person),
        "final_review": lambda: _move(process, ProcessEvent.HOLD_FINAL_REVIEW, person),
        "no_final_review": lambda: _move(process, ProcessEvent.NO_FINAL_REVIEW, person),
        "review_done": lambda: _move(process, ProcessEvent.REVIEW_DONE, person),
        "close": lambda: close_process(process=process, by=person, at=now()),
    }
    if asked in acts:
        goes_to = _address(process) if asked == "terms_agreed" else request.path
        if done := send(request, form, acts[asked], goes_to):
            return done
    process = led_process(person, process_id)
    about = {
        "process": process,
        "form": form,
        "events": possible_events(process.now_in),
        "ahead": list(process.meetings.ahead().order_by("starts_at")[:20]),
        "to_invoice": process.charges.filter(payment=Payment.OPEN, hours_only=False).count(),
    }
    return render(request, "meetings/closing.html", about)


def _move(process: Process, event: ProcessEvent, person: Person) -> None:
    move_process(process=process, event=event, by=person, at=now())
