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
