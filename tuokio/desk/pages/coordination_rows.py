"""The questions behind the coordinator's overview; counting, filtering and sorting are the database's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from tuokio.desk.pages.today import UNDER_WAY
from tuokio.desk.pages.weeks import midnight
from tuokio.kit.prepared import prepared
from tuokio.meetings.domain.numbering import TAKEN
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting
from tuokio.people.models import Person, Practice
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Lead, Process, Term
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import OrganisationKind, PracticeKind, ProcessState, Standing

ENDS_WITHIN_DAYS = 90
SELF, NOBODY = "self", "none"
IN_ORDER = ("payer_name", "unit_name", "pays_self", "payer_key", "unit_key")
OF_SEVERAL = (PracticeKind.INTERNAL, PracticeKind.PRACTICE)
LOOKS_AFTER = (Standing.OWNER, Standing.COORDINATOR)
PLACE = ("pays_self", "payer_key", "unit_key", "payer_name", "unit_name")
COLUMNS = (
    *("pk", "name", "form", "state", *PLACE, "supervisor_id", "supervisor_name"),
    *("held", "planned", "ends_on", "last_at", "is_ending"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for. Empty is everything that has not ended."""

    unit: str = ""
    supervisor: str = ""
    state: str = ""  # a state, "all", or empty
    ending: bool = False

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> Filters:
        """The filters of an address; what cannot be understood is left out."""
        state = given.get("state", "")
        return cls(
            unit=_key(given.get("unit", "")),
            supervisor=_key(given.get("supervisor", "")),
            state=state if state == "all" or state in _states() else "",
            ending=given.get("ending") == "1",
        )

    def as_query(self) -> dict[str, str]:
        """The filters as parts of an address, those that are set."""
        parts = {"unit": self.unit, "supervisor": self.supervisor, "state": self.state}
        return {key: value for key, value in parts.items() if value} | (
            {"ending": "1"} if self.ending else {}
        )


def houses_looked_after(person: Person) -> frozenset[str]:
    """The kinds of practices of several supervisors that the person owns or coordinates."""
    looked_after = Practice.objects.filter(
        kind__in=OF_SEVERAL,
        roles__person=person,
        roles__standing__in=LOOKS_AFTER,
        roles__ended_on=None,
    )
    return frozenset(looked_after.values_list("kind", flat=True))


def found_processes(person: Person, filters: Filters, *, on: date) -> QuerySet[Any]:
    """The processes that the person looks after and the filters leave, as rows of COLUMNS, by unit and supervisor."""
    found = _looked_after(person)
    if not filters.state:
        found = found.exclude(state__in=ENDED_STATES)
    elif filters.state != "all":
        found = found.filter(state=filters.state)
    found = _at(_with_place(found), filters.unit)
    found = _led(_with_supervisor(found, on), filters.supervisor)
    found = _with_numbers(found, on)
    if filters.ending:
        found = found.filter(is_ending=True)
    return found.order_by("payer_name", "unit_name", "supervisor_name", "form", "pk").values(*COLUMNS)


@prepared
def places_of(person: Person) -> QuerySet[Any, dict[str, Any]]:
    """Each place that has processes, whatever the filters, as rows of PLACE."""
    return _with_place(_looked_after(person)).order_by(*IN_ORDER).values(*PLACE).distinct()


def key_of_place(row: Mapping[str, Any]) -> str:
    """What stands for the place of a row in an address."""
    if row["pays_self"]:
        return SELF
    return str(row["unit_key"] or row["payer_key"] or NOBODY)


def key_of_supervisor(key: UUID | None) -> str:
    """What stands for a supervisor, or for nobody, in an address."""
    return str(key) if key else NOBODY


def supervisors_of(person: Person, *, on: date) -> list[tuple[str, str]]:
    """Key and name of each supervisor who leads some of them now."""
    return [(key_of_supervisor(key), name) for key, name in _leading(person, on)]


@prepared
def _leading(person: Person, on: date) -> QuerySet[Any, tuple[UUID | None, str]]:
    rows = _with_supervisor(_looked_after(person), on).order_by("supervisor_name", "supervisor_id")
    return rows.values_list("supervisor_id", "supervisor_name").distinct()


def _looked_after(person: Person) -> QuerySet[Any]:
    mine = Process.objects.of_practices(person, *LOOKS_AFTER).filter(practice__kind__in=OF_SEVERAL)
    # asked by key, so that someone who owns and coordinates counts nothing twice
    return Process.objects.filter(pk__in=mine.order_by().values("pk")).exclude(state=ProcessState.ERASED)


