"""Forms of this context: text in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField, EurosField, LinesField
from tuokio.kit.labels import COMPOSITIONS, FORMS, ORGANISATION_KINDS, REFERRALS
from tuokio.people.models import ContactPerson, Organisation, Practice, Unit, VatCode
from tuokio.supervision.models import Process, Term
from tuokio.supervision.usecases import Agreed, Customer, Frame
from tuokio.terms.words import FormOfWork, OrganisationKind, PaperKind, ReferralReason

NOTHING = ("", "–")
MOST_MEMBERS = 60
PDF_BEGINS = b"%PDF-"


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


def members_told(count: int) -> str:
    """So many supervisees, in words."""
    return ngettext("%(count)s supervisee", "%(count)s supervisees", count) % {"count": count}
