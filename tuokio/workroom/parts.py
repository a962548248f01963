"""What this context adds to the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists

from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process
from tuokio.workroom import parts_out


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: whether there is anything here worth a further question."""
    return parts_out.flags()


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """What *Tänään* asks beside: nothing."""
    return {}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """What the supervisor sees on the page of the process, which carries the annotations of `flags`."""
    yield from parts_out.on_process_page(process, at=at)


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Annotations for a commissioner's processes."""
    return parts_out.commissioners_flags()


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """What the groups have given, and nothing before it was."""
    if worth is None or "out_to_show" in worth:
        yield from parts_out.on_commissioners_page(contact, at=at)


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships."""
    return parts_out.home_flags()


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """What waits for a supervisee, and what their group has given."""
    if worth is None or "out_to_show" in worth:
        yield from parts_out.on_phone_home(person, at=at)


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """What waits for the person: nothing."""
    return ()
