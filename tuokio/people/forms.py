"""Turns what people type into values."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.fi import ytunnus

from tuokio.kit.labels import ORGANISATION_KINDS, PRACTICE_KINDS, STANDINGS
from tuokio.people.computers import OWN, SHARED
from tuokio.people.domain.codes import DIGITS, only_digits, only_slip_letters
from tuokio.people.models import ContactPerson, Organisation, Person, Practice, Qualification, Unit, VatCode
from tuokio.terms.handing_over_words import Controller
from tuokio.terms.words import PracticeKind, Standing

COMPUTERS: list[tuple[str, Promise]] = [
    (SHARED, _("Shared: nothing is kept when the window is closed")),
    (OWN, _("My own: I stay signed in for a month")),
]


CONTROLLERS: dict[str, Promise] = {
    Controller.PRACTICE: _("The practice"),
    Controller.SUPERVISOR: _("Each supervisor for their own processes"),
}


def business_id(typed: str) -> str:
    """A business ID as it is written, 1234567-8. Raises ValidationError when its digits do not add up."""
    if not typed.strip():
        return ""
    try:
        return str(ytunnus.format(ytunnus.validate(typed.strip().upper().removeprefix("FI"))))
    except NotANumber:
        raise ValidationError(
            _("This business ID does not add up. Check its digits; it has the form 1234567-8.")
        ) from None


class SignInForm(forms.Form):
    """The address a code is sent to, and whose computer this is."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn", "inputmode": "email"}),
        error_messages={
            "invalid": _("This does not look like a mail address. It has the form name@example.fi.")
        },
    )
    computer = forms.ChoiceField(
        label=_("Is this computer shared or your own?"),
        choices=COMPUTERS,
        widget=forms.RadioSelect,
        initial=SHARED,
        required=False,
    )

    def clean_computer(self) -> str:
        """Whatever was not answered is shared."""
        return self.cleaned_data["computer"] or SHARED


class CodeForm(forms.Form):
    """Six digits that came by mail."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Digits only; spaces between them do not matter."""
        digits = only_digits(self.cleaned_data["code"])
        if len(digits) != DIGITS:
            raise ValidationError(_("The code has six digits."))
        return digits


