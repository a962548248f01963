"""What this context adds to the pages that the desk gathers: what was moved in a supervisor's own calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists
from django.utils.translation import gettext as _

from tuokio.calendars.models import ProposedMove
from tuokio.calendars.pages.accounts import moves_of
from tuokio.kit.parts import Part
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import Process


def flags() -> dict[str, Any]:
    """Annotations for a queryset of processes: none."""
    return {}


def worth_asking(person: Person, *, on: date, start: datetime, end: datetime) -> dict[str, Exists]:
    """Whether there is anything in `waiting` worth a question of its own: asked with where the person stands."""
    moves = ProposedMove.objects.filter(copy__account__supervisor=person, meeting__state__in=AHEAD)
    return {"calendar_moves_wait": Exists(moves)}


def on_process_page(process: Process, *, at: datetime) -> Iterable[Part]:
    """Nothing: a move stands beside its meeting."""
    return ()


def commissioners_flags(lately: datetime) -> dict[str, Any]:
    """Annotations for a commissioner's processes: none."""
    return {}


def on_commissioners_page(
    contact: ContactPerson, *, at: datetime, worth: Collection[str] | None = None
) -> Iterable[Part]:
    """Nothing."""
    return ()


def home_flags() -> dict[str, Any]:
    """Annotations for a supervisee's memberships: none."""
    return {}


def on_phone_home(person: Person, *, at: datetime, worth: Collection[str] | None = None) -> Iterable[Part]:
    """Nothing."""
    return ()


def waiting(person: Person, *, on: date, worth: Collection[str] | None = None) -> Iterable[Waiting]:
    """Meetings that the supervisor moved, or took away, in their own calendar."""
    if worth is not None and "calendar_moves_wait" not in worth:
        return
    led = Meeting.objects.led_by(person, on=on).ahead()
    moves = ProposedMove.objects.filter(meeting__in=led, copy__account__supervisor=person)
    for move in moves_of(moves):
        yield Waiting(
            kind=_("Own calendar"),
            title=move.process,
            why=_("Moved there to %(moment)s") % {"moment": move.proposed}
            if move.proposed
            else _("Taken away in your own calendar"),
            href=move.meeting_href,
            action=_("Look and decide"),
            rank=WaitingRank.NEW_DATE_WANTED,
        )
