"""When one wishes to be reminded of meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from tuokio.meetings.models import ReminderWish
from tuokio.terms.reminder_words import RemindWhen

WHEN: dict[str, Promise] = {
    RemindWhen.OFF: lazy("no reminder"),
    RemindWhen.DAY_BEFORE: lazy("the day before, at nine in the morning"),
    RemindWhen.HOURS_BEFORE: lazy("24 hours before, never between 20 and 8"),
}


class ReminderForm(forms.Form):
    """A choice for the meetings that one leads, another for those to which one is called."""

    joined = forms.ChoiceField(
        label=lazy("Meetings to which I am called"), choices=list(WHEN.items()), widget=forms.RadioSelect
    )
    led = forms.ChoiceField(
        label=lazy("Meetings that I lead"), choices=list(WHEN.items()), widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, wish: ReminderWish, leads: bool, belongs: bool) -> None:
        super().__init__(data, initial={"joined": wish.joined, "led": wish.led})
        self.kept = wish
        if not leads:
            del self.fields["led"]
        elif not belongs:
            del self.fields["joined"]

    def wished(self) -> dict[str, RemindWhen]:
        """What a valid form wishes; what was not asked stays as it was."""
        given = self.cleaned_data
        return {
            "joined": RemindWhen(given.get("joined", self.kept.joined)),
            "led": RemindWhen(given.get("led", self.kept.led)),
        }
