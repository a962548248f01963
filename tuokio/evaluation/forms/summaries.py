"""Forms of a summary: choices, dates and counts; none of them has a field for free words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.evaluation.domain.summaries import Goal, Statement
from tuokio.evaluation.labels_summary import RECOMMENDATIONS, WORDS
from tuokio.evaluation.usecases.summaries import Parts
from tuokio.kit.fields import DayField
from tuokio.kit.labels import FORMS
from tuokio.supervision.domain.deciding import Slips
from tuokio.terms.summary_words import Recommendation

MOST_SLIPS = 60


class DraftForm(forms.Form):
    """Which parts go into the summary."""

    period_from = DayField(label=lazy("From"))
    period_until = DayField(label=lazy("Until"))
    with_meetings = forms.BooleanField(label=lazy("Meetings held and agreed"), required=False)
    with_attendance = forms.BooleanField(label=lazy("Attendance as one count, without names"), required=False)
    goals = forms.MultipleChoiceField(
        label=lazy("Goals agreed with the commissioner"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("With the levels in words."),
    )
    figures = forms.MultipleChoiceField(
        label=lazy("Figures of the answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Only those with enough answers can be chosen."),
    )
    recommendation = forms.ChoiceField(
        label=lazy("Recommendation"),
        choices=list(RECOMMENDATIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose what you recommend.")},
    )
    new_form = forms.ChoiceField(
        label=lazy("Which form, if another one"), choices=[("", "–"), *FORMS.items()], required=False
    )

    def __init__(
        self, *args: Any, goals: Mapping[str, Goal], figures: Sequence[Statement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "fi")[:2]
        self._offer("goals", [(key, goal.wording) for key, goal in goals.items()])
        self._offer("figures", [(one.code, one.words.get(language) or one.words["fi"]) for one in figures])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """The dates in order, and the other form named when it is recommended."""
        given = super().clean() or {}
        first, last = given.get("period_from"), given.get("period_until")
        if first and last and last < first:
            self.add_error("period_until", _("The last day is before the first one."))
        changes = given.get("recommendation") == Recommendation.CHANGE_FORM
        if changes and not given.get("new_form"):
            self.add_error("new_form", _("Choose which form you recommend."))
        if not changes:
            given["new_form"] = ""
        return given

    def parts(self) -> Parts:
        """What was chosen."""
        given = {**self.cleaned_data}
        for name in ("goals", "figures"):
            given[name] = tuple(given.get(name) or ())
        return Parts(**given)


class SendForm(forms.Form):
    """How the group is asked."""

    in_meeting = forms.BooleanField(
        label=lazy("We read it together in a meeting now"),
        required=False,
        help_text=lazy("Then nobody gets a mail about it."),
    )


class WordForm(forms.Form):
    """A member's own word, and which text it is about."""

    word = forms.ChoiceField(
        label=lazy("What do you say?"),
        choices=list(WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose one of the three.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class SlipsForm(forms.Form):
    """How many slips of each kind there were in the heap."""

    ok = forms.IntegerField(min_value=0, max_value=MOST_SLIPS, initial=0)
    change = forms.IntegerField(min_value=0, max_value=MOST_SLIPS, initial=0)
    block = forms.IntegerField(min_value=0, max_value=MOST_SLIPS, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = str(WORDS[name])
            field.widget.attrs["class"] = "short"

    def slips(self) -> Slips:
        """The counts."""
        return Slips(**self.cleaned_data)


class TalkForm(forms.Form):
    """The day of the talk between all three."""

    on = DayField(label=lazy("Day of the talk"))
