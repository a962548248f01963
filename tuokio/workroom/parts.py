"""What this context adds to the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists

from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.nothing_to_show import (
    commissioners_flags,
    home_flags,
    on_commissioners_page,
    on_phone_home,
)

__all__ = [
    "commissioners_flags",
    "flags",
    "home_flags",
    "on_commissioners_page",
    "on_phone_home",
    "on_process_page",
    "waiting",
    "worth_asking",
]


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: none."""
    return {}


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """What *Tänään* asks beside: nothing."""
    return {}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """For the supervisor: nothing."""
    return ()


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """What waits for the person: nothing."""
    return ()
