"""A change of the agreement goes only to those whom it concerns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.agreement_cast import CONTENT, dearer, later_dates, other_goal
from tuokio.agreement.domain.accepting import (
    Asked,
    comes_into_force,
    is_same_person,
    parties_of,
    silence_tells,
)
from tuokio.agreement.domain.amending import (
    CONCERNED,
    EVERYONE,
    changes_numbers,
    concerned_by,
    who_is_concerned,
)
from tuokio.agreement.domain.content import (
    Amount,
    Billing,
    Cancelling,
    Evaluation,
    Group,
    Party,
    Place,
    Presence,
    Silence,
    Vat,
)
from tuokio.agreement.domain.version_states import TRANSITIONS, IllegalVersionEvent, version_after
from tuokio.terms.acceptance_words import VersionEvent, VersionState
from tuokio.terms.agreement_words import AgreementKind, Clause, PartyKind
from tuokio.terms.words import FormOfWork

ALL = {"supervisor", "payer", "member"}


def test_every_clause_says_whom_it_concerns():
    assert set(CONCERNED) == set(Clause)


@pytest.mark.parametrize(
    ("changed", "concerned"),
    [
        (later_dates(), set()),
        (dearer(), {"supervisor", "payer"}),
        (
            replace(CONTENT, vat=Vat(code="exempt", percent=Decimal(0), reason_fi="ei alv")),
            {"supervisor", "payer"},
        ),
        (replace(CONTENT, billing=Billing(order_number="77")), {"supervisor", "payer"}),
        (replace(CONTENT, cancelling=Cancelling(late_percent=50)), {"supervisor", "payer"}),
        (
            replace(CONTENT, meetings=Amount(planned=12, minutes=75, interval_weeks=3)),
            {"supervisor", "payer"},
        ),
        (replace(CONTENT, place=Place(room="Toinen huone")), {"supervisor", "member"}),
        (other_goal(), ALL),
        (replace(CONTENT, silence=Silence(structural=False)), ALL),
        (replace(CONTENT, evaluation=Evaluation(middle_meeting=5)), ALL),
        (replace(CONTENT, group=Group(form=FormOfWork.WORK_COMMUNITY, people=3)), ALL),
        (replace(CONTENT, presence=Presence(told_by_name=True)), ALL),
        (dearer(other_goal()), ALL),
        (dearer(later_dates()), {"supervisor", "payer"}),
    ],
)
def test_whom_a_change_concerns(changed, concerned):
    assert concerned_by(CONTENT, changed) == concerned


def test_another_contact_of_the_payer_concerns_the_payer():
    supervisor, payer, member = CONTENT.parties
    named_otherwise = replace(CONTENT, parties=(supervisor, replace(payer, contact="Liisa Aho"), member))
    other_supervisor = replace(CONTENT, parties=(replace(supervisor, name="Saara Niemi"), payer, member))
    other_kind = replace(CONTENT, kind=AgreementKind.FOUR_PARTY)

    assert concerned_by(CONTENT, named_otherwise) == {"supervisor", "payer"}
    assert concerned_by(CONTENT, other_supervisor) == ALL
    assert concerned_by(CONTENT, other_kind) == ALL | {"unit_manager"}


def test_inside_a_house_the_coordinator_is_who_orders():
    house = replace(CONTENT, kind=AgreementKind.INTERNAL, parties=(Party(kind=PartyKind.SUPERVISOR),))
    more = replace(house, meetings=Amount(planned=12, minutes=75, interval_weeks=3))

    assert concerned_by(house, more) == {"supervisor", "coordinator"}


def test_only_form_number_and_price_are_renegotiated():
    assert changes_numbers(CONTENT, dearer())
    assert not changes_numbers(CONTENT, other_goal())
    assert not changes_numbers(CONTENT, later_dates())
    assert not changes_numbers(CONTENT, CONTENT)


@given(st.frozensets(st.sampled_from(Clause)), st.frozensets(st.sampled_from(Clause)))
def test_whoever_is_concerned_by_one_change_is_by_more(one, other):
    assert who_is_concerned(one) <= who_is_concerned(one | other)
    assert who_is_concerned(one) <= EVERYONE


@given(
    st.frozensets(st.sampled_from(PartyKind)),
    st.frozensets(st.integers(0, 5)),
    st.frozensets(st.sampled_from(PartyKind)),
    st.frozensets(st.integers(0, 5)),
)
def test_more_acceptances_never_hinder(concerned, members, parties, accepted):
    asked = Asked.of(concerned, members)
    for amends in (True, False):
        needed = frozenset({PartyKind.SUPERVISOR, PartyKind.PAYER})
        before = comes_into_force(asked, parties, accepted, needed=needed, amends=amends)
        after = comes_into_force(
            asked, frozenset(PartyKind), frozenset(range(6)), needed=needed, amends=amends
        )
        assert after >= before


def test_a_change_waits_for_each_member_whom_it_concerns_and_the_first_agreement_for_none():
    asked = Asked.of(ALL, {1, 2})
    both = {PartyKind.SUPERVISOR, PartyKind.PAYER}

    assert comes_into_force(asked, both, (), needed=frozenset(both), amends=False)
    assert not comes_into_force(asked, both, {1}, needed=frozenset(both), amends=True)
    assert comes_into_force(asked, both, {1, 2, 9}, needed=frozenset(both), amends=True)


def test_silence_tells_among_one_or_two():
    assert [silence_tells(count) for count in (1, 2, 3, 8)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bertta@example.org", "Bertta@Example.org", True),
        ("bertta@example.org", "", True),
        ("bertta@example.org", "kaarlo@example.org", False),
    ],
)
def test_when_payer_and_member_are_one_person(one, other, same):
    assert is_same_person(one, other) is is_same_person(other, one) is same


def test_supervisor_and_whoever_orders_are_party_to_each_kind():
    for kind in AgreementKind:
        assert PartyKind.SUPERVISOR in parties_of(kind)
        assert parties_of(kind) & {PartyKind.PAYER, PartyKind.COORDINATOR}


def test_a_version_reaches_an_end_from_everywhere_and_nothing_else_happens_to_it():
    ends = {VersionState.SUPERSEDED, VersionState.VOID}
    for state in set(VersionState) - {VersionState.ENDED}:
        reached, seen = {state}, set()
        while reached - seen:
            one = (reached - seen).pop()
            seen.add(one)
            reached |= {to for (origin, _event), to in TRANSITIONS.items() if origin == one}
        assert reached & ends
    for state in VersionState:
        for event in VersionEvent:
            if (state, event) not in TRANSITIONS:
                with pytest.raises(IllegalVersionEvent):
                    version_after(state, event)
