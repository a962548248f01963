"""The form in which a supervisor changes a draft: sensible values are there already, so most is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from tuokio.agreement.domain.choices import Ties
from tuokio.agreement.domain.content import AgreementContent
from tuokio.agreement.forms.drafting_fields import EXTRAS, GROUPS, OneOf, Words
from tuokio.agreement.forms.drafting_values import AS_THEY_ARE, initial_of, rebuilt
from tuokio.terms.agreement_words import AgreementKind, PartyKind

_OF_A_GROUP = {"composition", "newcomers", "quorum", "people"}
_OF_AN_ORGANISATION = {
    "orderer_contact",
    "manager_role",
    "on_working_time",
    "is_duty",
    "told_by_name",
    "gives_summary",
    "told_when",
    "told_by",
    "structural",
    "public_payer",
    "three_party_talk",
    "goals_ask_everyone",
    "cost_centre",
    "three_party_meeting_how",
    "three_party_meeting_cents",
}
_OF_A_MANAGER = {"manager_name", "manager_reach", "manager_signs"}
_OF_MONEY = {"price", "late_percent", "no_show_percent", "illness", "orderer_business_id"}


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that are asked together; all but the first group are folded until opened."""

    name: str
    heading: Words
    fields: tuple[BoundField, ...]
    is_open: bool


class DraftForm(forms.Form):
    """Everything a supervisor may change in a draft. `content()` of a valid form is the agreement it says.

    What the form does not ask (names of keeping rules, the kind, other extras) stays as it is in the draft.
    """

    def __init__(self, data: Any = None, *, of: AgreementContent, **options: Any) -> None:
        super().__init__(data, initial=initial_of(of), **options)
        self.before = of
        self._groups: list[tuple[str, Words, tuple[str, ...]]] = []
        left_out = not_asked(of)
        for name, heading, make in GROUPS:
            if name == "price" and not of.has_price:
                continue
            made = {key: field for key, field in make().items() if key not in left_out}
            for key, field in made.items():
                self.fields[key] = field.made() if isinstance(field, OneOf) else field
            self._groups.append((name, heading, tuple(made)))

    @classmethod
    def of(cls, content: AgreementContent) -> DraftForm:
        """The form with what the draft says."""
        return cls(of=content)

    @property
    def groups(self) -> Iterator[FieldGroup]:
        """The fields as the page asks them; a group with a mistake is open."""
        for name, heading, keys in self._groups:
            bound = tuple(self[key] for key in keys)
            yield FieldGroup(
                name, heading, bound, is_open=name == "essence" or any(one.errors for one in bound)
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day is before the first."))
        if given.get("ties") == Ties.DECLARED and not given.get("ties_wording"):
            self.add_error("ties_wording", _("Tell in words which ties there are."))
        planned, middle = given.get("planned"), given.get("middle_meeting")
        if planned and middle and middle > planned:
            self.add_error(
                "middle_meeting", _("The meeting of the evaluation halfway comes after the last one.")
            )
        if planned and (given.get("trial_meetings") or 0) > planned:
            self.add_error("trial_meetings", _("There are more trial meetings than meetings."))
        for kind in EXTRAS:
            if given.get(f"{kind}_how") == "priced" and given.get(f"{kind}_cents") is None:
                self.add_error(f"{kind}_cents", _("Write what it costs."))
        return given

    def content(self) -> AgreementContent:
        """The agreement as the valid form says it."""
        given = {**initial_of(self.before), **self.cleaned_data}
        changed = rebuilt(self.before, given)
        if not self.before.has_organisation:
            return replace(changed, **{name: getattr(self.before, name) for name in AS_THEY_ARE})
        return changed


def not_asked(content: AgreementContent) -> set[str]:
    """Which fields say nothing in an agreement of this kind."""
    left_out: set[str] = set()
    conditions: tuple[tuple[Callable[[AgreementContent], bool], set[str]], ...] = (
        (lambda one: one.group.is_several, _OF_A_GROUP),
        (lambda one: one.has_organisation, _OF_AN_ORGANISATION),
        (lambda one: one.has_price, _OF_MONEY),
        (_has_manager, _OF_A_MANAGER),
    )
    for holds, names in conditions:
        if not holds(content):
            left_out |= names
    return left_out


def _has_manager(content: AgreementContent) -> bool:
    return content.kind == AgreementKind.FOUR_PARTY or content.party(PartyKind.UNIT_MANAGER) is not None
