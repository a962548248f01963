"""The cards that the rooms of the house add to the desk's pages, in the order of a process's way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Model

from tuokio.agreement import parts as agreement
from tuokio.booking import parts as booking
from tuokio.calendars import parts as calendars
from tuokio.evaluation import parts as evaluation
from tuokio.goals import parts as goals
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting
from tuokio.mapping import parts as mapping
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Member, Process
from tuokio.vault import parts as vault
from tuokio.workroom import parts as workroom

ROOMS = (mapping, booking, calendars, agreement, goals, evaluation, vault, workroom)


def flags_of_parts() -> dict[str, Any]:
    """What the page of a process asks beside the process, so that empty rooms cost no question of their own."""
    return {name: flag for room in ROOMS for name, flag in room.flags().items()}


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """What is asked of the rooms with where the person stands, so that *Tänään* goes only where something waits.

    `start` and `end`: the moments between which the day lies.
    """
    asked = (room.worth_asking(person, on=on, start=start, end=end) for room in ROOMS)
    return {name: flag for flags in asked for name, flag in flags.items()}


def parts_of_process(process: Process, *, at: datetime) -> Iterator[Part]:
    """For its supervisor."""
    for room in ROOMS:
        yield from room.on_process_page(process, at=at)


def flags_for_commissioner(lately: datetime) -> dict[str, Any]:
    """What the commissioner's page asks beside each process; `lately`: since when an answer is news."""
    return {name: flag for room in ROOMS for name, flag in room.commissioners_flags(lately).items()}


def parts_for_commissioner(
    contact: ContactPerson, *, at: datetime, processes: Sequence[Process]
) -> Iterator[Part]:
    """For the one who orders and pays; the processes carry `flags_for_commissioner`."""
    worth = _raised(processes)
    for room in ROOMS:
        yield from room.on_commissioners_page(contact, at=at, worth=worth)


def flags_for_supervisee() -> dict[str, Any]:
    """What the phone home asks beside each membership."""
    return {name: flag for room in ROOMS for name, flag in room.home_flags().items()}


def parts_for_supervisee(person: Person, *, at: datetime, members: Sequence[Member]) -> Iterator[Part]:
    """For one who is supervised; the memberships carry `flags_for_supervisee`."""
    worth = _raised(members)
    for room in ROOMS:
        yield from room.on_phone_home(person, at=at, worth=worth)


def _raised(rows: Sequence[Model]) -> frozenset[str]:
    """The names of the annotations that hold of any row."""
    return frozenset(name for row in rows for name, value in vars(row).items() if value is True)


def waiting_in_rooms(person: Person, *, on: date, worth: Collection[str]) -> Iterator[Waiting]:
    """For a supervisor's *Tänään*; `worth`: the names of `worth_asking` that hold."""
    for room in ROOMS:
        yield from room.waiting(person, on=on, worth=worth)
