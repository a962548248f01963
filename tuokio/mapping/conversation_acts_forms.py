"""The short forms of the mapping conversation: health, M08, and what is recorded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tuokio.kit.labels import COMPOSITIONS, FORMS
from tuokio.mapping import conversation_labels as words
from tuokio.mapping.conversation_forms import NO_NAMES, QUESTIONS
from tuokio.mapping.models.conversations import LONGEST_WHY
from tuokio.mapping.recording import Chosen
from tuokio.terms.conversation_words import OtherwiseReason
from tuokio.terms.words import FormOfWork


class HealthForm(forms.Form):
    """M12, answered and forgotten."""

    health = forms.ChoiceField(
        label=QUESTIONS["M12"],
        choices=[("no", _("no")), ("yes", _("yes")), ("unsure", _("I am not sure"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or leave this screen.")},
    )

    @property
    def concerns_health(self) -> bool:
        """Whether G3 is to be shown, of a valid form."""
        return bool(self.cleaned_data["health"] != "no")


class VoiceForm(forms.Form):
    """M08, answered by one person."""

    value = forms.TypedChoiceField(
        label=QUESTIONS["M08"],
        choices=list(words.VOICES.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number.")},
    )


class PaperVoicesForm(forms.Form):
    """How many paper slips bear each number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, 6):
            self.fields[f"count_{number}"] = forms.IntegerField(
                label=_("Slips with %(number)s") % {"number": number},
                min_value=0,
                max_value=100,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Write how many slips bear each number."))
        return cleaned

    def values(self) -> list[int]:
        """The answers one by one, in no order of theirs."""
        return [number for number in range(1, 6) for _one in range(self.cleaned_data[f"count_{number}"] or 0)]


class LinksForm(forms.Form):
    """For how many people slips with a link are made."""

    count = forms.IntegerField(
        label=_("How many people answer on their own phone"), min_value=1, max_value=40
    )


class ChosenForm(forms.Form):
    """What is recorded: as the rules propose, or otherwise, because."""

    form = forms.ChoiceField(label=_("Form of work"), choices=list(FORMS.items()), widget=forms.RadioSelect)
    composition = forms.ChoiceField(
        label=_("Who sit together"),
        choices=[("", _("nobody else, or not known yet")), *COMPOSITIONS.items()],
        required=False,
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=600)
    meetings = forms.IntegerField(label=_("Meetings"), min_value=1, max_value=200)
    interval_weeks = forms.IntegerField(label=_("Weeks between meetings"), min_value=1, max_value=26)
    because = forms.ChoiceField(
        label=_("If you chose otherwise than proposed, why?"),
        choices=[("", _("as proposed")), *words.OTHERWISE.items()],
        required=False,
    )
    why = forms.CharField(
        label=_("In a few words, for yourself"),
        max_length=LONGEST_WHY,
        required=False,
        help_text=NO_NAMES,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("form") == FormOfWork.INDIVIDUAL:
            cleaned["composition"] = ""
        return cleaned

    def chosen(self) -> Chosen:
        """What was chosen, of a valid form."""
        told = self.cleaned_data
        return Chosen(
            form=FormOfWork(told["form"]),
            composition=told["composition"],
            minutes=told["minutes"],
            meetings=told["meetings"],
            interval_weeks=told["interval_weeks"],
            because=OtherwiseReason(told["because"]) if told["because"] else None,
            why=" ".join(told["why"].split()),
        )
