"""What the payer answers to an offer, and what happens when nobody does."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuokio.agreement.models import Offer
from tuokio.agreement.signals import continuation_accepted
from tuokio.agreement.usecases.offer_rules import (
    AnsweredOtherwise,
    OfferWithdrawn,
    account,
    agreed_of,
    as_it_is,
    held,
    require_newest,
    require_unanswered,
)
from tuokio.kit.when import local
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.usecases import move_process
from tuokio.terms.offer_words import OfferAnswerWay, OfferDeclineReason, OfferEvent, OfferState
from tuokio.terms.words import ProcessEvent


@transaction.atomic
def accept_offer(
    *,
    offer: Offer,
    way: OfferAnswerWay,
    at: datetime,
    contact: ContactPerson | None = None,
    by: Person | None = None,
    answered_on: date | None = None,
) -> Offer:
    """The payer accepts: by link (`contact`), or on paper or by telephone, as the supervisor (`by`) records it.

    Accepted twice is accepted once. An offer that held on the day of the answer may be recorded later.
    Raises OfferExpired, NewerOffer, OfferWithdrawn, AnsweredOtherwise, ProcessClosed, IllegalEvent.
    """
    process = held(offer.process)
    offer = as_it_is(offer, process)
    if offer.state == OfferState.ACCEPTED:
        return offer
    day = answered_on or local(at).date()
    require_unanswered(offer, day=day, at=at)
    _answer(offer, way, day, at)
    offer.move(OfferEvent.ACCEPT, by=by, contact=contact, at=at)
    if offer.continues:
        continuation_accepted.send(
            sender=Offer, process=process, offer=offer, agreed=agreed_of(offer, on=day), by=None, at=at
        )
    else:
        process.form, process.composition = offer.form, offer.composition
        process.save(update_fields=["form", "composition"])
        move_process(process=process, event=ProcessEvent.ACCEPT_OFFER, by=by, at=at)
    account(offer, "offer accepted", by=by or contact, at=at, way=way)
    return offer


@transaction.atomic
def decline_offer(
    *,
    offer: Offer,
    way: OfferAnswerWay,
    at: datetime,
    reason: OfferDeclineReason | None = None,
    contact: ContactPerson | None = None,
    by: Person | None = None,
    answered_on: date | None = None,
) -> Offer:
    """The payer does not take it. The process stays: the supervisor offers otherwise, or lets it rest.

    Declined twice is declined once. Raises OfferExpired, NewerOffer, OfferWithdrawn, AnsweredOtherwise,
    ProcessClosed.
    """
    process = held(offer.process)
    offer = as_it_is(offer, process)
    if offer.state == OfferState.DECLINED:
        return offer
    day = answered_on or local(at).date()
    require_unanswered(offer, day=day, at=at)
    _answer(offer, way, day, at)
    offer.decline_reason = reason or ""
    offer.move(OfferEvent.DECLINE, by=by, contact=contact, at=at)
    account(offer, "offer declined", by=by or contact, at=at, way=way)
    return offer


def _answer(offer: Offer, way: OfferAnswerWay, day: date, at: datetime) -> None:
    offer.answer_way, offer.answered_on, offer.answered_at = way, day, at
    offer.noted_at = None if way == OfferAnswerWay.LINK else at  # who wrote it down knows it


@transaction.atomic
def ask_again(*, offer: Offer, contact: ContactPerson, at: datetime) -> Offer:
    """The contact person would like an expired offer to hold again: it waits in the supervisor's *Tänään*.

    Asked twice is asked once. Raises NewerOffer, OfferWithdrawn, AnsweredOtherwise, ProcessClosed.
    """
    process = held(offer.process)
    offer = as_it_is(offer, process)
    require_newest(offer)
    if offer.standing(at) != OfferState.EXPIRED:
        raise OfferWithdrawn if offer.state == OfferState.WITHDRAWN else AnsweredOtherwise
    if offer.renewal_asked_at is None:
        offer.renewal_asked_at = at
        offer.save(update_fields=["renewal_asked_at"])
        account(offer, "offer asked for again", by=contact, at=at)
    return offer


@transaction.atomic
def note_answer(*, offer: Offer, by: Person, at: datetime) -> None:
    """The supervisor has seen the answer; it no longer waits."""
    unseen = Offer.objects.filter(pk=offer.pk, noted_at=None).exclude(answered_at=None)
    if unseen.update(noted_at=at):
        account(offer, "offer's answer noted", by=by, at=at)


def expire_offers(at: datetime) -> int:
    """Write down of each offer whose last day is over that it is; returns how many. For every night."""
    due = Offer.objects.filter(state=OfferState.SENT, valid_until__lt=local(at).date())
    return sum(_expire(pk, at) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _expire(pk: UUID, at: datetime) -> bool:
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=pk)
    if offer.now_in != OfferState.SENT or offer.standing(at) != OfferState.EXPIRED:
        return False
    offer.move(OfferEvent.EXPIRE, by=None, at=at)
    return True
