"""The first draft says what was settled before it; and what is agreed is what the process becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.agreement.agreement_cast import CONTENT, agreeing_process, in_force, payer_accepts, sent
from tests.agreement.offer_cast import TUESDAY, kaarlo, mapped
from tests.agreement.offer_cast import sent as offer_sent
from tests.cast import commissioner, terms_of
from tuokio.agreement.domain.choices import ExtraKind, PriceUnit
from tuokio.agreement.domain.content import (
    AgreementContent,
    Amount,
    Cancelling,
    Extra,
    Group,
    Price,
    Vat,
)
from tuokio.agreement.usecases import offer_rules
from tuokio.agreement.usecases.first_content import first_content, usual_kind
from tuokio.agreement.usecases.force import terms_of as agreed_in
from tuokio.agreement.usecases.offer_answers import accept_offer
from tuokio.mapping.models import RecordedRecommendation
from tuokio.retention.models import RetentionSetting
from tuokio.supervision.models import Process
from tuokio.terms.agreement_words import Profile
from tuokio.terms.offer_words import OfferAnswerWay
from tuokio.terms.words import Composition, FormOfWork, OrganisationKind

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)


def draft_of(process: Process) -> AgreementContent:
    process = Process.objects.select_related("practice", "payer").get(pk=process.pk)
    kind = usual_kind(process)
    return first_content(process, kind=kind, profile=Profile.FULL, language="fi", on=ON)


def recommended(process: Process, **fields: Any) -> RecordedRecommendation:
    values: dict[str, Any] = {
        "rules": "test",
        "form": FormOfWork.WORK_COMMUNITY,
        "composition": Composition.SAME_TEAM_DIFFERENT_WORK,
        "minutes": 120,
        "meetings": 6,
        "interval_weeks": 5,
        "first_goals": ["Työnjako on selvä", "Aloitus sujuu"],
        "at": TUESDAY,
        **fields,
    }
    return RecordedRecommendation.objects.create(process=process, **values)


def accepted(process: Process, **fields: Any) -> None:
    offer = offer_sent(process, **fields)
    accept_offer(offer=offer, way=OfferAnswerWay.LINK, contact=kaarlo(process), at=TUESDAY)


def test_what_the_payer_accepted_is_what_the_draft_says() -> None:
    process = mapped()
    recommended(process)
    travel = offer_rules.Extra(kind="travel", text="", cents=4_500, times=3)
    other = offer_rules.Extra(kind="other", text="Tilan vuokra", cents=2_000, times=1)

    accepted(
        process,
        form=FormOfWork.GROUP,
        composition=Composition.SAME_FIELD_OTHER_WORKPLACES,
        planned=8,
        minutes=90,
        interval_weeks=2,
        starts_on=date(2027, 1, 11),
        price_cents=21_000,
        free_until_hours=72,
        extras=(travel, other),
    )
    content = draft_of(process)

    assert content.group == Group(
        form=FormOfWork.GROUP, composition=Composition.SAME_FIELD_OTHER_WORKPLACES, people=2, quorum=2
    )
    assert content.meetings == Amount(planned=8, minutes=90, interval_weeks=2)
    assert content.dates.starts_on == date(2027, 1, 11)
    assert content.price == Price(
        cents=21_000,
        extras=(
            Extra(kind=ExtraKind.TRAVEL, cents=4_500),
            Extra(kind=ExtraKind.OTHER, cents=2_000, wording="Tilan vuokra"),
        ),
    )
    assert content.vat == Vat(code="standard", percent=Decimal("25.50"), rate_on=TUESDAY.date())
    assert content.cancelling == Cancelling(free_until_hours=72, late_percent=50, no_show_percent=100)
    assert [goal.wording for goal in content.frame_goals] == ["Työnjako on selvä", "Aloitus sujuu"]


def test_a_declined_or_open_offer_says_nothing_in_the_draft() -> None:
    process = mapped()
    offer_sent(process, planned=8, minutes=90)

    content = draft_of(process)

    assert (content.meetings.planned, content.meetings.minutes, content.price.cents) == (10, 75, None)


def test_without_an_offer_the_draft_follows_the_recommendation() -> None:
    process = mapped()
    recommended(process)

    content = draft_of(process)

    assert content.group.form == FormOfWork.WORK_COMMUNITY
    assert content.group.composition == Composition.SAME_TEAM_DIFFERENT_WORK
    assert content.meetings == Amount(planned=6, minutes=120, interval_weeks=5)
    assert [goal.wording for goal in content.frame_goals] == ["Työnjako on selvä", "Aloitus sujuu"]


def test_of_the_safety_of_speaking_nothing_reaches_the_draft() -> None:
    process = mapped()
    one = recommended(process)
    without = draft_of(process)
    one.voice, one.voiced_result = 1, {"form": "individual"}
    one.save()

    with_voice = draft_of(process)

    goals = without.frame_goals  # only the ids of goals are new in each draft
    assert replace(with_voice, frame_goals=goals) == without
    assert [goal.wording for goal in with_voice.frame_goals] == [goal.wording for goal in goals]


def test_terms_that_hold_go_before_an_offer_and_a_recommendation() -> None:
    process = mapped()
    recommended(process)
    accepted(process, planned=8, minutes=90)
    terms_of(process, planned=12, minutes=60)

    content = draft_of(process)

    assert (content.meetings.planned, content.meetings.minutes) == (12, 60)
    assert content.frame_goals == ()


def test_what_the_church_is_given_becomes_an_official_document_too() -> None:
    process = mapped()
    payer = commissioner(process.practice)
    payer.kind = OrganisationKind.CHURCH
    payer.save()

    assert draft_of(process).silence.public_payer


def test_a_process_becomes_what_was_agreed() -> None:
    process = agreeing_process(("Bertta S.",))
    assert process.form == FormOfWork.GROUP
    alone = replace(CONTENT, group=Group(form=FormOfWork.INDIVIDUAL))

    version = sent(process, alone)
    before = Process.objects.get(pk=process.pk)
    in_force_now = version.process.agreements.in_force().exists()
    assert (before.form, in_force_now) == (FormOfWork.GROUP, False)  # what is only proposed changes nothing

    payer_accepts(version)
    process = Process.objects.get(pk=process.pk)
    assert (process.form, process.composition, process.member_count) == (FormOfWork.INDIVIDUAL, "", 1)


def test_the_number_agreed_holds_also_for_those_not_named_yet() -> None:
    process = agreeing_process()
    eight = Group(form=FormOfWork.GROUP, composition=Composition.SAME_TEAM_SAME_WORK, people=8, quorum=3)

    in_force(process, replace(CONTENT, group=eight))

    process = Process.objects.get(pk=process.pk)
    assert (process.composition, process.member_count) == (Composition.SAME_TEAM_SAME_WORK, 8)


def test_more_who_take_part_than_agreed_are_not_forgotten() -> None:
    process = agreeing_process()
    in_force(process, replace(CONTENT, group=Group(form=FormOfWork.GROUP, people=2, quorum=2)))
    assert Process.objects.get(pk=process.pk).member_count == 3


def test_a_price_by_the_hour_is_rounded_half_upwards() -> None:
    hourly = replace(
        CONTENT,
        price=Price(cents=9_003, per=PriceUnit.HOUR),
        meetings=Amount(planned=5, minutes=90),
    )
    assert agreed_in(hourly, on=ON).price_cents == 13_505


def test_the_draft_says_how_long_this_practice_keeps_dates_and_attendance() -> None:
    process = agreeing_process()
    assert draft_of(process).privacy.meetings_months == 24

    RetentionSetting.objects.create(practice=process.practice, meetings_months=12)

    fresh = Process.objects.select_related("practice").get(pk=process.pk)
    assert draft_of(fresh).privacy.meetings_months == 12
