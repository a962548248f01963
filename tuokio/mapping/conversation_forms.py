"""The questions of the mapping conversation as forms; everything in them may be left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.mapping import conversation_labels as words
from tuokio.mapping.conversing import Told
from tuokio.mapping.domain.kept_answers import LONGEST_GOAL, MOST_GOALS, MOST_PERSONS, MOST_THEMES
from tuokio.mapping.domain.questions import Kept, Question
from tuokio.mapping.explaining.words import THEMES
from tuokio.terms.conversation_words import PracticalNeed

NO_NAMES = _("No names and no cases that could be recognised.")
Choices = Mapping[str, Promise]
QUESTIONS: Mapping[str, Any] = words.QUESTIONS  # read when shown; the stubs want to know it as text


def _one(label: Any, choices: Choices) -> forms.Field:
    """One of several, or left open; the form says how leaving it open is called."""
    return forms.ChoiceField(
        label=label,
        choices=[("", words.NOT_ASKED), *choices.items()],
        required=False,
        widget=forms.RadioSelect,
    )


def _listed(label: Any, choices: Choices) -> forms.Field:
    """The same in a list that opens, where there are many."""
    return forms.ChoiceField(label=label, choices=[("", words.NOT_ASKED), *choices.items()], required=False)


def _some(label: Any, choices: Choices) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=list(choices.items()), required=False, widget=forms.CheckboxSelectMultiple
    )


def _number(label: Any, most: int) -> forms.Field:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False)


FIELDS: dict[str, Callable[[], forms.Field]] = {
    "concerned": lambda: _number(_("How many people it concerns"), 100_000),
    "attending": lambda: _number(_("How many can take part"), MOST_PERSONS),
    "payer": lambda: _one(_("Who pays"), words.PAYERS),
    "max_sessions": lambda: _number(_("How many meetings are possible at most"), 200),
    "budget": lambda: _one(_("From which budget"), words.BUDGETS),
    "dispute": lambda: _one(QUESTIONS["M10"], words.DISPUTES),
    "shock": lambda: _one(QUESTIONS["M11"], words.SHOCKS),
    "decision_awaited": lambda: _one(QUESTIONS["M13"], words.YES_NO),
    "wanted": lambda: _one(QUESTIONS["M14"], words.WANTED),
    "initiative": lambda: _one(QUESTIONS["M01"], words.INITIATIVES),
    "sharers": lambda: _one(QUESTIONS["M04"], words.SHARERS),
    "private": lambda: _one(QUESTIONS["M09"], words.PRIVATE),
    "same_work": lambda: _one(_("The same work"), words.YES_NO),
    "same_team": lambda: _one(_("In the same team"), words.YES_NO),
    "same_org": lambda: _one(_("For the same employer"), words.YES_NO),
    "manager_part": lambda: _one(QUESTIONS["M07"], words.MANAGER_PARTS),
    "same_people": lambda: _one(QUESTIONS["M15"], words.SAME_PEOPLE),
    "max_minutes": lambda: _listed(_("How long a meeting may be"), words.LENGTHS),
    "interval_weeks": lambda: _listed(_("How often"), words.INTERVALS),
    "weekdays": lambda: _some(_("Days that suit"), words.WEEKDAYS),
    "shift_work": lambda: _one(_("Shift work"), words.YES_NO),
    "place": lambda: _one(_("Where the meetings suit"), words.PLACES),
    "how_evaluated": lambda: _some(QUESTIONS["M24"], words.HOW_EVALUATED),
    "may_tell": lambda: _some(_("What may be told"), words.MAY_TELL),
    "tell_when": lambda: _one(_("When it is told"), words.TELL_WHEN),
    "teller": lambda: _one(_("Who tells"), words.TELLERS),
    "supervisor_wishes": lambda: _some(QUESTIONS["M20"], words.SUPERVISOR_WISHES),
    "ties": lambda: _one(QUESTIONS["M21"], words.YES_NO),
}
YES_OR_NO = {"decision_awaited", "same_work", "same_team", "same_org", "shift_work", "ties"}
NUMBERS = {"private", "max_minutes", "interval_weeks"}
LISTS_OF_NUMBERS = {"weekdays"}


@dataclass(frozen=True, slots=True)
class Group:
    """One question on a page with its fields; `title` when there are several fields to it."""

    id: str
    title: Promise | str
    fields: list[BoundField]


class QuestionsForm(forms.Form):
    """Some questions of the conversation. `alone`: answered on one's own phone."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        given: Mapping[str, Any],
        ticks: Iterable[str] = (),
        needs: Iterable[str] = (),
        alone: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.names: dict[str, list[str]] = {question.id: [] for question in questions}
        for question in questions:
            for key in question.keys:
                self._add(question.id, key, given.get(key))
            if question.kept == Kept.TICK:
                label = _("Talked about")
                self._put(question.id, f"{question.id}_tick", forms.BooleanField(label=label, required=False))
                self.initial[f"{question.id}_tick"] = question.id in set(ticks)
            if question.kept == Kept.NEEDS:
                self._put(question.id, "needs", _some(QUESTIONS[question.id], words.NEEDS))
                self.initial["needs"] = list(needs)
        if alone:
            self._call_open(words.NOT_ANSWERED)

    def _call_open(self, called: Promise) -> None:
        """How leaving a question open is called, when nobody asks but oneself."""
        for made in self.fields.values():
            if isinstance(made, forms.ChoiceField) and not isinstance(made, forms.MultipleChoiceField):
                pairs: Any = made.choices  # pairs of a value and its name
                made.choices = [(value, name if value else called) for value, name in pairs]

    def _put(self, question: str, name: str, made: forms.Field) -> None:
        self.fields[name] = made
        self.names[question].append(name)

    def _add(self, question: str, key: str, value: Any) -> None:
        if key == "themes":
            labels = (_("The most important"), _("The second"), _("The third"))
            for number in range(MOST_THEMES):
                self._put(question, f"theme_{number + 1}", _listed(labels[number], THEMES))
                self.initial[f"theme_{number + 1}"] = _nth(value, number)
        elif key == "goals":
            for number in range(MOST_GOALS):
                label = _("Sign %(number)s") % {"number": number + 1}
                self._put(question, f"goal_{number + 1}", _goal_field(label, number))
                self.initial[f"goal_{number + 1}"] = _nth(value, number)
        else:
            self._put(question, key, FIELDS[key]())
            self.initial[key] = _shown(key, value)

    def groups(self) -> list[Group]:
        """The questions in their order, with their fields."""
        return [
            Group(
                question.id,
                QUESTIONS[question.id] if self._has_title(question) else "",
                [self[name] for name in self.names[question.id]],
            )
            for question in self.questions
        ]

    def _has_title(self, question: Question) -> bool:
        return len(self.names[question.id]) != 1 or question.kept == Kept.TICK

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        themes = [cleaned.get(f"theme_{number + 1}") for number in range(MOST_THEMES)]
        named = [theme for theme in themes if theme]
        if len(set(named)) != len(named):
            self.add_error("theme_2", ValidationError(_("Choose each theme once only.")))
        concerned, attending = cleaned.get("concerned"), cleaned.get("attending")
        if concerned and attending and attending > concerned:
            self.add_error(
                "attending", ValidationError(_("More cannot take part than it concerns. Check the numbers."))
            )
        return cleaned

    def told(self) -> Told:
        """What was said, of a valid form."""
        cleaned = self.cleaned_data
        answers: dict[str, Any] = {}
        for question in self.questions:
            for key in question.keys:
                value = self._value(key)
                if value not in (None, "", []):
                    answers[key] = value
        return Told(
            questions=[question.id for question in self.questions],
            answers=answers,
            ticks=[question.id for question in self.questions if cleaned.get(f"{question.id}_tick")],
            needs=[PracticalNeed(need) for need in cleaned.get("needs", ())],
        )

    def _value(self, key: str) -> Any:
        cleaned = self.cleaned_data
        if key == "themes":
            return [one for number in range(MOST_THEMES) if (one := cleaned[f"theme_{number + 1}"])]
        if key == "goals":
            typed = (" ".join(cleaned[f"goal_{number + 1}"].split()) for number in range(MOST_GOALS))
            return [one for one in typed if one]
        value = cleaned[key]
        if value in (None, "", []):
            return None
        if key in YES_OR_NO:
            return value == "yes"
        if key in LISTS_OF_NUMBERS:
            return [int(one) for one in value]
        return int(value) if key in NUMBERS else value


def _goal_field(label: str, number: int) -> forms.Field:
    return forms.CharField(
        label=label, max_length=LONGEST_GOAL, required=False, help_text="" if number else NO_NAMES
    )


def _nth(value: Any, number: int) -> str:
    return value[number] if value and len(value) > number else ""


def _shown(key: str, value: Any) -> Any:
    if value is None:
        return None
    if key in YES_OR_NO:
        return "yes" if value else "no"
    if key in LISTS_OF_NUMBERS:
        return [str(one) for one in value]
    return str(value) if key in NUMBERS else value
