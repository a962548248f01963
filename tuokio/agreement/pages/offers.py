"""An offer as its payer reads it: one value for the page, the preview and the paper, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from tuokio.agreement.labels_offers import EXTRAS, OFFER_BADGES, OFFER_STATES
from tuokio.agreement.models import Offer
from tuokio.kit.labels import COMPOSITIONS, FORMS
from tuokio.kit.money import euros
from tuokio.kit.vat import Amounts
from tuokio.kit.when import day, language, local, long_day
from tuokio.terms.offer_words import ExtraKind, OfferState


class PriceRow(NamedTuple):
    """One line of the price: what, how many times at which price, and its sums."""

    what: str
    times: str
    net: str
    gross: str


@dataclass(frozen=True, slots=True)
class OfferSheet:
    """The whole offer in words: nothing else of the process reaches its payer here."""

    language: str
    title: str
    sender: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    price_title: str
    header: tuple[str, ...]
    rows: tuple[PriceRow, ...]
    total: tuple[str, ...]
    vat: str
    cancelling_title: str
    cancelling: tuple[str, ...]
    after_title: str
    after: tuple[str, ...]

    @classmethod
    def of(cls, offer: Offer, in_language: str) -> OfferSheet:
        """The offer in a language, whatever the page round it speaks."""
        with override(in_language):
            return cls._written(offer)

    @classmethod
    def _written(cls, offer: Offer) -> OfferSheet:
        process, costs = offer.process, offer.totals
        titled = _("Offer %(number)s for the next term") if offer.continues else _("Offer %(number)s")
        return cls(
            language=language(),
            title=titled % {"number": offer.number},
            sender=process.practice.name,
            lead=" · ".join(dict.fromkeys(filter(None, (process.payer.name if process.payer else "", process.name)))),
            facts=tuple(_facts(offer)),
            price_title=_("Price"),
            header=(_("What"), _("Without VAT"), pgettext("in a table", "VAT included")),
            rows=tuple(_rows(offer)),
            total=(_("In all"), euros(costs.total.net), euros(costs.total.gross)),
            vat=_vat(offer),
            cancelling_title=_("If a meeting is cancelled"),
            cancelling=tuple(_cancelling(offer)),
            after_title=_("How it goes on"),
            after=tuple(_after(offer)),
        )

    def as_data(self) -> dict[str, object]:
        """For the paper."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def _facts(offer: Offer) -> Iterator[tuple[str, str]]:
    with_whom = COMPOSITIONS[offer.composition] if offer.composition else ""
    yield _("Form of work"), " · ".join(str(part) for part in (FORMS[offer.form], with_whom) if part)
    once = ngettext("%(count)s meeting", "%(count)s meetings", offer.planned) % {"count": offer.planned}
    yield _("Meetings"), f"{once}, {offer.minutes} min"
    yield (
        _("Rhythm"),
        ngettext("every week", "every %(weeks)s weeks", offer.interval_weeks)
        % {"weeks": offer.interval_weeks},
    )
    if offer.starts_on:
        yield _("Could begin"), long_day(offer.starts_on)
    when = local(offer.sent_at or offer.written_at).date()
    supervisor = offer.process.supervisor_on(when)
    if supervisor is not None:
        yield _("Supervisor"), supervisor.name
    yield _("The offer holds until"), long_day(offer.valid_until)


def _rows(offer: Offer) -> Iterator[PriceRow]:
    costs = offer.totals
    meeting = _("Meeting, %(minutes)s min") % {"minutes": offer.minutes}
    yield _row(meeting, offer.planned, offer.price_cents, costs.meetings)
    for extra, sum_of in zip(offer.extras.all(), costs.extras, strict=True):
        what = extra.text if extra.kind == ExtraKind.OTHER else str(EXTRAS[extra.kind])
        yield _row(what, extra.times, extra.cents, sum_of)


def _row(what: str, times: int, cents: int, sums: Amounts) -> PriceRow:
    return PriceRow(what, f"{times} × {euros(cents)}", euros(sums.net), euros(sums.gross))


def _percent(offer: Offer) -> str:
    number = f"{offer.vat_percent.normalize():f}"
    return number if language() == "en" else number.replace(".", ",")


