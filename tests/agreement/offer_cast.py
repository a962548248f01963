"""Offers for the tests: Aino offers Kaarlo ten meetings of 75 minutes at 160 euros."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.cast import commissioner, person, solo_practice
from tuokio.agreement.models import Offer
from tuokio.agreement.usecases.offer_rules import Offered
from tuokio.agreement.usecases.offers import send_offer, write_offer
from tuokio.people.models import ContactPerson, Practice
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Frame, begin
from tuokio.terms.words import FormOfWork, ProcessEvent, ProcessState

TUESDAY = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)  # half past two in Finland
ON = date(2026, 11, 24)


def mapped(state: ProcessState = ProcessState.MAPPING, practice: Practice | None = None) -> Process:
    """A process of Aino's that has come so far, with Kaarlo's organisation as its payer."""
    aino = person("aino")
    practice = practice or solo_practice(aino)
    payer = commissioner(practice)
    return begin(
        practice=practice,
        frame=Frame(
            name="Päiväkoti Auringon tiimi",
            form=FormOfWork.GROUP,
            payer=payer,
            contact_person=payer.contact_persons.get(),
            member_names=("Bertta S.", "Henna"),
        ),
        event=ProcessEvent.BRING_IN,
        target=state,
        supervisor=aino,
        by=aino,
        at=TUESDAY,
        lead_from=date(2026, 8, 1),
    )


def offered(**fields: Any) -> Offered:
    """Ten meetings of 75 minutes every three weeks at 160 euros, for a month."""
    values: dict[str, Any] = {
        "form": FormOfWork.GROUP,
        "minutes": 75,
        "planned": 10,
        "interval_weeks": 3,
        "price_cents": 16_000,
        "vat_code": "standard",
        "free_until_hours": 48,
        "late_percent": 50,
        "no_show_percent": 100,
        "valid_until": date(2026, 12, 24),
        **fields,
    }
    return Offered(**values)


def sent(process: Process, at: datetime = TUESDAY, *, by_hand: bool = False, **fields: Any) -> Offer:
    """An offer that its payer has got."""
    aino = person("aino")
    offer = write_offer(process=process, offered=offered(**fields), by=aino, at=at)
    contact = None if by_hand else kaarlo(process)
    return send_offer(offer=offer, contact=contact, by=aino, at=at)


def kaarlo(process: Process) -> ContactPerson:
    """The contact person of the payer."""
    assert process.payer is not None
    return process.payer.contact_persons.get()


def state_of(process: Process) -> ProcessState:
    """Where the process stands now."""
    return Process.objects.get(pk=process.pk).now_in
