"""Offers through their acts: writing, sending, answering, running out, asking again; and their bad days."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.agreement.offer_cast import ON, TUESDAY, kaarlo, mapped, offered, sent, state_of
from tests.cast import person, process_of, solo_practice
from tests.doors import newest_letter
from tuokio.agreement.domain.offers import IllegalOfferEvent
from tuokio.agreement.models import Offer
from tuokio.agreement.signals import continuation_accepted
from tuokio.agreement.usecases.offer_answers import (
    accept_offer,
    ask_again,
    decline_offer,
    expire_offers,
    note_answer,
)
from tuokio.agreement.usecases.offer_rules import (
    AnsweredOtherwise,
    Extra,
    NewerOffer,
    NoOfferNow,
    NoPricesHere,
    NoVatTreatment,
    OfferExpired,
    OfferWithdrawn,
    ValidityOver,
    accepted_offer,
    agreed_of,
)
from tuokio.agreement.usecases.offers import renew_offer, send_offer, withdraw_offer, write_offer
from tuokio.audit.models import Entry
from tuokio.kit.models import Letter
from tuokio.people.models import VatCode
from tuokio.supervision.models import Process, ProcessClosed
from tuokio.supervision.usecases import Agreed, move_process
from tuokio.terms.offer_words import (
    ExtraKind,
    OfferAnswerWay,
    OfferDeclineReason,
    OfferState,
)
from tuokio.terms.words import PracticeKind, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db
LATER = TUESDAY + timedelta(days=1)
CHRISTMAS = datetime(2026, 12, 25, 8, 0, tzinfo=UTC)  # the offer held until Christmas Eve


@pytest.fixture
def process() -> Process:
    return mapped()


def fresh(offer: Offer) -> Offer:
    return Offer.objects.get(pk=offer.pk)


def by_link(offer: Offer, at: datetime = LATER) -> Offer:
    return accept_offer(offer=offer, way=OfferAnswerWay.LINK, contact=kaarlo(offer.process), at=at)


def events_of(process: Process) -> list[str]:
    return [change.event for change in process.state_changes.all()][1:]


# --- writing and sending ----------------------------------------------------------------------------------


def test_a_written_offer_tells_nobody_and_moves_nothing(process: Process) -> None:
    offer = write_offer(process=process, offered=offered(), by=person("aino"), at=TUESDAY)

    assert (offer.number, offer.state, offer.sent_at) == (1, OfferState.DRAFT, None)
    assert state_of(process) == ProcessState.MAPPING
    assert not Letter.objects.exists()


def test_writing_again_before_sending_is_the_same_version(process: Process) -> None:
    first = write_offer(
        process=process,
        offered=offered(extras=(Extra(ExtraKind.TRAVEL, 2_000, 10),)),
        by=person("aino"),
        at=TUESDAY,
    )
    again = write_offer(process=process, offered=offered(price_cents=15_000), by=person("aino"), at=LATER)

    assert (again.pk, again.number, again.price_cents) == (first.pk, 1, 15_000)
    assert list(again.extras.all()) == []


@pytest.mark.parametrize(
    ("state", "events"),
    [
        (ProcessState.ENQUIRED, ["skip_to_offer"]),
        (ProcessState.MAPPING, ["skip_to_offer"]),
        (ProcessState.RECOMMENDED, ["send_offer"]),
    ],
)
def test_an_offer_can_be_sent_straight_away_or_after_a_mapping_conversation(
    state: ProcessState, events: list[str]
) -> None:
    process = mapped(state)
    sent(process)

    assert state_of(process) == ProcessState.OFFERED
    assert events_of(process) == events


def test_the_mail_says_that_something_waits_and_nothing_of_what(process: Process) -> None:
    sent(process)
    letter = newest_letter("kaarlo@example.org")

    for secret in ("160", "Auringon", "tarjou", "offer", "75"):
        assert secret not in (letter.subject + letter.text).lower()
    assert "/door/" in letter.text


def test_an_offer_given_by_hand_sends_no_mail(process: Process) -> None:
    offer = sent(process, by_hand=True)

    assert offer.contact is None
    assert not Letter.objects.exists()
    assert state_of(process) == ProcessState.OFFERED


def test_vat_is_the_one_of_the_day_and_stays_when_the_data_change(process: Process) -> None:
    offer = sent(process, vat_code="small_business")
    VatCode.objects.filter(code="small_business").update(percent=14, reason_fi="muutettu")

    kept = fresh(offer)
    assert kept.vat_percent == 0
    assert kept.vat_reason("fi") == "Ei arvonlisäveroa, vähäinen toiminta (AVL 3 §)"
    assert kept.vat_reason("sv").startswith("Ingen mervärdesskatt")
    assert kept.vat_reason("en").startswith("No VAT")


def test_a_treatment_that_changes_between_writing_and_sending_is_taken_on_the_day_of_sending(
    process: Process,
) -> None:
    offer = write_offer(process=process, offered=offered(), by=person("aino"), at=TUESDAY)
    VatCode.objects.filter(code="standard", valid_until=None).update(valid_until=ON)
    VatCode.objects.create(
        practice=process.practice, code="standard", percent=26, valid_from=ON + timedelta(days=1)
    )
    send_offer(offer=offer, contact=None, by=person("aino"), at=LATER)

    assert fresh(offer).vat_percent == 26


def test_without_a_vat_treatment_for_the_day_nothing_is_written(process: Process) -> None:
    with pytest.raises(NoVatTreatment):
        write_offer(process=process, offered=offered(vat_code="unheard"), by=person("aino"), at=TUESDAY)

    assert not Offer.objects.exists()


def test_a_draft_that_lay_past_its_last_day_is_not_sent(process: Process) -> None:
    offer = write_offer(process=process, offered=offered(), by=person("aino"), at=TUESDAY)

    with pytest.raises(ValidityOver):
        send_offer(offer=offer, contact=None, by=person("aino"), at=CHRISTMAS)
    assert fresh(offer).now_in == OfferState.DRAFT


def test_sending_twice_is_refused_the_second_time(process: Process) -> None:
    offer = sent(process)

    with pytest.raises(IllegalOfferEvent):
        send_offer(offer=offer, contact=kaarlo(process), by=person("aino"), at=LATER)
    assert Letter.objects.count() == 1
    assert fresh(offer).now_in == OfferState.SENT


def test_an_internal_unit_makes_no_offers() -> None:
    process = mapped()
    process.practice.kind = PracticeKind.INTERNAL
    process.practice.save()

    with pytest.raises(NoPricesHere):
        write_offer(process=process, offered=offered(), by=person("aino"), at=TUESDAY)


@pytest.mark.parametrize("state", [ProcessState.AGREEING, ProcessState.AGREED, ProcessState.PAUSED])
def test_a_process_that_is_past_its_offer_is_offered_nothing(state: ProcessState) -> None:
    with pytest.raises(NoOfferNow):
        write_offer(process=mapped(state), offered=offered(), by=person("aino"), at=TUESDAY)


def test_an_ended_process_takes_no_offer_and_no_answer(process: Process) -> None:
    offer = sent(process)
    move_process(process=process, event=ProcessEvent.DECLINE, by=person("aino"), at=LATER)

    for act in (
        lambda: by_link(offer),
        lambda: withdraw_offer(offer=offer, by=person("aino"), at=LATER),
        lambda: write_offer(process=process, offered=offered(), by=person("aino"), at=LATER),
        lambda: ask_again(offer=offer, contact=kaarlo(process), at=CHRISTMAS),
    ):
        with pytest.raises(ProcessClosed):
            act()
    assert fresh(offer).now_in == OfferState.SENT


# --- answers ----------------------------------------------------------------------------------------------


def test_accepted_by_link_the_agreement_is_next_and_it_is_known_how(process: Process) -> None:
    offer = by_link(sent(process))

    assert state_of(process) == ProcessState.AGREEING
    assert (offer.answer_way, offer.answered_on) == (OfferAnswerWay.LINK, date(2026, 11, 25))
    change = offer.changes.latest("at")
    assert (change.contact, change.by) == (kaarlo(process), None)
    assert accepted_offer(process) == offer


def test_the_accepted_form_becomes_the_processs(process: Process) -> None:
    by_link(sent(process, form="work_community", composition="same_team_same_work"))

    process.refresh_from_db()
    assert (process.form, process.composition) == ("work_community", "same_team_same_work")


def test_accepted_twice_is_accepted_once(process: Process) -> None:
    offer = sent(process)
    by_link(offer)
    by_link(offer, at=LATER + timedelta(minutes=1))  # the other tab still shows the button

    assert offer.changes.filter(event="accept").count() == 1
    assert fresh(offer).answered_at == LATER
    assert events_of(process) == ["skip_to_offer", "accept_offer"]


def test_declined_twice_is_declined_once_and_the_process_stays_to_be_offered_otherwise(
    process: Process,
) -> None:
    offer = sent(process)
    for _click in range(2):
        decline_offer(
            offer=offer,
            way=OfferAnswerWay.LINK,
            reason=OfferDeclineReason.PRICE,
            contact=kaarlo(process),
            at=LATER,
        )

    assert (fresh(offer).now_in, fresh(offer).decline_reason) == (OfferState.DECLINED, "price")
    assert offer.changes.filter(event="decline").count() == 1
    assert state_of(process) == ProcessState.OFFERED


def test_what_was_declined_is_not_accepted_from_an_old_tab(process: Process) -> None:
    offer = sent(process)
    decline_offer(offer=offer, way=OfferAnswerWay.LINK, contact=kaarlo(process), at=LATER)

    with pytest.raises(AnsweredOtherwise):
        by_link(offer)
    assert state_of(process) == ProcessState.OFFERED


def test_an_answer_by_telephone_is_written_down_with_its_own_day(process: Process) -> None:
    offer = accept_offer(
        offer=sent(process, by_hand=True),
        way=OfferAnswerWay.TELEPHONE,
        by=person("aino"),
        answered_on=ON,
        at=LATER,
    )

    assert (offer.answer_way, offer.answered_on, offer.answered_at) == ("telephone", ON, LATER)
    assert offer.noted_at == LATER  # who wrote it down need not be told
    assert offer.changes.latest("at").by == person("aino")


def test_a_signed_paper_that_comes_late_counts_by_its_day(process: Process) -> None:
    offer = sent(process)
    expire_offers(CHRISTMAS)
    accept_offer(
        offer=offer,
        way=OfferAnswerWay.PAPER,
        by=person("aino"),
        answered_on=date(2026, 12, 24),
        at=CHRISTMAS,
    )

    assert fresh(offer).now_in == OfferState.ACCEPTED


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2027, 1, 2)])
def test_a_day_after_the_last_one_or_still_to_come_does_not_count(process: Process, day: date) -> None:
    with pytest.raises(OfferExpired):
        accept_offer(
            offer=sent(process),
            way=OfferAnswerWay.PAPER,
            by=person("aino"),
            answered_on=day,
            at=CHRISTMAS,
        )


def test_a_draft_cannot_be_answered(process: Process) -> None:
    offer = write_offer(process=process, offered=offered(), by=person("aino"), at=TUESDAY)

    with pytest.raises(IllegalOfferEvent):
        by_link(offer)


def test_a_process_begun_on_paper_meanwhile_takes_no_acceptance_and_the_offer_stays_unanswered(
    process: Process,
) -> None:
    offer = sent(process)
    move_process(process=process, event=ProcessEvent.START_ON_PAPER, by=person("aino"), at=LATER)

    with pytest.raises(Exception, match="accept_offer cannot happen"):
        by_link(offer)
    assert (fresh(offer).now_in, fresh(offer).answered_at) == (OfferState.SENT, None)


# --- newer versions ---------------------------------------------------------------------------------------


def test_a_new_version_takes_the_place_of_the_one_before_when_it_is_sent(process: Process) -> None:
    first = sent(process)
    write_offer(process=process, offered=offered(price_cents=15_000), by=person("aino"), at=LATER)
    assert fresh(first).now_in == OfferState.SENT  # while the new one is written, the old one holds

    second = sent(process, at=LATER, price_cents=14_000)

    assert (second.number, fresh(first).now_in) == (2, OfferState.SUPERSEDED)
    assert events_of(process) == ["skip_to_offer", "revise", "send_offer"]
    with pytest.raises(NewerOffer):
        by_link(first)
    assert by_link(second).now_in == OfferState.ACCEPTED


def test_after_a_no_another_version_can_be_sent_and_accepted(process: Process) -> None:
    first = sent(process)
    decline_offer(offer=first, way=OfferAnswerWay.LINK, contact=kaarlo(process), at=LATER)
    second = sent(process, at=LATER, planned=5)

    assert by_link(second).now_in == OfferState.ACCEPTED
    assert fresh(first).now_in == OfferState.DECLINED  # what was answered stays answered


def test_a_withdrawn_offer_is_not_accepted_and_the_process_goes_back_a_step(process: Process) -> None:
    offer = sent(process)
    withdraw_offer(offer=offer, by=person("aino"), at=LATER)

    with pytest.raises(OfferWithdrawn):
        by_link(offer)
    assert state_of(process) == ProcessState.RECOMMENDED


def test_throwing_a_draft_away_moves_nothing(process: Process) -> None:
    sent(process)
    draft = write_offer(process=process, offered=offered(), by=person("aino"), at=LATER)
    withdraw_offer(offer=draft, by=person("aino"), at=LATER)

    assert state_of(process) == ProcessState.OFFERED


# --- running out, and asking again ------------------------------------------------------------------------


def test_the_last_minute_counts_and_the_first_after_it_does_not(process: Process) -> None:
    offer = sent(process, valid_until=date(2026, 11, 26))
    midnight = datetime(2026, 11, 26, 22, 0, tzinfo=UTC)

    with pytest.raises(OfferExpired):
        by_link(offer, at=midnight)
    assert by_link(offer, at=midnight - timedelta(seconds=1)).now_in == OfferState.ACCEPTED


def test_on_the_last_sunday_of_october_an_offer_holds_one_hour_longer(process: Process) -> None:
    offer = sent(process, at=datetime(2026, 10, 1, 9, tzinfo=UTC), valid_until=date(2026, 10, 25))

    assert by_link(offer, at=datetime(2026, 10, 25, 21, 59, tzinfo=UTC)).now_in == OfferState.ACCEPTED


def test_the_night_writes_down_what_ran_out_once(process: Process) -> None:
    offer = sent(process)

    assert expire_offers(CHRISTMAS - timedelta(days=1)) == 0
    assert expire_offers(CHRISTMAS) == 1
    assert expire_offers(CHRISTMAS) == 0
    assert fresh(offer).now_in == OfferState.EXPIRED
    assert state_of(process) == ProcessState.OFFERED  # it can still be renewed


@pytest.mark.parametrize("night_has_come", [True, False])
def test_one_reply_asks_again_and_one_press_renews(process: Process, night_has_come: bool) -> None:
    offer = sent(process, extras=(Extra(ExtraKind.OTHER, 3_000, 2, "Tilavuokra"),))
    if night_has_come:
        expire_offers(CHRISTMAS)
    for _click in range(2):
        ask_again(offer=offer, contact=kaarlo(process), at=CHRISTMAS)
    again = renew_offer(offer=offer, by=person("aino"), at=CHRISTMAS + timedelta(hours=1))

    assert (again.number, again.state, again.valid_until) == (2, OfferState.SENT, date(2027, 1, 24))
    assert again.totals == offer.totals
    assert [extra.text for extra in again.extras.all()] == ["Tilavuokra"]
    assert fresh(offer).now_in == OfferState.SUPERSEDED
    assert Entry.objects.filter(act="offer asked for again").count() == 1
    assert Letter.objects.filter(to="kaarlo@example.org").count() == 2
    assert by_link(again, at=CHRISTMAS + timedelta(days=1)).now_in == OfferState.ACCEPTED


def test_renewing_twice_is_refused_the_second_time(process: Process) -> None:
    offer = sent(process)
    renew_offer(offer=offer, by=person("aino"), at=CHRISTMAS)

    with pytest.raises(NewerOffer):
        renew_offer(offer=offer, by=person("aino"), at=CHRISTMAS)
    assert process.offers.count() == 2


def test_what_still_holds_is_neither_asked_for_again_nor_renewed(process: Process) -> None:
    offer = sent(process)

    with pytest.raises(AnsweredOtherwise):
        ask_again(offer=offer, contact=kaarlo(process), at=LATER)
    with pytest.raises(AnsweredOtherwise):
        renew_offer(offer=offer, by=person("aino"), at=LATER)


def test_what_was_taken_back_is_not_asked_for_again(process: Process) -> None:
    offer = sent(process)
    withdraw_offer(offer=offer, by=person("aino"), at=LATER)

    with pytest.raises(OfferWithdrawn):
        ask_again(offer=offer, contact=kaarlo(process), at=CHRISTMAS)


def test_a_draft_under_way_gives_way_to_the_renewed_offer(process: Process) -> None:
    offer = sent(process)
    draft = write_offer(process=process, offered=offered(), by=person("aino"), at=LATER)
    again = renew_offer(offer=offer, by=person("aino"), at=CHRISTMAS)

    assert (fresh(draft).now_in, again.number) == (OfferState.WITHDRAWN, 3)


def test_a_contact_person_who_left_gets_no_mail_of_the_renewed_offer(process: Process) -> None:
    offer = sent(process)
    contact = kaarlo(process)
    contact.ended_on = date(2026, 12, 1)
    contact.save()

    assert renew_offer(offer=offer, by=person("aino"), at=CHRISTMAS).contact is None
    assert Letter.objects.count() == 1


# --- going on ---------------------------------------------------------------------------------------------


@pytest.fixture
def heard() -> Any:
    """What those above hear when a next term is accepted."""
    told: list[dict[str, Any]] = []

    def listen(**what: Any) -> None:
        told.append(what)

    continuation_accepted.connect(listen)
    yield told
    continuation_accepted.disconnect(listen)


def test_a_next_term_is_accepted_by_one_reply_and_those_above_are_told(
    heard: list[dict[str, Any]],
) -> None:
    process = process_of(person("aino"), practice=solo_practice(person("aino")))
    offer = sent(process, planned=8, price_cents=17_000, starts_on=date(2027, 1, 11))
    by_link(offer)
    by_link(offer)

    assert (offer.continues, state_of(process)) == (True, ProcessState.RUNNING)
    (told,) = heard
    assert (told["process"].pk, told["offer"].pk, told["by"], told["at"]) == (
        process.pk,
        offer.pk,
        None,
        LATER,
    )
    assert told["agreed"] == Agreed(
        minutes=75,
        planned=8,
        starts_on=date(2027, 1, 11),
        interval_weeks=3,
        price_cents=17_000,
        vat_code="standard",
        free_until_hours=48,
        late_percent=50,
        no_show_percent=100,
        count_business_days=False,
    )


def test_an_offer_for_the_next_term_asks_whether_to_go_on_so_it_no_longer_waits() -> None:
    process = process_of(person("aino"), practice=solo_practice(person("aino")))
    sent(process, starts_on=date(2027, 1, 11))

    assert process.terms.get().continuation_asked_at == TUESDAY


def test_when_those_above_refuse_the_next_term_the_offer_stays_unanswered() -> None:
    process = process_of(person("aino"), practice=solo_practice(person("aino")))
    offer = sent(process, starts_on=date(2027, 1, 11))

    def refuse(**_what: Any) -> None:
        raise ProcessClosed("closed")

    continuation_accepted.connect(refuse)
    try:
        with pytest.raises(ProcessClosed):
            by_link(offer)
    finally:
        continuation_accepted.disconnect(refuse)
    assert fresh(offer).now_in == OfferState.SENT


def test_a_draft_for_the_beginning_is_not_sent_once_the_process_runs(process: Process) -> None:
    offer = write_offer(process=process, offered=offered(), by=person("aino"), at=TUESDAY)
    move_process(process=process, event=ProcessEvent.START_SHORT, by=person("aino"), at=LATER)

    with pytest.raises(NoOfferNow):
        send_offer(offer=offer, contact=None, by=person("aino"), at=LATER)


def test_an_offer_without_a_first_day_begins_when_it_is_accepted(process: Process) -> None:
    assert agreed_of(sent(process), on=ON).starts_on == ON


# --- what is kept -----------------------------------------------------------------------------------------


def test_the_book_of_acts_holds_codes_and_numbers_only(process: Process) -> None:
    offer = sent(process, extras=(Extra(ExtraKind.OTHER, 3_000, 1, "Bertan huone"),))
    decline_offer(
        offer=offer,
        way=OfferAnswerWay.LINK,
        reason=OfferDeclineReason.PRICE,
        contact=kaarlo(process),
        at=LATER,
    )
    note_answer(offer=fresh(offer), by=person("aino"), at=LATER)

    entries = Entry.objects.filter(act__startswith="offer").order_by("pk")
    assert [(entry.act, entry.detail) for entry in entries] == [
        ("offer written", {"offer": 1}),
        ("offer sent", {"offer": 1, "by_hand": False}),
        ("offer declined", {"offer": 1, "way": "link"}),
        ("offer's answer noted", {"offer": 1}),
    ]


def test_the_state_is_the_one_of_the_newest_change_after_every_act(process: Process) -> None:
    first = sent(process)
    ask_again(offer=first, contact=kaarlo(process), at=CHRISTMAS)
    second = renew_offer(offer=first, by=person("aino"), at=CHRISTMAS)
    by_link(second, at=CHRISTMAS + timedelta(days=1))

    for offer in process.offers.all():
        assert offer.changes.last().to_state == offer.state