class PinForm(forms.Form):
    """The digits of this device."""

    pin = forms.CharField(
        label=_("Your six digits"),
        max_length=40,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_pin(self) -> str:
        """Digits only, six of them."""
        digits = only_digits(self.cleaned_data["pin"])
        if len(digits) != DIGITS:
            raise ValidationError(_("There are six digits."))
        return digits


class NewPinForm(PinForm):
    """Six digits that the person chooses, typed twice."""

    again = forms.CharField(
        label=_("The same six digits again"),
        max_length=40,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """The two must be the same."""
        values = super().clean() or {}
        if "pin" in values and only_digits(values.get("again", "")) != values["pin"]:
            self.add_error("again", _("These are not the same digits. Type them once more."))
        return values


class SlipForm(forms.Form):
    """The code of a printed slip."""

    code = forms.CharField(
        label=_("The code on your slip"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Letters and digits only."""
        return only_slip_letters(self.cleaned_data["code"])


class OwnDataForm(forms.ModelForm[Person]):
    """What a person may correct about themselves."""

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["name", "phone", "language"]
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "phone": _("Telephone"),
            "language": _("Language of pages and mails"),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "language": forms.RadioSelect,
        }


class AddressForm(forms.Form):
    """A new mail address."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("This does not look like a mail address. It has the form name@example.fi.")
        },
    )


class BeginForm(forms.Form):
    """The first practice of an installation, or of a person."""

    own_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    name = forms.CharField(label=_("Name of the practice"), max_length=120)
    kind = forms.ChoiceField(
        label=_("How do you work?"), choices=list(PRACTICE_KINDS.items()), widget=forms.RadioSelect
    )


class PracticeForm(forms.ModelForm[Practice]):
    """Name and how to reach a practice."""

    class Meta:
        model = Practice
        fields: ClassVar[list[str]] = [
            "name",
            "kind",
            "business_id",
            "email",
            "phone",
            "address",
            "language",
            "controller",
        ]
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "kind": _("How you work"),
            "business_id": _("Business ID"),
            "email": _("E-mail address"),
            "phone": _("Telephone"),
            "address": _("Postal address"),
            "language": _("Language"),
            "controller": _("Who answers for the data of the processes (controller)"),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "language": forms.RadioSelect,
            "controller": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(PRACTICE_KINDS.items())  # type: ignore[attr-defined]  # a choice field
        controller = self.fields["controller"]
        controller.choices = list(CONTROLLERS.items())  # type: ignore[attr-defined]  # the same
        controller.required = False  # what is not said stays as it was

    def clean_business_id(self) -> str:
        """Checked by its own check digit."""
        return business_id(self.cleaned_data["business_id"])

    def clean_kind(self) -> str:
        """Whether there are prices at all stays as it is once processes have begun."""
        kind: str = self.cleaned_data["kind"]
        turned = (kind == PracticeKind.INTERNAL) == self.instance.invoices
        if turned and self.instance.processes.exists():
            raise ValidationError(
                _(
                    "Processes have begun, so this cannot change between invoicing and an organisation's own unit."
                )
            )
        return kind


class TermsForm(forms.ModelForm[Practice]):
    """What a new process is offered unless something else is agreed."""

    class Meta:
        model = Practice
        fields: ClassVar[list[str]] = [
            "free_until_hours",
            "count_business_days",
            "late_percent",
            "no_show_percent",
        ]
        labels: ClassVar[dict[str, Any]] = {
            "free_until_hours": _("Cancelling is free until this many hours before"),
            "count_business_days": _("Count the hours of working days only"),
            "late_percent": _("Charged for a later cancellation, per cent of the price"),
            "no_show_percent": _("Charged when nobody comes, per cent of the price"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in (("free_until_hours", 336), ("late_percent", 100), ("no_show_percent", 100)):
            field = self.fields[name]
            assert isinstance(field, forms.IntegerField)
            field.max_value = most
            field.validators.append(_at_most(most))
            field.widget.attrs.update(max=most, min=0, inputmode="numeric")


def _at_most(most: int) -> Any:
    def check(value: int) -> None:
        if value > most:
            raise ValidationError(_("At most %(most)s."), params={"most": most})

    return check


class PercentField(forms.DecimalField):
    """A per cent with a Finnish comma or a point."""

    def to_python(self, value: Any) -> Any:
        """25,5 is 25.5."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class VatForm(forms.ModelForm[VatCode]):
    """A VAT treatment from a day on: a change of one there is, or a new one."""

    changes = forms.ChoiceField(label=_("What changes"), widget=forms.RadioSelect, required=False)
    percent = PercentField(
        label=_("Per cent"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    class Meta:
        model = VatCode
        fields: ClassVar[list[str]] = ["percent", "valid_from", "reason_fi", "reason_sv", "reason_en"]
        labels: ClassVar[dict[str, Any]] = {
            "valid_from": _("Holds from"),
            "reason_fi": _("Reason printed beside it, in Finnish"),
            "reason_sv": _("Reason in Swedish"),
            "reason_en": _("Reason in English"),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }

    def __init__(self, *args: Any, treatments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["changes"].choices = [*treatments, ("", _("A new one beside these"))]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """What has been is not rewritten: a change begins after the newest row."""
        values = super().clean() or {}
        practice, code, day = self.instance.practice, values.get("changes", ""), values.get("valid_from")
        if code and day and practice.vat_codes.filter(code=code, valid_from__gte=day).exists():
            self.add_error(
                "valid_from", _("A row from that day or later is there already. Choose a later day.")
            )
        self.instance.code = code or _free_code(practice)
        return values


def _free_code(practice: Practice) -> str:
    taken = set(practice.vat_codes.values_list("code", flat=True))
    number = 1
    while f"own_{number}" in taken:
        number += 1
    return f"own_{number}"


class VatChoiceForm(forms.Form):
    """The VAT treatment of new processes."""

    vat_code = forms.ChoiceField(label=_("New processes get"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, treatments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vat_code"].choices = treatments  # type: ignore[attr-defined]  # a choice field


class InvitationForm(forms.Form):
    """Whom to ask into the practice, as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    standing = forms.ChoiceField(
        label=_("In which role"),
        choices=[(standing.value, STANDINGS[standing]) for standing in Standing],
        widget=forms.RadioSelect,
        initial=Standing.SUPERVISOR,
    )


class OrganisationForm(forms.ModelForm[Organisation]):
    """A customer: who orders and pays."""

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = [
            "name",
            "kind",
            "business_id",
            "language",
            "order_number",
            "needs_order_number",
            "cost_centre",
            "framework_contract",
        ]
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "kind": _("Kind"),
            "business_id": _("Business ID"),
            "language": _("Language"),
            "order_number": _("Order number"),
            "needs_order_number": _("An order number must stand on each invoice"),
            "cost_centre": _("Cost centre"),
            "framework_contract": _("Framework contract"),
        }
        widgets: ClassVar[dict[str, Any]] = {"language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(ORGANISATION_KINDS.items())  # type: ignore[attr-defined]  # a choice field

    def clean_business_id(self) -> str:
        """Checked by its own check digit."""
        return business_id(self.cleaned_data["business_id"])


class UnitForm(forms.ModelForm[Unit]):
    """A part of a customer."""

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = ["name", "cost_centre"]
        labels: ClassVar[dict[str, Any]] = {"name": _("Name of the unit"), "cost_centre": _("Cost centre")}


class ContactForm(forms.ModelForm[ContactPerson]):
    """The one who orders, and reads the commissioner's page."""

    class Meta:
        model = ContactPerson
        fields: ClassVar[list[str]] = ["name", "email", "phone", "unit", "language"]
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "email": _("E-mail address"),
            "phone": _("Telephone"),
            "unit": _("Unit"),
            "language": _("Language"),
        }
        widgets: ClassVar[dict[str, Any]] = {"language": forms.RadioSelect}

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        units.queryset = organisation.units.all()  # type: ignore[attr-defined]  # a model choice field
        units.label_from_instance = lambda unit: unit.name  # type: ignore[attr-defined]  # the same
        units.empty_label = _("The whole organisation")  # type: ignore[attr-defined]  # the same
        if not organisation.units.exists():
            del self.fields["unit"]


class QualificationForm(forms.ModelForm[Qualification]):
    """Training as a supervisor, with its source."""

    class Meta:
        model = Qualification
        fields: ClassVar[list[str]] = ["programme", "year", "body", "verified_by", "verified_on"]
        labels: ClassVar[dict[str, Any]] = {
            "programme": _("Training programme"),
            "year": _("Year it was completed"),
            "body": _("Who gave it"),
            "verified_by": _("Who has seen the certificate"),
            "verified_on": _("When it was seen"),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "verified_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }

    def clean_year(self) -> int:
        """A year within a working life."""
        year: int = self.cleaned_data["year"]
        if not 1950 <= year <= 2100:
            raise ValidationError(_("Write the year with four digits."))
        return year

    def clean(self) -> dict[str, Any]:
        """Who and when go together."""
        values = super().clean() or {}
        if bool(values.get("verified_by")) != bool(values.get("verified_on")):
            missing = "verified_on" if values.get("verified_by") else "verified_by"
            if missing not in self.errors:
                self.add_error(
                    missing, _("Say both who has seen the certificate and when, or leave both empty.")
                )
        return values
