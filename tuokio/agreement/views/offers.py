"""The supervisor's pages of an offer: writing it, seeing what the payer sees, sending, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuokio.agreement.domain.offers import CAN_CONTINUE
from tuokio.agreement.forms.offers import (
    ACCEPTED,
    AnswerForm,
    OfferForm,
    SendingForm,
    first_values,
    values_of,
)
from tuokio.agreement.labels_offers import ANSWER_WAYS, DECLINE_REASONS
from tuokio.agreement.models import Offer
from tuokio.agreement.pages.offers import OfferSheet, OfferStanding
from tuokio.agreement.refusals_offers import REFUSED, sentence
from tuokio.agreement.usecases.offer_answers import accept_offer, decline_offer, note_answer
from tuokio.agreement.usecases.offer_rules import can_be_offered
from tuokio.agreement.usecases.offers import renew_offer, send_offer, withdraw_offer, write_offer
from tuokio.kit.clock import now, today
from tuokio.kit.documents import ask_document
from tuokio.kit.sent import done_once
from tuokio.kit.when import local
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import form_page, led_process, send
from tuokio.terms.offer_words import OfferAnswerWay, OfferState


def _priced(person: Person, process_id: UUID) -> Process:
    """The process, if the person supervises it and there are prices at all."""
    process = led_process(person, process_id, "payer", "contact_person")
    if not process.practice.invoices:
        raise Http404
    return process


def _one(request: HttpRequest, process_id: UUID, offer_id: UUID) -> tuple[Person, Process, Offer]:
    person = signed_in(request)
    process = _priced(person, process_id)
    offer = get_object_or_404(process.offers.select_related("contact"), pk=offer_id)
    offer.process = process
    return person, process, offer


def _address(process: Process) -> str:
    return reverse("agreement:offer", args=[process.pk])


@signed_in_only
@require_safe
def offer(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The newest version with what can be done to it; the versions before it; a way to begin when there is none."""
    process = _priced(signed_in(request), process_id)
    versions = list(process.offers.exclude(state=OfferState.WITHDRAWN, sent_at=None).order_by("-number"))
    if not versions:
        if can_be_offered(process):
            return redirect("agreement:offer_text", process.pk)
        return render(request, "agreement/offer_none.html", {"process": process})
    return _page(request, process, versions[0], versions)


@signed_in_only
@require_safe
def version(request: HttpRequest, process_id: UUID, offer_id: UUID) -> HttpResponse:
    """One version, as it was sent."""
    _person, process, one = _one(request, process_id, offer_id)
    return _page(request, process, one, list(process.offers.exclude(sent_at=None).order_by("-number")))


def _page(
    request: HttpRequest,
    process: Process,
    one: Offer,
    versions: list[Offer],
    sending: SendingForm | None = None,
) -> HttpResponse:
    one.process = process
    for other in versions:
        other.process = process
    newest = versions[0].pk == one.pk if versions else True
    about = {
        "process": process,
        "offer": one,
        "sheet": OfferSheet.of(one, one.language),
        "standing": OfferStanding.of(one, now()),
        "newest": newest,
        "can_revise": newest and can_be_offered(process),
        "for_next_term": process.now_in in CAN_CONTINUE and not one.continues,
        "versions": [OfferStanding.of(other, now()) for other in versions if other.pk != one.pk],
        "form": sending or SendingForm(process=process),
        "way": ANSWER_WAYS.get(one.answer_way, ""),
        "reason": DECLINE_REASONS.get(one.decline_reason, ""),
    }
    return render(request, "agreement/offer.html", about)


