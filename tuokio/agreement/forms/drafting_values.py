"""From a draft to the values of its form and back, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tuokio.agreement.domain.choices import (
    AtOnce,
    BookedBy,
    Dispute,
    ExtraKind,
    Illness,
    Limit,
    Method,
    Newcomers,
    PriceChange,
    PriceUnit,
    Rhythm,
    ScopeLimit,
    Ties,
    ToldBy,
    ToldWhen,
    Way,
)
from tuokio.agreement.domain.content import (
    AgreementContent,
    Extra,
    FrameGoal,
    Party,
    Presence,
)
from tuokio.terms.agreement_words import ManagerRole, PartyKind
from tuokio.terms.words import Composition

AS_THEY_ARE = ("manager_role", "presence")  # clauses that an agreement between two does not have
_SAME_NAMES = {
    "meetings": ("planned", "minutes", "interval_weeks", "trial_meetings"),
    "dates": ("starts_on", "ends_on", "breaks"),
    "place": ("way", "room", "booked_by", "tool"),
    "group": ("people", "composition", "newcomers", "quorum"),
    "billing": ("address", "e_address", "order_number", "cost_centre", "rhythm", "days"),
    "cancelling": (
        "free_until_hours",
        "late_percent",
        "no_show_percent",
        "count_business_days",
        "illness",
    ),
    "silence": ("gives_summary", "structural", "told_when", "told_by", "coded_cases", "public_payer"),
    "evaluation": (
        "at_start",
        "middle_meeting",
        "at_end",
        "follow_up_months",
        "methods",
        "three_party_talk",
    ),
    "changes": ("goals_ask_everyone",),
    "ending": ("notice_weeks", "at_once", "closing_meeting"),
    "disclosure": ("ties", "ties_wording", "trainings", "is_insured", "dispute", "board", "court"),
}
_KINDS: dict[str, Any] = {
    "way": Way,
    "booked_by": BookedBy,
    "newcomers": Newcomers,
    "rhythm": Rhythm,
    "illness": Illness,
    "told_by": ToldBy,
    "dispute": Dispute,
    "composition": Composition,
    "ties": Ties,
}
_SEVERAL: dict[str, Any] = {"told_when": ToldWhen, "methods": Method, "at_once": AtOnce}
_EDITED_EXTRAS = (ExtraKind.TRAVEL, ExtraKind.PREPARATION, ExtraKind.THREE_PARTY_MEETING)


def initial_of(content: AgreementContent) -> dict[str, Any]:
    """What stands in the fields."""
    found: dict[str, Any] = {
        name: getattr(getattr(content, part), name) for part, names in _SAME_NAMES.items() for name in names
    }
    return (
        found
        | _initial_parties(content)
        | _initial_goals(content)
        | _initial_price(content)
        | {
            "background": content.background_public,
            "scope": content.scope,
            "limits": content.limits,
            "manager_role": content.manager_role or ManagerRole.NOT_PRESENT,
            "controller": content.privacy.controller,
            "controller_reach": content.privacy.reach,
            "meetings_months": content.privacy.meetings_months,
            "binding_language": content.binding_language,
            "on_working_time": content.presence is None or content.presence.on_working_time,
            "is_duty": content.presence is not None and content.presence.is_duty,
            "told_by_name": content.presence is not None and content.presence.told_by_name,
        }
    )


def _initial_parties(content: AgreementContent) -> dict[str, Any]:
    supervisor = content.party(PartyKind.SUPERVISOR) or Party(kind=PartyKind.SUPERVISOR)
    orderer = content.party(content.ordering_kind) or Party(kind=content.ordering_kind)
    manager = content.party(PartyKind.UNIT_MANAGER) or Party(kind=PartyKind.UNIT_MANAGER)
    return {
        "supervisor_name": supervisor.name,
        "supervisor_business_id": supervisor.business_id,
        "supervisor_reach": supervisor.reach,
        "orderer_name": orderer.name,
        "orderer_business_id": orderer.business_id,
        "orderer_contact": orderer.contact,
        "orderer_reach": orderer.reach,
        "manager_name": manager.name,
        "manager_reach": manager.reach,
        "manager_signs": manager.signs,
    }


def _initial_goals(content: AgreementContent) -> dict[str, Any]:
    found = {}
    for place in (1, 2, 3):
        goal = content.frame_goals[place - 1] if len(content.frame_goals) >= place else None
        found[f"goal_{place}"] = goal.wording if goal else ""
        found[f"indicator_{place}"] = goal.indicator if goal else ""
    return found


def _initial_price(content: AgreementContent) -> dict[str, Any]:
    price, vat = content.price, content.vat
    found: dict[str, Any] = {
        "price": price.cents,
        "per": price.per,
        "change": price.change,
        "limit": price.limit_cents,
        "vat_percent": vat.percent,
        "vat_reason_fi": vat.reason_fi,
        "vat_reason_sv": vat.reason_sv,
        "vat_reason_en": vat.reason_en,
    }
    for kind in _EDITED_EXTRAS:
        extra = next((one for one in price.extras if one.kind == kind), None)
        how = "" if extra is None else _how(extra)
        found[f"{kind}_how"] = how
        found[f"{kind}_cents"] = extra.cents if extra and how == "priced" else None
    return found


def _how(extra: Extra) -> str:
    return "actual" if extra.cents is None else "priced" if extra.cents else "included"


def rebuilt(before: AgreementContent, given: dict[str, Any]) -> AgreementContent:
    """The content with the given values; what has no field stays."""
    parts = {
        part: replace(getattr(before, part), **{name: _read(name, given[name]) for name in names})
        for part, names in _SAME_NAMES.items()
    }
    return replace(
        before,
        **parts,
        parties=tuple(_parties(before, given)),
        background_public=given["background"],
        frame_goals=tuple(_goals(before, given)),
        scope=tuple(ScopeLimit(value) for value in given["scope"]),
        limits=tuple(Limit(value) for value in given["limits"]),
        manager_role=ManagerRole(given["manager_role"]),
        presence=Presence(
            on_working_time=given["on_working_time"],
            is_duty=given["is_duty"],
            told_by_name=given["told_by_name"],
        ),
        price=replace(
            before.price,
            cents=given["price"],
            per=PriceUnit(given["per"]),
            change=PriceChange(given["change"]),
            limit_cents=given["limit"],
            extras=tuple(_extras(before, given)),
        ),
        vat=_vat(before, given),
        privacy=replace(
            before.privacy,
            controller=given["controller"],
            reach=given["controller_reach"],
            meetings_months=given["meetings_months"],
        ),
        binding_language=given["binding_language"],
    )


def _read(name: str, value: Any) -> Any:
    if name in _SEVERAL:
        return tuple(_SEVERAL[name](one) for one in value)
    if name in _KINDS:
        return _KINDS[name](value) if value else None
    return value


def _parties(before: AgreementContent, given: dict[str, Any]) -> Iterator[Party]:
    for party in before.parties:
        if party.kind == PartyKind.SUPERVISOR:
            yield replace(
                party,
                name=given["supervisor_name"],
                business_id=given["supervisor_business_id"],
                reach=given["supervisor_reach"],
            )
        elif party.kind == before.ordering_kind:
            yield replace(
                party,
                name=given["orderer_name"],
                business_id=given["orderer_business_id"],
                contact=given["orderer_contact"],
                reach=given["orderer_reach"],
            )
        elif party.kind == PartyKind.UNIT_MANAGER:
            yield replace(
                party,
                name=given["manager_name"],
                reach=given["manager_reach"],
                signs=given["manager_signs"],
            )
        else:
            yield party


def _goals(before: AgreementContent, given: dict[str, Any]) -> Iterator[FrameGoal]:
    """A goal keeps its id while its wording is mended in its place."""
    for place in (1, 2, 3):
        wording = given[f"goal_{place}"]
        known = before.frame_goals[place - 1].id if len(before.frame_goals) >= place else uuid4()
        if wording:
            yield FrameGoal(id=known, wording=wording, indicator=given[f"indicator_{place}"])


def _extras(before: AgreementContent, given: dict[str, Any]) -> Iterator[Extra]:
    for kind in _EDITED_EXTRAS:
        was = next((one for one in before.price.extras if one.kind == kind), Extra(kind=kind))
        how = given[f"{kind}_how"]
        if how:
            cents = {"included": 0, "actual": None, "priced": given[f"{kind}_cents"]}[how]
            yield replace(was, cents=cents)
    yield from (one for one in before.price.extras if one.kind not in _EDITED_EXTRAS)


def _vat(before: AgreementContent, given: dict[str, Any]) -> Any:
    """An equal rate keeps its own number of decimals, so that nothing seems to have changed."""
    percent = given["vat_percent"]
    return replace(
        before.vat,
        percent=before.vat.percent if percent == before.vat.percent else percent,
        reason_fi=given["vat_reason_fi"],
        reason_sv=given["vat_reason_sv"],
        reason_en=given["vat_reason_en"],
    )
