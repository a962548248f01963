"""When what was agreed changes, nothing is asked a second time; when a process goes on, its next term is judged too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.agreement.agreement_cast import (
    LATER,
    agreeing_process,
    dearer,
    in_force,
    other_goal,
    payer_accepts,
    sent,
)
from tests.agreement.offer_cast import sent as sent_offer
from tests.cast import person
from tuokio.agreement.usecases.offer_answers import accept_offer
from tuokio.evaluation.usecases.waves import choose_statements, close_wave, open_wave
from tuokio.meetings.models import Meeting
from tuokio.supervision.models import Process
from tuokio.terms.offer_words import OfferAnswerWay
from tuokio.terms.words import ProcessEvent

pytestmark = pytest.mark.django_db
MUCH_LATER = LATER + timedelta(days=60)


def waves(process: Process) -> list[tuple[int, str, int, str]]:
    found = process.waves.order_by("term__number", "meeting_number")
    return [(wave.term.number, wave.point, wave.meeting_number, wave.now_in) for wave in found]


def held(process: Process, number: int) -> None:
    term = process.current_term
    for day in range(number):
        Meeting.objects.create(
            practice=process.practice, process=process, term=term, supervisor=person("aino"),
            starts_at=LATER + timedelta(days=7 * day), minutes=75, state="held", made_at=LATER,
        )  # fmt: skip


@pytest.fixture
def process() -> Process:
    found = agreeing_process()
    in_force(found)
    choose_statements(process=found, codes=["B1a", "B2a", "O3a"], by=person("aino"), at=LATER)
    return found


def test_another_price_makes_no_second_first_evaluation(process):
    first, *rest = process.waves.order_by("meeting_number")
    open_wave(wave=first, by=person("aino"), at=LATER)
    close_wave(wave=first, by=person("aino"), at=LATER)
    before = waves(process)
    held(process, 1)

    payer_accepts(sent(process, dearer(), at=MUCH_LATER), at=MUCH_LATER)

    process.refresh_from_db()
    last = process.terms.latest("number")
    assert last.number == 2 and last.price_cents == 18_000
    after = waves(Process.objects.get(pk=process.pk))
    assert after[0] == before[0]
    assert [(term, point) for term, point, *_more in after[1:]] == [(2, wave.point) for wave in rest]
    assert after[-1][2] == last.planned


def test_an_amendment_that_makes_no_terms_leaves_the_waves(process):
    before = waves(process)
    payer_accepts(sent(process, other_goal(), at=MUCH_LATER), at=MUCH_LATER)
    assert waves(Process.objects.get(pk=process.pk)) == before


def test_the_next_term_of_an_accepted_continuation_is_judged_at_its_own_meetings(process):
    held(process, 3)
    process.refresh_from_db()
    process.move(ProcessEvent.FIRST_MEETING_HELD, by=person("aino"), at=LATER)
    offer = sent_offer(process, at=MUCH_LATER, valid_until=MUCH_LATER.date() + timedelta(days=30))
    accept_offer(offer=offer, way=OfferAnswerWay.PAPER, by=person("aino"), at=MUCH_LATER)

    found = waves(Process.objects.get(pk=process.pk))
    assert [number for number, *_more in found].count(2) >= 2
    assert found[-1][:2] == (2, "t3")
