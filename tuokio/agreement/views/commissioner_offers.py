"""The payer's pages of an offer, behind the commissioner's own door."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tuokio.agreement.forms.offers import ReasonForm
from tuokio.agreement.models import Offer
from tuokio.agreement.pages.offers import CommissionerOffer
from tuokio.agreement.refusals_offers import REFUSED, sentence
from tuokio.agreement.usecases.offer_answers import accept_offer, ask_again, decline_offer
from tuokio.agreement.views.offers import ask_for_paper
from tuokio.kit.clock import now
from tuokio.kit.sent import done_once
from tuokio.kit.when import language
from tuokio.people.access import commissioner_of, commissioner_only
from tuokio.terms.offer_words import OfferAnswerWay


def _one(request: HttpRequest, offer_id: UUID) -> Offer:
    sent = Offer.objects.sent_to(commissioner_of(request)).filter(process__practice__in=_priced(request))
    return get_object_or_404(sent.select_related("process__practice", "process__payer"), pk=offer_id)


def _priced(request: HttpRequest) -> list[UUID]:
    practice = commissioner_of(request).practice
    return [practice.pk] if practice.invoices else []


@commissioner_only
@require_safe
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """One version of an offer, with its price and what can be answered."""
    return _page(request, _one(request, offer_id), ReasonForm())


def _page(request: HttpRequest, one: Offer, form: ReasonForm) -> HttpResponse:
    page = CommissionerOffer.of(one, now())
    return render(
        request,
        "agreement/commissioner_offer.html",
        {"page": page, "form": form, "contact": commissioner_of(request)},
    )


def _pressed(request: HttpRequest, one: Offer, act: Callable[[], object]) -> HttpResponse:
    """Do it once and show the offer again; a refusal is told there."""
    address = reverse("agreement:commissioner_offer", args=[one.pk])

    def once() -> str:
        act()
        return address

    try:
        return done_once(request, once, at=now())
    except REFUSED as refusal:
        messages.warning(request, sentence(refusal))
        return redirect(address)


@commissioner_only
@require_POST
def acceptance(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The payer accepts."""
    one, contact = _one(request, offer_id), commissioner_of(request)
    return _pressed(
        request,
        one,
        lambda: accept_offer(offer=one, way=OfferAnswerWay.LINK, contact=contact, at=now()),
    )


@commissioner_only
@require_POST
def refusal(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The payer does not take it; why is a word of a list, or nothing."""
    one, contact = _one(request, offer_id), commissioner_of(request)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    reason = form.reason_given()
    return _pressed(
        request,
        one,
        lambda: decline_offer(offer=one, way=OfferAnswerWay.LINK, reason=reason, contact=contact, at=now()),
    )


@commissioner_only
@require_POST
def renewal_wish(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The payer would like an expired offer to hold again."""
    one, contact = _one(request, offer_id), commissioner_of(request)
    return _pressed(request, one, lambda: ask_again(offer=one, contact=contact, at=now()))


@commissioner_only
@require_safe
def paper(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The offer as a PDF in the reader's language."""
    return ask_for_paper(request, _one(request, offer_id), language())
