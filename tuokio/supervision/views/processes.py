"""Pages on what a process is and who belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuokio.kit.clock import now, today
from tuokio.kit.sent import done_once
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person, Practice
from tuokio.supervision.domain.states import possible_events
from tuokio.supervision.forms.agreed import AgreedForm
from tuokio.supervision.forms.members import ChangedMemberForm, LeavingForm, MemberForm, ReferralForm
from tuokio.supervision.forms.papers import PaperForm
from tuokio.supervision.forms.processes import FrameForm, OpenForm
from tuokio.supervision.models import AgreementPaper, Member, Process
from tuokio.supervision.refusals import REFUSED, sentence
from tuokio.supervision.usecases import (
    Frame,
    add_member,
    begin,
    change_frame,
    change_member,
    keep_paper,
    member_leaves,
    move_process,
    payer_of,
    start_on_paper,
)
from tuokio.terms.words import ProcessEvent, ProcessState, ReferralReason, Standing


def led_process(person: Person, process_id: UUID, *related: str) -> Process:
    """The process, if the person supervises it; for everyone else there is none."""
    processes = Process.objects.led_by(person, on=today()).select_related("practice", *related)
    return get_object_or_404(processes, pk=process_id)


def send(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], object],
    goes_to: str | Callable[[], str],
    *,
    refused: tuple[type[Exception], ...] = REFUSED,
    told: Callable[[Exception], str] = sentence,
) -> HttpResponse | None:
    """Do the act of a valid form once; what refuses it becomes a sentence on the form (None)."""
    if not form.is_valid():
        return None

    def once() -> str:
        act()
        return goes_to if isinstance(goes_to, str) else goes_to()

    try:
        return done_once(request, once, at=now())
    except refused as refusal:
        form.add_error(None, told(refusal))
        return None


def form_page(
    request: HttpRequest,
    process: Process,
    form: forms.Form,
    *,
    heading: str,
    button: str,
    lead: str = "",
    **more: Any,
) -> HttpResponse:
    """A page with one form about a process."""
    about = {"process": process, "form": form, "heading": heading, "button": button, "lead": lead, **more}
    return render(request, "supervision/process_form.html", about)


def supervises_in(person: Person) -> list[Practice]:
    """The practices where the person supervises, the one joined first before."""
    roles = person.roles.filter(standing=Standing.SUPERVISOR, ended_on=None).select_related("practice")
    return [role.practice for role in roles.order_by("since", "pk")]


@signed_in_only
def open_process(request: HttpRequest) -> HttpResponse:
    """A telephone call, or a second process of a customer: a name and a form, the rest later."""
    person = signed_in(request)
    practices = supervises_in(person)
    if not practices:
        raise Http404
    form = OpenForm(request.POST or None, practices=practices)
    opened: list[Process] = []

    def act() -> None:
        practice = form.practice
        opened.append(
            begin(
                practice=practice,
                frame=Frame(
                    name=form.cleaned_data["name"], form=form.cleaned_data["form"], language=practice.language
                ),
                event=ProcessEvent.OPEN_PROCESS,
                supervisor=person,
                by=person,
                at=now(),
                lead_from=today(),
            )
        )

    answer = send(request, form, act, lambda: reverse("desk:process", args=[opened[0].pk]))
    return answer or render(request, "supervision/open.html", {"form": form})


@signed_in_only
def frame(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Name, form, customer and language of a process."""
    person = signed_in(request)
    process = led_process(person, process_id, "payer", "unit", "contact_person")
    form = FrameForm(request.POST or None, process=process, pays_self=request.GET.get("payer") == "self")

    def act() -> None:
        payer = payer_of(practice=process.practice, customer=form.customer())
        change_frame(process=process, frame=form.frame(payer), by=person, at=now())

    answer = send(request, form, act, reverse("desk:process", args=[process.pk]))
    return answer or render(request, "supervision/frame.html", {"process": process, "form": form})


