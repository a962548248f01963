"""An accepted offer for a next term makes that term, once; where the process cannot go on, it stays unanswered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.agreement.offer_cast import TUESDAY, kaarlo, sent
from tests.cast import person, process_of
from tests.doors import enter_by_door
from tuokio.agreement.models import Offer
from tuokio.agreement.usecases.offer_answers import accept_offer
from tuokio.meetings.usecases.course import pause
from tuokio.supervision.models import Process
from tuokio.terms.offer_words import OfferAnswerWay, OfferState
from tuokio.terms.words import ProcessEvent

pytestmark = pytest.mark.django_db
LATER = TUESDAY + timedelta(hours=1)


def continuing(process: Process) -> Offer:
    return sent(process, planned=8, price_cents=17_000, starts_on=date(2027, 1, 11))


def test_the_next_term_is_made_once_and_keeps_what_the_offer_does_not_tell():
    process = process_of(
        person("aino"), order_number="PO-17", cost_centre="4100", quorum=3, attendance_by_name=True
    )
    offer = continuing(process)
    for _again in range(2):
        accept_offer(offer=offer, way=OfferAnswerWay.LINK, contact=kaarlo(process), at=LATER)

    _first, term = process.terms.all()
    assert (term.number, term.planned, term.price_cents, term.starts_on) == (2, 8, 17_000, date(2027, 1, 11))
    assert (term.order_number, term.cost_centre, term.quorum, term.attendance_by_name) == (
        "PO-17",
        "4100",
        3,
        True,
    )
    assert process.state_changes.filter(event=ProcessEvent.CONTINUE).count() == 1
    assert not process.meetings.exists()  # the supervisor plans the dates with the group


def test_a_paused_process_refuses_the_acceptance_in_words_and_the_offer_waits(client: Client):
    process = process_of(person("aino"))
    offer = sent(process, starts_on=date(2099, 1, 11), valid_until=date(2027, 11, 1))
    pause(process=process, by=person("aino"), at=LATER)
    enter_by_door(client, kaarlo(process))
    Offer.objects.filter(pk=offer.pk).update(valid_until=date(2099, 1, 1))

    told = client.post(
        f"/commissioner/offers/{offer.pk}/acceptance/", follow=True, headers={"accept-language": "en"}
    )

    assert "This cannot be done now: the process is" in told.text
    assert Offer.objects.get(pk=offer.pk).state == OfferState.SENT
    assert process.terms.count() == 1
