"""The way to booking on the phone home and on the commissioner's page, where the agreement lets them book."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from tuokio.booking.usecases.guests import BOOKS_IN, own_processes
from tuokio.kit.clock import HELSINKI
from tuokio.kit.parts import Part, Place
from tuokio.meetings.models import BookingRules
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Lead, Process, ProcessQuerySet
from tuokio.terms.words import FormOfWork


@dataclass(frozen=True, slots=True)
class Way:
    """One process whose meetings can be booked."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class WaysCard:
    """The processes whose meetings the reader may book."""

    rows: tuple[Way, ...]


def _has_hours(process: str) -> Exists:
    """Whether somebody leads the process who has hours that can be booked."""
    leads = Lead.objects.filter(until_on=None, process=OuterRef(process)).filter(
        Exists(
            BookingRules.objects.filter(
                supervisor=OuterRef("supervisor"),
                practice=OuterRef("process__practice"),
                weekly__isnull=False,
            )
        )
    )
    return Exists(leads)


def _bookable(processes: ProcessQuerySet) -> list[Process]:
    found = processes.filter(_has_hours("pk"), state__in=BOOKS_IN)
    return list(found.order_by("name")[:20])


def home_flags() -> dict[str, Any]:
    """Whether a membership is of an individual process whose supervisor has hours that can be booked."""
    is_own = Exists(
        Process.objects.filter(pk=OuterRef("process"), form=FormOfWork.INDIVIDUAL, state__in=BOOKS_IN)
    )
    return {"can_book": is_own & _has_hours("process")}


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """For one who is supervised alone."""
    if worth is not None and "can_book" not in worth:
        return
    found = _bookable(own_processes(person, on=_day(at)))
    rows = tuple(Way(one.name, reverse("booking:own_next", args=[one.pk])) for one in found)
    if rows:
        yield Part("booking/next_part.html", WaysCard(rows), Place.STANDS)


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Whether a process's supervisor has hours that can be booked."""
    return {"can_be_booked": _has_hours("pk")}


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """For the one who orders."""
    if worth is not None and "can_be_booked" not in worth:
        return
    found = _bookable(Process.objects.ordered_by(contact))
    rows = tuple(Way(one.name, reverse("booking:ordered_next", args=[one.pk])) for one in found)
    if rows:
        yield Part("booking/next_part.html", WaysCard(rows), Place.STANDS)


def _day(at: datetime) -> date:
    return at.astimezone(HELSINKI).date()
