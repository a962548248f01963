"""Forms of one's own calendar: text in, values out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from tuokio.calendars.models import CalendarWish


class WishForm(forms.Form):
    """A word of one's own for each date, and whether dates come as invitations."""

    invite_led = forms.BooleanField(
        label=lazy("An invitation to my mail for each meeting that I lead"), required=False
    )
    invite_joined = forms.BooleanField(
        label=lazy("An invitation to my mail for each meeting that I am called to"), required=False
    )
    title = forms.CharField(
        label=lazy("What a date is called in your calendar"),
        help_text=lazy(
            "Leave it empty for “Supervision of work”. Whoever sees your calendar sees this word, "
            "so write nobody's name."
        ),
        max_length=60,
        required=False,
    )

    def __init__(
        self, *arguments: Any, wish: CalendarWish | None, leads: bool, belongs: bool, **options: Any
    ) -> None:
        kept = wish or CalendarWish()
        initial = {"title": kept.title, "invite_led": kept.invite_led, "invite_joined": kept.invite_joined}
        super().__init__(*arguments, **{"initial": initial, **options})
        if not leads:
            del self.fields["invite_led"]
        if not belongs:
            del self.fields["invite_joined"]

    def wished(self) -> dict[str, Any]:
        """What was wished, for the use case; what was not asked is not wished."""
        given = self.cleaned_data
        return {
            "title": " ".join(given["title"].split()),
            "invite_led": given.get("invite_led", False),
            "invite_joined": given.get("invite_joined", False),
        }
