"""Forms on an open group: what it is, and asking for a place in it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from tuokio.meetings.models.places import LONGEST_ABOUT
from tuokio.meetings.usecases.places import Opening

MOST_OFFERED = 40


class OpenGroupForm(forms.Form):
    """What strangers read of the group, and how many it takes."""

    title = forms.CharField(
        label=lazy("What the group is called for newcomers"),
        max_length=120,
        help_text=lazy("Shown to whoever has the link. No member's name, no workplace."),
    )
    about = forms.CharField(
        label=lazy("A few words about it"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("For whom it is, when and where it meets, what it costs."),
    )
    places = forms.IntegerField(
        label=lazy("Number of places"),
        min_value=1,
        max_value=MOST_OFFERED,
        initial=8,
        help_text=lazy("Those who are members already are counted in."),
    )
    confirms = forms.BooleanField(
        label=lazy("I say yes to each newcomer before they are members"), required=False, initial=True
    )
    offer_hours = forms.IntegerField(
        label=lazy("A free place is kept for the first in line, hours"),
        min_value=1,
        max_value=336,
        initial=48,
    )

    def opening(self) -> Opening:
        """What a valid form opens the group with."""
        return Opening(**self.cleaned_data)


class PlaceForm(forms.Form):
    """Asking for a place: a name and an address, nothing else."""

    name = forms.CharField(
        label=lazy("First name, or first name and initial"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    email = forms.EmailField(
        label=lazy("E-mail address"),
        max_length=254,
        help_text=lazy("A link to your own page is sent there. Best a private address, not that of work."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": lazy("This does not look like a mail address. It has the form name@example.fi.")
        },
    )
