"""Agreements as they are in the field: a group paid by a municipality, a self-payer, four parties, inside a house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from tuokio.agreement.domain.choices import ExtraKind, Ties
from tuokio.agreement.domain.clauses import Known, draft_from
from tuokio.agreement.domain.content import AgreementContent, Billing, Extra, FrameGoal, Party, Training, Vat
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.words import Composition, FormOfWork

AINO = Party(kind=PartyKind.SUPERVISOR, name="Aino Hurme", business_id="1234567-8", reach="aino@example.org")
TOWN = Party(
    kind=PartyKind.PAYER,
    name="Itäisen alueen varhaiskasvatus",
    business_id="7654321-0",
    contact="Kaarlo Virta",
    reach="kaarlo@example.org",
)
GOALS = (
    FrameGoal(
        id=UUID(int=1),
        wording="Työnjako tiimissä on selkeä",
        indicator="epäselvyyksiä on palavereissa vähemmän",
    ),
    FrameGoal(id=UUID(int=2), wording="Uudet työntekijät pääsevät alkuun", indicator=""),
)
TRAINING = Training(programme="Työnohjaajakoulutus 60 op", year=2014, body="Helsingin yliopisto")
STANDARD = Vat(code="standard", percent=Decimal("25.50"), rate_on=date(2026, 8, 1))


def known(kind: AgreementKind, **changes: Any) -> Known:
    """What is known of a group of six, or of whatever the changes say."""
    return replace(
        Known(
            kind=kind,
            supervisor=AINO,
            orderer=TOWN,
            form=FormOfWork.GROUP,
            composition=Composition.SAME_TEAM_SAME_WORK,
            people=6,
            planned=10,
            minutes=75,
            trial_meetings=3,
            starts_on=date(2026, 8, 1),
            ends_on=date(2027, 6, 1),
            room="Auringonkatu 3, kokoushuone",
            background="Tiimi on uusi, ja työ on muuttunut.",
            goals=GOALS,
            price_cents=16_000,
            limit_cents=200_000,
            extras=(
                Extra(kind=ExtraKind.TRAVEL, cents=None),
                Extra(kind=ExtraKind.THREE_PARTY_MEETING, cents=0),
            ),
            vat=STANDARD,
            billing=Billing(e_address="003712345678", order_number="PO-77", cost_centre="4410"),
            controller="Työnohjaus Aino Hurme",
            controller_reach="aino@example.org",
            public_payer=True,
            ties=Ties.NONE_KNOWN,
            trainings=(TRAINING,),
        ),
        **changes,
    )


def three_party(**changes: Any) -> AgreementContent:
    """A group of six, paid by a town."""
    return draft_from(known(AgreementKind.THREE_PARTY, **changes))


def four_party(**changes: Any) -> AgreementContent:
    """The same with the manager of the unit."""
    manager = Party(kind=PartyKind.UNIT_MANAGER, name="Eeva Laine", reach="eeva@example.org")
    return draft_from(known(AgreementKind.FOUR_PARTY, unit_manager=manager, **changes))


def internal(**changes: Any) -> AgreementContent:
    """Inside a house, without a price."""
    house = Party(
        kind=PartyKind.COORDINATOR, name="Hyvinvointialueen työnohjausyksikkö", contact="Dora Lehto"
    )
    return draft_from(known(AgreementKind.INTERNAL, **{"orderer": house, **changes}))


def self_payer(**changes: Any) -> AgreementContent:
    """One person who pays for themselves: the short profile."""
    settled: dict[str, Any] = {
        "orderer": Party(kind=PartyKind.PAYER, name="Bertta Salo", reach="bertta@example.org"),
        "form": FormOfWork.INDIVIDUAL,
        "people": 1,
        "minutes": 45,
        "price_cents": 9_000,
        "limit_cents": None,
        "extras": (),
        "billing": Billing(),
        "background": "",
        "public_payer": False,
    }
    return draft_from(known(AgreementKind.TWO_PARTY, **{**settled, **changes}))


EACH_KIND = {"three": three_party, "four": four_party, "internal": internal, "two": self_payer}
