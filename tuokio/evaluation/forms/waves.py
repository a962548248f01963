"""Forms of waves: choosing statements, answering them, leaving a wave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.evaluation.domain.statements import FEWEST, MOST, STATEMENTS, Statement
from tuokio.evaluation.labels_waves import QUESTIONS, SKIP_REASONS
from tuokio.evaluation.models.waves import Wave
from tuokio.terms.evaluation_words import OutcomeFactor, Question, SkipReason

CANNOT_SAY = "cannot"
NOT_ON_SCALE = _("Choose one of the numbers from 1 to 5, or “cannot say”, or leave it empty.")


class StatementsForm(forms.Form):
    """Three to six of the statements, core ones first."""

    core = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    more = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: Any = None,
        *,
        language: str,
        for_managers: bool,
        factors: Mapping[str, Promise],
        initial: Sequence[str] = (),
    ) -> None:
        super().__init__(data, initial={"core": list(initial), "more": list(initial)})
        core = [s for s in STATEMENTS if _is_proposed(s, for_managers=for_managers)]
        for name, statements in (("core", core), ("more", [s for s in STATEMENTS if s not in core])):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # made so above
            field.choices = [(s.code, f"{factors[s.factor]}: {s.words(language)}") for s in statements]

    def clean(self) -> dict[str, Any]:
        """Say how many were chosen when they are too few or too many."""
        found = super().clean() or {}
        count = len(self.codes)
        if not self.errors and not FEWEST <= count <= MOST:
            self.add_error(
                None,
                _("You have chosen %(count)s. Choose from three to six, so that answering takes two minutes.")
                % {"count": count},
            )
        return found

    @property
    def more_is_open(self) -> bool:
        """Whether one of those on request is ticked, so that they are shown at once."""
        ticked = set(self["more"].value() or ())
        return any(code in ticked for code, _words in self.fields["more"].choices)  # type: ignore[attr-defined]  # a choice field

    @property
    def codes(self) -> list[str]:
        """What was chosen."""
        return [*self.cleaned_data.get("core", ()), *self.cleaned_data.get("more", ())]


def _is_proposed(statement: Statement, *, for_managers: bool) -> bool:
    """The core of each factor; of leadership the item of those who lead when they are the ones supervised."""
    if statement.factor == OutcomeFactor.LEADERSHIP:
        return statement.is_core != for_managers
    return statement.is_core


@dataclass(frozen=True, slots=True)
class Scale:
    """One question of a statement, as radios."""

    label: str | Promise
    field: BoundField

    @property
    def numbers(self) -> list[Any]:
        """1 to 5."""
        return list(self.field.subwidgets)[:5]

    @property
    def cannot(self) -> Any:
        """Cannot say."""
        return list(self.field.subwidgets)[5]

    @property
    def hint_id(self) -> str:
        """Of the words at the ends of the scale."""
        return f"{self.field.auto_id}_ends"


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement of the form."""

    number: int
    words: str
    scales: tuple[Scale, ...]


class AnswersForm(forms.Form):
    """The statements of a wave; any of them may be left empty."""

    def __init__(
        self,
        data: Any = None,
        *,
        wave: Wave,
        language: str,
        given: Mapping[tuple[str, Question], int | None] | None = None,
    ) -> None:
        super().__init__(data)
        self.wave, self.language = wave, language
        choices = [*((str(n), str(n)) for n in range(1, 6)), (CANNOT_SAY, _("Cannot say"))]
        for code, question in self._names():
            known = (given or {}).get((code, question), "")
            self.fields[f"{code}-{question}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                label=str(QUESTIONS[question]),
                initial=CANNOT_SAY if known is None else str(known),
                error_messages={"invalid_choice": NOT_ON_SCALE},
            )

    def _names(self) -> Iterator[tuple[str, Question]]:
        for code in self.wave.codes:
            for question in self.wave.questions:
                yield code, question

    @property
    def answers(self) -> dict[tuple[str, Question], int | None]:
        """What was answered; what was left empty is not here."""
        said = {(c, q): self.cleaned_data.get(f"{c}-{q}", "") for c, q in self._names()}
        return {key: None if value == CANNOT_SAY else int(value) for key, value in said.items() if value}

    @property
    def asked(self) -> list[Asked]:
        """The statements with their questions, for the page."""
        return [
            Asked(
                number,
                statement.words(self.language),
                tuple(Scale(QUESTIONS[q], self[f"{statement.code}-{q}"]) for q in self.wave.questions),
            )
            for number, statement in enumerate(self.wave.statements, 1)
        ]


class SkipForm(forms.Form):
    """Why a wave is left out."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(r.value, SKIP_REASONS[r]) for r in SkipReason if r != SkipReason.PROCESS_ENDED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the reasons.")},
    )
