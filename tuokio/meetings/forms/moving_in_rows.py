"""Moving in with running processes: one form for each process that was understood, to be put right by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tuokio.kit.fields import DayField, EurosField, LinesField, TimeField, Unreadable, read_day, read_time
from tuokio.kit.labels import FORMS, ORGANISATION_KINDS, PROCESS_STATES
from tuokio.kit.when import month
from tuokio.meetings.domain.moving_in_rows import (
    BRING,
    HELD,
    LATER,
    SKIP,
    Row,
    day_typed,
    kind_by_name,
    time_typed,
)
from tuokio.meetings.domain.proposal import Field, ReadDate
from tuokio.meetings.forms.dates_field import DatesField
from tuokio.meetings.moving_in_labels import FIELDS
from tuokio.meetings.usecases.bringing_in import Brought, month_of
from tuokio.people.models import Practice
from tuokio.supervision.domain.states import ENDED_STATES, MEETING_STATES
from tuokio.supervision.forms.agreed import vat_choices
from tuokio.supervision.forms.processes import MOST_MEMBERS
from tuokio.supervision.usecases import Agreed
from tuokio.terms.words import FormOfWork, OrganisationKind, ProcessState

# Before these nothing has been agreed, so that terms may be missing.
NOTHING_AGREED = frozenset(
    {
        ProcessState.ENQUIRED,
        ProcessState.MAPPING,
        ProcessState.RECOMMENDED,
        ProcessState.OFFERED,
        ProcessState.AGREEING,
        ProcessState.REFERRED,
        ProcessState.DECLINED,
    }
)
# The usual ones first: most of what is brought in is running.
STATES = [
    ProcessState.RUNNING,
    ProcessState.AGREED,
    ProcessState.PAUSED,
    *(
        state
        for state in ProcessState
        if state not in {ProcessState.RUNNING, ProcessState.AGREED, ProcessState.PAUSED, ProcessState.ERASED}
    ),
]


class RowForm(forms.Form):
    """One process that is moved in."""

    fate = forms.ChoiceField(
        label=lazy("What is done with this"),
        choices=[(BRING, lazy("Bring in")), (SKIP, lazy("Leave out"))],
        widget=forms.RadioSelect,
        required=False,
    )
    name = forms.CharField(
        label=FIELDS[Field.NAME],
        max_length=120,
        error_messages={"required": lazy("Give the process a name; initials are enough.")},
    )
    form = forms.ChoiceField(
        label=FIELDS[Field.FORM],
        choices=[("", lazy("choose")), *FORMS.items()],
        error_messages={"required": lazy("Choose the form.")},
    )
    state = forms.ChoiceField(
        label=lazy("Where it stands"), choices=[(s.value, PROCESS_STATES[s]) for s in STATES]
    )
    payer = forms.CharField(label=FIELDS[Field.PAYER], max_length=160, required=False)
    payer_type = forms.ChoiceField(
        label=lazy("What kind of customer"),
        choices=[("", lazy("by the name")), *ORGANISATION_KINDS.items()],
        required=False,
        help_text=lazy("Asked only of a customer who is not here yet."),
    )
    minutes = forms.IntegerField(
        label=lazy("Length, minutes"),
        min_value=15,
        max_value=600,
        required=False,
    )
    price = EurosField(
        label=lazy("Price of one meeting, euros"), required=False, help_text=lazy("Without VAT.")
    )
    planned = forms.IntegerField(label=lazy("Meetings agreed"), min_value=1, max_value=200, required=False)
    held = forms.IntegerField(label=lazy("Held so far"), min_value=0, max_value=200, required=False)
    coming = DatesField(label=lazy("Dates to come"))
    at_time = TimeField(
        label=lazy("Time"), required=False, help_text=lazy("Of the dates that have no time beside them.")
    )
    rest = forms.BooleanField(
        label=lazy("Plan the rest after the last date, by the same rhythm"), required=False
    )
    member_names = LinesField(
        label=FIELDS[Field.MEMBER_NAMES], longest=80, most=MOST_MEMBERS, rows=2, required=False
    )
    member_count = forms.IntegerField(
        label=FIELDS[Field.MEMBER_COUNT], min_value=1, max_value=MOST_MEMBERS, required=False
    )
    vat_code = forms.ChoiceField(label=FIELDS[Field.VAT], required=False)
    interval_weeks = forms.IntegerField(
        label=FIELDS[Field.INTERVAL], min_value=1, max_value=52, required=False
    )
    held_dates = DatesField(
        label=FIELDS[Field.HELD_DATES],
        help_text=lazy("The number above is enough when you do not need the dates."),
    )
    past = forms.ChoiceField(
        label=lazy("Dates that have passed"),
        choices=[(HELD, lazy("took place")), (LATER, lazy("I mark each of them later"))],
        required=False,
    )
    to_invoice = forms.MultipleChoiceField(
        label=lazy("Still to invoice"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=lazy("What was held before is not charged here, unless you tick its month."),
    )
    starts_on = DayField(label=FIELDS[Field.STARTS_ON], required=False)
    ends_on = DayField(label=FIELDS[Field.ENDS_ON], required=False)
    order_number = forms.CharField(label=FIELDS[Field.ORDER_NUMBER], max_length=60, required=False)
    cost_centre = forms.CharField(label=FIELDS[Field.COST_CENTRE], max_length=60, required=False)
    business_id = forms.CharField(label=lazy("The customer's business ID"), max_length=12, required=False)
    paper = forms.BooleanField(label=lazy("The signed agreement is on paper at my place"), required=False)
    right = forms.BooleanField(label=lazy("This is right as it stands"), required=False)

    MONEY = ("price", "vat_code", "to_invoice")
    LISTS = ("to_invoice",)

    def __init__(
        self,
        row: Row,
        number: int,
        *,
        practice: Practice,
        today: date,
        vat: list[tuple[str, str]],
        quiet: bool = False,
    ) -> None:
        self.row, self.number, self.practice, self.today, self.vat = row, number, practice, today, vat
        prefix = f"r{number}"
        data: MultiValueDict[str, str] = MultiValueDict()
        for name, text in row.values.items():
            data.setlist(f"{prefix}-{name}", text if isinstance(text, list) else [text])
        super().__init__(None if quiet else data, prefix=prefix, initial=row.values)
        if not practice.invoices:
            for name in self.MONEY:
                del self.fields[name]
        else:
            _choices(self.fields["vat_code"], [("", _("choose")), *vat])
            _choices(self.fields["to_invoice"], self._months())

    @classmethod
    def typed(cls, post: Any, number: int) -> dict[str, str | list[str]]:
        """What was typed into the row of this number; days and times of the browser's own inputs as people write them."""
        return {
            name: post.getlist(f"r{number}-{name}")
            if name in cls.LISTS
            else _as_written(field, post.get(f"r{number}-{name}", ""))
            for name, field in cls.base_fields.items()
        }

    def _months(self) -> list[tuple[str, str]]:
        """The months of the held dates, as far as they can be read."""
        try:
            dates = DatesField().clean(self.row.text("held_dates"))
        except forms.ValidationError:
            return []
        months = dict.fromkeys((month_of(one.on), month(one.on)) for one in dates)
        chosen = self.row.values.get("to_invoice", [])
        gone = [one for one in chosen if one not in dict(months)] if isinstance(chosen, list) else []
        return [*months, *((one, one) for one in gone)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_members(given)
        self._check_terms(given)
        self._check_dates(given)
        return given

    def _check_members(self, given: dict[str, Any]) -> None:
        names, form = given.get("member_names") or (), given.get("form")
        most = {FormOfWork.INDIVIDUAL.value: 1, FormOfWork.PAIR.value: 2}.get(form or "")
        count = given.get("member_count")
        if most and len(names) > most:
            self.add_error("member_names", _("There are more names than this form has supervisees."))
        elif most and count and count > most:
            self.add_error("member_count", _("There are more supervisees than this form has."))
        if count and names and count < len(names):
            self.add_error("member_count", _("There are more names than this."))

    def _needs_terms(self, given: dict[str, Any]) -> bool:
        said = any(given.get(name) is not None for name in ("price", "held"))
        dated = bool(given.get("coming") or given.get("held_dates"))
        return given.get("state") not in NOTHING_AGREED or said or dated

    def _check_terms(self, given: dict[str, Any]) -> None:
        if not self._needs_terms(given):
            return
        needed = {
            "minutes": _("Write the length in minutes."),
            "planned": _("Write how many meetings were agreed on."),
            "interval_weeks": _("Write how many weeks there are between meetings."),
        }
        if self.practice.invoices:
            needed["price"] = _("Write the price in euros. A free one is 0.")
            needed["vat_code"] = _("Choose the VAT.")
        for name, sentence in needed.items():
            if given.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, sentence)
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))

    def _check_dates(self, given: dict[str, Any]) -> None:
        dates, held, planned = given.get("held_dates") or (), given.get("held"), given.get("planned")
        coming: tuple[ReadDate, ...] = given.get("coming") or ()
        state = given.get("state")
        if held is not None and held < len(dates):
            self.add_error("held", _("There are more dates held than this number."))
        if planned and max(held or 0, len(dates)) > planned:
            self.add_error("planned", _("More were held than were agreed. Check both numbers."))
        if given.get("past") != LATER and any(one.on > self.today for one in dates):
            self.add_error("held_dates", _("A date is still to come. Move it among the dates to come."))
        if {one.on for one in dates} & {one.on for one in coming}:
            self.add_error("coming", _("The same date stands among the held ones and those to come."))
        if given.get("to_invoice") and state in ENDED_STATES:
            self.add_error(
                "to_invoice", _("What is still to invoice keeps a process open. Choose the state “closing”.")
            )
        unmarked = dates if given.get("past") == LATER else ()
        if state and (coming or unmarked or given.get("rest")) and ProcessState(state) not in MEETING_STATES:
            self.add_error(
                "coming",
                _(
                    "No meetings can be planned in the state “%(state)s”. Take the dates out or choose another state."
                )
                % {"state": PROCESS_STATES[state]},
            )
        elif given.get("rest") and not coming:
            self.add_error("coming", _("Write at least the next date; the rest follows it."))
        elif given.get("rest") and not (given.get("at_time") or coming[-1].at):
            self.add_error("at_time", _("Choose the time of day too."))

    def brought(self) -> Brought:
        """The process of a valid form."""
        given = self.cleaned_data
        payer = given["payer"]
        kind = given["payer_type"] or kind_by_name(payer)
        return Brought(
            name=given["name"],
            form=given["form"],
            state=ProcessState(given["state"]),
            payer_name=payer,
            payer_kind=OrganisationKind(kind) if kind else None,
            business_id=given["business_id"],
            member_names=self._names(given),
            agreed=self._agreed(given),
            held=given["held_dates"],
            held_is_sure=given["past"] != LATER,
            to_invoice=frozenset(given.get("to_invoice", ())),
            coming=given["coming"],
            at_time=given["at_time"],
            rest=self._rest(given),
            on_paper=given["paper"],
        )

    def _names(self, given: dict[str, Any]) -> tuple[str, ...]:
        """A name for each member; those not named are numbered, to be renamed when wished."""
        names: tuple[str, ...] = given["member_names"]
        if given["form"] == FormOfWork.INDIVIDUAL:
            return names or (given["name"][:80],)
        least = 2 if given["form"] == FormOfWork.PAIR else 0
        count = max(given["member_count"] or 0, least, len(names))
        missing = range(len(names) + 1, count + 1)
        return (*names, *(_("Supervisee %(number)s") % {"number": number} for number in missing))

    def _agreed(self, given: dict[str, Any]) -> Agreed | None:
        if not (given["minutes"] and given["planned"] and given["interval_weeks"]):
            return None
        dates = [one.on for one in (*given["held_dates"], *given["coming"])]
        held = given["held"] or 0
        return Agreed(
            minutes=given["minutes"],
            planned=given["planned"],
            interval_weeks=given["interval_weeks"],
            held_before=max(held - len(given["held_dates"]), 0),
            price_cents=given.get("price"),
            vat_code=given.get("vat_code", ""),
            starts_on=given["starts_on"] or min(dates, default=self.today),
            ends_on=given["ends_on"],
            order_number=given["order_number"],
            cost_centre=given["cost_centre"],
        )

    def _rest(self, given: dict[str, Any]) -> int:
        if not given["rest"]:
            return 0
        taken = max(given["held"] or 0, len(given["held_dates"])) + len(given["coming"])
        left: int = given["planned"] - taken
        return max(left, 0)


def _as_written(field: forms.Field, text: str) -> str:
    text = text.replace("\r\n", "\n")
    try:
        if isinstance(field, DayField):
            return day_typed(read_day(text))
        if isinstance(field, TimeField):
            return time_typed(read_time(text))
    except Unreadable:
        pass  # it stays as it was typed, and the form says what is wrong
    return text


def _choices(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def row_forms(rows: Iterable[Row], *, practice: Practice, today: date) -> list[RowForm]:
    """The form of each row."""
    vat = vat_choices(practice, today) if practice.invoices else []
    return [RowForm(row, number, practice=practice, today=today, vat=vat) for number, row in enumerate(rows)]


def ready_rows(row_forms: Iterable[RowForm]) -> dict[int, Brought]:
    """The processes that may be brought in: chosen, complete, and nothing about them left open."""
    return {form.number: form.brought() for form in row_forms if is_ready(form)}


def is_ready(form: RowForm) -> bool:
    """Whether the row is to be brought in and nothing about it is open."""
    row = form.row
    return not row.process and row.fate == BRING and not row.open_doubts and form.is_valid()
