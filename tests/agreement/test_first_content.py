"""The first draft of an agreement says what the offer said, or the mapping: nothing is typed twice."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.offer_cast import TUESDAY, mapped, sent
from tests.cast import person, terms_of
from tuokio.agreement.domain.content import AgreementContent, Amount
from tuokio.agreement.usecases.first_content import first_content
from tuokio.agreement.usecases.offer_answers import accept_offer
from tuokio.agreement.usecases.offer_rules import Extra as OfferedExtra
from tuokio.mapping.models import RecordedRecommendation
from tuokio.supervision.models import Process
from tuokio.terms.agreement_words import AgreementKind, Profile
from tuokio.terms.offer_words import ExtraKind, OfferAnswerWay
from tuokio.terms.words import FormOfWork, ProcessState

pytestmark = pytest.mark.django_db


def drafted(process: Process) -> AgreementContent:
    return first_content(
        Process.objects.get(pk=process.pk),
        kind=AgreementKind.THREE_PARTY,
        profile=Profile.FULL,
        language="fi",
        on=date(2026, 11, 24),
    )


def recommended(process: Process, goals: list[str]) -> None:
    RecordedRecommendation.objects.create(
        process=process,
        rules="mapping-1",
        form=FormOfWork.GROUP,
        minutes=90,
        meetings=8,
        interval_weeks=2,
        first_goals=goals,
        by=person("aino"),
        at=TUESDAY,
    )


def test_what_the_payer_accepted_stands_in_the_draft() -> None:
    process = mapped(ProcessState.RECOMMENDED)
    offer = sent(
        process,
        planned=8,
        minutes=60,
        interval_weeks=2,
        price_cents=24_000,
        late_percent=30,
        starts_on=date(2027, 1, 11),
        extras=(OfferedExtra(kind=ExtraKind.TRAVEL, cents=1500, times=8),),
    )
    accept_offer(offer=offer, way=OfferAnswerWay.TELEPHONE, by=person("aino"), at=TUESDAY)
    says = drafted(process)
    assert says.meetings == Amount(planned=8, minutes=60, interval_weeks=2)
    assert says.price.cents == 24_000
    assert [(one.kind.value, one.cents) for one in says.price.extras] == [("travel", 1500)]
    assert says.cancelling.late_percent == 30
    assert says.dates.starts_on == date(2027, 1, 11)


def test_an_offer_that_nobody_accepted_says_nothing() -> None:
    process = mapped(ProcessState.RECOMMENDED)
    sent(process, planned=8, price_cents=24_000)
    says = drafted(process)
    assert (says.meetings.planned, says.price.cents) == (10, None)


def test_without_an_offer_the_recommendation_speaks_and_its_first_goals_wait_for_their_words() -> None:
    process = mapped(ProcessState.RECOMMENDED)
    recommended(process, ["Yöllä ja päivällä toimitaan samalla tavalla."])
    says = drafted(process)
    assert says.meetings == Amount(planned=8, minutes=90, interval_weeks=2)
    assert [(one.wording, one.indicator) for one in says.frame_goals] == [
        ("Yöllä ja päivällä toimitaan samalla tavalla.", "")
    ]


def test_terms_that_hold_go_before_everything_else() -> None:
    process = mapped(ProcessState.RECOMMENDED)
    recommended(process, [])
    terms_of(process, planned=6, minutes=45)
    assert drafted(process).meetings == Amount(planned=6, minutes=45, interval_weeks=3)
