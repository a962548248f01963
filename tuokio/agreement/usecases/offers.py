"""Writing, sending, taking back and renewing an offer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.forms.models import model_to_dict

from tuokio.agreement.domain.offers import CAN_CONTINUE, TO_OFFERED, VALID_DAYS, expires_at
from tuokio.agreement.models import Offer, OfferExtra
from tuokio.agreement.usecases.offer_rules import (
    AnsweredOtherwise,
    NoOfferNow,
    Offered,
    ValidityOver,
    account,
    as_it_is,
    can_be_offered,
    held,
    keep_vat_of_the_day,
    next_number,
    require_newest,
)
from tuokio.kit.when import local
from tuokio.people.doors import open_door
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import move_process
from tuokio.terms.offer_words import OfferEvent, OfferState
from tuokio.terms.words import ProcessEvent, ProcessState

COPIED = (
    "continues",
    "language",
    "form",
    "composition",
    "minutes",
    "planned",
    "interval_weeks",
    "starts_on",
    "price_cents",
    "vat_code",
    "free_until_hours",
    "late_percent",
    "no_show_percent",
    "count_business_days",
)


@transaction.atomic
def write_offer(*, process: Process, offered: Offered, by: Person, at: datetime) -> Offer:
    """Write the next offer, or write it anew while it is not sent.

    Raises NoPricesHere, NoOfferNow, NoVatTreatment, ProcessClosed.
    """
    process = held(process)
    if not can_be_offered(process):
        raise NoOfferNow
    offer = process.offers.filter(state=OfferState.DRAFT).first() or Offer(
        process=process, number=next_number(process)
    )
    _take(offer, offered, at)
    offer.continues = process.now_in in CAN_CONTINUE
    offer.written_at = at
    offer.move(OfferEvent.WRITE, by=by, at=at)
    offer.extras.all().delete()
    OfferExtra.objects.bulk_create(
        OfferExtra(offer=offer, kind=one.kind, text=one.text, cents=one.cents, times=one.times)
        for one in offered.extras
    )
    account(offer, "offer written", by=by, at=at)
    return offer


def _take(offer: Offer, offered: Offered, at: datetime) -> None:
    for name in Offered.__dataclass_fields__:
        if name != "extras":
            setattr(offer, name, getattr(offered, name))
    keep_vat_of_the_day(offer, at)


@transaction.atomic
def send_offer(*, offer: Offer, contact: ContactPerson | None, by: Person, at: datetime) -> Offer:
    """Give the payer the offer: a mail that something waits, or by hand when there is no contact person.

    The version before it no longer holds. Raises NoPricesHere, NoOfferNow, NoVatTreatment, ValidityOver,
    IllegalOfferEvent, NoMailAddress, ProcessClosed.
    """
    process = held(offer.process)
    offer = as_it_is(offer, process)
    if offer.continues != (process.now_in in CAN_CONTINUE) or not can_be_offered(process):
        raise NoOfferNow
    if at >= expires_at(offer.valid_until):
        raise ValidityOver
    for earlier in process.offers.filter(state__in=(OfferState.SENT, OfferState.EXPIRED)):
        earlier.move(OfferEvent.SUPERSEDE, by=by, at=at)
    keep_vat_of_the_day(offer, at)
    offer.contact, offer.sent_at, offer.meant_for = contact, at, process.payer_id
    offer.move(OfferEvent.SEND, by=by, at=at)
    for event in () if offer.continues else TO_OFFERED[process.now_in]:
        move_process(process=process, event=event, by=by, at=at)
    if offer.continues:  # whether to go on is asked with this: it no longer waits
        process.terms.filter(continuation_asked_at=None).update(continuation_asked_at=at)
    if contact is not None:
        open_door(contact=contact, by=by, at=at)
    account(offer, "offer sent", by=by, at=at, by_hand=contact is None)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: Person, at: datetime) -> Offer:
    """Take an offer back, or throw a written one away. Raises IllegalOfferEvent, ProcessClosed.

    A process that waited for the answer goes back to where its form was recommended.
    """
    process = held(offer.process)
    offer = as_it_is(offer, process)
    was_sent = offer.sent_at is not None
    offer.move(OfferEvent.WITHDRAW, by=by, at=at)
    if was_sent and not offer.continues and process.now_in == ProcessState.OFFERED:
        move_process(process=process, event=ProcessEvent.REVISE, by=by, at=at)
    account(offer, "offer withdrawn", by=by, at=at)
    return offer


@transaction.atomic
def renew_offer(*, offer: Offer, by: Person, at: datetime) -> Offer:
    """Offer the same again, as a new version that holds for thirty days, to the same contact person.

    Raises AnsweredOtherwise while it still holds or has an answer, NewerOffer, and what send_offer refuses.
    """
    process = held(offer.process)
    offer = as_it_is(offer, process)
    require_newest(offer)
    if offer.standing(at) != OfferState.EXPIRED:
        raise AnsweredOtherwise
    today = local(at).date()
    for unsent in process.offers.filter(state=OfferState.DRAFT):
        unsent.move(OfferEvent.WITHDRAW, by=by, at=at)
    again = Offer(
        process=process,
        number=next_number(process),
        valid_until=today + timedelta(days=VALID_DAYS),
        written_at=at,
        **{name: getattr(offer, name) for name in COPIED},
    )
    if again.starts_on and again.starts_on < today:
        again.starts_on = None
    keep_vat_of_the_day(again, at)
    again.move(OfferEvent.WRITE, by=by, at=at)
    OfferExtra.objects.bulk_create(
        OfferExtra(offer=again, **model_to_dict(extra, fields=["kind", "text", "cents", "times"]))
        for extra in offer.extras.all()
    )
    contact = offer.contact if offer.contact and offer.contact.ended_on is None else None
    return send_offer(offer=again, contact=contact if contact and contact.email else None, by=by, at=at)
