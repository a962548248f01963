"""The coordinator's overview: an organisation's processes by unit, supervisor and state, in numbers (domain 4.4).

It names supervisors, units and groups. Supervision of one person or a pair is named by its form only, and whoever
pays for themselves has no name here: their processes are often called after the people in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tuokio.desk.pages.coordination_rows import (
    IN_ORDER,
    NOBODY,
    SELF,
    Filters,
    found_processes,
    key_of_place,
    key_of_supervisor,
    places_of,
    supervisors_of,
)
from tuokio.kit import when
from tuokio.kit.labels import FORMS, PROCESS_STATES, name_from_outside
from tuokio.people.models import Person
from tuokio.terms.words import ProcessState

A_PAGE = 50
MOST_UNITS = 100  # in the table of units; the rest is found by filter, or in the file
BY_SUPERVISOR = ("supervisor_name", "supervisor_id")
SUMMED = ("processes", "all_held", "all_planned", "ending")


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One process in numbers. There is no field for a member, a goal or a theme."""

    name: str
    form: str | Promise
    unit: str
    supervisor: str
    state: str | Promise
    held: int
    planned: int
    ends_on: date | None
    ends_soon: bool
    has_passed: bool  # the end, though it is still under way


@dataclass(frozen=True, slots=True)
class SumRow:
    """Processes summed: those of a unit, of a supervisor, in a state, or all."""

    label: str | Promise
    processes: int
    held: int
    planned: int
    ending: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class CoordinationPage:
    """The overview as it is asked for."""

    filters: Filters
    total: SumRow
    units: tuple[SumRow, ...]
    supervisors: tuple[SumRow, ...]
    states: tuple[SumRow, ...]
    more_units: int
    rows: tuple[CourseRow, ...]
    page: Page[Any]
    unit_choices: tuple[Choice, ...]
    supervisor_choices: tuple[Choice, ...]
    state_choices: tuple[Choice, ...]

    @property
    def query(self) -> str:
        """The rest of the address, for the pager and the file."""
        parts = self.filters.as_query()
        return f"&{urlencode(parts)}" if parts else ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to filter at all."""
        return not self.unit_choices

    @classmethod
    def of(
        cls, person: Person, filters: Filters, *, on: date, offers: bool, number: str | None = None
    ) -> CoordinationPage:
        """What the person looks after, filtered; `number` is the page of the list, `offers` whether any house sells."""
        found = found_processes(person, filters, on=on)
        page = Paginator(found, A_PAGE).get_page(number)
        counted = _counted(found)
        units = _sums(counted, IN_ORDER, _place_name)
        led_by = supervisors_of(person, on=on)
        hidden = {ProcessState.ERASED} | (set() if offers else {ProcessState.OFFERED})
        return cls(
            filters=filters,
            total=_total(units),
            units=tuple(units[:MOST_UNITS]),
            supervisors=_supervisors(counted, led_by),
            states=_states(counted),
            more_units=max(0, len(units) - MOST_UNITS),
            rows=tuple(_row(one, on) for one in page.object_list),
            page=page,
            unit_choices=tuple(Choice(key_of_place(one), _place_name(one)) for one in places_of(person)),
            supervisor_choices=tuple(Choice(value, name or _("no supervisor yet")) for value, name in led_by),
            state_choices=tuple(
                Choice(state, PROCESS_STATES[state]) for state in ProcessState if state not in hidden
            ),
        )


def course_rows(person: Person, filters: Filters, *, on: date) -> Iterator[CourseRow]:
    """Every process that the filters leave, for the file."""
    for one in found_processes(person, filters, on=on).iterator(chunk_size=500):
        yield _row(one, on)


def _row(one: dict[str, Any], on: date) -> CourseRow:
    ends_on = one["ends_on"] or (when.local(one["last_at"]).date() if one["last_at"] else None)
    return CourseRow(
        name=name_from_outside(one["name"], one["form"]),
        form=FORMS[one["form"]],
        unit=_place_name(one),
        supervisor=_supervisor_name(one),
        state=PROCESS_STATES[one["state"]],
        held=one["held"],
        planned=one["planned"],
        ends_on=ends_on,
        ends_soon=one["is_ending"],
        has_passed=bool(one["is_ending"] and ends_on and ends_on < on),
    )


def _counted(found: Any) -> list[dict[str, Any]]:
    """The sums of each unit, supervisor and state together, by unit: whatever is shown is added up from these."""
    grouped = found.order_by().values(*IN_ORDER, *BY_SUPERVISOR, "state")
    counts = grouped.annotate(
        processes=Count("pk"),
        all_held=Sum("held"),
        all_planned=Sum("planned"),
        ending=Count("pk", filter=Q(is_ending=True)),
    )
    return list(counts.order_by(*IN_ORDER))


def _sums(
    counted: Iterable[dict[str, Any]], by: tuple[str, ...], label: Callable[[dict[str, Any]], str | Promise]
) -> list[SumRow]:
    """One row of each, in the order in which they come."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for one in counted:
        groups.setdefault(tuple(one[name] for name in by), []).append(one)
    return [
        SumRow(label(rows[0]), *(sum(row[name] for row in rows) for name in SUMMED))
        for rows in groups.values()
    ]


def _supervisors(
    counted: Iterable[dict[str, Any]], in_order: Sequence[tuple[str, str]]
) -> tuple[SumRow, ...]:
    """One row of each supervisor, in the order of the choices."""
    places = {key: place for place, (key, _name) in enumerate(in_order)}
    ordered = sorted(counted, key=lambda one: places[key_of_supervisor(one["supervisor_id"])])
    return tuple(_sums(ordered, BY_SUPERVISOR, _supervisor_name))


def _states(counted: Iterable[dict[str, Any]]) -> tuple[SumRow, ...]:
    rows = {one.label: one for one in _sums(counted, ("state",), lambda one: str(one["state"]))}
    return tuple(replace(rows[state], label=PROCESS_STATES[state]) for state in ProcessState if state in rows)


def _total(units: list[SumRow]) -> SumRow:
    return SumRow(
        label=_("All"),
        processes=sum(one.processes for one in units),
        held=sum(one.held for one in units),
        planned=sum(one.planned for one in units),
        ending=sum(one.ending for one in units),
    )


def _supervisor_name(one: Mapping[str, Any]) -> str:
    return one["supervisor_name"] or _("no supervisor yet")


def _place_name(one: Mapping[str, Any]) -> str:
    key = key_of_place(one)
    if key == SELF:
        return _("pays for themselves")
    if key == NOBODY:
        return _("not known yet")
    return " · ".join(filter(None, (one["payer_name"], one["unit_name"])))
