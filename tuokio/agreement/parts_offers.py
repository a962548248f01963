"""What offers add to the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.agreement.models import AgreementVersion, Offer
from tuokio.agreement.pages.offers import OfferStanding
from tuokio.agreement.usecases.offer_rules import can_be_offered
from tuokio.kit.clock import now
from tuokio.kit.parts import Link, Part, Place
from tuokio.kit.prepared import prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.kit.when import day
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Lead, Process
from tuokio.terms.offer_words import OfferState
from tuokio.terms.words import ProcessState

SOON = timedelta(days=3)
NEVER_GONE = Q(state=OfferState.WITHDRAWN, sent_at=None)
SHOWN_AFTER_ANSWER = timedelta(days=30)
# an offer that ran out can be asked for again
PLACES = {OfferState.SENT: Place.WAITS, OfferState.EXPIRED: Place.TOLD}
BEFORE_AGREEMENT = (ProcessState.OFFERED, ProcessState.AGREEING)


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An offer in a few words, with the way to it."""

    title: str
    about: str  # which process, for those who order several
    standing: OfferStanding
    way: Link


def flags() -> dict[str, Any]:
    """Whether anything has been offered for the process, and when the newest version was answered."""
    offers = Offer.objects.filter(process=OuterRef("pk"))
    newest = offers.exclude(NEVER_GONE).order_by("-number")
    return {"has_offers": Exists(offers), "offer_answered_at": Subquery(newest.values("answered_at")[:1])}


def on_process_page(process: Process, *, at: datetime) -> Iterator[Part]:
    """The newest version with its state and price, until a month after its answer and the agreement."""
    if not getattr(process, "has_offers", True) or not process.practice.invoices:
        return
    if _is_past(getattr(process, "offer_answered_at", None), process, at):
        return
    newest = process.offers.exclude(NEVER_GONE).order_by("-number").first()
    if newest is None or _is_past(newest.answered_at, process, at):
        return
    newest.process = process
    href = reverse("agreement:offer", args=[process.pk])
    card = _card(newest, at, Link(href, _("Open the offer")), about="")
    yield Part("agreement/offer_card.html", card, leads_to=href)


def _is_past(answered_at: datetime | None, process: Process, at: datetime) -> bool:
    """Whether the offer was answered so long ago that the page has more to tell."""
    lately = at - SHOWN_AFTER_ANSWER
    return answered_at is not None and answered_at < lately and process.now_in not in BEFORE_AGREEMENT


def _card(offer: Offer, at: datetime, link: Link, *, about: str) -> OfferCard:
    title = _("Offer for the next term") if offer.continues else _("Offer")
    return OfferCard(title, about, OfferStanding.of(offer, at), link)


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Whether an offer of the process waits for an answer, ran out, or was answered lately."""
    sent = Offer.objects.filter(process=OuterRef("pk"), sent_at__isnull=False)
    waits = Q(state__in=(OfferState.SENT, OfferState.EXPIRED))
    return {"offers_to_show": Exists(sent.filter(waits | Q(answered_at__gt=lately)))}


def on_commissioners_page(contact: ContactPerson, *, at: datetime) -> Iterator[Part]:
    """What waits for an answer, what ran out, and what was answered lately."""
    if not contact.practice.invoices:
        return
    waits = Q(state__in=(OfferState.SENT, OfferState.EXPIRED))
    lately = Q(answered_at__gt=at - SHOWN_AFTER_ANSWER)
    found = (
        Offer.objects.sent_to(contact)
        .newest_sent()
        .filter(waits | lately)
        .exclude(process__state__in=ENDED_STATES)
    )
    for offer in found.select_related("process").prefetch_related("extras").order_by("sent_at"):
        href = reverse("agreement:commissioner_offer", args=[offer.pk])
        state = offer.standing(at)
        label = _("Read and answer") if state == OfferState.SENT else _("Open the offer")
        card = _card(offer, at, Link(href, label), about=offer.process.name)
        yield Part("agreement/commissioner_offer_card.html", card, PLACES.get(state, Place.SETTLED))


def _led(person: Person, on: date) -> QuerySet[Lead, Any]:
    return Lead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on, supervisor=person
    ).values("process")


def worth_asking(person: Person, *, on: date) -> dict[str, Exists]:
    """Whether any offer waits for an answer, or for the supervisor to have seen the answer."""
    open_ones = Offer.objects.filter(process__in=_led(person, on)).exclude(process__state__in=ENDED_STATES)
    unseen = Q(state__in=(OfferState.ACCEPTED, OfferState.DECLINED), noted_at=None)
    return {
        "offers_wait": Exists(
            open_ones.newest_sent().filter(unseen | Q(state__in=(OfferState.SENT, OfferState.EXPIRED)))
        )
    }


@prepared
def _waiting(person: Person, on: date, soon: date) -> QuerySet[Offer]:
    drawn_up = AgreementVersion.objects.filter(process=OuterRef("process"))
    return (
        Offer.objects.filter(process__in=_led(person, on))
        .newest_sent()
        .filter(
            Q(state__in=(OfferState.ACCEPTED, OfferState.DECLINED), noted_at=None)
            | Q(state=OfferState.SENT, valid_until__lte=soon)
            | Q(state=OfferState.EXPIRED)
        )
        .exclude(process__state__in=ENDED_STATES)
        .exclude(Exists(drawn_up), state=OfferState.ACCEPTED, continues=False)
        .select_related("process")
        .only("state", "valid_until", "renewal_asked_at", "continues", "process__name", "process__state")
        .order_by("valid_until")[:50]
    )


def waiting(person: Person, *, on: date) -> Iterator[Waiting]:
    """Offers that were answered, that run out within three days, and those that are asked for again.

    An accepted one has been seen when the agreement is drawn up from it.
    """
    at = now()
    for offer in _waiting(person, on, on + SOON):
        why, action = _why(offer, at)
        yield Waiting(
            kind=_("Offer"),
            title=offer.process.name,
            why=why,
            href=reverse("agreement:offer", args=[offer.process_id]),
            action=action,
            rank=WaitingRank.AGREEMENT,
        )


def _why(offer: Offer, at: datetime) -> tuple[str, str]:
    state = offer.standing(at)
    if state == OfferState.ACCEPTED:
        return _("The offer was accepted."), _("Go on")
    if state == OfferState.DECLINED:
        return _("The offer was not accepted."), _("See the answer")
    if offer.renewal_asked_at is not None:
        return _("The payer asks for the same offer again."), _("Renew the offer")
    if state == OfferState.EXPIRED:
        return _("The offer's time is over without an answer."), _("Open the offer")
    until = _("The offer holds until %(day)s and has no answer.") % {"day": day(offer.valid_until)}
    return until, _("Open the offer")


def next_step(process: Process) -> Link | None:
    """What to offer first while the process waits for its offer; None when that is past or there are no prices."""
    if not process.practice.invoices or not can_be_offered(process):
        return None
    return Link(reverse("agreement:offer", args=[process.pk]), _("Write an offer"))
