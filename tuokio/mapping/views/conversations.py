"""The mapping conversation for the supervisor of the process."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import segno
from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit import once
from tuokio.kit.clock import now
from tuokio.kit.documents import ask_document
from tuokio.mapping import answering_alone as links
from tuokio.mapping import conversation_labels as words
from tuokio.mapping import conversing as acts
from tuokio.mapping.conversation_acts_forms import HealthForm, LinksForm, PaperVoicesForm
from tuokio.mapping.conversation_forms import QuestionsForm
from tuokio.mapping.conversation_pages import ConversationPage, voices_of
from tuokio.mapping.conversation_refusals import REFUSED, told
from tuokio.mapping.domain.questions import Step, of_step, steps
from tuokio.mapping.models import MappingConversation
from tuokio.mapping.talk_sheet import talk_sheet
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import led_process, send
from tuokio.terms.conversation_words import SaidBy

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@signed_in_only
@require_safe
def conversation(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What has been asked so far, and every way to go on."""
    process = led_process(signed_in(request), process_id)
    page = ConversationPage.of(process, acts.conversation_of(process), at=now())
    return render(request, "mapping/conversation.html", {"process": process, "page": page})


@never_cache
@signed_in_only
@BOTH
def step(request: HttpRequest, process_id: UUID, step: str) -> HttpResponse:
    """One screen of the talk together: a few questions, each of which may be left open."""
    person = signed_in(request)
    process = led_process(person, process_id)
    found = acts.conversation_of(process)
    given = found.answers if found else {}
    if step not in set(Step) or Step(step) not in steps(given) or process.now_in not in acts.OPEN_IN:
        raise Http404
    if step == Step.HEALTH:
        return _health(request, process)
    here = Step(step)
    form = _step_form(request, here, found)

    def act() -> None:
        acts.keep_answers(process=process, told=form.told(), said_by=_way(request), by=person, at=now())

    answer = send(request, form, act, _after(request, process, here), refused=REFUSED, told=told)
    about = {"process": process, "form": form, "title": words.STEPS[here], "here": here.value}
    about["number"], about["total"] = steps(given).index(here) + 1, len(steps(given))
    about["voices"] = voices_of(found)
    return answer or render(request, "mapping/conversation_step.html", about)


def _step_form(request: HttpRequest, here: Step, found: MappingConversation | None) -> QuestionsForm:
    given = found.answers if found else {}
    return QuestionsForm(
        request.POST or None,
        questions=of_step(here, given),
        given=given,
        ticks=found.talked_about if found else (),
        needs=found.needs.values_list("need", flat=True) if found else (),
    )


def _way(request: HttpRequest) -> SaidBy:
    return SaidBy.PAPER if request.POST.get("from_paper") else SaidBy.TOGETHER


def _after(request: HttpRequest, process: Process, here: Step) -> Callable[[], str]:
    """Where the talk goes on once this screen is kept: forth, back, or to the whole."""

    def goes_to() -> str:
        found = acts.conversation_of(process)
        order = list(steps(found.answers if found else {}))
        place = order.index(here)
        if request.POST.get("go") == "back" and place:
            return reverse("mapping:step", args=[process.pk, order[place - 1].value])
        if request.POST.get("go") == "stop":
            return reverse("mapping:conversation", args=[process.pk])
        if place + 1 < len(order):
            return reverse("mapping:step", args=[process.pk, order[place + 1].value])
        return reverse("mapping:recommendation", args=[process.pk])

    return goes_to


def _health(request: HttpRequest, process: Process) -> HttpResponse:
    """M12: the answer shows what it shows on this screen, and goes no further than this function."""
    form = HealthForm(request.POST or None)
    about = {"process": process, "form": form, "answered": False, "word": ()}
    if request.method == "POST" and form.is_valid():
        about["answered"] = True
        about["word"] = words.HEALTH_BESIDE if form.concerns_health else (words.HEALTH_NOT,)
    return render(request, "mapping/conversation_health.html", about)


# --- answered alone ------------------------------------------------------------------------------------------


