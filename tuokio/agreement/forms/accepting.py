"""Forms of sending, accepting and writing down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as lazy

from tuokio.agreement.models.agreements import LONGEST_REASON
from tuokio.kit.fields import DayField
from tuokio.supervision.forms.papers import PaperForm
from tuokio.supervision.models import Member
from tuokio.terms.acceptance_words import IdentityLevel
from tuokio.terms.agreement_words import AgreementKind, Profile
from tuokio.terms.words import PaperKind


class SeenForm(forms.Form):
    """One press about what stood on the page: its fingerprint comes along."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SendingForm(SeenForm):
    """Sending a draft; when the members are asked."""

    ask_now = forms.ChoiceField(
        label=lazy("When are the supervisees asked?"),
        choices=[
            ("", lazy("in the first meeting: on the own phone, on a paper list or aloud")),
            ("now", lazy("now: whoever has a way in gets a mail that something waits")),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def __init__(self, *args: Any, kind: AgreementKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == AgreementKind.TWO_PARTY:  # who pays for themselves accepts once, and gets the payer's mail
            del self.fields["ask_now"]

    def clean_ask_now(self) -> bool:
        return bool(self.cleaned_data["ask_now"])


class DeclineForm(SeenForm):
    """A member's no, with a reason if they wish."""

    reason = forms.CharField(
        label=lazy("What would need to be otherwise?"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy(
            "Only your supervisor reads this. No names, no cases that someone could recognise. "
            "It is kept in readable form and erased three months after the agreement is settled."
        ),
    )


class AcceptancesForm(forms.Form):
    """Who accepted in the room, and how: one line for each member who has not yet."""

    WAYS = (
        ("", lazy("not now")),
        (IdentityLevel.PAPER.value, lazy("on paper")),
        (IdentityLevel.ALOUD.value, lazy("said aloud")),
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {f"member-{member.pk}": member for member in members}
        for name, member in self.members.items():
            self.fields[name] = forms.ChoiceField(
                label=member.name, choices=self.WAYS, required=False, widget=forms.RadioSelect, initial=""
            )

    def given(self) -> dict[Member, IdentityLevel]:
        """Who accepted how, of a valid form."""
        return {
            member: IdentityLevel(way)
            for name, member in self.members.items()
            if (way := self.cleaned_data.get(name))
        }


class SignedForm(PaperForm):
    """A PDF signed elsewhere, with its day."""

    kind = None  # type: ignore[assignment]  # it is always a PDF here
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    field_order = ("file", "signed_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = True
        self.fields["file"].error_messages["required"] = lazy("Choose the PDF file.")
        self.fields["signed_on"] = DayField(
            label=lazy("Signed on"), error_messages={"required": lazy("Write the day when it was signed.")}
        )

    def signed(self) -> dict[str, Any]:
        """What `keep_signed` wants, of a valid form."""
        self.cleaned_data["kind"] = PaperKind.UPLOADED
        paper = self.paper()
        signed_on: date = paper["signed_on"]
        return {"content": paper["content"], "filename": paper["filename"], "signed_on": signed_on}


class KindForm(forms.Form):
    """Between whom the agreement is made, how long it is, and in which language it counts."""

    kind = forms.ChoiceField(
        label=lazy("Between whom"),
        choices=[
            (AgreementKind.TWO_PARTY, lazy("the supervisor and one who pays for themselves")),
            (AgreementKind.THREE_PARTY, lazy("the supervisor, the supervisees and the payer")),
            (AgreementKind.FOUR_PARTY, lazy("these three and the unit's line manager")),
            (AgreementKind.INTERNAL, lazy("inside the house: no price, the coordinator accepts")),
        ],
        widget=forms.RadioSelect,
    )
    profile = forms.ChoiceField(
        label=lazy("How long"),
        choices=[
            (Profile.FULL, lazy("the whole agreement")),
            (Profile.SHORT, lazy("the short one, two pages at most")),
        ],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=lazy("Which language counts"),
        choices=settings.LANGUAGES,
        help_text=lazy("The two others are made too and marked as translations."),
    )
