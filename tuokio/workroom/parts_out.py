"""What leaves the room, on the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from tuokio.kit.labels import name_from_outside
from tuokio.kit.parts import Part, Place
from tuokio.kit.when import local
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.domain.deciding import last_day
from tuokio.supervision.models import Process
from tuokio.terms.out_words import OutState
from tuokio.terms.words import Audience
from tuokio.workroom.domain.going_out import SHOWN_OUTSIDE
from tuokio.workroom.models import OutOfRoom
from tuokio.workroom.pages.given import GivenPage, GivenThing, by_process, waits_for

MOST = 60
READ_BY_GROUP = sorted({OutState.PROPOSED, *SHOWN_OUTSIDE})


def _of(ref: str, states: list[OutState] | None = None) -> Exists:
    found = OutOfRoom.objects.filter(process=OuterRef(ref))
    return Exists(found if states is None else found.filter(state__in=states))


def flags() -> dict[str, Any]:
    """Whether anything of the process was ever proposed."""
    return {"out_to_show": _of("pk")}


def on_process_page(process: Process, *, at: datetime) -> Iterator[Part]:
    """For the supervisor: what was given, and how the rest stands."""
    if getattr(process, "out_to_show", False):
        page = GivenPage.of(process, person=None, at=at)
        yield Part(
            "workroom/part_out_process.html", page, leads_to=reverse("workroom:given", args=[process.pk])
        )


def commissioners_flags() -> dict[str, Any]:
    """Whether anything was given."""
    return {"out_to_show": _of("pk", sorted(SHOWN_OUTSIDE))}


def on_commissioners_page(contact: ContactPerson, *, at: datetime) -> Iterator[Part]:
    """What the groups have given, each process by itself."""
    given = OutOfRoom.objects.given_to(contact).select_related("process__payer")
    for page in by_process(given.order_by("process__name", "process", "kind", "given_at", "pk")[:MOST]):
        yield Part("workroom/part_out_commissioner.html", page)


@dataclass(frozen=True, slots=True)
class HomeCard:
    """On a member's phone: whether something waits for a word, and what was given."""

    id: UUID
    process: str
    waits: int
    last_day: date | None
    things: tuple[GivenThing, ...]
    seen_by: str


def home_flags() -> dict[str, Any]:
    """Whether the member's group has let anything out, or is asked to."""
    return {"out_to_show": _of("process", READ_BY_GROUP)}


def on_phone_home(person: Person, *, at: datetime) -> Iterator[Part]:
    """That a word is asked in the locked notes, never about what; and what was given, to be read."""
    joined = Process.objects.joined_by(person, on=local(at).date()).prefetch_related("members")
    for process in joined.filter(out_of_room__state__in=READ_BY_GROUP).distinct():
        rows = list(process.out_of_room.filter(state__in=READ_BY_GROUP).order_by("-asked_at", "pk"))
        for out in rows:
            out.process = process
        open_ones = [out for out in rows if waits_for(out, person, at=at)]
        things = tuple(GivenThing.of(out) for out in rows if out.now_in in SHOWN_OUTSIDE)
        card = HomeCard(
            id=process.pk,
            process=process.name,
            waits=len(open_ones),
            last_day=min((last_day(out.asked_at) for out in open_ones), default=None),
            things=things,
            seen_by=str(process.seen_in_words(Audience.GROUP)),
        )
        if card.waits:
            yield Part("workroom/part_out_home.html", card, Place.WAITS)
        if things:
            yield Part("workroom/part_given_home.html", card, Place.STANDS)


@dataclass(frozen=True, slots=True)
class GivenInside:
    """What a group inside the house has given, as the coordinator's overview lists it."""

    id: UUID
    process: str
    given_at: datetime


def given_inside(person: Person) -> Iterator[GivenInside]:
    """What was given to the house that the person coordinates: each process, by its newest."""
    given = OutOfRoom.objects.given_inside(person).filter(state=OutState.GIVEN)
    seen: set[UUID] = set()
    rows = given.order_by("-given_at").values_list("process", "process__name", "process__form", "given_at")
    for pk, name, form, given_at in rows[:MOST]:
        if pk not in seen and given_at is not None:
            seen.add(pk)
            yield GivenInside(pk, name_from_outside(name, form), given_at)
