"""What a context's `parts.py` takes over where it has nothing for a page: the desk asks every context the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists

from tuokio.kit.parts import Part
from tuokio.people.models import ContactPerson, Person


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Nothing ever waits for a supervisor in *Tänään*."""
    return {}


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Annotations for a commissioner's processes: none."""
    return {}


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """The one who orders is shown nothing."""
    return ()


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: none."""
    return {}


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """Whoever is supervised is shown nothing."""
    return ()
