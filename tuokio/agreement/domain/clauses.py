"""What an agreement needs before it is sent, and a sensible draft from what is already known (domain 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from tuokio.agreement.domain.choices import Method, Ties, ToldWhen
from tuokio.agreement.domain.content import (
    AgreementContent,
    Amount,
    Billing,
    Cancelling,
    Disclosure,
    Evaluation,
    Extra,
    FrameGoal,
    Group,
    Party,
    Place,
    Presence,
    Price,
    Privacy,
    Silence,
    Timetable,
    Training,
    Vat,
)
from tuokio.terms.agreement_words import AgreementKind, Clause, ManagerRole, PartyKind, Profile
from tuokio.terms.words import Composition, FormOfWork

MOST_GOALS = 3
FEWEST_FOR_MIDDLE = 6  # a shorter process is evaluated at its start and end only
_NEEDED = {
    AgreementKind.TWO_PARTY: (PartyKind.SUPERVISOR, PartyKind.PAYER),
    AgreementKind.THREE_PARTY: (PartyKind.SUPERVISOR, PartyKind.PAYER, PartyKind.MEMBER),
    AgreementKind.FOUR_PARTY: (
        PartyKind.SUPERVISOR,
        PartyKind.PAYER,
        PartyKind.UNIT_MANAGER,
        PartyKind.MEMBER,
    ),
    AgreementKind.INTERNAL: (PartyKind.SUPERVISOR, PartyKind.COORDINATOR, PartyKind.MEMBER),
}

Fault = tuple[Clause, str]


def faults(content: AgreementContent) -> tuple[Fault, ...]:
    """What is required and missing, by clause; empty when it may be sent. The codes are worded in `labels`."""
    return tuple(fault for check in _CHECKS for fault in check(content))


def _parties(content: AgreementContent) -> Iterator[Fault]:
    for kind in _NEEDED[content.kind]:
        party = content.party(kind)
        if party is None or (kind != PartyKind.MEMBER and not party.name.strip()):
            yield Clause.C1, f"no_{kind.value}"


def _goals(content: AgreementContent) -> Iterator[Fault]:
    if content.profile == Profile.FULL and not content.frame_goals:
        yield Clause.C3, "no_goals"
    if len(content.frame_goals) > MOST_GOALS:
        yield Clause.C3, "too_many_goals"
    if any(not goal.wording.strip() for goal in content.frame_goals):
        yield Clause.C3, "goal_without_words"


def _work(content: AgreementContent) -> Iterator[Fault]:
    if not content.scope:
        yield Clause.C4, "no_scope"
    if content.group.people < 1:
        yield Clause.C5, "no_people"
    if content.has_organisation and content.manager_role is None:
        yield Clause.C6, "no_manager_role"
    if content.meetings.planned < 1 or content.meetings.minutes < 1:
        yield Clause.C7, "no_meetings"
    if content.meetings.trial_meetings > content.meetings.planned:
        yield Clause.C7, "too_many_trials"


def _dates(content: AgreementContent) -> Iterator[Fault]:
    dates = content.dates
    if dates.starts_on is None:
        yield Clause.C8, "no_start"
    elif dates.ends_on and dates.ends_on < dates.starts_on:
        yield Clause.C8, "ends_before_start"
    if any(pause.last_on < pause.first_on for pause in dates.breaks):
        yield Clause.C8, "break_backwards"
    if content.has_organisation and content.presence is None:
        yield Clause.C10, "no_presence"


def _money(content: AgreementContent) -> Iterator[Fault]:
    if not content.has_price:
        if content.price.cents is not None:
            yield Clause.C11, "price_in_internal"
        return
    if content.price.cents is None:
        yield Clause.C11, "no_price"
    if content.vat.percent is None:
        yield Clause.C12, "no_vat"
    elif content.vat.percent == 0 and not content.vat.reason_fi.strip():
        yield Clause.C12, "no_vat_reason"
    if content.billing.days < 1:
        yield Clause.C13, "no_days"


def _trust(content: AgreementContent) -> Iterator[Fault]:
    if not content.privacy.controller.strip():
        yield Clause.C18, "no_controller"
    plan = content.evaluation
    if not (plan.at_start or plan.middle_meeting or plan.at_end):
        yield Clause.C19, "no_evaluation"
    if plan.middle_meeting and plan.middle_meeting > content.meetings.planned:
        yield Clause.C19, "middle_after_end"
    if not plan.methods:
        yield Clause.C19, "no_method"
    disclosure = content.disclosure
    if disclosure.ties is None:
        yield Clause.C22, "ties_unanswered"
    if disclosure.ties == Ties.DECLARED and not disclosure.ties_wording.strip():
        yield Clause.C22, "ties_without_words"
    if not disclosure.trainings:
        yield Clause.C22, "no_training"


_CHECKS: tuple[Callable[[AgreementContent], Iterator[Fault]], ...] = (
    _parties,
    _goals,
    _work,
    _dates,
    _money,
    _trust,
)
FAULT_CODES = (
    *(f"no_{kind.value}" for kind in PartyKind),
    "no_goals",
    "too_many_goals",
    "goal_without_words",
    "no_scope",
    "no_people",
    "no_manager_role",
    "no_meetings",
    "too_many_trials",
    "no_start",
    "ends_before_start",
    "break_backwards",
    "no_presence",
    "price_in_internal",
    "no_price",
    "no_vat",
    "no_vat_reason",
    "no_days",
    "no_controller",
    "no_evaluation",
    "middle_after_end",
    "no_method",
    "ties_unanswered",
    "ties_without_words",
    "no_training",
)


def kind_for(*, pays_self: bool, is_internal: bool, has_unit_manager: bool = False) -> AgreementKind:
    """Which kind fits: who pays, and whether the work stays in the house."""
    if is_internal:
        return AgreementKind.INTERNAL
    if pays_self:
        return AgreementKind.TWO_PARTY
    return AgreementKind.FOUR_PARTY if has_unit_manager else AgreementKind.THREE_PARTY


USUAL_MONTHS = 24  # that dates and attendance are kept after the end, unless the practice chose otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known before anything is chosen: from the process, its terms, the offer, the mapping and the practice.

    `orderer` is the payer, inside a house its coordinator.
    """

    kind: AgreementKind
    supervisor: Party
    orderer: Party
    form: FormOfWork
    planned: int
    minutes: int
    unit_manager: Party | None = None
    language: str = "fi"
    people: int = 1
    composition: Composition | None = None
    manager_role: ManagerRole | None = None
    interval_weeks: int = 3
    trial_meetings: int = 0
    quorum: int = 2
    starts_on: date | None = None
    ends_on: date | None = None
    room: str = ""
    background: str = ""
    goals: tuple[FrameGoal, ...] = ()
    price_cents: int | None = None
    limit_cents: int | None = None
    extras: tuple[Extra, ...] = ()
    vat: Vat = field(default_factory=Vat)
    billing: Billing = field(default_factory=Billing)
    cancelling: Cancelling = field(default_factory=Cancelling)
    told_by_name: bool = False
    controller: str = ""
    controller_reach: str = ""
    meetings_months: int = USUAL_MONTHS  # as the practice has chosen to keep dates and attendance
    public_payer: bool = False
    ties: Ties | None = None
    ties_wording: str = ""
    trainings: tuple[Training, ...] = ()

    @property
    def has_organisation(self) -> bool:
        """Whether somebody else than the supervised orders the work."""
        return self.kind != AgreementKind.TWO_PARTY


