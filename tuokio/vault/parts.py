"""What this context adds to the pages that the desk gathers: a way to the notes, and never a word of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Exists, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.kit.parts import Part, Place
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.nothing_to_show import commissioners_flags, on_commissioners_page
from tuokio.terms.words import ProcessState
from tuokio.vault.models import AccessRequest

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
# nothing is written of an enquiry that may come to nothing
NOT_YET = frozenset({ProcessState.ENQUIRED, ProcessState.REFERRED})


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: none, the way to the notes costs no question."""
    return {}


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether a request for access waits for the person's answer. Of the notes themselves nothing ever waits."""
    return {"access_waits": Exists(_asked_for(person))}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """The way to the notes, for the supervisor."""
    if process.now_in not in NOT_YET:
        yield Part("vault/process_card.html", None)


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: whoever has one may keep a journal."""
    return {"journal_to_offer": Value(True, output_field=BooleanField())}


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """The way to the learning journal, below the dates: it asks nothing of anybody."""
    if worth is None or "journal_to_offer" in worth:
        yield Part("vault/home_card.html", None, Place.SETTLED)


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """A request for access, until it is answered: that it waits and till when; who asked stands on its own page."""
    if worth is not None and "access_waits" not in worth:
        return
    for one in _asked_for(person):
        late = one.due_on < on
        yield Waiting(
            kind=_("Own data"),
            title=_("A request waits for your answer"),
            why=(_("It was due by %(day)s.") if late else _("Answer by %(day)s."))
            % {"day": when.long_day(one.due_on)},
            href=reverse("vault:requests"),
            action=_("See and answer"),
            rank=WaitingRank.PROMISED_ANSWER,
        )


def _asked_for(person: Person) -> QuerySet[AccessRequest]:
    return AccessRequest.objects.filter(holder=person, answered_on=None)
