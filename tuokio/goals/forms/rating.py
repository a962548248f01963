"""The forms in which levels are chosen: alone, from a slip, by the group, by the supervisor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tuokio.goals.domain.light import light_answers, light_levels
from tuokio.goals.labels import LIGHT_ANSWERS
from tuokio.goals.level_words import signed
from tuokio.goals.models import GoalInRound
from tuokio.terms.goal_words import LightAnswer, Scale

CANNOT_SAY = "cannot_say"


def level_choices(one: GoalInRound) -> list[tuple[str, Any]]:
    """What can be chosen for a goal, the best first: its five levels, or the answers in words."""
    if one.wording.scale == Scale.LIGHT:
        return [(answer.value, LIGHT_ANSWERS[answer]) for answer in LightAnswer]
    return [(str(level), f"{words} ({signed(level)})") for level, words in one.wording.levels.items()]


def level_chosen(one: GoalInRound, value: str) -> float:
    """The level that a choice means."""
    if one.wording.scale == Scale.LIGHT:
        return light_levels(one.goal.start or -1)[LightAnswer(value)]
    return int(value)


def choice_of(one: GoalInRound, level: float | None) -> str:
    """The choice that stands for a level; a light -2 from -2 is taken as "no change"."""
    if level is None:
        return CANNOT_SAY
    if one.wording.scale == Scale.LIGHT:
        return light_answers(level, baseline=one.goal.start or -1)[0].value
    return str(int(level))


class _LevelsForm(forms.Form):
    """One field a goal."""

    def __init__(self, *args: Any, goals: Sequence[GoalInRound], **more: Any) -> None:
        super().__init__(*args, **more)
        self.goals = list(goals)

    def _field(
        self, one: GoalInRound, *, required: bool, extra: Sequence[tuple[str, Any]] = ()
    ) -> forms.Field:
        return forms.ChoiceField(
            label=one.wording.wording,
            help_text=one.wording.indicator,
            choices=[*level_choices(one), *extra],
            required=required,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of these.")},
        )


class RateForm(_LevelsForm):
    """What one person answers alone."""

    def __init__(
        self,
        *args: Any,
        answered: Mapping[UUID, float | None] | None = None,
        turns_up: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        for number, one in enumerate(self.goals):
            self.fields[f"goal_{number}"] = self._field(
                one, required=True, extra=[(CANNOT_SAY, _("I cannot say"))]
            )
            if answered and one.pk in answered:
                self.initial[f"goal_{number}"] = choice_of(one, answered[one.pk])
        self.fields["turns_up"] = forms.BooleanField(
            label=_("My answer may be turned up together with the others"),
            help_text=_(
                "Only needed when there are too few answers to show without names. They are turned up only "
                "if each one who answered chooses this. Nobody sees who did not."
            ),
            required=False,
            initial=turns_up,
        )

    def levels(self) -> dict[UUID, float | None]:
        """The level of each goal; None: "I cannot say"."""
        found: dict[UUID, float | None] = {}
        for number, one in enumerate(self.goals):
            value = self.cleaned_data[f"goal_{number}"]
            found[one.pk] = None if value == CANNOT_SAY else level_chosen(one, value)
        return found


class RecordForm(_LevelsForm):
    """What the group said together: a level for each goal, and an upper end when it recorded a range."""

    def __init__(
        self, *args: Any, with_range: bool, spans: Mapping[UUID, tuple[float, float]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for number, one in enumerate(self.goals):
            self.fields[f"low_{number}"] = self._field(one, required=True)
            if one.pk in spans:
                self.initial[f"low_{number}"] = choice_of(one, spans[one.pk][0])
            if with_range:
                self.fields[f"high_{number}"] = forms.ChoiceField(
                    label=_("The other end, if you record a range"),
                    choices=[("", _("one level")), *level_choices(one)],
                    required=False,
                )
                if one.pk in spans and spans[one.pk][0] != spans[one.pk][1]:
                    self.initial[f"high_{number}"] = choice_of(one, spans[one.pk][1])

    def spans(self) -> dict[UUID, tuple[float, float]]:
        """The two ends for each goal; the same when it is one level."""
        found = {}
        for number, one in enumerate(self.goals):
            low = self.cleaned_data[f"low_{number}"]
            high = self.cleaned_data.get(f"high_{number}") or low
            found[one.pk] = (level_chosen(one, low), level_chosen(one, high))
        return found


class SupervisorForm(_LevelsForm):
    """The supervisor's own levels; any goal may be left out."""

    def __init__(self, *args: Any, said: Mapping[UUID, float], **more: Any) -> None:
        super().__init__(*args, **more)
        for number, one in enumerate(self.goals):
            self.fields[f"goal_{number}"] = self._field(one, required=False)
            if one.pk in said:
                self.initial[f"goal_{number}"] = choice_of(one, said[one.pk])

    def levels(self) -> dict[UUID, float]:
        """The levels that were chosen."""
        chosen = [(one, self.cleaned_data[f"goal_{number}"]) for number, one in enumerate(self.goals)]
        return {one.pk: level_chosen(one, value) for one, value in chosen if value}
