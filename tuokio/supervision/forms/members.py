"""Whoever joins, whoever leaves, and whoever is sent on to somebody else."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField
from tuokio.kit.labels import REFERRALS
from tuokio.terms.words import ReferralReason


class MemberForm(forms.Form):
    """One who joins, or whose name is written otherwise."""

    name = forms.CharField(
        label=lazy("Name or initials"),
        max_length=80,
        error_messages={"required": lazy("Write a name or initials.")},
    )
    joined_on = DayField(label=lazy("From"))


class ChangedMemberForm(forms.Form):
    """How a member is called: by which name, and how binding the dates are for them."""

    name = MemberForm.base_fields["name"]
    optional = forms.BooleanField(
        label=lazy("May be away"),
        required=False,
        help_text=lazy("Dates are agreed without looking at this one's other meetings."),
    )
    may_overlap = forms.BooleanField(
        label=lazy("May be called to two meetings at one time"),
        required=False,
        help_text=lazy("Otherwise a date is not agreed on while this one is called elsewhere in Tuokio."),
    )


class LeavingForm(forms.Form):
    """From which day someone no longer takes part."""

    left_on = DayField(label=lazy("First day away"))


class ReferralForm(forms.Form):
    """Where someone is better helped."""

    reason = forms.ChoiceField(
        label=lazy("Where to"),
        choices=[(reason.value, REFERRALS[reason]) for reason in ReferralReason],
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose where to.")},
    )
