"""What this context adds to the pages that the desk gathers: the offer, then the agreement."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists

from tuokio.agreement import parts_agreements, parts_offers
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: whether there is anything here worth a further question."""
    return {**parts_offers.flags(), **parts_agreements.flags()}


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether there is anything in `waiting` worth a question of its own: asked with where the person stands."""
    return {**parts_offers.worth_asking(person, on=on), **parts_agreements.worth_asking(person, on=on)}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """What the supervisor sees of it on the page of the process, which carries the annotations of `flags`."""
    yield from parts_offers.on_process_page(process, at=at)
    yield from parts_agreements.on_process_page(process, at=at)


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Annotations for a commissioner's processes: whether `on_commissioners_page` has anything worth a question.

    `lately`: since when an answer is news.
    """
    return {**parts_offers.commissioners_flags(lately), **parts_agreements.commissioners_flags()}


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """What waits for the contact person, or was given to them."""
    if worth is None or "offers_to_show" in worth:
        yield from parts_offers.on_commissioners_page(contact, at=at)
    if worth is None or "agreements_to_show" in worth:
        yield from parts_agreements.on_commissioners_page(contact, at=at)


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: whether `on_phone_home` has anything worth a question."""
    return parts_agreements.home_flags()


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """What waits for a supervisee: the offer is none of theirs."""
    if worth is None or "agreements_to_show" in worth:
        yield from parts_agreements.on_phone_home(person, at=at)


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """What waits for a supervisor in *Tänään*."""
    if worth is None or "offers_wait" in worth:
        yield from parts_offers.waiting(person, on=on)
    if worth is None or "agreements_wait" in worth:
        yield from parts_agreements.waiting(person, on=on)
