"""What the agreement answers when a person asks for their own data, or turns out to be another."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.agreement.models.agreements import Acceptance, MemberRefusal
from tuokio.people.models import Person
from tuokio.people.signals import account_closed, own_data_asked, persons_joined
from tuokio.terms.agreement_words import PartyKind


@receiver(own_data_asked)
def acceptances_of(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """What the person accepted, or did not and why, version by version; nobody else's."""
    accepted = Acceptance.objects.filter(member__person=person) | Acceptance.objects.filter(person=person)
    rows: list[dict[str, Any]] = [
        {
            "process": one.version.process.name,
            "version": one.version.number,
            "as": one.party,
            "accepted_at": one.at.isoformat(),
            "identity": one.identity,
            "fingerprint": one.fingerprint,
        }
        for one in accepted.select_related("version__process").distinct().order_by("at", "version__number")
    ]
    refused = MemberRefusal.objects.filter(member__person=person).select_related("version__process")
    rows += [
        {
            "process": one.version.process.name,
            "version": one.version.number,
            "as": "member",
            "not_accepted_at": one.at.isoformat(),
            "reason": one.reason,
        }
        for one in refused.order_by("at")
    ]
    return "agreements", rows


@receiver(persons_joined)
def acceptances_follow(kept: Person, gone: Person, **_more: Any) -> None:
    """What one way in accepted, the other did."""
    Acceptance.objects.filter(person=gone).update(person=kept)


@receiver(account_closed)
def members_acceptances_stay_by_row(person: Person, **_more: Any) -> None:
    """What a member accepted stays with the member's row; the person behind it is gone."""
    Acceptance.objects.filter(person=person, party=PartyKind.MEMBER).update(person=None)
