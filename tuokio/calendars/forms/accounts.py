"""Forms of the account of one's own calendar: text in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from tuokio.calendars.domain.elsewhere import LONGEST_ADDRESS, Unreachable, read_address
from tuokio.calendars.refusals import sentence


class AccountForm(forms.Form):
    """Where the account is, and how one gets in."""

    address = forms.CharField(
        label=lazy("Address of the calendar server"),
        help_text=lazy("For iCloud it is https://caldav.icloud.com; for others look for the word CalDAV."),
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )
    user = forms.CharField(
        label=lazy("User name there"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = forms.CharField(
        label=lazy("App password"),
        help_text=lazy(
            "Make a password of its own for this in the settings of your account. It is kept encrypted and never shown."
        ),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_address(self) -> str:
        """Only what can be an address."""
        address: str = self.cleaned_data["address"]
        try:
            read_address(address)
        except Unreachable as unreachable:
            raise forms.ValidationError(sentence(unreachable)) from None
        return address.strip()


class ChoiceForm(forms.Form):
    """Into which calendar meetings are written, and from which busy times are read."""

    writes = forms.ChoiceField(label=lazy("Your meetings are written into"), required=False)
    busy = forms.MultipleChoiceField(
        label=lazy("Your busy times are read from"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, names: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        numbered = [(str(number), name) for number, name in enumerate(names)]
        for name, choices in (("writes", [("", lazy("none")), *numbered]), ("busy", numbered)):
            field: Any = self.fields[name]
            field.choices = choices

    def wished(self) -> dict[str, Any]:
        """The numbers chosen, for the use case."""
        given = self.cleaned_data
        return {
            "writes": int(given["writes"]) if given["writes"] else None,
            "busy": [int(number) for number in given["busy"]],
        }