def _vat(offer: Offer) -> str:
    reason = offer.vat_reason(language())
    if reason:
        return f"{reason}."
    on = local(offer.sent_at or offer.written_at).date()
    return _("VAT %(percent)s %%, the rate of %(day)s. One meeting with VAT is %(gross)s.") % {
        "percent": _percent(offer),
        "day": long_day(on),
        "gross": euros(offer.totals.meeting.gross),
    }


def _cancelling(offer: Offer) -> Iterator[str]:
    hours = {"hours": offer.free_until_hours}
    if offer.free_until_hours == 0:
        yield _("A meeting can be cancelled free of charge until it begins.")
    elif offer.count_business_days:
        yield _("Free of charge until %(hours)s hours before, weekdays counted.") % hours
    else:
        yield _("Free of charge until %(hours)s hours before.") % hours
    cost = offer.cancelling
    if offer.free_until_hours:
        yield _("Later than that it costs %(net)s, with VAT %(gross)s.") % _both(cost.late)
    yield _("If nobody comes, it costs %(net)s, with VAT %(gross)s.") % _both(cost.no_show)
    yield _("If the supervisor is prevented, nothing is charged, and a new date is found.")


def _both(sums: Amounts) -> dict[str, str]:
    return {"net": euros(sums.net), "gross": euros(sums.gross)}


def _after(offer: Offer) -> Iterator[str]:
    yield _("The offer can be accepted until the end of %(day)s, Finnish time.") % {
        "day": long_day(offer.valid_until)
    }
    if offer.continues:
        yield _("When it is accepted, supervision goes on with these terms.")
    else:
        yield _(
            "When it is accepted, the agreement is written, and everyone reads it before the first meeting."
        )
    yield _("What is said in supervision stays between those who are in the room.")


# --- where it stands --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfferStanding:
    """Where a version stands, in words."""

    pk: object
    number: int
    state: OfferState
    words: str
    badge: str
    price: str
    on: str
    renewal_asked: bool

    @classmethod
    def of(cls, offer: Offer, at: datetime) -> OfferStanding:
        """At this moment: a last day that is over counts although the night has not come."""
        state = offer.standing(at)
        total = offer.totals.total
        return cls(
            pk=offer.pk,
            number=offer.number,
            state=state,
            words=str(OFFER_STATES[state]),
            badge=OFFER_BADGES[state],
            price=_("%(net)s, with VAT %(gross)s") % _both(total),
            on=_since(offer, state),
            renewal_asked=offer.renewal_asked_at is not None,
        )


def _since(offer: Offer, state: OfferState) -> str:
    if offer.answered_on:
        return _("answered %(day)s") % {"day": day(offer.answered_on)}
    if state == OfferState.SENT:
        return _("holds until %(day)s") % {"day": day(offer.valid_until)}
    if state == OfferState.EXPIRED:
        return _("held until %(day)s") % {"day": day(offer.valid_until)}
    return ""


@dataclass(frozen=True, slots=True)
class CommissionerOffer:
    """The payer's page of one version: the offer, where it stands, and what can be answered."""

    pk: object
    sheet: OfferSheet
    standing: OfferStanding
    newer: object | None
    ended: bool
    gross: str
    meeting_gross: str
    planned: int
    answered_by_link: bool

    @classmethod
    def of(cls, offer: Offer, at: datetime) -> CommissionerOffer:
        """In the reader's language."""
        newer = offer.process.offers.filter(number__gt=offer.number, sent_at__isnull=False).last()
        costs = offer.totals
        return cls(
            pk=offer.pk,
            sheet=OfferSheet.of(offer, language()),
            standing=OfferStanding.of(offer, at),
            newer=newer.pk if newer else None,
            ended=offer.process.has_ended,
            gross=euros(costs.total.gross),
            meeting_gross=euros(costs.meeting.gross),
            planned=offer.planned,
            answered_by_link=offer.answer_way == "link",
        )

    @property
    def can_answer(self) -> bool:
        """Whether it may be accepted or declined now."""
        return self.standing.state == OfferState.SENT and not self.ended

    @property
    def can_ask_again(self) -> bool:
        """Whether one press asks for the same offer anew."""
        expired = self.standing.state == OfferState.EXPIRED
        return expired and not self.newer and not self.ended and not self.standing.renewal_asked
