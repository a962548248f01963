"""What an offer costs, when its time is over, and the ways it can go: arithmetic and tables."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuokio.agreement.domain.offers import (
    SETTLED,
    TO_OFFERED,
    TRANSITIONS,
    IllegalOfferEvent,
    Priced,
    after,
    cancelling,
    expires_at,
    standing,
    totals,
)
from tuokio.kit import vat
from tuokio.meetings.domain import charging
from tuokio.supervision.domain.states import after as process_after
from tuokio.terms.offer_words import OfferEvent, OfferState
from tuokio.terms.words import ProcessState

GENERAL = Decimal("25.50")
CENTS = st.integers(0, 10_000_000)
PERCENT = st.decimals(0, 100, places=2)


def test_ten_meetings_at_160_euros_are_2008_euros_with_vat() -> None:
    # by hand: 160.00 × 25.5 % = 40.80; (160.00 + 40.80) × 10
    costs = totals(price_cents=16_000, planned=10, percent=GENERAL, extras=())

    assert costs.meeting == (16_000, 4_080, 20_080)
    assert costs.meetings == (160_000, 40_800, 200_800)
    assert costs.total == (160_000, 40_800, 200_800)


def test_the_vat_of_each_meeting_is_rounded_by_itself_as_on_its_invoice() -> None:
    # by hand: 275.00 × 25.5 % = 70.125, so 70.13; eight of them 561.04, not 561.00 as of the sum
    costs = totals(price_cents=27_500, planned=8, percent=GENERAL, extras=())

    assert costs.meetings == (220_000, 56_104, 276_104)


def test_further_costs_come_on_top_each_as_often_as_it_is_said() -> None:
    # by hand: travel 23.33 + 5.95 (5.949) = 29.28, ten times 292.80; preparation 80 + 20.40 = 100.40
    costs = totals(price_cents=16_000, planned=10, percent=GENERAL, extras=[Priced(2_333, 10), Priced(8_000)])

    assert costs.extras == ((23_330, 5_950, 29_280), (8_000, 2_040, 10_040))
    assert costs.total == (191_330, 48_790, 240_120)


def test_without_vat_nothing_is_added() -> None:
    costs = totals(price_cents=9_000, planned=5, percent=Decimal(0), extras=[Priced(1_000)])

    assert costs.total == (46_000, 0, 46_000)


def test_a_free_offer_costs_nothing() -> None:
    assert totals(price_cents=0, planned=3, percent=GENERAL, extras=()).total == (0, 0, 0)


def test_half_of_an_odd_price_is_rounded_half_up_before_its_vat() -> None:
    # by hand: half of 160.01 is 80.005, so 80.01; its VAT 20.40255, so 20.40
    costs = cancelling(price_cents=16_001, late_percent=50, no_show_percent=100, percent=GENERAL)

    assert costs.late == (8_001, 2_040, 10_041)
    assert costs.no_show == (16_001, 4_080, 20_081)


@given(CENTS, PERCENT)
def test_an_offer_and_what_is_charged_later_are_the_same_to_the_cent(cents: int, percent: Decimal) -> None:
    assert tuple(vat.amounts(cents, percent)) == tuple(charging.amounts(cents, percent))
    assert vat.share(cents, 50) == charging.share(cents, 50)


@given(
    CENTS, st.integers(1, 200), PERCENT, st.lists(st.builds(Priced, CENTS, st.integers(1, 200)), max_size=4)
)
def test_the_parts_make_the_whole(cents: int, planned: int, percent: Decimal, extras: list[Priced]) -> None:
    costs = totals(price_cents=cents, planned=planned, percent=percent, extras=extras)

    assert costs.total.net == cents * planned + sum(one.cents * one.times for one in extras)
    assert costs.total.net + costs.total.vat == costs.total.gross
    assert costs.total.gross == costs.meetings.gross + sum(one.gross for one in costs.extras)


# --- time -------------------------------------------------------------------------------------------------


def test_an_offer_holds_to_the_end_of_its_last_day_in_finland() -> None:
    # winter: midnight in Finland is ten in the evening in Greenwich
    assert expires_at(date(2026, 12, 24)) == datetime(2026, 12, 24, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last_day", "over"),
    [
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 0, tzinfo=UTC)),  # the clocks went back that night
        (date(2026, 10, 24), datetime(2026, 10, 24, 21, 0, tzinfo=UTC)),  # the last day of summer time
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, 0, tzinfo=UTC)),  # the clocks went forward
        (date(2026, 3, 28), datetime(2026, 3, 28, 22, 0, tzinfo=UTC)),
        (date(2027, 12, 31), datetime(2027, 12, 31, 22, 0, tzinfo=UTC)),
    ],
)
def test_a_deadline_at_a_change_of_the_clocks_is_the_wall_clocks(last_day: date, over: datetime) -> None:
    moment = timedelta(microseconds=1)

    assert standing(OfferState.SENT, last_day, over - moment) == OfferState.SENT
    assert standing(OfferState.SENT, last_day, over) == OfferState.EXPIRED


@pytest.mark.parametrize("state", sorted(set(OfferState) - {OfferState.SENT}))
def test_time_ends_only_what_waits_for_an_answer(state: OfferState) -> None:
    assert standing(state, date(2020, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)) == state


# --- the table --------------------------------------------------------------------------------------------


def reached_from(state: OfferState | None) -> set[OfferState]:
    found: set[OfferState] = set()
    waiting = [state]
    while waiting:
        here = waiting.pop()
        for (origin, _event), target in TRANSITIONS.items():
            if origin == here and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def test_every_state_is_reached() -> None:
    assert reached_from(None) == set(OfferState)


@pytest.mark.parametrize("state", sorted(set(OfferState) - SETTLED))
def test_every_state_reaches_an_end(state: OfferState) -> None:
    assert reached_from(state) & SETTLED


@pytest.mark.parametrize("state", sorted(SETTLED))
def test_what_is_settled_stays_so(state: OfferState) -> None:
    assert reached_from(state) == set()


@given(st.lists(st.sampled_from(OfferEvent), max_size=12))
def test_whatever_happens_an_offer_is_in_a_known_state_or_refuses(events: list[OfferEvent]) -> None:
    state: OfferState | None = None
    for event in events:
        try:
            state = after(state, event)
        except IllegalOfferEvent as refusal:
            assert (refusal.state, refusal.event) == (state, event)
    assert state is None or state in SETTLED or reached_from(state) & SETTLED


def test_a_refused_event_says_what_it_was() -> None:
    with pytest.raises(IllegalOfferEvent, match="accept cannot happen to an offer that is declined"):
        after(OfferState.DECLINED, OfferEvent.ACCEPT)


@pytest.mark.parametrize("origin", sorted(TO_OFFERED))
def test_sending_brings_a_process_to_offered_by_events_it_allows(origin: ProcessState) -> None:
    state: ProcessState | None = origin
    for event in TO_OFFERED[origin]:
        state = process_after(state, event)

    assert state == ProcessState.OFFERED
