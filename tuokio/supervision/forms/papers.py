"""A signed paper that is kept with the process."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField
from tuokio.terms.words import PaperKind

PDF_BEGINS = b"%PDF-"


class PaperForm(forms.Form):
    """The signed agreement: a PDF, or the word that it is on paper."""

    kind = forms.ChoiceField(
        label=lazy("Where is the signed agreement"),
        choices=[
            (PaperKind.AT_MY_PLACE, lazy("on paper at my place")),
            (PaperKind.UPLOADED, lazy("here as a PDF file")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose where the agreement is.")},
    )
    file = forms.FileField(
        label=lazy("PDF file"),
        required=False,
        allow_empty_file=True,
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=lazy("At most 6 MB."),
    )
    signed_on = DayField(label=lazy("Signed on"), required=False)

    def clean_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if not file:
            return None
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 6 MB. Save it smaller and try again."))
        begins = file.read(len(PDF_BEGINS))
        file.seek(0)
        if begins != PDF_BEGINS:
            raise forms.ValidationError(_("This is not a PDF file. Save the agreement as PDF and try again."))
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == PaperKind.UPLOADED and not given.get("file") and "file" not in self.errors:
            self.add_error("file", _("Choose the PDF file."))
        return given

    def paper(self) -> dict[str, Any]:
        """What is kept, of a valid form, as `keep_paper` wants it."""
        given = self.cleaned_data
        file = given["file"] if given["kind"] == PaperKind.UPLOADED else None
        return {
            "kind": PaperKind(given["kind"]),
            "signed_on": given["signed_on"],
            "filename": _safe_name(file.name or "") if file else "",
            "content": file.read() if file else None,
        }


def _safe_name(name: str) -> str:
    base = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].removesuffix(".pdf")
    kept = "".join(sign for sign in base if sign.isprintable() and ord(sign) < 0x2000)
    try:
        return f"{get_valid_filename(kept)[:100]}.pdf"
    except ValueError:  # nothing usable was left of it
        return "agreement.pdf"
