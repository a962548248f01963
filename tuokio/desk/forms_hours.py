"""Forms of a supervisor's own record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.labels import FORMS, ORGANISATION_KINDS

FIRST_YEAR, LAST_YEAR = 1950, 2100


class EarlierWorkForm(forms.Form):
    """One line of work from before Tuokio."""

    from_year = forms.IntegerField(label=lazy("From the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    until_year = forms.IntegerField(label=lazy("Until the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    form = forms.ChoiceField(label=lazy("Form"), choices=list(FORMS.items()))
    sector = forms.ChoiceField(label=lazy("Sector"), choices=list(ORGANISATION_KINDS.items()))
    meetings = forms.IntegerField(label=lazy("Meetings"), min_value=1, max_value=5_000)
    hours = forms.DecimalField(
        label=lazy("Hours in all"),
        min_value=0,
        max_value=20_000,
        max_digits=7,
        decimal_places=2,
        localize=True,
    )
    client = forms.CharField(
        label=lazy("Client"),
        max_length=120,
        required=False,
        help_text=lazy("Only if the client has allowed that it is named. Never one who pays for themselves."),
    )

    def clean(self) -> dict[str, Any]:
        """The years in their order."""
        values = super().clean() or {}
        first, last = values.get("from_year"), values.get("until_year")
        if first and last and last < first:
            self.add_error("until_year", _("The last year is before the first."))
        return values

    def told(self) -> dict[str, Any]:
        """The line as the use case takes it, in minutes."""
        values = dict(self.cleaned_data)
        values["minutes"] = round(values.pop("hours") * 60)
        return values
