"""What is agreed of a term: how many meetings, how long, at what price."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField, EurosField
from tuokio.people.models import Practice, VatCode
from tuokio.supervision.forms.processes import MOST_MEMBERS
from tuokio.supervision.models import Term
from tuokio.supervision.usecases import Agreed
from tuokio.terms.words import FormOfWork


class AgreedForm(forms.Form):
    """The terms of one period."""

    minutes = forms.IntegerField(label=lazy("Length of one meeting, minutes"), min_value=15, max_value=600)
    planned = forms.IntegerField(label=lazy("Number of meetings"), min_value=1, max_value=200)
    interval_weeks = forms.IntegerField(label=lazy("Weeks between meetings"), min_value=1, max_value=52)
    starts_on = DayField(label=lazy("Valid from"))
    ends_on = DayField(label=lazy("Valid until"), required=False)
    price_cents = EurosField(
        label=lazy("Price of one meeting, euros"), help_text=lazy("Without VAT. A free one is 0.")
    )
    vat_code = forms.ChoiceField(label=lazy("VAT"))
    price_limit_cents = EurosField(label=lazy("Highest total price, euros"), required=False)
    order_number = forms.CharField(label=lazy("Order number"), max_length=60, required=False)
    cost_centre = forms.CharField(label=lazy("Cost centre"), max_length=60, required=False)
    free_until_hours = forms.IntegerField(
        label=lazy("Free cancellation until, hours before"), min_value=0, max_value=1440
    )
    count_business_days = forms.BooleanField(
        label=lazy("Only weekdays are counted in those hours"), required=False
    )
    late_percent = forms.IntegerField(
        label=lazy("Later cancellation, per cent of the price"), min_value=0, max_value=100
    )
    no_show_percent = forms.IntegerField(
        label=lazy("Nobody came, per cent of the price"), min_value=0, max_value=100
    )
    quorum = forms.IntegerField(
        label=lazy("Fewest present"),
        min_value=1,
        max_value=MOST_MEMBERS,
        help_text=lazy("With so many present a meeting counts as held."),
    )
    trial_meetings = forms.IntegerField(
        label=lazy("Trial meetings"), min_value=0, max_value=20, required=False, initial=0
    )
    held_before = forms.IntegerField(
        label=lazy("Held before moving in"), min_value=0, max_value=200, required=False, initial=0
    )
    attendance_by_name = forms.BooleanField(
        label=lazy("The commissioner sees attendance by name"),
        required=False,
        help_text=lazy("Only when the agreement says so. Otherwise the commissioner sees numbers."),
    )
    MONEY = ("price_cents", "vat_code", "price_limit_cents", "order_number", "cost_centre")

    def __init__(
        self, *arguments: Any, practice: Practice, term: Term | None = None, form: str = "", **options: Any
    ) -> None:
        options["initial"] = {
            **_usual(practice, form),
            **(_of_term(term) if term else {}),
            **(options.get("initial") or {}),
        }
        super().__init__(*arguments, **options)
        if not practice.invoices:
            for name in self.MONEY:
                del self.fields[name]
            return
        vat = self.fields["vat_code"]
        assert isinstance(vat, forms.ChoiceField)
        vat.choices = vat_choices(practice)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        planned, before = given.get("planned"), given.get("held_before")
        if planned and before and before > planned:
            self.add_error("held_before", _("More were held than were agreed. Check both numbers."))
        return given

    def agreed(self) -> Agreed:
        """The terms of a valid form."""
        given = dict(self.cleaned_data)
        given["trial_meetings"] = given.get("trial_meetings") or 0
        given["held_before"] = given.get("held_before") or 0
        return Agreed(**{name: given[name] for name in Agreed.__dataclass_fields__ if name in given})


def _usual(practice: Practice, form: str) -> dict[str, Any]:
    group = form in {FormOfWork.GROUP, FormOfWork.WORK_COMMUNITY}
    return {
        "minutes": usual_minutes(form),
        "planned": 10,
        "interval_weeks": 4,
        "vat_code": practice.vat_code,
        "free_until_hours": practice.free_until_hours,
        "late_percent": practice.late_percent,
        "no_show_percent": practice.no_show_percent,
        "count_business_days": practice.count_business_days,
        "quorum": 2 if group else 1,
    }


def usual_minutes(form: str) -> int:
    """How long a meeting of this form usually is (domain 1.1)."""
    return {FormOfWork.INDIVIDUAL.value: 60, FormOfWork.WORK_COMMUNITY.value: 120}.get(form, 75)


def _of_term(term: Term) -> dict[str, Any]:
    return {name: getattr(term, name) for name in AgreedForm.base_fields}


def vat_choices(practice: Practice, on: date | None = None) -> list[tuple[str, str]]:
    """The practice's VAT treatments that hold, with their reasons; the newest of each code."""
    newest: dict[str, VatCode] = {}
    for row in practice.vat_codes.all():
        if on is None or row.holds_on(on):
            newest[row.code] = row
    language = (get_language() or "fi")[:2]
    choices: list[tuple[str, str]] = []
    for code, row in newest.items():
        percent = f"{row.percent.normalize():f}".replace(".", ",")
        reason = row.reason(language)
        choices.append((code, f"{percent} % · {reason}" if reason else f"{percent} %"))
    return sorted(choices, key=lambda choice: choice[0] != practice.vat_code)
