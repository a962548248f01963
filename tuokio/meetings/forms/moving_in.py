"""Moving in with running processes: what is brought, and which of its columns is what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.meetings.domain.proposal import Field, Unreadability
from tuokio.meetings.domain.spreadsheet import MOST_BYTES
from tuokio.meetings.moving_in_labels import FIELDS, UNREADABLE
from tuokio.people.models import Practice

MANY_FIGURES = 100_000  # characters that are pasted; more is not a list of processes


class PracticeForm(forms.Form):
    """Which practice the processes belong to, asked only of those who supervise in several."""

    def __init__(self, *arguments: Any, practices: Iterable[Practice], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.practices = list(practices)
        if len(self.practices) > 1:
            self.fields["practice_id"] = forms.ChoiceField(
                label=_("Practice"),
                choices=[(str(practice.pk), practice.name) for practice in self.practices],
            )
            self.order_fields(["practice_id"])

    @property
    def practice(self) -> Practice:
        """The practice that was chosen, or the only one."""
        chosen = self.cleaned_data.get("practice_id")
        return next((one for one in self.practices if str(one.pk) == chosen), self.practices[0])


class PasteForm(PracticeForm):
    """Cells copied from a spreadsheet."""

    text = forms.CharField(
        label=lazy("Cells"),
        max_length=MANY_FIGURES,
        strip=False,
        help_text=lazy("Copy the rows with their titles in Excel, and paste them here."),
        widget=forms.Textarea(attrs={"rows": 8, "class": "pastebox", "spellcheck": "false"}),
        error_messages={"required": lazy("Paste the cells here first.")},
    )


class FileForm(PracticeForm):
    """A list or a calendar as a file."""

    file = forms.FileField(
        label=lazy("File"),
        max_length=250,
        allow_empty_file=True,
        help_text=lazy("XLSX, CSV or a calendar (.ics), at most 5 MB. The file itself is not kept."),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.csv,.ics,.txt,.tsv,text/csv,text/calendar", "class": "file"}
        ),
        error_messages={"required": lazy("Choose the file first.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(UNREADABLE[Unreadability.TOO_BIG])
        return file

    def filename(self) -> str:
        """The file's own name, made storable."""
        name = str(self.cleaned_data["file"].name or "").rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
        return "".join(sign for sign in name if sign.isprintable())[:120]


class ColumnsForm(forms.Form):
    """What each column holds."""

    def __init__(self, *arguments: Any, sheets: Iterable[Mapping[str, Any]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.places: dict[str, tuple[int, int]] = {}
        for sheet in sheets:
            for column in sheet["columns"]:
                if "notes" in column["doubts"]:
                    continue
                name = f"of_{sheet['sheet']}_{column['column']}"
                self.places[name] = (sheet["sheet"], column["column"])
                self.fields[name] = forms.ChoiceField(
                    label=column["title"] or _("Column %(number)s") % {"number": column["column"] + 1},
                    choices=[("", _("not read in")), *FIELDS.items()],
                    required=False,
                    initial=column["field"],
                )

    def chosen(self) -> dict[tuple[int, int], Field | None]:
        """What the columns of a valid form hold; only those that were changed are named."""
        return {
            place: Field(self.cleaned_data[name]) if self.cleaned_data[name] else None
            for name, place in self.places.items()
        }


class ConfirmationForm(forms.Form):
    """The last word before the processes come in."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    all_on_paper = forms.BooleanField(
        label=lazy("The signed agreements of all these are on paper at my place"), required=False
    )
