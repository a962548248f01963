"""Forms of an offer: text in, values out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from tuokio.agreement.domain.offers import LONGEST_VALID, VALID_DAYS
from tuokio.agreement.labels_offers import DECLINE_REASONS, EXTRAS
from tuokio.agreement.models import Offer
from tuokio.agreement.usecases.offer_rules import Extra, Offered
from tuokio.kit.fields import DayField, EurosField
from tuokio.kit.labels import COMPOSITIONS, FORMS
from tuokio.mapping.models import Service, lengths_of
from tuokio.mapping.recommended import recommended_for
from tuokio.people.models import ContactPerson, Practice
from tuokio.supervision.forms.agreed import usual_minutes, vat_choices
from tuokio.supervision.models import Process
from tuokio.terms.offer_words import ExtraKind, OfferAnswerWay, OfferDeclineReason

BY_HAND = ""
ACCEPTED, DECLINED = "accepted", "declined"
MOST_TIMES = 200


class OfferForm(forms.Form):
    """What is offered: the meetings, their price, what else costs, cancelling, and how long the offer holds."""

    form = forms.ChoiceField(label=lazy("Form of work"), choices=list(FORMS.items()))
    composition = forms.ChoiceField(
        label=lazy("Who sit together"), choices=[("", "–"), *COMPOSITIONS.items()], required=False
    )
    minutes = forms.IntegerField(label=lazy("Length of one meeting, minutes"), min_value=15, max_value=600)
    planned = forms.IntegerField(label=lazy("Number of meetings"), min_value=1, max_value=200)
    interval_weeks = forms.IntegerField(label=lazy("Weeks between meetings"), min_value=1, max_value=52)
    starts_on = DayField(label=lazy("Could begin"), required=False)
    valid_until = DayField(label=lazy("The offer holds until"))
    price_cents = EurosField(
        label=lazy("Price of one meeting, euros"), help_text=lazy("Without VAT. A free one is 0.")
    )
    vat_code = forms.ChoiceField(label=lazy("VAT"))
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
    language = forms.ChoiceField(label=lazy("Language of the offer"), choices=settings.LANGUAGES)

    def __init__(
        self, *arguments: Any, process: Process, on: date, continues: bool = False, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.on = on
        vat = self.fields["vat_code"]
        assert isinstance(vat, forms.ChoiceField)
        vat.choices = vat_choices(process.practice, on)
        self.fields["starts_on"].required = continues
        for kind, label in EXTRAS.items():
            self.fields[f"{kind}_cents"] = EurosField(
                label=_("%(what)s, euros at a time") % {"what": label}, required=False
            )
            self.fields[f"{kind}_times"] = forms.IntegerField(
                label=_("How many times: %(what)s") % {"what": str(label).lower()},
                min_value=1,
                max_value=MOST_TIMES,
                required=False,
            )
        self.fields["other_text"] = forms.CharField(
            label=_("What the other cost is"),
            max_length=60,
            required=False,
            help_text=_("The payer reads this. No names, nothing that tells who someone is."),
        )

    @property
    def extra_rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each further cost."""
        return [(self[f"{kind}_cents"], self[f"{kind}_times"]) for kind in EXTRAS]

    @property
    def has_extras(self) -> bool:
        """Whether any further cost stands in the form, so that it is not folded away."""
        return any(cents.value() not in (None, "") for cents, _times in self.extra_rows)

    def clean_valid_until(self) -> date:
        """Today at the earliest, a year at the most."""
        day: date = self.cleaned_data["valid_until"]
        if day < self.on:
            raise forms.ValidationError(_("This day is past. Choose today or a later one."))
        if day > self.on + LONGEST_VALID:
            raise forms.ValidationError(_("An offer holds for a year at the most."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for kind in EXTRAS:
            if given.get(f"{kind}_times") and given.get(f"{kind}_cents") is None:
                self._say(f"{kind}_cents", _("Write the price too, or leave both empty."))
        if given.get("other_cents") and not given.get("other_text"):
            self._say("other_text", _("Say in a word or two what the cost is for."))
        return given

    def _say(self, field: str, message: str) -> None:
        if field not in self.errors:
            self.add_error(field, message)

    def offered(self) -> Offered:
        """The values of a valid form."""
        given = self.cleaned_data
        plain = {name: given[name] for name in Offered.__dataclass_fields__ if name in given}
        extras = tuple(
            Extra(
                kind=ExtraKind(kind),
                cents=given[f"{kind}_cents"],
                times=given[f"{kind}_times"] or 1,
                text=given["other_text"] if kind == ExtraKind.OTHER else "",
            )
            for kind in EXTRAS
            if given[f"{kind}_cents"]
        )
        return Offered(**plain, extras=extras)


def first_values(process: Process, on: date) -> dict[str, Any]:
    """What the form begins with when nothing has been offered.

    The terms of now for a next term; else the recorded recommendation; else the practice's own page, or what is
    usual. The price is the one that the practice's page has for that form and length.
    """
    practice, term = process.practice, process.current_term
    values = _wanted(process)
    values |= {
        "vat_code": practice.vat_code,
        "valid_until": on + timedelta(days=VALID_DAYS),
        "language": process.payer.language if process.payer else process.language,
    }
    terms = term or practice
    for name in ("free_until_hours", "late_percent", "no_show_percent", "count_business_days"):
        values[name] = getattr(terms, name)
    if term is not None:
        for name in ("minutes", "planned", "interval_weeks", "price_cents", "vat_code"):
            values[name] = getattr(term, name)
    return values


def _wanted(process: Process) -> dict[str, Any]:
    found = recommended_for(process)
    if found is None:
        minutes, price = _length(process.practice, process.form, usual_minutes(process.form))
        return {
            "form": process.form,
            "composition": process.composition,
            "minutes": minutes,
            "planned": 10,
            "interval_weeks": 4,
            "price_cents": price,
        }
    minutes, price = _length(process.practice, found.form, found.minutes)
    return {
        "form": found.form,
        "composition": found.composition,
        "minutes": found.minutes,
        "planned": found.meetings,
        "interval_weeks": found.interval_weeks,
        "price_cents": price if minutes == found.minutes else None,
    }


def _length(practice: Practice, form: str, wanted: int) -> tuple[int, int | None]:
    """That length and its price as the practice's page has them; else the first length there, else no price."""
    service = Service.objects.filter(page__practice=practice, form=form).first()
    lengths = lengths_of(service) if service else []
    for minutes, cents in lengths:
        if minutes == wanted:
            return minutes, cents
    return lengths[0] if lengths else (wanted, None)


def values_of(offer: Offer, on: date) -> dict[str, Any]:
    """An earlier version, as the form shows it; a day that is past is chosen anew."""
    values: dict[str, Any] = {
        name: getattr(offer, name) for name in OfferForm.base_fields if name != "valid_until"
    }
    values["valid_until"] = offer.valid_until if offer.valid_until >= on else on + timedelta(days=VALID_DAYS)
    if offer.starts_on and offer.starts_on < on:
        values["starts_on"] = None
    for extra in offer.extras.all():
        values |= {f"{extra.kind}_cents": extra.cents, f"{extra.kind}_times": extra.times}
        if extra.text:
            values["other_text"] = extra.text
    return values


class SendingForm(forms.Form):
    """To whom the offer goes."""

    contact = forms.ChoiceField(
        label=lazy("How the offer is given"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, *arguments: Any, process: Process, **options: Any) -> None:
        super().__init__(*arguments, **options)
        payer = process.payer
        known = payer.contact_persons.filter(ended_on=None).exclude(email="") if payer else ()
        self.contacts = {str(one.pk): one for one in known if one.unit_id in (None, process.unit_id)}
        field = self.fields["contact"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *(
                (key, _("A link by mail to %(name)s") % {"name": one.name})
                for key, one in self.contacts.items()
            ),
            (BY_HAND, _("I print it, or tell it myself")),
        ]
        wanted = str(process.contact_person_id)
        self.initial.setdefault(
            "contact", wanted if wanted in self.contacts else next(iter(self.contacts), BY_HAND)
        )

    def to(self) -> ContactPerson | None:
        """The contact person of a valid form; None when the offer is given by hand."""
        return self.contacts.get(self.cleaned_data["contact"])


class ReasonForm(forms.Form):
    """Why an offer is not taken: a word of a list, or nothing."""

    reason = forms.ChoiceField(
        label=pgettext_lazy("why an offer is not taken", "Reason"),
        choices=[("", lazy("I would rather not say")), *DECLINE_REASONS.items()],
        widget=forms.RadioSelect,
        required=False,
    )

    def reason_given(self) -> OfferDeclineReason | None:
        """The word of a valid form."""
        word = self.cleaned_data["reason"]
        return OfferDeclineReason(word) if word else None


class AnswerForm(ReasonForm):
    """An answer that came by telephone or on paper."""

    answer = forms.ChoiceField(
        label=lazy("The answer"),
        choices=[(ACCEPTED, lazy("the offer is accepted")), (DECLINED, lazy("the offer is not accepted"))],
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose what the answer was.")},
    )
    way = forms.ChoiceField(
        label=lazy("How it came"),
        choices=[
            (OfferAnswerWay.TELEPHONE, lazy("by telephone or in words")),
            (OfferAnswerWay.PAPER, lazy("on paper, signed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose how the answer came.")},
    )
    answered_on = DayField(label=lazy("On which day"))
    field_order = ("answer", "way", "answered_on", "reason")

    def __init__(self, *arguments: Any, offer: Offer, on: date, sent_on: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offer, self.on, self.sent_on = offer, on, sent_on
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        reason.choices = [("", _("not told")), *DECLINE_REASONS.items()]
        reason.help_text = _("Only when the offer is not accepted.")

    def clean_answered_on(self) -> date:
        """A day between the sending and today on which the offer held."""
        day: date = self.cleaned_data["answered_on"]
        if day > self.on:
            raise forms.ValidationError(_("This day is still to come."))
        if day < self.sent_on:
            raise forms.ValidationError(_("The offer had not been given yet on this day."))
        return day
