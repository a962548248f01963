"""What waits for a person, gathered from every room of the house."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.desk.standing import HouseStanding
from tuokio.kit.waiting import Waiting, WaitingRank, in_order
from tuokio.people.models import Person

ROOMS = (
    "tuokio.mapping.pages",
    "tuokio.meetings.pages",
    "tuokio.desk.to_invoice_page",
    "tuokio.retention.pages",
)
SHOWN_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class WaitingList:
    """What waits: the most pressing in view, the others in a fold."""

    first: tuple[Waiting, ...]
    rest: tuple[Waiting, ...]

    @property
    def note(self) -> str:
        """Small words in the head of the card."""
        return _("one step at a time") if self.first else ""

    @property
    def more(self) -> str:
        """What the fold is called."""
        return _("%(number)s more") % {"number": len(self.rest)}


def waiting_for(person: Person, standing: HouseStanding, *, on: date) -> WaitingList:
    """Everything that waits, the most pressing first."""
    found = [one for room in _rooms() for one in room(person, on=on)]
    found += _stuck_letters(standing)
    ordered = tuple(in_order(found))
    return WaitingList(ordered[:SHOWN_AT_ONCE], ordered[SHOWN_AT_ONCE:])


def _rooms() -> Iterator[Callable[..., list[Waiting]]]:
    for name in ROOMS:
        if find_spec(name) and (asked := getattr(import_module(name), "waiting", None)):
            yield asked


def _stuck_letters(standing: HouseStanding) -> Iterator[Waiting]:
    if number := standing.stuck_letters:
        yield Waiting(
            kind=_("Mail"),
            title=ngettext(
                "It is unclear whether one message left",
                "It is unclear whether %(number)s messages left",
                number,
            )
            % {"number": number},
            why=_("Look whether to send again or let it be. Nothing is sent twice by itself."),
            href=reverse("desk:letters"),
            action=_("Look at the mail"),
            rank=WaitingRank.MAIL_TROUBLE,
        )