def _with_place(found: QuerySet[Any]) -> QuerySet[Any]:
    """Customer and unit; all who pay for themselves are one place without a name."""
    pays_self = Q(payer__kind=OrganisationKind.SELF_PAYER)

    def unless_self(column: str, otherwise: Any) -> Case:
        return Case(When(pays_self, then=otherwise), default=F(column))

    no_key, no_name = Value(None, output_field=UUIDField()), Value("", output_field=CharField())
    placed: QuerySet[Any] = found.annotate(
        pays_self=Case(When(pays_self, then=Value(True)), default=Value(False), output_field=BooleanField()),
        payer_key=unless_self("payer_id", no_key),
        unit_key=unless_self("unit_id", no_key),
        payer_name=Coalesce(unless_self("payer__name", no_name), no_name),
        unit_name=Coalesce(unless_self("unit__name", no_name), no_name),
    )
    return placed


def _at(found: QuerySet[Any], place: str) -> QuerySet[Any]:
    if place == SELF:
        return found.filter(payer__kind=OrganisationKind.SELF_PAYER)
    if place == NOBODY:
        return found.filter(payer=None, unit=None)
    if place:  # a customer is there with all its units
        return found.filter(Q(unit=place) | Q(payer=place)).exclude(payer__kind=OrganisationKind.SELF_PAYER)
    return found


def _with_supervisor(found: QuerySet[Any], on: date) -> QuerySet[Any]:
    leading = Lead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), process=OuterRef("pk"), from_on__lte=on
    ).order_by("-from_on")
    led: QuerySet[Any] = found.annotate(
        supervisor_id=Subquery(leading.values("supervisor")[:1], output_field=UUIDField()),
        supervisor_name=Coalesce(Subquery(leading.values("supervisor__name")[:1]), Value("")),
    )
    return led


def _led(found: QuerySet[Any], supervisor: str) -> QuerySet[Any]:
    if supervisor == NOBODY:
        return found.filter(supervisor_id=None)
    return found.filter(supervisor_id=UUID(supervisor)) if supervisor else found


def _with_numbers(found: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Held, planned and the end of the newest terms: the day agreed, or that of the last meeting when all have dates."""
    newest = Term.objects.filter(process=OuterRef("pk")).order_by("-number")
    of_term: QuerySet[Any] = Meeting.objects.filter(term=OuterRef("term_id")).order_by().values("term")
    ahead = of_term.filter(state__in=AHEAD)
    found = found.annotate(
        term_id=Subquery(newest.values("pk")[:1]),
        planned=Coalesce(Subquery(newest.values("planned")[:1]), 0),
        held_before=Coalesce(Subquery(newest.values("held_before")[:1]), 0),
        ends_on=Subquery(newest.values("ends_on")[:1], output_field=DateField()),
    )
    found = found.annotate(
        held=F("held_before") + _how_many(of_term.filter(state=MeetingState.HELD)),
        # a meeting to which nobody came is used up too
        used=F("held_before") + _how_many(of_term.filter(state__in=TAKEN | AHEAD)),
    )
    last = Subquery(ahead.annotate(last=Max("starts_at")).values("last"))
    all_have_dates = Q(planned__gt=0) & Q(planned__lte=F("used"))
    found = found.annotate(
        last_at=Case(When(all_have_dates, then=last), default=Value(None), output_field=DateTimeField())
    )
    numbered: QuerySet[Any] = found.annotate(is_ending=_is_ending(on))
    return numbered


def _how_many(meetings: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(meetings.annotate(many=Count("pk")).values("many")), 0)


def _is_ending(on: date) -> Case:
    until = on + timedelta(days=ENDS_WITHIN_DAYS)
    day_after = midnight(until + timedelta(days=1))
    return Case(
        When(
            Q(state__in=UNDER_WAY) & (Q(ends_on__lte=until) | Q(ends_on=None, last_at__lt=day_after)),
            then=Value(True),
        ),
        default=Value(False),
        output_field=BooleanField(),
    )


def _states() -> frozenset[str]:
    return frozenset(ProcessState) - {ProcessState.ERASED}


def _key(given: str) -> str:
    """A key as it may stand in a filter: one of the words, or a UUID in its usual form."""
    if given in {SELF, NOBODY}:
        return given
    try:
        return str(UUID(given))
    except ValueError:
        return ""