@signed_in_only
def text(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Write an offer, or the next version: it begins with the last one, or with what is usual."""
    person = signed_in(request)
    process = _priced(person, process_id)
    continues = process.now_in in CAN_CONTINUE
    last = process.offers.filter(continues=continues).order_by("-number").first()
    initial = values_of(last, today()) if last else first_values(process, today())
    form = OfferForm(request.POST or None, process=process, on=today(), continues=continues, initial=initial)

    def act() -> None:
        write_offer(process=process, offered=form.offered(), by=person, at=now())

    done = send(request, form, act, _address(process), refused=REFUSED, told=sentence)
    about = {
        "process": process,
        "form": form,
        "continues": continues,
        "past": not can_be_offered(process),
        "again": last is not None and last.sent_at is not None,
    }
    return done or render(request, "agreement/offer_text.html", about)


@signed_in_only
@require_POST
def sending(request: HttpRequest, process_id: UUID, offer_id: UUID) -> HttpResponse:
    """Send the written version."""
    person, process, one = _one(request, process_id, offer_id)
    form = SendingForm(request.POST, process=process)

    def act() -> None:
        send_offer(offer=one, contact=form.to(), by=person, at=now())

    done = send(request, form, act, _address(process), refused=REFUSED, told=sentence)
    return done or _page(request, process, one, [one], form)


@signed_in_only
def answer(request: HttpRequest, process_id: UUID, offer_id: UUID) -> HttpResponse:
    """Write down an answer that came by telephone or on paper."""
    person, process, one = _one(request, process_id, offer_id)
    if one.sent_at is None:
        raise Http404
    form = AnswerForm(
        request.POST or None,
        offer=one,
        on=today(),
        sent_on=local(one.sent_at).date(),
        initial={"answered_on": today()},
    )

    def act() -> None:
        given = form.cleaned_data
        came = {"way": OfferAnswerWay(given["way"]), "answered_on": given["answered_on"]}
        if given["answer"] == ACCEPTED:
            accept_offer(offer=one, by=person, at=now(), **came)
        else:
            decline_offer(offer=one, reason=form.reason_given(), by=person, at=now(), **came)

    done = send(request, form, act, _address(process), refused=REFUSED, told=sentence)
    return done or form_page(
        request,
        process,
        form,
        heading=_("The answer to the offer"),
        lead=_("How it came is kept beside the answer. What else was said is not written here."),
        button=_("Save the answer"),
    )


@signed_in_only
def withdrawal(request: HttpRequest, process_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take an offer back, or throw a written one away."""
    person, process, one = _one(request, process_id, offer_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    unsent = one.sent_at is None

    def act() -> None:
        withdraw_offer(offer=one, by=person, at=now())

    goes_to = reverse("desk:process", args=[process.pk])
    done = send(request, form, act, goes_to, refused=REFUSED, told=sentence)
    return done or form_page(
        request,
        process,
        form,
        heading=_("Throw the draft away") if unsent else _("Take the offer back"),
        lead=_("Nobody has seen it.")
        if unsent
        else _("The link then says that the offer no longer holds. No mail is sent: tell it yourself."),
        button=_("Throw the draft away") if unsent else _("Take the offer back"),
    )


@signed_in_only
@require_POST
def renewal(request: HttpRequest, process_id: UUID, offer_id: UUID) -> HttpResponse:
    """The same offer again, for thirty days."""
    person, process, one = _one(request, process_id, offer_id)

    def act() -> str:
        sent = renew_offer(offer=one, by=person, at=now())
        messages.success(
            request,
            _("The offer holds again. A mail says that something waits.")
            if sent.contact_id
            else _("The offer holds again. Tell it yourself: no mail was sent."),
        )
        return _address(process)

    return _pressed(request, process, act)


@signed_in_only
@require_POST
def note(request: HttpRequest, process_id: UUID, offer_id: UUID) -> HttpResponse:
    """The answer was seen."""
    person, process, one = _one(request, process_id, offer_id)

    def act() -> str:
        note_answer(offer=one, by=person, at=now())
        return reverse("desk:process", args=[process.pk])

    return _pressed(request, process, act)


def _pressed(request: HttpRequest, process: Process, act: Callable[[], str]) -> HttpResponse:
    try:
        return done_once(request, act, at=now())
    except REFUSED as refusal:
        messages.warning(request, sentence(refusal))
        return redirect(_address(process))


@signed_in_only
@require_safe
def paper(request: HttpRequest, process_id: UUID, offer_id: UUID) -> HttpResponse:
    """The offer as a PDF in its own language."""
    _person, _process, one = _one(request, process_id, offer_id)
    return ask_for_paper(request, one, one.language)


def ask_for_paper(request: HttpRequest, one: Offer, in_language: str) -> HttpResponse:
    """Let the worker make the PDF, and go where it can be fetched."""
    document = ask_document(
        request,
        template="agreement/offer",
        data=OfferSheet.of(one, in_language).as_data(),
        filename=f"offer-{one.number}.pdf",
        language=in_language,
        at=now(),
    )
    return redirect("kit:document", document.pk)
