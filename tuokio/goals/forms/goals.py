"""The forms that word a goal, say where it stands and begin a rating."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuokio.goals.labels import GOAL_REASONS, GOAL_STATES, ROUND_POINTS, SCALES
from tuokio.goals.level_words import signed
from tuokio.goals.models import LONGEST, Goal
from tuokio.goals.usecases.goals import Words
from tuokio.terms.goal_words import GoalReason, GoalState, RoundPoint, Scale

FIVE = ("much_less", "less", "expected", "more", "much_more")
LATER = "later"
UNKNOWN = "unknown"
_EMPTY = [("", "–")]


def _line(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=required, help_text=hint, max_length=LONGEST, widget=area)


class GoalForm(forms.Form):
    """A goal: its wording and indicator, and its levels now or later."""

    wording = _line(
        _("The goal"),
        required=True,
        hint=_(
            "What will be so when the work has gone well. One thing. No names, no cases that could be recognised."
        ),
    )
    indicator = _line(
        _("How it is noticed"),
        hint=_("What one can see or hear in the work. No names, no cases that could be recognised."),
    )
    scale = forms.ChoiceField(
        label=_("How are the levels worded?"),
        choices=[*SCALES.items(), (LATER, _("The levels are written later, together"))],
        widget=forms.RadioSelect,
        initial=LATER,
    )
    expected = _line(_("As expected (0)"), hint=_("What is realistic to reach. Needed in both ways."))
    much_more = _line(_("Much more than expected (+2)"))
    more = _line(_("Somewhat more than expected (+1)"))
    less = _line(_("Somewhat less than expected (−1)"))
    much_less = _line(_("Much less than expected (−2)"))
    start = _line(_("The start in words"), hint=_("How it is now."))
    baseline = forms.ChoiceField(
        label=_("Where it starts"),
        widget=forms.RadioSelect,
        initial="-1",
        help_text=_("Usually −1. Take −2 when nothing worse is possible, or the start is far off."),
    )
    reason = forms.ChoiceField(label=_("Why are the words changed?"), widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, goal: Goal | None = None, **more: Any) -> None:
        self.goal = goal
        super().__init__(*args, **more)
        levels = [(str(level), signed(level)) for level in (-1, -2, 0, 1, 2)]
        chosen: Any = self.fields["baseline"]
        chosen.choices = [*levels[:2], (UNKNOWN, _("not known yet: it is rated at the start"))]
        if goal is not None and goal.baseline is not None and goal.baseline // 2 not in (-1, -2):
            chosen.choices = [*levels, (UNKNOWN, _("not known yet: it is rated at the start"))]
        reasons: Any = self.fields["reason"]
        reasons.choices = list(GOAL_REASONS.items())
        if goal is None or not goal.current.scale:
            del self.fields["reason"]
        if goal is not None:
            self._begin_with(goal)

    def _begin_with(self, goal: Goal) -> None:
        now = goal.current
        if goal.agreed:
            del self.fields["wording"], self.fields["indicator"]
        for name in ("wording", "indicator", *FIVE, "start"):
            self.initial.setdefault(name, getattr(now, name))
        self.initial["scale"] = now.scale or LATER
        self.initial["seen"] = now.number
        if goal.baseline is not None:
            self.initial["baseline"] = str(goal.baseline // 2)
        elif now.scale:
            self.initial["baseline"] = UNKNOWN

    def clean(self) -> dict[str, Any]:
        """Each way of levels needs its own words, and no others."""
        given = super().clean() or {}
        scale = given.get("scale")
        needed: dict[Any, tuple[str, ...]] = {Scale.FIVE_LEVELS: FIVE, Scale.LIGHT: ("expected", "start")}
        for name in needed.get(scale, ()):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("Write this level in words."))
        others = [name for name in (*FIVE, "start") if given.get(name) and name not in needed.get(scale, ())]
        if others and scale is not None:
            self.add_error("scale", _("There are words for levels that this choice does not have."))
        if scale == Scale.LIGHT and given.get("baseline") not in {"-1", "-2"}:
            self.add_error("baseline", _("A light goal starts from −1 or −2."))
        return given

    def words(self) -> Words:
        """The goal in words."""
        given = self.cleaned_data
        now = self.goal.current if self.goal else None
        scale = None if given["scale"] == LATER else Scale(given["scale"])
        known = scale is not None and given["baseline"] != UNKNOWN
        return Words(
            wording=given.get("wording") or (now.wording if now else ""),
            indicator=given.get("indicator", now.indicator if now else ""),
            scale=scale,
            five=tuple(given[name] for name in FIVE) if scale == Scale.FIVE_LEVELS else None,
            expected=given["expected"],
            start=given["start"],
            baseline=int(given["baseline"]) if known else None,
        )

    def reason_given(self) -> GoalReason | None:
        """Why the words change, when there were levels before."""
        return GoalReason(self.cleaned_data["reason"]) if "reason" in self.cleaned_data else None


class StateForm(forms.Form):
    """Where a goal stands now, and why."""

    to = forms.ChoiceField(label=_("The goal is"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, goal: Goal, **more: Any) -> None:
        super().__init__(*args, **more)
        can_be = [state for state in GoalState if state != goal.state]
        if goal.agreed:
            can_be = [state for state in can_be if state in {GoalState.ACTIVE, GoalState.REACHED}]
        to: Any = self.fields["to"]
        to.choices = [(state.value, GOAL_STATES[state]) for state in can_be]
        reason: Any = self.fields["reason"]
        reason.choices = [*GOAL_REASONS.items()]

    def clean(self) -> dict[str, Any]:
        """A goal that is given up is given up for a reason."""
        given = super().clean() or {}
        if given.get("to") in {GoalState.REPLACED, GoalState.DROPPED} and not given.get("reason"):
            self.add_error("reason", _("Choose why."))
        return given

    def reason_given(self) -> GoalReason | None:
        """Why, when it was said."""
        return GoalReason(self.cleaned_data["reason"]) if self.cleaned_data.get("reason") else None


class OpenForm(forms.Form):
    """When the goals are rated."""

    point = forms.ChoiceField(
        label=_("When is this rating?"),
        choices=[(point.value, ROUND_POINTS[point]) for point in RoundPoint],
        widget=forms.RadioSelect,
    )
