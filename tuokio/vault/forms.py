"""Turns what people type at the main host into values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuokio.people.models import Person, Practice
from tuokio.vault.domain.emergency import LONGEST_NAME, is_plain_line, is_recipient
from tuokio.vault.models import VaultAccount
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


class EmergencyKeyForm(forms.Form):
    """The public half of a key that was made away from here, and who holds the paper."""

    recipient = forms.CharField(
        label=_("Public key: the line that begins with age1"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Copy the public key here.")},
    )
    holder = forms.CharField(
        label=_("Who holds it"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Write who holds the paper.")},
    )

    def clean_recipient(self) -> str:
        """Written as a public key is; the secret half is sent back to nobody, and kept nowhere."""
        typed = "".join(self.cleaned_data["recipient"].split()).lower()
        if "secret-key" in typed:
            self.data = {name: self.data.get(name) for name in self.data} | {"recipient": ""}
            raise forms.ValidationError(
                _(
                    "That was the secret half. It was not kept, but it has left the paper: make a new key, "
                    "and give here the line that begins with age1."
                )
            )
        if not is_recipient(typed):
            raise forms.ValidationError(
                _("This is not a whole public key of age. It begins with age1 and has 62 signs.")
            )
        if VaultAccount.objects.filter(recipient=typed).exists():
            raise forms.ValidationError(
                _("This is the key of a person's own notes. Make one for this alone.")
            )
        return typed

    def clean_holder(self) -> str:
        """One line that shows as it is."""
        holder: str = self.cleaned_data["holder"]
        if not is_plain_line(holder):
            raise forms.ValidationError(_("Write it in plain letters on one line."))
        return holder
