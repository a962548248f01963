"""Whether one wishes to be told the day after a meeting that something waits."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.vault.pages import reminder_of
from tuokio.vault.usecases.reminding import wish_reminder
from tuokio.vault.views.asking import Asked, asks, done


@asks("GET", "PUT")
def reminder(asked: Asked) -> HttpResponse:
    """What one has chosen, and the day of a meeting a short while ago. PUT chooses."""
    if asked.request.method == "PUT":
        wish_reminder(person=asked.person, wished=asked.said.flag("wished"))
    return done(**reminder_of(asked.person, at=asked.at))