@signed_in_only
def members(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Who takes part: those of now and those of before, and a form for one who joins."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = MemberForm(request.POST or None, initial={"joined_on": today()})

    def act() -> None:
        add_member(process=process, **form.cleaned_data, by=person, at=now())

    answer = send(request, form, act, reverse("supervision:members", args=[process.pk]))
    if answer:
        return answer
    everyone = list(process.members.order_by("joined_on", "name"))
    on = today()
    page = {
        "process": process,
        "form": form,
        "present": [one for one in everyone if one.left_on is None or one.left_on > on],
        "former": [one for one in everyone if one.left_on is not None and one.left_on <= on],
    }
    return render(request, "supervision/members.html", page)


@signed_in_only
def member(request: HttpRequest, process_id: UUID, member_id: UUID) -> HttpResponse:
    """A member's name, and how binding the dates are for them."""
    person = signed_in(request)
    process, one = _member(person, process_id, member_id)
    initial = {"name": one.name, "optional": one.optional, "may_overlap": one.may_overlap}
    form = ChangedMemberForm(request.POST or None, initial=initial)

    def act() -> None:
        change_member(member=one, **form.cleaned_data, by=person, at=now())

    answer = send(request, form, act, reverse("supervision:members", args=[process.pk]))
    return answer or form_page(request, process, form, heading=_("Name and calling"), button=_("Save"))


@signed_in_only
def member_leaving(request: HttpRequest, process_id: UUID, member_id: UUID) -> HttpResponse:
    """A member stops from a day on."""
    person = signed_in(request)
    process, one = _member(person, process_id, member_id)
    form = LeavingForm(request.POST or None, initial={"left_on": today()})

    def act() -> None:
        member_leaves(member=one, left_on=form.cleaned_data["left_on"], by=person, at=now())

    answer = send(request, form, act, reverse("supervision:members", args=[process.pk]))
    return answer or form_page(
        request,
        process,
        form,
        heading=_("%(name)s stops") % {"name": one.name},
        lead=_("Meetings that have been keep their attendance. Nobody is told, and no reason is kept."),
        button=_("Save"),
    )


def _member(person: Person, process_id: UUID, member_id: UUID) -> tuple[Process, Member]:
    process = led_process(person, process_id)
    return process, get_object_or_404(process.members.select_related("process"), pk=member_id)


@signed_in_only
def paper(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Where the signed agreement is."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = PaperForm(request.POST or None, request.FILES or None)

    def act() -> None:
        keep_paper(process=process, by=person, at=now(), **form.paper())

    answer = send(request, form, act, reverse("supervision:paper", args=[process.pk]))
    papers = process.papers.defer("content")
    return answer or render(
        request, "supervision/paper.html", {"process": process, "form": form, "papers": papers}
    )


@signed_in_only
@require_safe
def paper_file(request: HttpRequest, process_id: UUID, paper_id: UUID) -> HttpResponse:
    """The agreement's PDF, to be saved."""
    process = led_process(signed_in(request), process_id)
    found: AgreementPaper = get_object_or_404(process.papers.exclude(content=None), pk=paper_id)
    answer = HttpResponse(bytes(found.content or b""), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(process, found.signed_on)}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _file_name(process: Process, signed_on: date | None) -> str:
    return f"agreement-{signed_on or process.opened_at.date()}.pdf"


@signed_in_only
def on_paper(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The agreement was made on paper: its terms are written here, the parts before it are left out."""
    person = signed_in(request)
    process = led_process(person, process_id)
    initial = {"starts_on": today()}
    form = AgreedForm(
        request.POST or None, practice=process.practice, form=process.form, initial=initial, prefix="terms"
    )
    papers = PaperForm(request.POST or None, request.FILES or None, prefix="paper")

    def act() -> None:
        start_on_paper(process=process, agreed=form.agreed(), by=person, at=now(), **papers.paper())

    answer = None
    if form.is_valid() and papers.is_valid():
        answer = send(request, form, act, reverse("desk:process", args=[process.pk]))
    return answer or render(
        request, "supervision/on_paper.html", {"process": process, "form": form, "papers": papers}
    )


@signed_in_only
def referral(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Someone is better helped elsewhere."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = ReferralForm(request.POST or None)

    def act() -> None:
        reason = ReferralReason(form.cleaned_data["reason"])
        move_process(process=process, event=ProcessEvent.REFER, by=person, at=now(), reason=reason)

    answer = send(request, form, act, reverse("desk:process", args=[process.pk]))
    return answer or form_page(
        request,
        process,
        form,
        heading=_("Refer elsewhere"),
        lead=_("Only where to is kept, as a word of this list. What was talked about is not written here."),
        button=_("Refer"),
    )


@signed_in_only
def declining(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The process does not start."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        move_process(process=process, event=_ending_event(process), by=person, at=now())

    answer = send(request, form, act, reverse("desk:process", args=[process.pk]))
    return answer or form_page(
        request,
        process,
        form,
        heading=_("The process does not start"),
        lead=_("No reason is asked. The personal data is erased after six months; a receipt stays."),
        button=_("It does not start"),
    )


def _ending_event(process: Process) -> ProcessEvent:
    if process.now_in == ProcessState.AGREEING:
        return ProcessEvent.WITHDRAW
    if ProcessEvent.CLOSE_REFERRAL in possible_events(process.now_in):
        return ProcessEvent.CLOSE_REFERRAL
    return ProcessEvent.DECLINE
