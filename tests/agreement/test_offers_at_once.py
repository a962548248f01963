"""An offer when two press at the same moment: one answer, one newest version."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tests.agreement.offer_cast import TUESDAY, kaarlo, mapped, offered, sent, state_of
from tests.cast import person
from tuokio.agreement.models import Offer
from tuokio.agreement.usecases.offer_answers import accept_offer, ask_again, decline_offer, expire_offers
from tuokio.agreement.usecases.offers import renew_offer, send_offer, withdraw_offer, write_offer
from tuokio.audit.models import Entry
from tuokio.kit.models import Letter
from tuokio.terms.offer_words import OfferAnswerWay, OfferState
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db(transaction=True)
LATER = TUESDAY + timedelta(hours=1)
OVER = TUESDAY + timedelta(days=40)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of them got: ok, or the name of its refusal."""

    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except Exception as refusal:
            return type(refusal).__name__
        else:
            return "ok"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as together:
        return sorted(together.map(one, acts))


def accepting(offer: Offer) -> Callable[[], object]:
    contact = kaarlo(offer.process)
    return lambda: accept_offer(offer=offer, way=OfferAnswerWay.LINK, contact=contact, at=LATER)


def test_six_who_accept_at_once_accept_it_once() -> None:
    process = mapped()
    offer = sent(process)

    assert at_once(*[accepting(offer)] * 6) == ["ok"] * 6
    assert offer.changes.filter(event="accept").count() == 1
    assert Entry.objects.filter(act="offer accepted").count() == 1
    assert process.state_changes.filter(event="accept_offer").count() == 1


def test_a_yes_and_a_no_at_once_leave_one_of_them() -> None:
    process = mapped()
    offer = sent(process)
    contact = kaarlo(process)

    got = at_once(
        accepting(offer),
        lambda: decline_offer(offer=offer, way=OfferAnswerWay.LINK, contact=contact, at=LATER),
    )

    assert got == ["AnsweredOtherwise", "ok"]
    accepted = Offer.objects.get().now_in == OfferState.ACCEPTED
    assert state_of(process) == (ProcessState.AGREEING if accepted else ProcessState.OFFERED)


def test_a_yes_and_a_newer_version_at_once_leave_one_that_holds() -> None:
    process = mapped()
    old = sent(process)
    aino = person("aino")
    new = write_offer(process=process, offered=offered(price_cents=15_000), by=aino, at=LATER)

    got = at_once(accepting(old), lambda: send_offer(offer=new, contact=None, by=aino, at=LATER))

    assert got.count("ok") == 1
    states = [offer.state for offer in process.offers.all()]
    assert states in (
        [OfferState.ACCEPTED, OfferState.DRAFT],  # the yes came first: the new one stays unsent
        [OfferState.SUPERSEDED, OfferState.SENT],
    )


def test_a_yes_and_a_taking_back_at_once_leave_one_of_them() -> None:
    process = mapped()
    offer = sent(process)
    aino = person("aino")

    got = at_once(accepting(offer), lambda: withdraw_offer(offer=offer, by=aino, at=LATER))

    assert got.count("ok") == 1
    assert state_of(process) in {ProcessState.AGREEING, ProcessState.RECOMMENDED}


def test_four_who_renew_at_once_make_one_version() -> None:
    process = mapped()
    offer = sent(process)
    aino = person("aino")

    got = at_once(*[lambda: renew_offer(offer=offer, by=aino, at=OVER)] * 4)

    assert got == ["NewerOffer"] * 3 + ["ok"]
    assert process.offers.count() == 2
    assert Letter.objects.count() == 2


def test_the_night_and_a_wish_at_once_both_stand() -> None:
    process = mapped()
    offer = sent(process)
    contact = kaarlo(process)

    got = at_once(lambda: expire_offers(OVER), lambda: ask_again(offer=offer, contact=contact, at=OVER))

    assert got == ["ok", "ok"]
    kept = Offer.objects.get()
    assert (kept.state, kept.renewal_asked_at) == (OfferState.EXPIRED, OVER)
