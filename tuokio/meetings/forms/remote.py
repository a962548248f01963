"""The form on meeting at a distance."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

HOST = re.compile(r"(?=.{4,120}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d{2,5})?")


class RemoteWayForm(forms.Form):
    """An own link, or a host on which each meeting has a room of its own."""

    own_link = forms.CharField(
        label=lazy("Your own link"),
        max_length=400,
        required=False,
        help_text=lazy("The same for every meeting, so lock the room while somebody is in it."),
        validators=[
            URLValidator(schemes=["https"], message=lazy("Write the whole address, beginning with https://."))
        ],
    )
    host = forms.CharField(
        label=lazy("Or a Jitsi server"),
        max_length=140,
        required=False,
        help_text=lazy(
            "Its name, for example jitsi.example.org. Each meeting gets a room of its own that nobody can guess."
        ),
    )

    def clean_host(self) -> str:
        """The name alone, however it was pasted."""
        typed = str(self.cleaned_data["host"]).strip().lower().removeprefix("https://").rstrip("/")
        if typed and not HOST.fullmatch(typed):
            raise forms.ValidationError(_("Write only the server's name, for example jitsi.example.org."))
        return typed

    def clean(self) -> dict[str, Any]:
        """One of the two, or neither."""
        given = super().clean() or self.cleaned_data
        if given.get("own_link") and given.get("host"):
            self.add_error("host", _("Choose one: your own link or a server."))
        return given
