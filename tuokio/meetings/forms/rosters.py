"""The form on how a unit plans its shifts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField
from tuokio.meetings.domain.rosters import EARLIEST_DAYS, LONGEST_WEEKS, RosterRhythm


class UnitRhythmForm(forms.Form):
    """Periods of so many weeks from a first day, published so many days before."""

    anchor_on = DayField(
        label=lazy("First day of any list of shifts"),
        help_text=lazy("One that is on the wall now, for example. The others are counted from it."),
    )
    weeks = forms.IntegerField(
        label=lazy("Length of a list, weeks"), min_value=1, max_value=LONGEST_WEEKS, initial=3
    )
    published_days = forms.IntegerField(
        label=lazy("Published how many days before it begins"),
        min_value=0,
        max_value=EARLIEST_DAYS,
        initial=14,
        help_text=lazy("By law a week before at the latest; many publish earlier."),
    )
    wanted_days = forms.IntegerField(
        label=lazy("The planner wants dates how many days before that"),
        min_value=0,
        max_value=EARLIEST_DAYS,
        initial=7,
    )

    def rhythm(self) -> RosterRhythm:
        """The rhythm of a valid form."""
        given = self.cleaned_data
        return RosterRhythm(given["anchor_on"], given["weeks"], given["published_days"], given["wanted_days"])