@never_cache
@signed_in_only
@require_POST
def link(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """A link to answer alone: sent by mail, shown once with its picture, or closed."""
    person = signed_in(request)
    process = led_process(person, process_id)
    back = reverse("mapping:conversation", args=[process.pk])
    act = request.POST.get("act", "")
    if act == "show":
        return _shown_once(request, process, back)
    form = forms.Form(request.POST)
    ways = {"mail": links.mail_link, "close": links.close_link}
    if act not in ways:
        raise Http404
    answer = send(
        request,
        form,
        lambda: ways[act](process=process, by=person, at=now()),
        back,
        refused=REFUSED,
        told=told,
    )
    return answer or _refused(request, process, form)


def _shown_once(request: HttpRequest, process: Process, back: str) -> HttpResponse:
    person = signed_in(request)
    try:
        address = _made_once(request, back, lambda: links.make_link(process=process, by=person, at=now()))
    except once.AlreadySubmitted:
        return redirect(back)
    except REFUSED as refusal:
        form = forms.Form(request.POST)
        form.is_valid()
        form.add_error(None, told(refusal))
        return _refused(request, process, form)
    about = {"process": process, "address": address, "qr": qr(address), "until": now() + links.LINK_LIVES}
    return render(request, "mapping/conversation_link.html", about)


def _made_once[Made](request: HttpRequest, back: str, make: Callable[[], Made]) -> Made:
    """What is shown once only, with the token of its form spent in the same transaction. Raises AlreadySubmitted."""
    with transaction.atomic():
        claimed = once.claim(request.POST.get("once", ""), person_id=signed_in(request).pk, at=now())
        once.settle(claimed, back)
        return make()


def _refused(request: HttpRequest, process: Process, form: forms.Form) -> HttpResponse:
    page = ConversationPage.of(process, acts.conversation_of(process), at=now())
    about = {"process": process, "page": page, "form": form}
    return render(request, "mapping/conversation.html", about, status=422)


def qr(address: str) -> SafeString:
    """An address as a picture for a phone's camera; it has no size of its own, so that it can shrink whole."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", scale=4, xmldecl=False, svgns=True, omitsize=True
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  # drawn by segno from our own address


# --- M08 -----------------------------------------------------------------------------------------------------


@never_cache
@signed_in_only
@BOTH
def own_answers(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """M08: slips with links, slips of paper, and the moment when the lowest is shown."""
    person = signed_in(request)
    process = led_process(person, process_id)
    act = request.POST.get("act", "")
    here = reverse("mapping:own_answers", args=[process.pk])
    found = acts.conversation_of(process)
    attending = found.answers.get("attending") if found else None
    slips = LinksForm(request.POST if act == "links" else None, initial={"count": attending})
    paper = PaperVoicesForm(request.POST if act == "paper" else None)
    plain = forms.Form(request.POST if act in {"close", "anew"} else None)
    if act == "links" and slips.is_valid() and (printed := _slips(request, process, slips)):
        return printed
    ways = _ways(process, person, paper, plain)
    if act in ways and (answer := send(request, *ways[act], here, refused=REFUSED, told=told)):
        return answer
    about = {"process": process, "slips": slips, "paper": paper, "plain": plain, "voices": voices_of(found)}
    about["is_open"] = process.now_in in acts.OPEN_IN
    return render(request, "mapping/own_answers.html", about)


def _ways(
    process: Process, person: Person, paper: PaperVoicesForm, plain: forms.Form
) -> dict[str, tuple[forms.Form, Callable[[], None]]]:
    """What can be done about the answers, each with the form that asks for it."""
    return {
        "paper": (
            paper,
            lambda: acts.enter_voices(process=process, values=paper.values(), by=person, at=now()),
        ),
        "close": (plain, lambda: acts.close_voices(process=process, by=person, at=now())),
        "anew": (plain, lambda: acts.ask_voices_anew(process=process, by=person, at=now())),
    }


def _slips(request: HttpRequest, process: Process, form: LinksForm) -> HttpResponse | None:
    """The slips to print, shown once; None when they were made before or cannot be made."""
    person = signed_in(request)
    back = reverse("mapping:own_answers", args=[process.pk])
    try:
        addresses = _made_once(
            request,
            back,
            lambda: links.make_safety_links(
                process=process, count=form.cleaned_data["count"], by=person, at=now()
            ),
        )
    except once.AlreadySubmitted:
        return redirect(back)
    except REFUSED as refusal:
        form.add_error(None, told(refusal))
        return None
    about = {"process": process, "slips": [(one, qr(one)) for one in addresses]}
    about["until"] = now() + links.LINK_LIVES
    return render(request, "mapping/own_answer_slips.html", about)


# --- on paper ------------------------------------------------------------------------------------------------


@signed_in_only
@require_POST
def talk_sheet_paper(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The questions on paper, in the language of the process."""
    process = led_process(signed_in(request), process_id)
    with override(process.language):
        data, filename = talk_sheet(process), _("talk-sheet.pdf")
    document = ask_document(
        request,
        template="mapping/talk_sheet",
        data=data,
        filename=filename,
        language=process.language,
        at=now(),
    )
    return redirect("kit:document", document.pk)
