"""Turns what people type at the main host into values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuokio.people.models import Person, Practice
from tuokio.vault.usecases.access import holders_in


class RequestForm(forms.Form):
    """Somebody asked to see what is kept about them."""

    who = forms.CharField(
        label=_("Who asked"), max_length=120, error_messages={"required": _("Write who asked.")}
    )
    received_on = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Write the day."), "invalid": _("Write the day.")},
    )
    holder = forms.ChoiceField(label=_("Who holds the notes"))

    def __init__(self, data: Any = None, *, practice: Practice, person: Person, on: date) -> None:
        super().__init__(data, initial={"received_on": on, "holder": str(person.pk)})
        self.on = on
        self.known = {str(one.pk): one for one in holders_in(practice, person)}
        self.fields["holder"].choices = [(key, one.name or one.email) for key, one in self.known.items()]  # type: ignore[attr-defined]  # a choice field

    def clean_received_on(self) -> date:
        """A request that has not come yet is none."""
        day: date = self.cleaned_data["received_on"]
        if day > self.on:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_holder(self) -> Person:
        """The person behind the choice."""
        return self.known[self.cleaned_data["holder"]]
