"""Turns what people type into values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuokio.retention.domain.keeping import RULES, Kept
from tuokio.retention.keys import LEAST_PASSPHRASE
from tuokio.retention.models import RetentionSetting
from tuokio.retention.wording import limits_told


def _months(kept: Kept, label: Any) -> forms.IntegerField:
    rule = RULES[kept]
    return forms.IntegerField(
        label=label,
        min_value=rule.least,
        max_value=rule.most,
        error_messages={
            "required": gettext_lazy("Write for how many months."),
            "invalid": gettext_lazy("Write a number of months."),
        },
    )


class KeepingForm(forms.Form):
    """For how long a practice keeps what it may decide about."""

    enquiry_months = _months(Kept.ENQUIRY, gettext_lazy("Enquiries that led to no process, months"))
    declined_months = _months(Kept.DECLINED, gettext_lazy("Processes that did not start, months"))
    meetings_months = _months(
        Kept.MEETINGS, gettext_lazy("Meetings, attendance and names of ended processes, months")
    )
    own_notes_months = _months(
        Kept.OWN_NOTES, gettext_lazy("Locked notes of a supervisor alone, months after the process has ended")
    )
    group_notes_months = _months(
        Kept.GROUP_NOTES,
        gettext_lazy("Locked notes that a group or two share, months after the process has ended"),
    )
    audit_months = _months(Kept.AUDIT, gettext_lazy("The log of who did what, months"))
    year_ends_in = forms.TypedChoiceField(
        label=gettext_lazy("The month in which your financial year ends"),
        choices=list(MONTHS.items()),
        coerce=int,
    )

    def __init__(self, data: Any = None, *, setting: RetentionSetting) -> None:
        super().__init__(data, initial={name: getattr(setting, name) for name in self.base_fields})
        for kept, name in RetentionSetting.FIELDS.items():
            field = self.fields[name]
            field.help_text = limits_told(kept)
            field.validators = [
                MinValueValidator(RULES[kept].least, field.help_text),
                MaxValueValidator(RULES[kept].most, field.help_text),
            ]
        if not setting.practice.invoices:
            del self.fields["year_ends_in"]


class FolderForm(forms.Form):
    """Where the nightly copies go, and the words that open them."""

    folder = forms.CharField(
        label=gettext_lazy("Folder for the copies"),
        max_length=500,
        help_text=gettext_lazy(
            "A stick, or a folder that is kept in step with another place. For example /media/stick or D:\\Tuokio"
        ),
        error_messages={"required": gettext_lazy("Write the folder.")},
    )
    passphrase = forms.CharField(
        label=gettext_lazy("Passphrase that opens the copies"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "At least 12 characters; four or five words are good. Write it on paper: "
            "nobody can open the copies without it, not even we."
        ),
        error_messages={"required": gettext_lazy("Write the passphrase.")},
    )
    again = forms.CharField(
        label=gettext_lazy("The same passphrase again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Write the same passphrase again.")},
    )

    def clean_folder(self) -> Path:
        """An absolute path of a folder that is there."""
        folder = Path(self.cleaned_data["folder"].strip()).expanduser()
        if not folder.is_absolute():
            raise forms.ValidationError(_("Write the whole path, from its beginning."))
        try:
            there = folder.is_dir()
        except (OSError, ValueError):
            there = False
        if not there:
            raise forms.ValidationError(_("There is no such folder. Is the stick in?"))
        return folder

    def clean_passphrase(self) -> str:
        """Long enough."""
        typed: str = self.cleaned_data["passphrase"]
        if len(typed) < LEAST_PASSPHRASE:
            raise forms.ValidationError(_("The passphrase is too short: at least 12 characters."))
        return typed

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, again = data.get("passphrase"), data.get("again")
        if first and again and first != again:
            self.add_error("again", _("The two were not the same."))
        return data


class TrialForm(forms.Form):
    """The passphrase, to try whether a copy opens."""

    passphrase = forms.CharField(
        label=gettext_lazy("Passphrase that opens the copies"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the passphrase.")},
    )


class FeedbackForm(forms.Form):
    """What someone wants to tell about the accessibility of the pages."""

    message = forms.CharField(
        label=gettext_lazy("What was hard, and on which page?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Please do not write about your health or about other people."),
        error_messages={
            "required": gettext_lazy("Write what was hard."),
            "max_length": gettext_lazy("This is longer than fits here. Up to 4,000 characters fit."),
        },
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy(
                "This does not look like a mail address. It has the form name@example.fi."
            )
        },
    )
    practice = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)
