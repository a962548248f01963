"""Forms of finding a date together: what is asked, what a member says, what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tuokio.booking.domain.polls import Free
from tuokio.booking.labels_polls import SAID, SEEN
from tuokio.booking.models.polls import PollMember, PollTime
from tuokio.booking.usecases.polls import Asking, start_in
from tuokio.kit import when
from tuokio.kit.fields import DayField, TimeField
from tuokio.supervision.models import Member
from tuokio.terms.poll_words import AnswersSeen, Said

OWN_ROWS = 3
FARTHEST = timedelta(days=400)


class OwnTimeRow(forms.Form):
    """One time of the supervisor's own."""

    on = DayField(label=_("Date"), required=False)
    at_time = TimeField(label=_("Time"), required=False)

    def clean(self) -> dict[str, Any]:
        """A date wants its time of day, and the other way round."""
        given = super().clean() or self.cleaned_data
        if given.get("on") and not given.get("at_time") and "at_time" not in self.errors:
            self.add_error("at_time", _("Choose the time of day too."))
        if given.get("at_time") and not given.get("on") and "on" not in self.errors:
            self.add_error("on", _("Choose the date too."))
        return given


OwnTimes = forms.formset_factory(OwnTimeRow, extra=OWN_ROWS, max_num=OWN_ROWS, absolute_max=OWN_ROWS)


class PollForm(forms.Form):
    """Which times are asked about, of whom, and until when."""

    last_day = DayField(
        label=_("Last day for answering"),
        help_text=_("You choose within three days of it; until then nobody can book these times."),
    )
    times = forms.MultipleChoiceField(
        label=_("Times to ask about"), widget=forms.CheckboxSelectMultiple, required=False
    )
    required = forms.MultipleChoiceField(
        label=_("Who must be able to come"), widget=forms.CheckboxSelectMultiple, required=False
    )
    seen = forms.ChoiceField(
        label=_("What members see of each other's answers"),
        choices=list(SEEN.items()),
        widget=forms.RadioSelect,
        initial=AnswersSeen.HIDDEN,
        help_text=_("It is told to those who answer, and cannot be changed afterwards."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        offered: Iterable[Free],
        members: Iterable[Member],
        minutes: int,
        zone: str,
        now: datetime,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.zone = zone
        starts = {one.starts_at for one in offered} | set(self._sent(now))
        times, required = self.fields["times"], self.fields["required"]
        assert isinstance(times, forms.MultipleChoiceField)  # made so above
        assert isinstance(required, forms.MultipleChoiceField)
        times.choices = [(written(one), when.moment(one, minutes, zone)) for one in sorted(starts)]
        required.choices = [(str(one.pk), one.name) for one in members]

    def _sent(self, now: datetime) -> Iterable[datetime]:
        """What was ticked before the times were looked for anew: nothing ticked is lost."""
        for text in self.data.getlist("times") if hasattr(self.data, "getlist") else ():
            start = read(text)
            if start is not None and now < start < now + FARTHEST:
                yield start

    def asking(self, own: Iterable[Mapping[str, Any]]) -> Asking:
        """What a valid form asks, together with the own times of valid rows."""
        given = self.cleaned_data
        ticked = [start for text in given["times"] if (start := read(text))]
        typed = [start_in(self.zone, row["on"], row["at_time"]) for row in own if row.get("on")]
        return Asking(
            starts=[*ticked, *typed],
            last_day=given["last_day"],
            required={UUID(key) for key in given["required"]},
            seen=AnswersSeen(given["seen"]),
        )


def day_typed(text: str) -> date | None:
    """The day that was typed, or None of anything else."""
    try:
        day: date | None = DayField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return day


def written(start: datetime) -> str:
    """A moment as it stands in a form."""
    return start.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def read(text: str) -> datetime | None:
    """The moment that stands in a form, or None of anything else."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None


class SaidForm(forms.Form):
    """What one member says of each time. A time may be left open."""

    def __init__(
        self,
        data: Any = None,
        *,
        times: Iterable[PollTime],
        minutes: int,
        zone: str,
        said: Mapping[UUID, Said],
        seen: Mapping[UUID, str] | None = None,
    ) -> None:
        super().__init__(data)
        self.times = {f"t{time.pk.hex}": time for time in times}
        for name, time in self.times.items():
            self.fields[name] = forms.ChoiceField(
                label=when.moment(time.starts_at, minutes, zone),
                choices=list(SAID.items()),
                widget=forms.RadioSelect,
                required=False,
                initial=said.get(time.pk, ""),
                help_text=(seen or {}).get(time.pk, ""),
            )

    def said(self) -> dict[UUID, Said]:
        """What a valid form says, by the id of the time."""
        return {
            time.pk: Said(self.cleaned_data[name])
            for name, time in self.times.items()
            if self.cleaned_data.get(name)
        }


class LinksForm(forms.Form):
    """For whom new links are made."""

    members = forms.MultipleChoiceField(
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, data: Any = None, *, asked: Sequence[PollMember], ticked: Iterable[UUID] = ()) -> None:
        super().__init__(data, initial={"members": [str(key) for key in ticked]})
        members = self.fields["members"]
        assert isinstance(members, forms.MultipleChoiceField)  # made so above
        members.choices = [(str(one.member_id), one.member.name) for one in asked]

    def chosen(self) -> list[UUID]:
        """The members of a valid form."""
        return [UUID(key) for key in self.cleaned_data["members"]]


class ChoiceForm(forms.Form):
    """Which times become meetings, and whether the agreed rhythm goes on from there."""

    times = forms.MultipleChoiceField(
        label=_("Chosen times"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one time.")},
    )
    go_on = forms.BooleanField(label=_("Go on from there in the agreed rhythm"), required=False)

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(data, **options)
        times = self.fields["times"]
        assert isinstance(times, forms.MultipleChoiceField)  # made so above
        times.choices = [(str(key), words) for key, words in choices]

    def chosen(self) -> list[UUID]:
        """The times of a valid form."""
        return [UUID(key) for key in self.cleaned_data["times"]]
