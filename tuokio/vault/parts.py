"""What this context adds to the pages that the desk gathers: a way to the notes, and never a word of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Exists, Value

from tuokio.kit.parts import Part, Place
from tuokio.kit.waiting import Waiting
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process
from tuokio.terms.words import ProcessState

# nothing is written of an enquiry that may come to nothing
NOT_YET = frozenset({ProcessState.ENQUIRED, ProcessState.REFERRED})


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: none, the way to the notes costs no question."""
    return {}


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Nothing of the notes ever waits in *Tänään*."""
    return {}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """The way to the notes, for the supervisor."""
    if process.now_in not in NOT_YET:
        yield Part("vault/process_card.html", None)


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Annotations for a commissioner's processes: none."""
    return {}


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """The one who orders is told of no notes."""
    return ()


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: whoever has one may keep a journal."""
    return {"journal_to_offer": Value(True, output_field=BooleanField())}


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """The way to the learning journal, below the dates: it asks nothing of anybody."""
    if worth is None or "journal_to_offer" in worth:
        yield Part("vault/home_card.html", None, Place.SETTLED)


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """Nothing of the notes ever waits in *Tänään*."""
    return ()
