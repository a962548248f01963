"""Marking meetings as invoiced or not invoiced."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.labels import NOT_INVOICED

INVOICED, NOT_INVOICED_ACT = "invoiced", "not_invoiced"


class SettleForm(forms.Form):
    """Which meetings, and what became of them."""

    act = forms.ChoiceField(choices=[(INVOICED, ""), (NOT_INVOICED_ACT, "")], widget=forms.HiddenInput)
    charges = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    number = forms.CharField(label=lazy("Invoice number in your own program"), max_length=40, required=False)
    reason = forms.ChoiceField(
        label=lazy("Why not invoiced"), choices=[("", "–"), *NOT_INVOICED.items()], required=False
    )
    word = forms.CharField(
        label=lazy("In your own word"),
        max_length=60,
        required=False,
        help_text=lazy("Kept in plain text. No names, nothing of what was said."),
    )

    def __init__(self, *arguments: Any, charges_here: list[UUID], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["charges"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(pk), str(pk)) for pk in charges_here]
        field.error_messages["invalid_choice"] = _(
            "Some of these were settled in another window. Look at the list again."
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("charges") and "charges" not in self.errors:
            self.add_error("charges", _("Choose at least one meeting."))
        if given.get("act") == INVOICED and not given.get("number"):
            self.add_error("number", _("Write the number that the invoice has in your own program."))
        if given.get("act") == NOT_INVOICED_ACT and not given.get("reason"):
            self.add_error("reason", _("Choose why these are not invoiced."))
        return given
