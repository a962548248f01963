"""Forms of availability: the rules, the hours of the week, a day that differs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from tuokio.kit.fields import DayField, TimeField
from tuokio.meetings.models import BookingRules
from tuokio.meetings.usecases.availability import Hours, minute_of

WEEKDAYS = (
    (1, lazy("Monday")),
    (2, lazy("Tuesday")),
    (3, lazy("Wednesday")),
    (4, lazy("Thursday")),
    (5, lazy("Friday")),
    (6, lazy("Saturday")),
    (7, lazy("Sunday")),
)
MOST_ROWS = 35


class RulesForm(forms.Form):
    """What holds between meetings, how soon and how far ahead, and whether strangers may book."""

    buffer_before = forms.IntegerField(label=lazy("Free before, minutes"), min_value=0, max_value=240)
    buffer_after = forms.IntegerField(label=lazy("Free after, minutes"), min_value=0, max_value=240)
    travel_minutes = forms.IntegerField(
        label=lazy("On the way between two places, minutes"), min_value=0, max_value=480
    )
    per_day = forms.IntegerField(label=lazy("At most in a day"), min_value=1, max_value=20, required=False)
    per_week = forms.IntegerField(label=lazy("At most in a week"), min_value=1, max_value=60, required=False)
    lead_hours = forms.IntegerField(label=lazy("Not sooner than, hours"), min_value=0, max_value=1000)
    horizon_days = forms.IntegerField(label=lazy("Not further than, days"), min_value=1, max_value=400)
    step_minutes = forms.TypedChoiceField(
        label=lazy("A time every"),
        coerce=int,
        choices=lambda: [(minutes, _("%d minutes") % minutes) for minutes in (15, 20, 30, 60, 10, 5)],
    )
    holidays_free = forms.BooleanField(label=lazy("Public holidays are free"), required=False)
    near_others = forms.BooleanField(
        label=lazy("Offer first what stands next to another meeting"),
        required=False,
        help_text=lazy("So that no holes are left in the day."),
    )
    talks_open = forms.BooleanField(
        label=lazy("Anybody may book a mapping conversation on the public page"), required=False
    )
    talk_minutes = forms.IntegerField(
        label=lazy("Length of a mapping conversation, minutes"), min_value=15, max_value=180
    )
    talk_remote = forms.BooleanField(label=lazy("The mapping conversation is held remotely"), required=False)

    @classmethod
    def initial_of(cls, rules: BookingRules) -> dict[str, Any]:
        """The rules as the form shows them."""
        return {name: getattr(rules, name) for name in cls.base_fields}


class HoursRow(forms.Form):
    """One span of one weekday; an empty row is left out."""

    weekday = forms.TypedChoiceField(
        label=lazy("Weekday"), coerce=int, choices=[("", "–"), *WEEKDAYS], required=False, empty_value=None
    )
    from_time = TimeField(label=pgettext_lazy("a time of day", "From"), required=False)
    until_time = TimeField(label=pgettext_lazy("a time of day", "Until"), required=False)
    place = forms.CharField(label=pgettext_lazy("of a meeting", "Place"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """A whole row or none, and its end after its beginning."""
        given = super().clean() or self.cleaned_data
        asked = [name for name in ("weekday", "from_time", "until_time") if given.get(name) is not None]
        if asked and len(asked) < 3:
            for name in ("weekday", "from_time", "until_time"):
                if name not in asked and name not in self.errors:
                    self.add_error(name, _("Fill this in too, or empty the whole row."))
        elif asked and minute_of(given["until_time"], ends=True) <= minute_of(given["from_time"]):
            self.add_error("until_time", _("It ends before it begins."))
        return given

    def hours(self) -> Hours | None:
        """The span of a valid row, None of an empty one."""
        given = self.cleaned_data
        if given.get("weekday") is None:
            return None
        return Hours(**{name: given[name] for name in ("weekday", "from_time", "until_time", "place")})


HoursRows = forms.formset_factory(HoursRow, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class DayForm(forms.Form):
    """A day that differs: other hours, or none."""

    on = DayField(label=lazy("Date"))
    from_time = TimeField(label=pgettext_lazy("a time of day", "From"), required=False)
    until_time = TimeField(
        label=pgettext_lazy("a time of day", "Until"),
        required=False,
        help_text=lazy("Leave both empty for a day on which nothing can be booked."),
    )

    def clean(self) -> dict[str, Any]:
        """Both times or neither, in their order."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_time"), given.get("until_time")
        if (first is None) != (last is None):
            name = "from_time" if first is None else "until_time"
            if name not in self.errors:
                self.add_error(name, _("Fill this in too, or leave both empty."))
        elif first is not None and last is not None and minute_of(last, ends=True) <= minute_of(first):
            self.add_error("until_time", _("It ends before it begins."))
        return given
