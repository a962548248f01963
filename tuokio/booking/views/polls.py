"""What the supervisor does to find a date together, one address an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.booking.domain.polls import Free, spread
from tuokio.booking.forms.polls import ChoiceForm, LinksForm, OwnTimes, PollForm, SaidForm, day_typed, written
from tuokio.booking.models.polls import Poll, PollMember
from tuokio.booking.pages.polls import PollPage, without_own_way
from tuokio.booking.refusals_polls import REFUSED, sentence
from tuokio.booking.usecases import polls as acts
from tuokio.booking.usecases.poll_answers import answer_poll, said_by
from tuokio.booking.usecases.poll_decision import choose_times, dates_of_rhythm
from tuokio.kit import once, when
from tuokio.kit.clock import now, today
from tuokio.kit.sent import done_once
from tuokio.mapping.views.conversations import qr
from tuokio.meetings.usecases.planning import NoTerms, NotMeetingNow
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.asking import spared_told
from tuokio.supervision.domain.states import MEETING_STATES
from tuokio.supervision.models import Process, Term
from tuokio.supervision.views.processes import form_page, led_process, send

FORM = ["GET", "HEAD", "POST"]
TICKED = 6  # of the times that are offered


def _poll(request: HttpRequest, poll_id: UUID) -> Poll:
    polls = Poll.objects.led_by(signed_in(request), on=today()).select_related("process__practice")
    return get_object_or_404(polls, pk=poll_id)


def _address(poll: Poll) -> str:
    return reverse("booking:poll", args=[poll.pk])


def _send(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], goes_to: str | Callable[[], str]
) -> HttpResponse | None:
    return send(request, form, act, goes_to, refused=REFUSED, told=sentence)


# --- asking -------------------------------------------------------------------------------------------------


@never_cache
@signed_in_only
@require_http_methods(FORM)
def common_date(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Choose which times are asked about; the one that is open already is shown instead."""
    person = signed_in(request)
    process = led_process(person, process_id)
    opened = process.polls.open().first()
    if opened is not None and request.method != "POST":
        return redirect(_address(opened))
    term = process.current_term
    if process.now_in not in MEETING_STATES or term is None:
        cause = NoTerms() if term is None else NotMeetingNow(process.now_in)
        messages.warning(request, sentence(cause))
        return redirect("desk:process", process.pk)
    return _asking(request, process, term, person)


def _asking(request: HttpRequest, process: Process, term: Term, person: Person) -> HttpResponse:
    sent = request.method == "POST"
    own = OwnTimes(request.POST if sent else None, prefix="own")
    form, offered = _poll_form(request, process, term, person)
    made: list[Poll] = []

    def act() -> None:
        asking = form.asking([row.cleaned_data for row in own])
        poll, spared = acts.open_poll(process=process, asking=asking, by=person, at=now())
        made.append(poll)
        if told := spared_told(len(spared)):
            messages.info(request, told)

    if sent and form.is_bound and form.is_valid() and own.is_valid():
        done = _send(request, form, act, lambda: _address(made[0]))
        if done is not None:
            return done
    about = {"process": process, "form": form, "own": own, "term": term, "none_free": not offered}
    return render(request, "booking/poll_asking.html", about)


def _poll_form(
    request: HttpRequest, process: Process, term: Term, person: Person
) -> tuple[PollForm, list[Free]]:
    """The form with the times that are free after its last day; looked for anew, it is a fresh one with that day."""
    at, zone = now(), process.practice.zone
    typed = day_typed(request.POST.get("last_day", "")) or acts.usual_last_day(today())
    last_day = max(typed, today())
    offered = acts.times_to_ask(process=process, supervisor=person, last_day=last_day, at=at)
    members = acts.members_asked(process, on=when.local(at, zone).date())
    ticked = spread(offered, minutes=term.minutes, wished=acts.wished_day(process, term), most=TICKED)
    looking = "look" in request.POST
    initial: dict[str, Any] = {
        "last_day": last_day,
        "times": [written(one.starts_at) for one in ticked],
        "required": request.POST.getlist("required")
        if looking
        else [str(one.pk) for one in members if not one.optional],
    }
    if looking and request.POST.get("seen"):
        initial["seen"] = request.POST["seen"]
    form = PollForm(
        request.POST if request.method == "POST" and not looking else None,
        offered=offered,
        members=members,
        minutes=term.minutes,
        zone=zone,
        now=at,
        initial=initial,
    )
    return form, offered


# --- the page -----------------------------------------------------------------------------------------------


