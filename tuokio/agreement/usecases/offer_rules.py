"""What an offer is made of, what it refuses, and what every act on one asks first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max

from tuokio.agreement.domain.offers import CAN_CONTINUE, TO_OFFERED, IllegalOfferEvent
from tuokio.agreement.models import Offer
from tuokio.audit import trail
from tuokio.kit.when import local
from tuokio.people.models import ContactPerson, Person, VatCode
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Agreed, as_it_stands
from tuokio.terms.offer_words import ExtraKind, OfferEvent, OfferState


class OfferRefused(Exception):
    """The offer does not take this now."""


class NoPricesHere(OfferRefused):
    """An internal unit of supervisors has no price, so it makes no offers."""


class NoOfferNow(OfferRefused):
    """A process that stands where it does is offered nothing: it is agreed on already, or ended."""


class NoVatTreatment(OfferRefused):
    """The practice has no VAT treatment of this code for that day."""


class ValidityOver(OfferRefused):
    """The offer's last day would be past when it is sent."""


class OfferExpired(OfferRefused):
    """The offer's time is over; it can be asked for again."""


class NewerOffer(OfferRefused):
    """A newer version has taken this one's place."""


class OfferWithdrawn(OfferRefused):
    """The offer was taken back."""


class AnsweredOtherwise(OfferRefused):
    """The offer has another answer already."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A further cost as it was typed."""

    kind: ExtraKind
    cents: int
    times: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What is offered; see agreement.Offer for units."""

    form: str
    composition: str = ""
    minutes: int
    planned: int
    interval_weeks: int
    starts_on: date | None = None
    price_cents: int
    vat_code: str
    extras: tuple[Extra, ...] = ()
    free_until_hours: int
    late_percent: int
    no_show_percent: int
    count_business_days: bool = False
    valid_until: date
    language: str = "fi"


def can_be_offered(process: Process) -> bool:
    """Whether an offer can be sent in this state, for the first term or the next one."""
    return process.now_in in TO_OFFERED or process.now_in in CAN_CONTINUE


def agreed_of(offer: Offer, *, on: date) -> Agreed:
    """What the offer says, as terms of a process; they begin on `on` when the offer names no day."""
    return Agreed(
        minutes=offer.minutes,
        planned=offer.planned,
        interval_weeks=offer.interval_weeks,
        starts_on=offer.starts_on or on,
        price_cents=offer.price_cents,
        vat_code=offer.vat_code,
        free_until_hours=offer.free_until_hours,
        late_percent=offer.late_percent,
        no_show_percent=offer.no_show_percent,
        count_business_days=offer.count_business_days,
    )


def accepted_offer(process: Process) -> Offer | None:
    """What the payer accepted last for the beginning of this process: the agreement is written from it."""
    return process.offers.filter(state=OfferState.ACCEPTED, continues=False).order_by("-number").first()


# --- what every act asks ----------------------------------------------------------------------------------


def held(process: Process) -> Process:
    """The process, held until the act is done. Raises NoPricesHere, ProcessClosed."""
    process = as_it_stands(process)
    if not process.practice.invoices:
        raise NoPricesHere
    return process


def as_it_is(offer: Offer, process: Process) -> Offer:
    """The offer as it stands now, of a process that is held."""
    found = Offer.objects.select_for_update(of=("self",)).select_related("contact").get(pk=offer.pk)
    found.process = process
    return found


def next_number(process: Process) -> int:
    """The number of the version to come."""
    return (process.offers.aggregate(last=Max("number"))["last"] or 0) + 1


def require_newest(offer: Offer) -> None:
    """Raises NewerOffer when a later version was sent."""
    if offer.process.offers.filter(number__gt=offer.number, sent_at__isnull=False).exists():
        raise NewerOffer


def require_unanswered(offer: Offer, *, day: date, at: datetime) -> None:
    """A sent offer takes an answer of any day up to its last: by link that is today, on paper the day written there."""
    if offer.state == OfferState.SUPERSEDED:
        raise NewerOffer
    if offer.state == OfferState.WITHDRAWN:
        raise OfferWithdrawn
    if offer.state == OfferState.DRAFT:
        raise IllegalOfferEvent(OfferState.DRAFT, OfferEvent.ACCEPT)
    if offer.state in (OfferState.ACCEPTED, OfferState.DECLINED):
        raise AnsweredOtherwise
    if day > min(offer.valid_until, local(at).date()):
        raise OfferExpired


def account(
    offer: Offer, act: str, *, by: Person | ContactPerson | None, at: datetime, **detail: str | bool | None
) -> None:
    """Write down in the book of acts that this was done to the process\'s offer."""
    trail.record(act, about=offer.process, by=by, at=at, offer=offer.number, **detail)


def keep_vat_of_the_day(offer: Offer, at: datetime) -> None:
    """Keep the VAT treatment of that day with its reasons. Raises NoVatTreatment."""
    day = local(at).date()
    codes = VatCode.objects.filter(practice=offer.process.practice_id, code=offer.vat_code)
    holding = [row for row in codes if row.holds_on(day)]
    if not holding:
        raise NoVatTreatment
    row = holding[-1]
    offer.vat_percent = Decimal(row.percent)
    offer.vat_reason_fi, offer.vat_reason_sv, offer.vat_reason_en = (
        row.reason_fi,
        row.reason_sv,
        row.reason_en,
    )
