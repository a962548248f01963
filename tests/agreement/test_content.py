"""What an agreement says is data: it comes back exactly, has a fingerprint, and tells what is missing."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.agreement.contents import AINO, EACH_KIND, four_party, internal, known, self_payer, three_party
from tuokio.agreement.domain.choices import Method, Ties, ToldWhen
from tuokio.agreement.domain.clauses import FAULT_CODES, draft_from, faults, kind_for
from tuokio.agreement.domain.content import (
    CLAUSE_OF,
    AgreementContent,
    Amount,
    Break,
    ClientData,
    Disclosure,
    Evaluation,
    FrameGoal,
    Group,
    Party,
    Presence,
    Price,
    Timetable,
    Vat,
    changed_clauses,
    fingerprint,
)
from tuokio.agreement.drafting_labels import FAULTS
from tuokio.retention.domain.keeping import RULES, VOUCHER_YEARS, Kept
from tuokio.terms.agreement_words import AgreementKind, Clause, ManagerRole, PartyKind, Profile
from tuokio.terms.words import FormOfWork

TEXT = some.text(max_size=40)
some.register_type_strategy(
    Decimal, some.decimals(min_value=0, max_value=100, places=2, allow_nan=False, allow_infinity=False)
)
some.register_type_strategy(ClientData, some.just(ClientData()))
some.register_type_strategy(
    Evaluation,
    some.builds(
        Evaluation,
        middle_meeting=some.none() | some.integers(1, 99),
        methods=some.lists(some.sampled_from(Method)).map(tuple),
        threshold=some.integers(5, 20),
    ),
)
ANY_CONTENT = some.builds(
    AgreementContent,
    binding_language=some.sampled_from(["fi", "sv", "en"]),
    background_public=TEXT,
    parties=some.lists(some.from_type(Party), max_size=4).map(tuple),
    frame_goals=some.lists(some.from_type(FrameGoal), max_size=3).map(tuple),
    manager_role=some.none() | some.sampled_from(ManagerRole),
    presence=some.none() | some.from_type(Presence),
    price=some.from_type(Price),
    vat=some.from_type(Vat),
    dates=some.from_type(Timetable),
    disclosure=some.from_type(Disclosure),
    evaluation=some.from_type(Evaluation),
)


@settings(max_examples=150, deadline=None)
@given(ANY_CONTENT)
def test_what_was_written_down_comes_back_exactly(content: AgreementContent) -> None:
    stored = json.dumps(content.as_json())

    back = AgreementContent.from_json(json.loads(stored))

    assert back == content
    assert fingerprint(back) == fingerprint(content)


@pytest.mark.parametrize("make", EACH_KIND.values(), ids=EACH_KIND)
def test_a_draft_of_each_kind_needs_nothing_more(make: Callable[[], AgreementContent]) -> None:
    assert faults(make()) == ()


def test_the_fingerprint_is_of_what_is_said_and_of_nothing_else() -> None:
    assert fingerprint(three_party()) == fingerprint(three_party())
    assert len(fingerprint(three_party())) == 64
    assert fingerprint(three_party(price_cents=16_001)) != fingerprint(three_party())


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"kind": "three_party"},
        {"kind": "of_five"},
        {"kind": "internal", "group": {"form": "group"}, "meetings": {"planned": "10", "minutes": 75}},
        {
            "kind": "internal",
            "group": {"form": "group"},
            "meetings": {"planned": 1, "minutes": 75},
            "notes": "",
        },
        {"kind": "internal", "group": [], "meetings": {"planned": 1, "minutes": 75}},
        {
            "kind": "internal",
            "group": {"form": "group", "people": True},
            "meetings": {"planned": 1, "minutes": 1},
        },
        {
            "kind": "internal",
            "group": {"form": "group"},
            "meetings": {"planned": 1, "minutes": 1},
            "dates": {"starts_on": "yesterday"},
        },
        {
            "kind": "internal",
            "group": {"form": "group"},
            "meetings": {"planned": 1, "minutes": 1},
            "parties": "Aino",
        },
        {
            "kind": "internal",
            "group": {"form": "group"},
            "meetings": {"planned": 1, "minutes": 1},
            "vat": {"percent": "much"},
        },
        {
            "kind": "internal",
            "group": {"form": "group"},
            "meetings": {"planned": 1, "minutes": 1},
            "vat": {"percent": 25},
        },
    ],
)
def test_what_is_no_agreement_is_refused(plain: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        AgreementContent.from_json(plain)


def test_an_older_agreement_without_a_newer_field_can_still_be_read() -> None:
    plain = three_party().as_json()
    del plain["changes"], plain["cancelling"]["illness"]

    assert AgreementContent.from_json(plain) == three_party()


def test_no_agreement_lets_clients_be_identified_or_few_answers_be_counted() -> None:
    with pytest.raises(ValueError, match="identified"):
        ClientData(no_client_identity=False)
    with pytest.raises(ValueError, match="at least 5"):
        Evaluation(threshold=4)
    with pytest.raises(ValueError, match="not 'de'"):
        replace(three_party(), binding_language="de")


def test_every_field_belongs_to_a_clause_and_every_clause_has_a_field() -> None:
    assert set(CLAUSE_OF) == {part.name for part in fields(AgreementContent)}
    assert set(CLAUSE_OF.values()) == set(Clause)


@pytest.mark.parametrize(
    ("changes", "clauses"),
    [
        ({}, set()),
        ({"price": Price(cents=17_000)}, {Clause.C11}),
        ({"dates": Timetable(starts_on=date(2026, 9, 1))}, {Clause.C8}),
        ({"frame_goals": (), "background_public": ""}, {Clause.C2, Clause.C3}),
        ({"binding_language": "sv", "profile": Profile.SHORT}, {Clause.C22}),
        ({"presence": None, "manager_role": None}, {Clause.C6, Clause.C10}),
    ],
)
def test_what_changed_is_told_by_clause(changes: dict[str, Any], clauses: set[Clause]) -> None:
    assert changed_clauses(three_party(), replace(three_party(), **changes)) == clauses


def with_(**changes: Any) -> AgreementContent:
    return replace(three_party(), **changes)


MISSING: list[tuple[AgreementContent, Clause, str]] = [
    (with_(parties=three_party().parties[1:]), Clause.C1, "no_supervisor"),
    (three_party(orderer=Party(kind=PartyKind.PAYER, name=" ")), Clause.C1, "no_payer"),
    (with_(parties=three_party().parties[:2]), Clause.C1, "no_member"),
    (replace(four_party(), parties=three_party().parties), Clause.C1, "no_unit_manager"),
    (internal(orderer=AINO), Clause.C1, "no_coordinator"),
    (three_party(goals=()), Clause.C3, "no_goals"),
    (with_(frame_goals=three_party().frame_goals * 2), Clause.C3, "too_many_goals"),
    (with_(frame_goals=(FrameGoal(id=UUID(int=3), wording=" "),)), Clause.C3, "goal_without_words"),
    (with_(scope=()), Clause.C4, "no_scope"),
    (with_(group=Group(form=FormOfWork.GROUP, people=0)), Clause.C5, "no_people"),
    (with_(manager_role=None), Clause.C6, "no_manager_role"),
    (with_(meetings=Amount(planned=0, minutes=75)), Clause.C7, "no_meetings"),
    (with_(meetings=Amount(planned=10, minutes=75, trial_meetings=11)), Clause.C7, "too_many_trials"),
    (with_(dates=Timetable()), Clause.C8, "no_start"),
    (
        with_(dates=Timetable(starts_on=date(2027, 1, 2), ends_on=date(2027, 1, 1))),
        Clause.C8,
        "ends_before_start",
    ),
    (
        with_(
            dates=Timetable(
                starts_on=date(2027, 1, 2),
                breaks=(Break(first_on=date(2027, 7, 2), last_on=date(2027, 7, 1)),),
            )
        ),
        Clause.C8,
        "break_backwards",
    ),
    (with_(presence=None), Clause.C10, "no_presence"),
    (replace(internal(), price=Price(cents=1)), Clause.C11, "price_in_internal"),
    (three_party(price_cents=None), Clause.C11, "no_price"),
    (three_party(vat=Vat()), Clause.C12, "no_vat"),
    (three_party(vat=Vat(percent=Decimal(0))), Clause.C12, "no_vat_reason"),
    (with_(billing=replace(three_party().billing, days=0)), Clause.C13, "no_days"),
    (three_party(controller=""), Clause.C18, "no_controller"),
    (with_(evaluation=Evaluation(at_start=False, at_end=False)), Clause.C19, "no_evaluation"),
    (with_(evaluation=Evaluation(middle_meeting=11)), Clause.C19, "middle_after_end"),
    (with_(evaluation=Evaluation(methods=())), Clause.C19, "no_method"),
    (three_party(ties=None), Clause.C22, "ties_unanswered"),
    (three_party(ties=Ties.DECLARED), Clause.C22, "ties_without_words"),
    (three_party(trainings=()), Clause.C22, "no_training"),
]


@pytest.mark.parametrize(("content", "clause", "code"), MISSING, ids=[code for _c, _k, code in MISSING])
def test_what_is_missing_is_told_by_its_clause(content: AgreementContent, clause: Clause, code: str) -> None:
    assert (clause, code) in faults(content)


def test_every_fault_can_be_met_and_has_its_words() -> None:
    assert {code for _content, _clause, code in MISSING} == set(FAULT_CODES) == set(FAULTS)


def test_a_free_process_has_a_price_of_nothing_and_lacks_nothing() -> None:
    assert faults(three_party(price_cents=0)) == ()


def test_one_who_pays_for_themselves_needs_no_goal_beforehand() -> None:
    assert faults(self_payer(goals=())) == ()


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"pays_self": True, "is_internal": False}, AgreementKind.TWO_PARTY),
        ({"pays_self": False, "is_internal": False}, AgreementKind.THREE_PARTY),
        ({"pays_self": False, "is_internal": False, "has_unit_manager": True}, AgreementKind.FOUR_PARTY),
        ({"pays_self": False, "is_internal": True, "has_unit_manager": True}, AgreementKind.INTERNAL),
    ],
)
def test_the_kind_follows_from_who_pays(facts: dict[str, bool], kind: AgreementKind) -> None:
    assert kind_for(**facts) == kind


def test_supervisor_and_payer_bring_it_into_force_and_inside_a_house_the_coordinator() -> None:
    payer = {PartyKind.SUPERVISOR, PartyKind.PAYER}
    assert [make().needed_for_force for make in (three_party, four_party, self_payer)] == [payer] * 3
    assert internal().needed_for_force == {PartyKind.SUPERVISOR, PartyKind.COORDINATOR}


def test_what_the_agreement_says_is_kept_is_how_long_it_is_kept() -> None:
    privacy = three_party().privacy

    assert privacy.meetings_months == RULES[Kept.MEETINGS].age
    assert privacy.agreement_years == RULES[Kept.AGREEMENT].age == VOUCHER_YEARS
    assert three_party(meetings_months=12).privacy.meetings_months == 12


def test_a_draft_keeps_within_what_it_knows() -> None:
    short = three_party(planned=4, trial_meetings=9, people=1, goals=())
    assert short.meetings.trial_meetings == 4
    assert short.group.people == 2
    assert short.evaluation.middle_meeting is None
    assert short.evaluation.methods == (Method.TALK, Method.STATEMENTS)
    assert three_party(planned=7).evaluation.middle_meeting == 4
    assert three_party(planned=12).silence.told_when == (ToldWhen.HALFWAY, ToldWhen.END)
    many = tuple(FrameGoal(id=UUID(int=n), wording=f"Tavoite {n}") for n in range(5))
    assert three_party(goals=many).frame_goals == many[:3]


def test_a_price_that_was_known_stays_out_of_an_internal_draft() -> None:
    assert known(AgreementKind.INTERNAL).price_cents == 16_000
    assert internal().price == Price()


def test_a_self_payer_has_no_commissioner_to_tell_anything() -> None:
    content = draft_from(known(AgreementKind.TWO_PARTY, form=FormOfWork.INDIVIDUAL))
    assert (content.presence, content.manager_role) == (None, None)
    assert (content.silence.gives_summary, content.silence.told_when) == (False, ())
    assert content.group == Group(form=FormOfWork.INDIVIDUAL)
