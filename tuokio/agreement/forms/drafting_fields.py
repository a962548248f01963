"""The fields of a draft, in the order and the groups in which they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tuokio.agreement.domain.choices import (
    AtOnce,
    BookedBy,
    Dispute,
    Illness,
    Limit,
    Method,
    Newcomers,
    PriceChange,
    PriceUnit,
    Rhythm,
    ScopeLimit,
    Ties,
    ToldBy,
    ToldWhen,
    Way,
)
from tuokio.agreement.forms.plain_text import BreaksField, PlainField, TrainingsField, worded
from tuokio.kit.fields import DayField, EurosField
from tuokio.kit.labels import COMPOSITIONS
from tuokio.terms.agreement_words import ManagerRole

NO_NAMES = _("No names, no cases that could be recognised. All parties read this.")
type Words = Any  # text of now or of the reader's language


def number(
    label: Words, least: int, most: int, *, required: bool = True, **options: Any
) -> forms.IntegerField:
    """A whole number between two bounds."""
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=required, **options)


def tick(label: Words, **options: Any) -> forms.BooleanField:
    """A yes or no."""
    return forms.BooleanField(label=label, required=False, **options)


@dataclass(frozen=True)
class OneOf:
    """A field that is made when the form is: its choices stand in the reader's language."""

    label: Words
    choices: Callable[[], list[tuple[str, str]]]
    several: bool = False
    as_list: bool = False
    help_text: Words = ""
    required: bool = True

    def made(self) -> forms.ChoiceField:
        """The field."""
        told: dict[str, Any] = {
            "label": self.label,
            "choices": self.choices(),
            "help_text": self.help_text,
            "required": self.required and not self.several,
        }
        if self.several:
            return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **told)
        return forms.ChoiceField(widget=forms.Select if self.as_list else forms.RadioSelect, **told)


type Made = forms.Field | OneOf


def essence() -> dict[str, Made]:
    """What everyone reads first."""
    return {
        "planned": number(_("Number of meetings"), 1, 200),
        "minutes": number(_("Minutes a meeting"), 15, 600),
        "interval_weeks": number(_("Weeks between meetings"), 1, 52),
        "trial_meetings": number(_("Trial meetings"), 0, 20, help_text=_("After them anyone may stop.")),
        "starts_on": DayField(label=_("First day"), required=False),
        "ends_on": DayField(label=_("Last day"), required=False),
        "price": EurosField(label=_("Price without VAT"), required=False),
        "notice_weeks": number(_("Weeks of notice"), 0, 52),
        "ties": OneOf(
            _("Have you earlier or other ties to the parties?"),
            lambda: worded(Ties, "ties"),
            help_text=_("Everybody reads this before accepting."),
            required=False,
        ),
        "ties_wording": PlainField(label=_("Which ties"), max_length=600, rows=2, help_text=NO_NAMES),
    }


def parties() -> dict[str, Made]:
    """C1."""
    return {
        "supervisor_name": PlainField(label=_("Supervisor"), max_length=160),
        "supervisor_business_id": PlainField(label=_("Business ID of the supervisor"), max_length=12),
        "supervisor_reach": PlainField(label=_("How to reach the supervisor"), max_length=160),
        "orderer_name": PlainField(label=_("Who orders or pays"), max_length=160),
        "orderer_business_id": PlainField(label=_("Business ID of who orders"), max_length=12),
        "orderer_contact": PlainField(label=_("Contact person who signs"), max_length=160),
        "orderer_reach": PlainField(label=_("How to reach who orders"), max_length=160),
        "manager_name": PlainField(label=_("Manager of the unit"), max_length=160),
        "manager_reach": PlainField(label=_("How to reach the manager"), max_length=160),
        "manager_signs": tick(_("The manager signs too")),
    }


