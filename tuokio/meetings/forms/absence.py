"""Forms of an absence and of substitutes: text in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField
from tuokio.people.models import Person

LONGEST_DAYS = 62
CANCEL, MOVE = "cancel", "move"


class AbsenceForm(forms.Form):
    """A day or a few, and what happens to their meetings."""

    from_on = DayField(label=lazy("First day away"), help_text=lazy("Today, unless you choose another."))
    until_on = DayField(
        label=lazy("Last day away"), required=False, help_text=lazy("Leave it empty for one day.")
    )
    what = forms.ChoiceField(
        label=lazy("What happens to the meetings"),
        choices=[
            (CANCEL, lazy("They are cancelled free of charge, and new dates wait in Today")),
            (MOVE, lazy("They move to other days at the same time of day")),
        ],
        widget=forms.RadioSelect,
        initial=CANCEL,
    )
    move_days = forms.IntegerField(
        label=lazy("How many days later"),
        min_value=1,
        max_value=182,
        required=False,
        help_text=lazy("Only when they move. Seven is the same weekday a week later."),
    )

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(*arguments, **options)

    def clean_from_on(self) -> date:
        first: date = self.cleaned_data["from_on"]
        if first < self.today:
            raise forms.ValidationError(_("The day is past. Mark its meetings one by one."))
        if first > self.today + timedelta(days=366):
            raise forms.ValidationError(_("The day is more than a year away. Check the year."))
        return first

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first."))
        elif first and last and (last - first).days >= LONGEST_DAYS:
            self.add_error("until_on", _("At most two months at a time. For longer, change the supervisor."))
        if given.get("what") == MOVE and not given.get("move_days") and "move_days" not in self.errors:
            self.add_error("move_days", _("Say how many days later."))
        return given

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day of a valid form."""
        first: date = self.cleaned_data["from_on"]
        last: date = self.cleaned_data["until_on"] or first
        return first, last

    @property
    def days_later(self) -> int | None:
        """By how many days they move; None when they are cancelled."""
        return self.cleaned_data["move_days"] if self.cleaned_data["what"] == MOVE else None


class ConfirmedForm(AbsenceForm):
    """The same, looked through: which meetings, and whether they are still those that were shown."""

    meeting = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    seen = forms.CharField(max_length=24)

    def __init__(self, *arguments: Any, meetings: Iterable[UUID], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["meeting"]
        field.choices = [(str(key), "") for key in meetings]  # type: ignore[attr-defined]  # a choice field


class SubstituteForm(forms.Form):
    """Who stands in: a colleague of the practice, or anyone by their mail address."""

    person = forms.ChoiceField(label=lazy("Someone of the practice"), required=False)
    email = forms.EmailField(
        label=lazy("Or another colleague's mail address"), max_length=254, required=False
    )
    name = forms.CharField(label=lazy("Their name"), max_length=120, required=False)

    def __init__(self, *arguments: Any, colleagues: Iterable[Person], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.colleagues = {str(one.pk): one for one in colleagues}
        if self.colleagues:
            chosen = self.fields["person"]
            chosen.choices = [  # type: ignore[attr-defined]  # a choice field
                ("", _("nobody chosen")),
                *((key, one.name) for key, one in self.colleagues.items()),
            ]
        else:
            del self.fields["person"]
            self.fields["email"].label = _("A colleague's mail address")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        person, email = given.get("person"), given.get("email")
        if not person and not email and "email" not in self.errors:
            self.add_error("email", _("Choose someone, or write a mail address."))
        elif person and email:
            self.add_error("email", _("Choose one of the practice or write an address, not both."))
        elif email and not given.get("name"):
            self.add_error("name", _("Write their name."))
        return given
