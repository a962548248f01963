"""Any course of acts on the offers of a process: what must hold after each of them."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.agreement.offer_cast import TUESDAY, kaarlo, mapped, offered
from tests.cast import person
from tuokio.agreement.models import Offer
from tuokio.agreement.refusals_offers import REFUSED, sentence
from tuokio.agreement.usecases.offer_answers import accept_offer, ask_again, decline_offer, expire_offers
from tuokio.agreement.usecases.offers import renew_offer, send_offer, withdraw_offer, write_offer
from tuokio.supervision.models import Process
from tuokio.terms.offer_words import OfferAnswerWay, OfferState
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db


def holds(process: Process) -> None:
    offers = list(process.offers.prefetch_related("changes"))
    states = [offer.state for offer in offers]
    assert states.count(OfferState.SENT) <= 1
    assert states.count(OfferState.DRAFT) <= 1
    assert states.count(OfferState.ACCEPTED) <= 1
    for offer in offers:
        last = list(offer.changes.all())[-1]
        assert last.to_state == offer.state
    now_in = Process.objects.get(pk=process.pk).now_in
    assert (now_in == ProcessState.AGREEING) == (OfferState.ACCEPTED in states)
    if OfferState.SENT in states:
        assert now_in in {ProcessState.OFFERED, ProcessState.AGREEING}


def press_something(chance: random.Random, process: Process, at: datetime) -> None:
    """One act on one version, chosen by chance."""
    aino, contact = person("aino"), kaarlo(process)
    last_day = (at + timedelta(days=chance.choice([1, 10, 30]))).date()
    offers = list(Offer.objects.filter(process=process))
    acts: list[Callable[[], object]] = [
        lambda: write_offer(process=process, offered=offered(valid_until=last_day), by=aino, at=at),
        lambda: expire_offers(at),
    ]
    if offers:
        offer = chance.choice(offers)
        acts += [
            lambda: send_offer(offer=offer, contact=contact, by=aino, at=at),
            lambda: send_offer(offer=offers[-1], contact=None, by=aino, at=at),
            lambda: withdraw_offer(offer=offer, by=aino, at=at),
            lambda: renew_offer(offer=offer, by=aino, at=at),
            lambda: ask_again(offer=offer, contact=contact, at=at),
            lambda: decline_offer(offer=offer, way=OfferAnswerWay.LINK, contact=contact, at=at),
        ]
        if chance.random() < 0.4:
            acts.append(lambda: accept_offer(offer=offer, way=OfferAnswerWay.LINK, contact=contact, at=at))
    chance.choice(acts)()


def test_whatever_is_pressed_the_offers_stay_in_order(
    chance: random.Random, rounds: Callable[[int, int], int]
) -> None:
    for _course in range(rounds(12, 300)):
        process, at = mapped(), TUESDAY
        for _step in range(14):
            at += chance.choice([timedelta(minutes=5), timedelta(days=4), timedelta(days=20)])
            try:
                press_something(chance, process, at)
            except REFUSED as refusal:
                assert sentence(refusal)
            holds(process)
