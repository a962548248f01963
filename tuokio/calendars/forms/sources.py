"""The form of a calendar elsewhere: text in, values out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from tuokio.calendars.domain.elsewhere import LONGEST_ADDRESS, Unreachable, read_address
from tuokio.calendars.refusals import sentence


class SourceForm(forms.Form):
    """A name of one's own, the secret address, and whether all-day events count."""

    name = forms.CharField(
        label=lazy("What you call this calendar"),
        help_text=lazy("Only you see it, such as “Work” or “Family”."),
        max_length=60,
    )
    address = forms.CharField(
        label=lazy("Secret address of the calendar"),
        help_text=lazy("It usually ends in .ics. It is kept encrypted and not shown again."),
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )
    whole_days = forms.BooleanField(
        label=lazy("All-day events count as busy too"), required=False, initial=True
    )

    def clean_address(self) -> str:
        """Only what can be an address; whether something is there, the worker sees."""
        address: str = self.cleaned_data["address"]
        try:
            read_address(address)
        except Unreachable as unreachable:
            raise forms.ValidationError(sentence(unreachable)) from None
        return address

    def wished(self) -> dict[str, Any]:
        """What was typed, for the use case."""
        given = self.cleaned_data
        return {
            "name": " ".join(given["name"].split()),
            "address": given["address"],
            "whole_days": given["whole_days"],
        }
