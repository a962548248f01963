"""What waits for a person, gathered from every room of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.desk.pages.parts import waiting_in_rooms
from tuokio.desk.pages.standing import HouseStanding
from tuokio.desk.pages.to_invoice import waiting as invoicing_waiting
from tuokio.kit import when
from tuokio.kit.waiting import Waiting, WaitingRank, in_order
from tuokio.meetings.models import Absence
from tuokio.meetings.pages.meetings import waiting as meetings_waiting
from tuokio.meetings.pages.places import waiting as places_waiting
from tuokio.meetings.pages.roster_waiting import waiting as planners_waiting
from tuokio.people.models import Person
from tuokio.retention.pages import waiting as keeping_waiting

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
    found = [
        *meetings_waiting(person, on=on),
        *waiting_in_rooms(person, on=on, worth=standing.rooms_wait),
        *invoicing_waiting(person, on=on),
    ]
    if "places_asked" in standing.rooms_wait:
        found += places_waiting(person, on=on)
    if "rosters" in standing.rooms_wait:
        found += planners_waiting(person, on=on)
    if standing.keeping_waits:
        found += keeping_waiting(person, on=on)
    if standing.absences_wait:
        found += _absences(person, standing, on)
    found += _stuck_letters(standing)
    ordered = tuple(in_order(found))
    return WaitingList(ordered[:SHOWN_AT_ONCE], ordered[SHOWN_AT_ONCE:])


def _absences(person: Person, standing: HouseStanding, on: date) -> Iterator[Waiting]:
    """Whoever is ill, until they are back: somebody may have to call those without mail."""
    found = (
        Absence.objects.filter(Q(supervisor=person) | Q(practice__in=standing.coordinated), until_on__gte=on)
        .select_related("supervisor")
        .order_by("-at")
    )
    newest = {(told.practice_id, told.supervisor_id): told for told in reversed(found)}
    for told in newest.values():
        yield Waiting(
            kind=_("Absence"),
            title=f"{told.supervisor.name}, {when.days(told.from_on, told.until_on)}",
            why=_("Look whether somebody has no mail and must be called."),
            href=reverse("meetings:absence_told", args=[told.pk]),
            action=_("See whom to call"),
            rank=WaitingRank.PROMISED_ANSWER,
        )


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