def aims() -> dict[str, Made]:
    """C2–C4."""
    found: dict[str, Made] = {
        "background": PlainField(label=_("Background and need"), max_length=1200, rows=4, help_text=NO_NAMES),
    }
    for place in (1, 2, 3):
        found[f"goal_{place}"] = PlainField(
            label=_("Goal %(number)s") % {"number": place}, max_length=300, rows=2, help_text=NO_NAMES
        )
        found[f"indicator_{place}"] = PlainField(
            label=_("How goal %(number)s shows") % {"number": place}, max_length=300, rows=2
        )
    found["scope"] = OneOf(_("Supervision is not"), lambda: worded(ScopeLimit, "scope"), several=True)
    return found


def people() -> dict[str, Made]:
    """C5 and C6."""
    return {
        "people": number(_("Number of people"), 1, 200),
        "composition": OneOf(
            _("Who sit together"),
            lambda: [("", "–"), *((str(kind), str(label)) for kind, label in COMPOSITIONS.items())],
            as_list=True,
            required=False,
        ),
        "newcomers": OneOf(_("If somebody new joins"), lambda: worded(Newcomers, "newcomers")),
        "quorum": number(_("How many must be present"), 1, 200),
        "manager_role": OneOf(_("The line manager's part"), lambda: worded(ManagerRole, "manager")),
    }


def places() -> dict[str, Made]:
    """C8–C10."""
    return {
        "breaks": BreaksField(
            label=_("Breaks"),
            longest=40,
            most=12,
            rows=2,
            required=False,
            help_text=_("One a line, for example 1.7.2027–31.7.2027."),
        ),
        "way": OneOf(_("Where the meetings are"), lambda: worded(Way, "way")),
        "room": PlainField(label=_("Room"), max_length=200),
        "booked_by": OneOf(_("Who books the room"), lambda: worded(BookedBy, "booked")),
        "tool": PlainField(label=_("Remote tool"), max_length=120),
        "on_working_time": tick(_("Supervision is working time")),
        "is_duty": tick(_("Taking part is a duty at work")),
        "told_by_name": tick(
            _("The commissioner is told who were present, by name"),
            help_text=_("Choose this only when the commissioner must account for working time."),
        ),
    }


def price() -> dict[str, Made]:
    """C11–C13."""
    found: dict[str, Made] = {
        "per": OneOf(
            _("The price is for"),
            lambda: [
                (PriceUnit.MEETING, str(_("a meeting of the agreed length"))),
                (PriceUnit.HOUR, str(_("one hour"))),
            ],
        ),
        "change": OneOf(_("If the price changes"), lambda: worded(PriceChange, "change")),
        "limit": EurosField(label=_("Total price at most, without VAT"), required=False),
    }
    for kind, label in EXTRAS.items():
        found[f"{kind}_how"] = OneOf(label, extra_ways, as_list=True, required=False)
        found[f"{kind}_cents"] = EurosField(label=_("Price of it"), required=False)
    return found | {
        "vat_percent": forms.DecimalField(
            label=_("VAT, per cent"),
            min_value=0,
            max_value=100,
            decimal_places=2,
            required=False,
            localize=True,
        ),
        "vat_reason_fi": PlainField(label=_("Reason of the VAT treatment in Finnish"), max_length=200),
        "vat_reason_sv": PlainField(label=_("Reason of the VAT treatment in Swedish"), max_length=200),
        "vat_reason_en": PlainField(label=_("Reason of the VAT treatment in English"), max_length=200),
        "rhythm": OneOf(_("How often an invoice is sent"), lambda: worded(Rhythm, "rhythm")),
        "days": number(_("Days to pay"), 1, 90),
        "address": PlainField(label=_("Invoicing address"), max_length=200),
        "e_address": PlainField(label=_("E-invoice address"), max_length=80),
        "order_number": PlainField(label=_("Order number or reference"), max_length=60),
        "cost_centre": PlainField(label=_("Cost centre"), max_length=60),
    }


EXTRAS = {
    "travel": _("Travel"),
    "preparation": _("Preparation"),
    "three_party_meeting": _("Talk with the commissioner"),
}


