"""The rows of dates that are looked through: each as it is, repaired, changed by hand, or left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField, TimeField
from tuokio.meetings.domain.free_days import LAST_YEAR, DateSpan

KEEP, DROP, CANCEL, END = "keep", "drop", "cancel", "end"
MOST_ROWS = 200
LONGEST_HOLIDAY_DAYS = 100
_REPAIR = re.compile(r"(shift|weekday|end) (\d{4}-\d\d-\d\d) (\d\d:\d\d)")


class DateRow(forms.Form):
    """One date, with what was chosen for it.

    `was` is the date that the row was shown with: where the two fields say otherwise, the hand has the last word.
    `choice` is a repair with its date, or keep, drop, cancel; `meeting` the meeting that is moved.
    """

    on = DayField(label=lazy("Date"), required=False)
    at_time = TimeField(label=lazy("Time"), required=False)
    was = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    choice = forms.CharField(required=False, max_length=40)
    meeting = forms.UUIDField(required=False, widget=forms.HiddenInput)
    sequence = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("on") and not given.get("at_time") and "at_time" not in self.errors:
            self.add_error("at_time", _("Choose the time of day too."))
        if given.get("on") and not 1970 <= given["on"].year <= LAST_YEAR:
            self.add_error("on", _("Check the year."))
        return given


DateRows = forms.formset_factory(DateRow, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What became of one row: its date, and whether it is kept whatever speaks against it, or cancelled.

    `at_end`: it was skipped and goes to the place beyond the end.
    """

    on: date
    at: time
    meeting: UUID | None = None
    sequence: int = 0
    kept: bool = False
    cancelled: bool = False
    at_end: bool = False


def stamp(on: date, at: time) -> str:
    """A date and its time as a row carries them."""
    return f"{on.isoformat()} {at:%H:%M}"


def chosen(rows: Iterable[forms.Form]) -> list[Chosen]:
    """What valid rows lead to, in the order of the dates; an emptied date and one left out are not among them."""
    found = [one for row in rows if (one := _chosen(row.cleaned_data))]
    return sorted(found, key=lambda one: (one.on, one.at))


def _chosen(given: dict[str, Any]) -> Chosen | None:
    on, at, meeting = given.get("on"), given.get("at_time"), given.get("meeting")
    sequence = given.get("sequence") or 0
    if not on or not at:
        return None
    choice = given.get("choice", "")
    if given.get("was") != stamp(on, at):
        return Chosen(on, at, meeting, sequence)
    if repair := _REPAIR.fullmatch(choice):
        # a place at the end may lie after the agreement's last day; it was told beside it
        try:
            day, clock = date.fromisoformat(repair[2]), time.fromisoformat(repair[3])
        except ValueError:
            return Chosen(on, at, meeting, sequence)
        at_end = repair[1] == END
        return Chosen(day, clock, meeting, sequence, kept=at_end, at_end=at_end)
    if choice == DROP and meeting is None:
        return None
    cancelled = choice == CANCEL and meeting is not None
    return Chosen(on, at, meeting, sequence, kept=choice == KEEP, cancelled=cancelled)


class MovingOnForm(forms.Form):
    """How the rest of the dates is moved: by days, or to another weekday; perhaps to another time of day."""

    since = forms.ChoiceField(label=lazy("From which meeting on"))
    how = forms.ChoiceField(
        label=lazy("How"),
        choices=[("days", lazy("by days")), ("weekday", lazy("to another weekday of the same week"))],
        widget=forms.RadioSelect,
        initial="weekday",
    )
    days = forms.IntegerField(
        label=lazy("Days, earlier with a minus"), min_value=-366, max_value=366, required=False
    )
    weekday = forms.TypedChoiceField(label=lazy("Weekday"), coerce=int, required=False, empty_value=None)
    at_time = TimeField(
        label=lazy("New time of day"), required=False, help_text=lazy("Leave it empty to keep the time.")
    )

    def __init__(
        self,
        *arguments: Any,
        since: Iterable[tuple[str, str]],
        weekdays: Iterable[str],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        first, weekday = self.fields["since"], self.fields["weekday"]
        assert isinstance(first, forms.ChoiceField)
        assert isinstance(weekday, forms.ChoiceField)
        first.choices = list(since)
        weekday.choices = [("", "–"), *((str(number), name) for number, name in enumerate(weekdays, 1))]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("how") == "weekday" and not given.get("weekday"):
            self.add_error("weekday", _("Choose the weekday."))
        if (
            given.get("how") == "days"
            and not given.get("days")
            and not given.get("at_time")
            and not self.errors
        ):
            self.add_error("days", _("Write by how many days, or choose another time of day."))
        return given


class FreeDaysForm(forms.Form):
    """Days that are kept free of this process's meetings."""

    from_on = DayField(label=lazy("First day"))
    until_on = DayField(label=lazy("Last day"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first."))
        elif first and last and (last - first).days > LONGEST_HOLIDAY_DAYS:
            self.add_error("until_on", _("At most 100 days at once. Check the years."))
        elif first and last and not 1970 < first.year <= last.year <= LAST_YEAR:
            self.add_error("from_on", _("Check the year."))
        return given

    def days(self) -> DateSpan:
        """The days of a valid form."""
        return DateSpan(self.cleaned_data["from_on"], self.cleaned_data["until_on"])


def fresh_rows(found: Iterable[Chosen]) -> Any:
    """Rows that begin with what was found."""
    return DateRows(
        initial=[
            {
                "on": one.on,
                "at_time": one.at,
                "was": stamp(one.on, one.at),
                "meeting": one.meeting,
                "sequence": one.sequence if one.meeting else None,
                "choice": CANCEL if one.cancelled else KEEP if one.kept else "",
            }
            for one in found
        ],
        prefix="dates",
    )
