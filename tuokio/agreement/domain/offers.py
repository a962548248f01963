"""The way of an offer as a table, the moment its time is over, and what it costs in all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from tuokio.kit.vat import Amounts, added, amounts, share
from tuokio.terms.offer_words import OfferEvent as E
from tuokio.terms.offer_words import OfferState as S
from tuokio.terms.words import ProcessEvent, ProcessState

FINLAND = ZoneInfo("Europe/Helsinki")
VALID_DAYS = 30
LONGEST_VALID = timedelta(days=366)

TRANSITIONS: Mapping[tuple[S | None, E], S] = MappingProxyType(
    {
        (None, E.WRITE): S.DRAFT,
        (S.DRAFT, E.WRITE): S.DRAFT,
        (S.DRAFT, E.SEND): S.SENT,
        (S.DRAFT, E.WITHDRAW): S.WITHDRAWN,
        (S.SENT, E.ACCEPT): S.ACCEPTED,
        (S.SENT, E.DECLINE): S.DECLINED,
        (S.SENT, E.EXPIRE): S.EXPIRED,
        (S.SENT, E.SUPERSEDE): S.SUPERSEDED,
        (S.SENT, E.WITHDRAW): S.WITHDRAWN,
        (S.EXPIRED, E.ACCEPT): S.ACCEPTED,  # an answer of a day on which it held, written down later
        (S.EXPIRED, E.DECLINE): S.DECLINED,
        (S.EXPIRED, E.SUPERSEDE): S.SUPERSEDED,
        (S.EXPIRED, E.WITHDRAW): S.WITHDRAWN,
    }
)
SETTLED = frozenset({S.ACCEPTED, S.DECLINED, S.SUPERSEDED, S.WITHDRAWN})

# how sending an offer moves the process that it is for (domain 1.2); a revised one goes by way of the recommendation
TO_OFFERED: Mapping[ProcessState, tuple[ProcessEvent, ...]] = MappingProxyType(
    {
        ProcessState.ENQUIRED: (ProcessEvent.SKIP_TO_OFFER,),
        ProcessState.MAPPING: (ProcessEvent.SKIP_TO_OFFER,),
        ProcessState.RECOMMENDED: (ProcessEvent.SEND_OFFER,),
        ProcessState.OFFERED: (ProcessEvent.REVISE, ProcessEvent.SEND_OFFER),
    }
)
CAN_CONTINUE = frozenset({ProcessState.RUNNING, ProcessState.FINAL_REVIEW})


class IllegalOfferEvent(Exception):
    """This cannot happen to an offer in this state."""

    def __init__(self, state: S | None, event: E) -> None:
        super().__init__(f"{event} cannot happen to an offer that is {state or 'not yet there'}")
        self.state = state
        self.event = event


def after(state: S | None, event: E) -> S:
    """The state that the event leads to. Raises IllegalOfferEvent."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise IllegalOfferEvent(state, event) from None


def expires_at(valid_until: date) -> datetime:
    """The first moment after the offer's last day, as the clock on the wall in Finland has it."""
    return datetime.combine(valid_until + timedelta(days=1), time(0), FINLAND)


def standing(state: S, valid_until: date, at: datetime) -> S:
    """Where the offer stands at that moment: time runs out although nobody has written it down yet."""
    return S.EXPIRED if state == S.SENT and at >= expires_at(valid_until) else state


@dataclass(frozen=True, slots=True)
class Priced:
    """One thing that costs: cents without VAT, and how many times."""

    cents: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class Totals:
    """What an offer costs: one meeting, all of them, each further cost, and everything together."""

    meeting: Amounts
    meetings: Amounts
    extras: tuple[Amounts, ...]
    total: Amounts


def totals(*, price_cents: int, planned: int, percent: Decimal, extras: Iterable[Priced]) -> Totals:
    """Each meeting and each further cost is one line of an invoice, its VAT rounded by itself."""
    meeting = amounts(price_cents, percent)
    meetings = meeting.times(planned)
    further = tuple(amounts(one.cents, percent).times(one.times) for one in extras)
    return Totals(meeting, meetings, further, added((meetings, *further)))


@dataclass(frozen=True, slots=True)
class Cancelling:
    """What a cancelled meeting costs, with VAT, in cents."""

    late: Amounts
    no_show: Amounts


def cancelling(*, price_cents: int, late_percent: int, no_show_percent: int, percent: Decimal) -> Cancelling:
    """A late cancellation, and a meeting to which nobody came, in money (domain 1.4)."""
    return Cancelling(
        amounts(share(price_cents, late_percent), percent),
        amounts(share(price_cents, no_show_percent), percent),
    )
