"""Opening a process, and its frame: who orders, who takes part, what form of work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from tuokio.kit.fields import LinesField
from tuokio.kit.labels import COMPOSITIONS, FORMS, ORGANISATION_KINDS
from tuokio.people.models import ContactPerson, Organisation, Practice, Unit
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Customer, Frame
from tuokio.terms.words import FormOfWork, OrganisationKind

NOTHING = ("", "–")
MOST_MEMBERS = 60
PAYER_KINDS = [
    ("known", lazy("a customer already here")),
    ("new", lazy("a new customer")),
    ("self", lazy("the supervisee pays")),
    ("later", lazy("not known yet")),
]


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no type when it runs
    """A customer of the practice, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PartChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # the same
    """A unit or a contact person, told with its organisation."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organisation.name} – {obj.name}"


class ProcessForm(forms.Form):
    """What a process is and who pays for it."""

    name = forms.CharField(
        label=lazy("Name of the process"),
        max_length=120,
        help_text=lazy("As you call it yourself. Initials are enough for one person."),
        error_messages={"required": lazy("Give the process a name; initials are enough.")},
    )
    form = forms.ChoiceField(
        label=lazy("Form"),
        choices=list(FORMS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose the form.")},
    )
    composition = forms.ChoiceField(
        label=lazy("Who sit together"),
        choices=[NOTHING, *COMPOSITIONS.items()],
        required=False,
        help_text=lazy("Needed only when more than one is supervised."),
    )
    for_managers = forms.BooleanField(label=lazy("Supervision for managers"), required=False)
    payer_kind = forms.ChoiceField(
        label=lazy("Who pays"),
        choices=PAYER_KINDS,
        widget=forms.RadioSelect,
        initial="known",
    )
    payer = OrganisationChoice(
        label=lazy("Customer"), queryset=Organisation.objects.none(), required=False, empty_label="–"
    )
    payer_name = forms.CharField(label=lazy("Name of the new customer"), max_length=160, required=False)
    payer_type = forms.ChoiceField(
        label=lazy("What kind of customer"),
        choices=[
            (kind, label) for kind, label in ORGANISATION_KINDS.items() if kind != OrganisationKind.SELF_PAYER
        ],
        initial=OrganisationKind.COMPANY,
        required=False,
    )

    def __init__(self, *arguments: Any, practices: Iterable[Practice], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.practices = list(practices)
        customers = Organisation.objects.filter(practice__in=self.practices)
        field = self.fields["payer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = customers
        self.has_customers = customers.exists()
        if not self.has_customers:
            kind = self.fields["payer_kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = PAYER_KINDS[1:]
            kind.initial = "new"

    @property
    def practice(self) -> Practice:
        """The practice that the process belongs to."""
        return self.practices[0]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("form") == FormOfWork.INDIVIDUAL:
            given["composition"] = ""
        kind = given.get("payer_kind")
        if kind == "known" and not given.get("payer"):
            self.add_error("payer", _("Choose the customer from the list."))
        elif kind == "new" and not given.get("payer_name"):
            self.add_error("payer_name", _("Write the name of the new customer."))
        payer = given.get("payer")
        if kind == "known" and payer and payer.practice_id != self.practice.pk:
            self.add_error("payer", _("This customer belongs to another practice of yours."))
        return given

    def customer(self) -> Customer:
        """Who pays, of a valid form."""
        given = self.cleaned_data
        match given["payer_kind"]:
            case "known":
                return Customer(known=given["payer"])
            case "new":
                kind = OrganisationKind(given["payer_type"] or OrganisationKind.COMPANY)
                return Customer(name=given["payer_name"], kind=kind)
            case "self":
                return Customer(name=given["name"], kind=OrganisationKind.SELF_PAYER)
        return Customer()


class BeginForm(ProcessForm):
    """A process that begins: also how many take part, and in which practice."""

    member_names = LinesField(
        label=lazy("Supervisees"),
        longest=80,
        most=MOST_MEMBERS,
        required=False,
        help_text=lazy("One a line; a first name or initials are enough. You can leave this for later."),
    )
    member_count = forms.IntegerField(
        label=lazy("How many supervisees"),
        min_value=1,
        max_value=MOST_MEMBERS,
        required=False,
        help_text=lazy("Enough when you do not want to write names."),
    )

    def __init__(self, *arguments: Any, practices: Iterable[Practice], **options: Any) -> None:
        super().__init__(*arguments, practices=practices, **options)
        if len(self.practices) > 1:
            own = forms.ChoiceField(
                label=_("Practice"),
                choices=[(str(practice.pk), practice.name) for practice in self.practices],
            )
            self.fields["practice_id"] = own
            self.order_fields(["practice_id"])

    @property
    def practice(self) -> Practice:
        chosen = self.data.get(self.add_prefix("practice_id")) if self.is_bound else None
        return next((one for one in self.practices if str(one.pk) == chosen), self.practices[0])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        names = given.get("member_names") or ()
        form = given.get("form")
        if form == FormOfWork.INDIVIDUAL and len(names) > 1:
            self.add_error("member_names", _("Individual supervision has one supervisee."))
        if form == FormOfWork.PAIR and len(names) > 2:
            self.add_error("member_names", _("Pair supervision has two supervisees."))
        count = given.get("member_count")
        if count and names and count < len(names):
            self.add_error("member_count", _("There are more names than this."))
        return given

    def names(self) -> tuple[str, ...]:
        """A name for each member; those not named are numbered, to be renamed when wished."""
        given = self.cleaned_data
        names: tuple[str, ...] = given["member_names"]
        least = {FormOfWork.INDIVIDUAL: 1, FormOfWork.PAIR: 2}.get(given["form"], 0)
        count = max(given["member_count"] or 0, least, len(names))
        if given["form"] == FormOfWork.INDIVIDUAL:
            return names or (given["name"][:80],)
        if given["form"] == FormOfWork.PAIR:
            count = min(count, 2)
        missing = range(len(names) + 1, count + 1)
        return (*names, *(_("Supervisee %(number)s") % {"number": number} for number in missing))

    def frame(self, payer: Organisation | None, *, language: str) -> Frame:
        """The frame of a valid form, with the customer that was found or made."""
        given = self.cleaned_data
        names = self.names()
        contacts = list(payer.contact_persons.filter(ended_on=None)[:2]) if payer else []
        return Frame(
            name=given["name"],
            form=given["form"],
            composition=given["composition"],
            for_managers=given["for_managers"],
            language=language,
            payer=payer,
            contact_person=contacts[0] if len(contacts) == 1 else None,
            member_count=len(names) or 1,
            member_names=names,
        )


class OpenForm(forms.Form):
    """A telephone call: a name and a form, the rest later."""

    name = forms.CharField(
        label=lazy("Name of the process"),
        max_length=120,
        error_messages={"required": lazy("Give the process a name; initials are enough.")},
    )
    form = forms.ChoiceField(
        label=lazy("Form, as far as you know"),
        choices=list(FORMS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose the form; you can change it later.")},
    )

    def __init__(self, *arguments: Any, practices: Iterable[Practice], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.practices = list(practices)
        if len(self.practices) > 1:
            self.fields["practice_id"] = forms.ChoiceField(
                label=_("Practice"),
                choices=[(str(practice.pk), practice.name) for practice in self.practices],
            )

    @property
    def practice(self) -> Practice:
        """The practice that was chosen, or the only one."""
        chosen = self.cleaned_data.get("practice_id")
        return next((one for one in self.practices if str(one.pk) == chosen), self.practices[0])


class FrameForm(ProcessForm):
    """What a process is, to be changed."""

    language = forms.ChoiceField(label=lazy("Language"), choices=settings.LANGUAGES)
    unit = PartChoice(label=lazy("Unit"), queryset=Unit.objects.none(), required=False, empty_label="–")
    contact_person = PartChoice(
        label=lazy("Contact person"),
        queryset=ContactPerson.objects.none(),
        required=False,
        empty_label="–",
    )

    def __init__(self, *arguments: Any, process: Process, pays_self: bool = False, **options: Any) -> None:
        """`pays_self`: it was told that the supervisee pays, so that this is chosen while nobody is named yet."""
        unnamed = "self" if pays_self else "later"
        options.setdefault(
            "initial",
            {
                "name": process.name,
                "form": process.form,
                "composition": process.composition,
                "for_managers": process.for_managers,
                "language": process.language,
                "payer_kind": "known" if process.payer_id else unnamed,
                "payer": process.payer_id,
                "unit": process.unit_id,
                "contact_person": process.contact_person_id,
            },
        )
        super().__init__(*arguments, practices=[process.practice], **options)
        parts = {
            "unit": Unit.objects.filter(practice=process.practice),
            "contact_person": ContactPerson.objects.filter(practice=process.practice, ended_on=None),
        }
        for name, queryset in parts.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset.select_related("organisation").order_by("organisation__name", "name")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        payer = given.get("payer") if given.get("payer_kind") == "known" else None
        for name, sentence in (
            ("unit", _("This unit belongs to another customer.")),
            ("contact_person", _("This contact person belongs to another customer.")),
        ):
            part = given.get(name)
            if part and (payer is None or part.organisation_id != payer.pk):
                self.add_error(name, sentence)
        return given

    def frame(self, payer: Organisation | None) -> Frame:
        """The frame of a valid form."""
        given = self.cleaned_data
        return Frame(
            name=given["name"],
            form=given["form"],
            composition=given["composition"],
            for_managers=given["for_managers"],
            language=given["language"],
            payer=payer,
            unit=given["unit"],
            contact_person=given["contact_person"],
        )


def members_told(count: int) -> str:
    """So many supervisees, in words."""
    return ngettext("%(count)s supervisee", "%(count)s supervisees", count) % {"count": count}