@never_cache
@signed_in_only
@require_safe
def poll(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Who says what, what is proposed and why."""
    return _poll_page(request, _poll(request, poll_id))


def _poll_page(request: HttpRequest, found: Poll, form: LinksForm | None = None) -> HttpResponse:
    asked = _asked_now(found)
    about = {
        "page": PollPage.of(found, at=now()),
        "poll": found,
        "process": found.process,
        "form": form or LinksForm(asked=asked, ticked=without_own_way(asked)),
    }
    return render(request, "booking/poll.html", about)


def _asked_now(found: Poll) -> list[PollMember]:
    return [one for one in found.asked.select_related("member") if one.member.belongs_on(today())]


@never_cache
@signed_in_only
@require_POST
def links(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """New links, each shown once with its picture, to print or to send by hand."""
    found = _poll(request, poll_id)
    form = LinksForm(request.POST, asked=_asked_now(found))
    if not form.is_valid():
        return _poll_page(request, found, form)
    try:
        with transaction.atomic():
            claimed = once.claim(request.POST.get("once", ""), person_id=signed_in(request).pk, at=now())
            once.settle(claimed, _address(found))
            made = acts.make_links(poll=found, members=form.chosen(), by=signed_in(request), at=now())
    except once.AlreadySubmitted:
        return redirect(_address(found))
    except REFUSED as refusal:
        messages.warning(request, sentence(refusal))
        return redirect(_address(found))
    language = found.process.language
    slips = []
    for member, token in made:
        address = f"{settings.BASE_ADDRESS}{reverse('booking:poll_by_link', args=[token])}?lang={language}"
        slips.append((member.name, address, qr(address)))
    about = {"poll": found, "process": found.process, "slips": slips, "until": found.last_day}
    return render(request, "booking/poll_links.html", about)


@signed_in_only
@require_POST
def reminder(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Remind once those who have not answered."""
    found = _poll(request, poll_id)

    def act() -> str:
        spared = acts.remind(poll=found, by=signed_in(request), at=now())
        if told := spared_told(len(spared)):
            messages.info(request, told)
        return _address(found)

    try:
        return done_once(request, act, at=now())
    except REFUSED as refusal:
        messages.warning(request, sentence(refusal))
        return redirect(_address(found))


@never_cache
@signed_in_only
@require_http_methods(FORM)
def told(request: HttpRequest, poll_id: UUID, asked_id: UUID) -> HttpResponse:
    """What one member told on paper or by telephone."""
    person = signed_in(request)
    found = _poll(request, poll_id)
    asked = get_object_or_404(found.asked.select_related("member", "poll__process"), pk=asked_id)
    form = SaidForm(
        request.POST if request.method == "POST" else None,
        times=found.times.all(),
        minutes=found.minutes,
        zone=found.zone,
        said=said_by(asked),
    )

    def act() -> None:
        answer_poll(asked=asked, said=form.said(), at=now(), told_to=person)

    about = {"poll": found, "process": found.process, "form": form, "name": asked.member.name}
    return _send(request, form, act, _address(found)) or render(request, "booking/poll_told.html", about)


# --- the choice ---------------------------------------------------------------------------------------------


@never_cache
@signed_in_only
@require_http_methods(FORM)
def decision(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Choose what becomes meetings; a whole rhythm is shown date by date before anything is saved."""
    person = signed_in(request)
    found = _poll(request, poll_id)
    if not found.is_open and request.method != "POST":
        return redirect(_address(found))
    page = PollPage.of(found, at=now())
    first = [str(row.id) for row in page.rows if row.is_first]
    form = ChoiceForm(
        request.POST if request.method == "POST" else None,
        choices=[(row.id, row.moment) for row in page.rows],
        initial={"times": first},
    )
    dates: tuple[str, ...] = ()
    if form.is_bound and form.is_valid() and form.cleaned_data["go_on"]:
        dates = _rhythm_told(found, form)
    looked = "seen" in request.POST or not (form.is_bound and form.is_valid() and dates)

    def act() -> None:
        choose_times(poll=found, times=form.chosen(), go_on=form.cleaned_data["go_on"], by=person, at=now())

    if form.is_bound and looked and (done := _send(request, form, act, lambda: _address(found))):
        messages.success(request, _("The date is agreed, and the other times are free again."))
        return done
    about = {"poll": found, "process": found.process, "form": form, "page": page, "dates": dates}
    return render(request, "booking/poll_decision.html", about)


def _rhythm_told(found: Poll, form: ChoiceForm) -> tuple[str, ...]:
    """The dates that going on gives; none when there is not exactly one to go on from, or no rhythm."""
    chosen = list(found.times.filter(pk__in=form.chosen()))
    if len(chosen) != 1:
        return ()
    try:
        dates = dates_of_rhythm(found, chosen[0])
    except REFUSED:
        return ()  # the act itself refuses with its sentence
    return tuple(when.moment(one.start_utc, one.minutes, one.zone) for one in dates)


@never_cache
@signed_in_only
@require_http_methods(FORM)
def closing(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Close it without a choice."""
    person = signed_in(request)
    found = _poll(request, poll_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        acts.close_poll(poll=found, by=person, at=now())

    lead = _("No date is chosen, and every time that was asked about is free again.")
    words = {"heading": _("Close without a choice"), "button": _("Close it"), "lead": lead}
    return _send(request, form, act, _address(found)) or form_page(request, found.process, form, **words)
