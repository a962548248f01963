"""How long answers and agreements are kept, and what a person gets of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.agreement.agreement_cast import (
    CONTENT,
    LATER,
    agreeing_process,
    in_force,
    member_of,
    member_says_yes,
    sent,
)
from tests.cast import MORNING, person
from tuokio.agreement.keeping_agreements import (
    let_agreements_go,
    let_refusals_go,
    refusals_due,
)
from tuokio.agreement.models import Acceptance, AgreementVersion, MemberRefusal
from tuokio.agreement.usecases.accepting import decline_as_member
from tuokio.agreement.usecases.drafting import take_back
from tuokio.people.usecases import own_data

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refused(version: AgreementVersion) -> MemberRefusal:
    decline_as_member(
        version=version, seen=version.fingerprint, member=member_of(version), reason="Syy", at=LATER
    )
    return MemberRefusal.objects.get()


def test_a_reason_is_kept_while_the_version_waits_and_goes_after_it_was_settled():
    waiting = refused(sent(agreeing_process()))
    practice = waiting.version.process.practice
    assert list(refusals_due(practice, LATER + 400 * DAY)) == []

    take_back(version=waiting.version, by=person("aino"), at=LATER + 10 * DAY)

    assert list(refusals_due(practice, LATER + 10 * DAY)) == []
    due = list(refusals_due(practice, LATER + 11 * DAY))
    assert due == [waiting]
    for _again in range(2):
        let_refusals_go(due, LATER)
    assert MemberRefusal.objects.count() == 0


def test_a_reason_goes_after_its_version_came_into_force():
    waiting = refused(in_force(agreeing_process()))
    practice = waiting.version.process.practice

    assert list(refusals_due(practice, LATER)) == []
    assert list(refusals_due(practice, LATER + DAY)) == [waiting]


def test_an_agreement_goes_with_its_erased_process_and_nothing_else_does():
    version = in_force(agreeing_process())
    goal = replace(CONTENT.frame_goals[0], id=uuid4())
    other = in_force(agreeing_process(), replace(CONTENT, frame_goals=(goal,)))
    for _again in range(2):
        let_agreements_go([version.process], MORNING)

    assert list(AgreementVersion.objects.all()) == [other]
    assert {row.version for row in Acceptance.objects.all()} == {other}


def test_a_person_gets_their_own_answers_and_nobody_elses():
    version = sent(agreeing_process())
    member_says_yes(version, "Henna")
    other = sent(agreeing_process())
    member_says_yes(version)
    refused(other)

    assert own_data(person("bertta"))["agreements"] == [
        {
            "process": "Päiväkoti Auringon tiimi",
            "version": 1,
            "as": "member",
            "accepted_at": LATER.isoformat(),
            "identity": "signed_in",
            "fingerprint": version.fingerprint,
        },
        {
            "process": "Päiväkoti Auringon tiimi",
            "version": 1,
            "as": "member",
            "not_accepted_at": LATER.isoformat(),
            "reason": "Syy",
        },
    ]
