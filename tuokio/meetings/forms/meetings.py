"""Forms of this context: text in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from tuokio.kit.clock import today
from tuokio.kit.fields import DayField, EurosField, TimeField
from tuokio.kit.labels import ENDINGS
from tuokio.meetings.domain.free_days import LAST_YEAR
from tuokio.meetings.domain.states import reasons_for
from tuokio.meetings.forms.where import WhereForm
from tuokio.meetings.labels import CANCELLATION_REASONS, CANCELLED_BY
from tuokio.meetings.models import Attendance, Meeting
from tuokio.meetings.usecases.planning import Rhythm
from tuokio.people.models import Person, Practice
from tuokio.supervision.forms.agreed import AgreedForm, usual_minutes
from tuokio.supervision.forms.processes import BeginForm
from tuokio.supervision.models import Member, Process
from tuokio.supervision.usecases import Agreed
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.words import EndingReason

LENGTHS = ("45", "60", "75", "90", "120")
LONGEST_BREAK_DAYS = 400
HANDED_BACK, HANDED_AHEAD = timedelta(days=62), timedelta(days=731)


class ShortPathForm(BeginForm):
    """The short path: everything needed to run, on one form."""

    length = forms.ChoiceField(
        label=lazy("Length of a meeting"),
        choices=[("", lazy("usual for the form")), *((one, f"{one} min") for one in LENGTHS)],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    other_length = forms.IntegerField(
        label=lazy("Another length, minutes"), min_value=15, max_value=600, required=False
    )
    price_cents = EurosField(
        label=lazy("Price of one meeting, euros"), help_text=lazy("Without VAT. A free one is 0.")
    )
    planned = forms.IntegerField(label=lazy("Number of meetings"), min_value=1, max_value=200, initial=10)
    interval_weeks = forms.IntegerField(
        label=lazy("Weeks between meetings"), min_value=1, max_value=52, initial=4
    )
    first_on = DayField(
        label=lazy("First meeting"),
        required=False,
        help_text=lazy("Leave it empty to agree on the dates later."),
    )
    at_time = TimeField(label=lazy("Time"), required=False)
    place = forms.CharField(label=pgettext_lazy("of a meeting", "Place"), max_length=120, required=False)
    remote = forms.BooleanField(label=lazy("Remote"), required=False)

    def __init__(self, *arguments: Any, practices: Iterable[Practice], **options: Any) -> None:
        super().__init__(*arguments, practices=practices, **options)
        if not any(practice.invoices for practice in self.practices):
            del self.fields["price_cents"]
        elif not self.practice.invoices:
            self.fields["price_cents"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        _both_or_neither(self, given)
        return given

    def minutes(self) -> int:
        """The length that was chosen, or the usual one of the form."""
        given = self.cleaned_data
        return int(given["other_length"] or given["length"] or usual_minutes(given["form"]))

    def agreed(self, *, on: date) -> Agreed:
        """The terms of a valid form; they begin with the first meeting, or today."""
        given = self.cleaned_data
        return Agreed(
            minutes=self.minutes(),
            planned=given["planned"],
            interval_weeks=given["interval_weeks"],
            price_cents=given.get("price_cents"),
            starts_on=given["first_on"] or on,
        )

    def rhythm(self) -> Rhythm | None:
        """The dates of a valid form, or None when they are agreed later."""
        given = self.cleaned_data
        if not given["first_on"]:
            return None
        return Rhythm(
            first_on=given["first_on"],
            at_time=given["at_time"],
            count=given["planned"],
            every_weeks=given["interval_weeks"],
            minutes=self.minutes(),
            zone=self.practice.zone,
            place=given["place"],
            remote=given["remote"],
        )


def _both_or_neither(form: forms.Form, given: dict[str, Any]) -> None:
    if given.get("first_on") and not given.get("at_time") and "at_time" not in form.errors:
        form.add_error("at_time", _("Choose the time of day too."))
    if given.get("at_time") and not given.get("first_on") and "first_on" not in form.errors:
        form.add_error("first_on", _("Choose the date too."))


class RhythmForm(WhereForm):
    """How a series goes."""

    first_on = DayField(label=lazy("First meeting"))
    at_time = TimeField(label=lazy("Time"))
    count = forms.IntegerField(label=lazy("Number of meetings"), min_value=1, max_value=200)
    every_weeks = forms.IntegerField(label=lazy("Weeks between meetings"), min_value=1, max_value=52)
    minutes = forms.IntegerField(label=lazy("Length, minutes"), min_value=5, max_value=600)
    first_field = "first_on"

    def rhythm(self, zone: str) -> Rhythm:
        """The rhythm of a valid form."""
        return Rhythm(**self.cleaned_data, zone=zone)


class MeetingForm(WhereForm):
    """One more meeting, or a new date for one."""

    on = DayField(label=lazy("Date"))
    at_time = TimeField(label=lazy("Time"))
    minutes = forms.IntegerField(label=lazy("Length, minutes"), min_value=5, max_value=600)


class CancellationForm(forms.Form):
    """Who cancelled, and a code for why."""

    cancelled_by = forms.ChoiceField(
        label=lazy("Who cancelled"),
        choices=list(CANCELLED_BY.items()),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose who cancelled.")},
    )
    reason = forms.ChoiceField(
        label=lazy("Why"),
        choices=list(CANCELLATION_REASONS.items()),
        widget=forms.RadioSelect,
        help_text=lazy("Only this word is kept. Nobody's health is asked or written."),
        error_messages={"required": lazy("Choose why.")},
    )
    on_paper = forms.BooleanField(label=lazy("Told on paper or by telephone"), required=False)

    def __init__(self, *arguments: Any, practice: Practice, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if practice.kind == "solo":
            who = self.fields["cancelled_by"]
            assert isinstance(who, forms.ChoiceField)
            who.choices = [(key, label) for key, label in CANCELLED_BY.items() if key != CancelledBy.PRACTICE]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("cancelled_by") and given.get("reason"):
            by, reason = CancelledBy(given["cancelled_by"]), CancellationReason(given["reason"])
            if reason not in reasons_for(by):
                self.add_error(
                    "reason", _("This reason does not fit the one who cancelled. Choose another of the two.")
                )
        return given


class AttendanceForm(forms.Form):
    """Who was there."""

    present = forms.MultipleChoiceField(
        label=lazy("Present"), widget=forms.CheckboxSelectMultiple, required=False
    )
    on_paper = forms.BooleanField(label=lazy("Written from a paper list"), required=False)

    def __init__(self, *arguments: Any, members: Iterable[Member], **options: Any) -> None:
        super().__init__(*arguments, **options)
        present = self.fields["present"]
        assert isinstance(present, forms.ChoiceField)
        present.choices = [(str(member.pk), member.name) for member in members]


class AnswersForm(forms.Form):
    """What members told beforehand, on paper or by telephone, written by the supervisor."""

    def __init__(
        self,
        *arguments: Any,
        members: Iterable[Member],
        known: dict[Any, str],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.members = {f"of_{member.pk.hex}": member for member in members}
        for name, member in self.members.items():
            self.fields[name] = forms.ChoiceField(
                label=member.name,
                choices=[
                    ("", _("has not told")),
                    (Attendance.Answer.COMING, _("comes")),
                    (Attendance.Answer.CANNOT, _("cannot come")),
                ],
                required=False,
                initial=known.get(member.pk, ""),
            )

    def told(self) -> list[tuple[Member, bool]]:
        """Whom the answer of a valid form changes, and whether they come."""
        return [
            (member, self.cleaned_data[name] == Attendance.Answer.COMING)
            for name, member in self.members.items()
            if name in self.changed_data and self.cleaned_data[name]
        ]


class ContinuationForm(AgreedForm):
    """A new term of the same process, with its first date."""

    first_on = DayField(
        label=lazy("First meeting"),
        required=False,
        help_text=lazy("Leave it empty to agree on the dates later."),
    )
    at_time = TimeField(label=lazy("Time"), required=False)
    place = forms.CharField(label=pgettext_lazy("of a meeting", "Place"), max_length=120, required=False)
    remote = forms.BooleanField(label=lazy("Remote"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        _both_or_neither(self, given)
        return given

    def rhythm(self, zone: str) -> Rhythm | None:
        """The dates of a valid form, or None when they are agreed later."""
        given = self.cleaned_data
        if not given["first_on"]:
            return None
        return Rhythm(
            first_on=given["first_on"],
            at_time=given["at_time"],
            count=given["planned"],
            every_weeks=given["interval_weeks"],
            minutes=given["minutes"],
            zone=zone,
            place=given["place"],
            remote=given["remote"],
        )


class SupervisorChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no type when it runs
    """A supervisor of the practice, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name or obj.email)