def extra_ways() -> list[tuple[str, str]]:
    """How an extra cost is met."""
    return [
        ("", str(_("not mentioned"))),
        ("included", str(_("contained in the price"))),
        ("actual", str(_("by actual cost"))),
        ("priced", str(_("at its own price"))),
    ]


def cancelling() -> dict[str, Made]:
    """C14."""
    return {
        "free_until_hours": number(_("Free of charge until, hours before"), 0, 720),
        "late_percent": number(_("Later, per cent of the price"), 0, 100),
        "no_show_percent": number(_("Nobody comes, per cent of the price"), 0, 100),
        "count_business_days": tick(_("Count working days only")),
        "illness": OneOf(_("Illness"), lambda: worded(Illness, "illness")),
    }


def trust() -> dict[str, Made]:
    """C15–C18."""
    return {
        "gives_summary": tick(
            _("The commissioner is given a summary"), help_text=_("The supervised approve it first.")
        ),
        "told_when": OneOf(_("When it is given"), lambda: worded(ToldWhen, "when"), several=True),
        "told_by": OneOf(_("Who tells about it"), lambda: worded(ToldBy, "told")),
        "structural": tick(_("It may hold observations about the structures of work")),
        "public_payer": tick(_("The commissioner is a public authority")),
        "coded_cases": tick(_("I may bring this work to my own supervision, without anyone's identity")),
        "limits": OneOf(
            _("Confidentiality does not prevent"),
            lambda: worded(Limit, "limit"),
            several=True,
            help_text=_("Have a lawyer check the references to statutes before you rely on them."),
        ),
        "controller": PlainField(label=_("Controller of personal data"), max_length=160),
        "controller_reach": PlainField(label=_("How to reach the controller"), max_length=160),
        "meetings_months": number(
            _("Months that dates and attendance are kept after the end"),
            6,
            72,
            help_text=_("Write what your practice has chosen as its keeping time."),
        ),
    }


def judging() -> dict[str, Made]:
    """C19."""
    return {
        "at_start": tick(_("Evaluate at the start")),
        "middle_meeting": number(_("Evaluate halfway, in meeting number"), 1, 200, required=False),
        "at_end": tick(_("Evaluate at the end")),
        "follow_up_months": number(_("Months from the end to a follow-up"), 1, 24, required=False),
        "methods": OneOf(_("How"), lambda: worded(Method, "method"), several=True),
        "three_party_talk": tick(_("A talk with the commissioner at the end")),
    }


def leaving() -> dict[str, Made]:
    """C20–C22."""
    return {
        "goals_ask_everyone": tick(_("Everyone accepts a change of goals")),
        "closing_meeting": tick(_("A closing meeting when the work ends early")),
        "at_once": OneOf(
            _("The agreement can be ended at once if"), lambda: worded(AtOnce, "at_once"), several=True
        ),
        "trainings": TrainingsField(
            label=_("Your training as a supervisor"),
            longest=360,
            most=6,
            rows=2,
            required=False,
            help_text=_("One a line: programme; who gave it; year."),
        ),
        "is_insured": tick(_("I have liability insurance")),
        "dispute": OneOf(_("Where a difference can be taken"), lambda: worded(Dispute, "dispute")),
        "board": PlainField(label=_("Name of another board"), max_length=160),
        "court": PlainField(label=_("Court"), max_length=120),
        "binding_language": OneOf(
            _("Binding language"), lambda: [(code, str(name)) for code, name in settings.LANGUAGES]
        ),
    }


GROUPS: tuple[tuple[str, Words, Callable[[], dict[str, Made]]], ...] = (
    ("essence", _("What matters most"), essence),
    ("aims", _("Background and goals"), aims),
    ("parties", _("Parties"), parties),
    ("people", _("Who take part"), people),
    ("places", _("Breaks, place and attendance"), places),
    ("price", _("Price, VAT and invoicing"), price),
    ("cancelling", _("Cancelling and moving"), cancelling),
    ("trust", _("Confidentiality and data protection"), trust),
    ("judging", _("Evaluation"), judging),
    ("leaving", _("Changes, ending and ties"), leaving),
)
