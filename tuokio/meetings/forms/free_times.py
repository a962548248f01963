"""What a free time is sought for: text in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField

USUAL_MINUTES = 60


class FreeTimesForm(forms.Form):
    """Length, whose meeting, room; `day` is the one that is looked at closer.

    The page asks often and writes its few fields itself, from `choices` and `checks`.
    """

    minutes = forms.IntegerField(label=lazy("Length, minutes"), min_value=5, max_value=600)
    process = forms.ChoiceField(
        label=lazy("For whom"), required=False, help_text=lazy("Its members must be free too.")
    )
    room = forms.ChoiceField(label=lazy("Room"), required=False)
    any_supervisor = forms.BooleanField(label=lazy("Any supervisor of the practice"), required=False)
    by_hand = forms.BooleanField(label=lazy("Also outside the hours that can be booked"), required=False)
    day = DayField(required=False)

    def __init__(
        self,
        *arguments: Any,
        processes: Iterable[tuple[UUID, str]],
        rooms: Iterable[tuple[UUID, str]],
        with_any: bool,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.lists: dict[str, list[tuple[str, str]]] = {}
        self._choose("process", _("nobody in particular"), processes)
        self._choose("room", _("no room"), rooms)
        if not with_any:
            del self.fields["any_supervisor"]

    def _choose(self, name: str, nothing: str, choices: Iterable[tuple[UUID, str]]) -> None:
        known = [(str(key), words) for key, words in choices]
        if known:
            self.lists[name] = [("", nothing), *known]
            self.fields[name].choices = self.lists[name]  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields[name]

    @property
    def choices(self) -> list[tuple[str, str, str, list[tuple[str, str, bool]]]]:
        """Each list to choose from: name, label, hint, and its options with whether they are chosen."""
        return [
            (
                name,
                str(field.label),
                str(field.help_text),
                [(key, words, key == self.data.get(name, "")) for key, words in self.lists[name]],
            )
            for name, field in self.fields.items()
            if isinstance(field, forms.ChoiceField)
        ]

    @property
    def checks(self) -> list[tuple[str, str, bool]]:
        """Each box to tick: name, label, whether it is."""
        return [
            (name, str(field.label), bool(self.cleaned_data.get(name)))
            for name, field in self.fields.items()
            if isinstance(field, forms.BooleanField)
        ]

    @property
    def asked(self) -> dict[str, str]:
        """What was asked, for an address: everything but the day."""
        return {
            name: words
            for name, words in self.data.items()
            if words and name in self.fields and name != "day"
        }

    def key(self, name: str) -> UUID | None:
        """The process or room that was chosen."""
        chosen = self.cleaned_data.get(name)
        return UUID(chosen) if chosen else None

    @property
    def on(self) -> date | None:
        """The day that is looked at closer."""
        day: date | None = self.cleaned_data.get("day")
        return day
