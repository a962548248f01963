"""What this context adds to the pages that the desk gathers: the waves, then the summary."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists

from tuokio.evaluation import parts_summary, parts_waves
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: whether there is anything here worth a further question."""
    return {**parts_waves.flags(), **parts_summary.flags()}


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether there is anything in `waiting` worth a question of its own: asked with where the person stands."""
    waves = parts_waves.worth_asking(person, on=on, start=start, end=end)
    return {**waves, **parts_summary.worth_asking(person, on=on)}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """What the supervisor sees of it on the page of the process, which carries the annotations of `flags`."""
    yield from parts_waves.on_process_page(process, at=at)
    yield from parts_summary.on_process_page(process, at=at)


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Annotations for a commissioner's processes: whether `on_commissioners_page` has anything worth a question.

    `lately`: since when an answer is news.
    """
    return parts_summary.commissioners_flags()


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """What was given to the contact person: of the waves there is nothing to see."""
    if worth is None or "summaries_to_show" in worth:
        yield from parts_summary.on_commissioners_page(contact, at=at)


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: whether `on_phone_home` has anything worth a question."""
    return {**parts_waves.home_flags(), **parts_summary.home_flags()}


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """What waits for a supervisee."""
    if worth is None or "waves_to_show" in worth:
        yield from parts_waves.on_phone_home(person, at=at)
    if worth is None or "summaries_to_show" in worth:
        yield from parts_summary.on_phone_home(person, at=at)


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """What waits for a supervisor in *Tänään*."""
    if worth is None or "waves_wait" in worth:
        yield from parts_waves.waiting(person, on=on)
    if worth is None or "summaries_wait" in worth:
        yield from parts_summary.waiting(person, on=on)
