"""One's own reminders: a day each, and nothing of what they are about."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from tuokio.vault.refusals import Malformed
from tuokio.vault.views.asking import Asked, as_id, asks, done
from tuokio.workroom.pages.alone import reminders_of
from tuokio.workroom.usecases.reminding import clear_reminder, set_reminder


@asks("GET")
def reminders(asked: Asked) -> HttpResponse:
    """Those that wait."""
    return done(**reminders_of(asked.person))


@asks("PUT", "DELETE")
def reminder(asked: Asked, reminder_id: str) -> HttpResponse:
    """Wish one for a day, or wish it no more."""
    found = as_id(reminder_id)
    if asked.request.method == "PUT":
        set_reminder(
            person=asked.person, reminder_id=found, on=_day(asked.said.text("on", most=10)), at=asked.at
        )
    else:
        clear_reminder(person=asked.person, reminder_id=found)
    return done(**reminders_of(asked.person))


def _day(text: str) -> date:
    """Raises Malformed."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Malformed from fault
