"""Forms of rooms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField, EurosField


class RoomForm(forms.Form):
    """What a room is."""

    name = forms.CharField(label=lazy("Name of the room"), max_length=80)
    address = forms.CharField(
        label=lazy("Address"),
        max_length=160,
        required=False,
        help_text=lazy("Those who are called to a meeting see it."),
    )
    capacity = forms.IntegerField(
        label=lazy("Seats, the supervisor's too"), min_value=1, max_value=500, required=False
    )
    price_cents = EurosField(label=lazy("Price of one meeting without VAT, €"), required=False)


class RoomChangeForm(RoomForm):
    """What a room is now, and until when it is in use."""

    closed_on = DayField(
        label=lazy("Not in use from"),
        required=False,
        help_text=lazy("Leave it empty while the room is in use."),
    )

    @classmethod
    def initial_of(cls, room: Any) -> dict[str, Any]:
        """The room as the form shows it."""
        return {name: getattr(room, name) for name in cls.base_fields}