class HandoverForm(forms.Form):
    """Who supervises from a day on."""

    to = SupervisorChoice(
        label=lazy("New supervisor"),
        queryset=Person.objects.none(),
        empty_label="–",
        error_messages={"required": lazy("Choose the new supervisor.")},
    )
    from_on = DayField(label=lazy("From"))

    def __init__(self, *arguments: Any, process: Process, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            Person.objects.filter(
                roles__practice=process.practice_id,
                roles__standing="supervisor",
                roles__ended_on=None,
                is_active=True,
            )
            .distinct()
            .order_by("name")
        )

    def clean_from_on(self) -> date:
        """A day near enough that a slip of the year does not rewrite who led the process when."""
        from_on: date = self.cleaned_data["from_on"]
        if not today() - HANDED_BACK <= from_on <= today() + HANDED_AHEAD:
            raise forms.ValidationError(
                _("Choose a day from two months back to two years ahead. Check the year.")
            )
        return from_on


class EndingForm(forms.Form):
    """Why a process ends before its time."""

    reason = forms.ChoiceField(
        label=lazy("Why"),
        choices=[(reason.value, ENDINGS[reason]) for reason in EndingReason],
        widget=forms.RadioSelect,
        help_text=lazy("Only this word is kept."),
        error_messages={"required": lazy("Choose why.")},
    )


class BreakForm(forms.Form):
    """Days on which no meeting is planned."""

    from_on = DayField(label=lazy("First day"))
    until_on = DayField(label=lazy("Last day"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last:
            if last < first:
                self.add_error("until_on", _("The last day is before the first."))
            elif (last - first).days > LONGEST_BREAK_DAYS:
                self.add_error("until_on", _("A break lasts at most a year. Check the years."))
            elif not 1970 < first.year <= last.year <= LAST_YEAR:
                self.add_error("from_on", _("Check the year."))
        return given


def date_of(meeting: Meeting) -> dict[str, Any]:
    """When and where a meeting is, to fill a form with."""
    start = meeting.local_start
    return {
        "on": start.date(),
        "at_time": start.time().replace(second=0, microsecond=0) if meeting.time_known else None,
        "minutes": meeting.minutes,
        "place": meeting.place,
        "remote": meeting.remote,
        "room": meeting.room_id,
    }