def draft_from(known: Known) -> AgreementContent:
    """A whole agreement from what is known; only what nobody can know for the supervisor is left open.

    Goals beyond three are left out (C3).
    """
    orders = known.has_organisation
    return AgreementContent(
        kind=known.kind,
        profile=Profile.FULL if orders else Profile.SHORT,
        binding_language=known.language,
        parties=_drafted_parties(known),
        background_public=known.background,
        frame_goals=known.goals[:MOST_GOALS],
        group=_drafted_group(known),
        manager_role=(known.manager_role or ManagerRole.NOT_PRESENT) if orders else None,
        meetings=Amount(
            planned=known.planned,
            minutes=known.minutes,
            interval_weeks=known.interval_weeks,
            trial_meetings=min(known.trial_meetings, known.planned),
        ),
        dates=Timetable(starts_on=known.starts_on, ends_on=known.ends_on),
        place=Place(room=known.room),
        presence=Presence(told_by_name=known.told_by_name) if orders else None,
        price=_drafted_price(known),
        vat=known.vat,
        billing=known.billing,
        cancelling=known.cancelling,
        silence=_drafted_silence(known),
        privacy=Privacy(
            controller=known.controller,
            reach=known.controller_reach,
            meetings_months=known.meetings_months,
        ),
        evaluation=_drafted_evaluation(known),
        disclosure=Disclosure(ties=known.ties, ties_wording=known.ties_wording, trainings=known.trainings),
    )


def _drafted_parties(known: Known) -> tuple[Party, ...]:
    members = Party(kind=PartyKind.MEMBER) if known.has_organisation else None
    return tuple(
        party for party in (known.supervisor, known.orderer, known.unit_manager, members) if party is not None
    )


def _drafted_group(known: Known) -> Group:
    if known.form == FormOfWork.INDIVIDUAL:
        return Group(form=known.form)
    people = max(known.people, 2)
    return Group(
        form=known.form, composition=known.composition, people=people, quorum=min(known.quorum, people)
    )


def _drafted_price(known: Known) -> Price:
    if known.kind == AgreementKind.INTERNAL:
        return Price()
    return Price(cents=known.price_cents, limit_cents=known.limit_cents, extras=known.extras)


def _drafted_silence(known: Known) -> Silence:
    if not known.has_organisation:
        return Silence(gives_summary=False, structural=False, told_when=())
    long = known.planned >= 2 * FEWEST_FOR_MIDDLE
    when = (ToldWhen.HALFWAY, ToldWhen.END) if long else (ToldWhen.END,)
    return Silence(told_when=when, public_payer=known.public_payer)


def _drafted_evaluation(known: Known) -> Evaluation:
    orders = known.has_organisation
    return Evaluation(
        middle_meeting=ceil(known.planned / 2) if known.planned >= FEWEST_FOR_MIDDLE else None,
        methods=(
            Method.TALK,
            *((Method.GOAL_LEVELS,) if known.goals else ()),
            *((Method.STATEMENTS,) if orders else ()),
        ),
        three_party_talk=orders,
    )
