"""What this context adds to the pages that the desk gathers: finding a date together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists

from tuokio.booking import parts_polls
from tuokio.kit.clock import HELSINKI
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.nothing_to_show import commissioners_flags, on_commissioners_page

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
    """Annotations for a queryset of processes: whether there is anything here worth a further question."""
    return parts_polls.flags()


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether there is anything in `waiting` worth a question of its own: asked with where the person stands."""
    return parts_polls.worth_asking(person, start=start, end=end)


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """What the supervisor sees of it on the page of the process, which carries the annotations of `flags`."""
    return parts_polls.on_process_page(process, at=at)


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: whether `on_phone_home` has anything worth a question."""
    return parts_polls.home_flags()


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """What waits for a supervisee."""
    if worth is None or "polls_to_show" in worth:
        yield from parts_polls.on_phone_home(person, at=at)


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """What waits for a supervisor in *Tänään*."""
    if worth is None or "polls_wait" in worth:
        end = datetime.combine(on, time(0), HELSINKI) + timedelta(days=1)
        yield from parts_polls.waiting(person, on=on, end=end)
