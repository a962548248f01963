"""A reply that a supervisor got in their own mail: pasted or attached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.calendars.domain.replies import MOST_BYTES, Reply, Unreadable, read_anything
from tuokio.calendars.refusals import sentence


class ReplyForm(forms.Form):
    """The text of a reply, or its file: a calendar file (.ics) or a whole mail (.eml)."""

    file = forms.FileField(
        label=lazy("The reply as a file"),
        help_text=lazy("The calendar file of the mail (.ics), or the mail itself saved as a file (.eml)."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ics,.eml,text/calendar,message/rfc822"}),
    )
    text = forms.CharField(
        label=lazy("Or the reply as text"),
        help_text=lazy("Open the source of the mail, copy all of it and paste it here."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        strip=False,
    )
    replies: tuple[Reply, ...] = ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, text = given.get("file"), given.get("text") or ""
        if file is None and not text.strip():
            if not self.errors:
                raise forms.ValidationError(_("Choose a file or paste a text."))
            return given
        content = file.read(MOST_BYTES + 1) if file is not None else text.encode()
        try:
            self.replies = read_anything(content)
        except Unreadable as refusal:
            self.add_error("file" if file is not None else "text", sentence(refusal))
        return given
