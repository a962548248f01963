"""What this context adds to the pages that the desk gathers: booked conversations, the ways to booking, polls."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists

from tuokio.booking import parts_meetings, parts_polls, parts_talks
from tuokio.kit.clock import HELSINKI
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: whether there is anything here worth a further question."""
    return {**parts_talks.flags(), **parts_polls.flags()}


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether there is anything in `waiting` worth a question of its own: asked with where the person stands."""
    return {
        "talks_wait": Exists(parts_talks.waits(person, end)),
        "polls_wait": parts_polls.waits(person, end),
    }


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """What the supervisor sees of it on the page of the process, which carries the annotations of `flags`."""
    yield from parts_talks.on_process_page(process, at=at)
    yield from parts_polls.on_process_page(process, at=at)


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Annotations for a commissioner's processes: whether `on_commissioners_page` has anything worth a question."""
    return parts_meetings.commissioners_flags(lately)


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """The ways to booking for the one who orders."""
    yield from parts_meetings.on_commissioners_page(contact, at=at, worth=worth)


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: whether `on_phone_home` has anything worth a question."""
    return {**parts_meetings.home_flags(), **parts_polls.home_flags()}


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """Times that wait for a word, and the ways to booking for one who is supervised alone."""
    if worth is None or "polls_to_show" in worth:
        yield from parts_polls.on_phone_home(person, at=at)
    yield from parts_meetings.on_phone_home(person, at=at, worth=worth)


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """What waits for a supervisor in *Tänään*."""
    if worth is None or "talks_wait" in worth:
        yield from parts_talks.waiting(person, on=on)
    if worth is None or "polls_wait" in worth:
        end = datetime.combine(on, time(0), HELSINKI) + timedelta(days=1)
        yield from parts_polls.waiting(person, end=end)
