"""The list of processes, by form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.kit.labels import FORMS, PROCESS_STATES
from tuokio.meetings.domain.numbering import TAKEN
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting
from tuokio.people.models import Person, Role
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Lead, Process, Term
from tuokio.terms.words import FormOfWork, ProcessState, Standing

A_PAGE = 50
LONGEST_SEARCH = 120
SHOWN = ("open", "all", "ended")


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process in the list."""

    href: str
    name: str
    state: str | Promise
    count: str
    following: str
    supervisor: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class FormGroup:
    """The processes of one form of work."""

    title: str | Promise
    rows: tuple[ProcessRow, ...]


@dataclass(frozen=True, slots=True)
class ProcessesPage:
    """What the list shows to one person."""

    groups: tuple[FormGroup, ...]
    page: Page[Any]
    shown: str
    search: str
    supervises: bool

    @property
    def shows_others(self) -> bool:
        """Whether processes of other supervisors stand in it too."""
        return any(not row.is_own for group in self.groups for row in group.rows)

    @property
    def query(self) -> str:
        """The rest of the address, for the pager."""
        parts = {"shown": self.shown} if self.shown != SHOWN[0] else {}
        if self.search:
            parts["q"] = self.search
        return f"&{urlencode(parts)}" if parts else ""

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.page.paginator.count

    @classmethod
    def of(
        cls,
        person: Person,
        standings: Iterable[str],
        *,
        at: datetime,
        shown: str = "",
        search: str = "",
        number: str | int | None = 1,
    ) -> ProcessesPage:
        """The list of a person: what they supervise, and the processes of practices they look after."""
        on = when.local(at).date()
        shown = shown if shown in SHOWN else SHOWN[0]
        search = " ".join(search.split())[:LONGEST_SEARCH]
        looks_after = bool({Standing.OWNER, Standing.COORDINATOR} & set(standings))
        found = _found(person, looks_after, on, shown, search)
        page = Paginator(found, A_PAGE).get_page(number)
        processes = list(page.object_list)
        counts = _counts(processes)
        following = _following(processes, at)
        return cls(
            groups=tuple(
                FormGroup(FORMS[form], tuple(_row(one, counts, following, on) for one in rows))
                for form, rows in groupby(processes, key=lambda one: one.form)
            ),
            page=page,
            shown=shown,
            search=search,
            supervises=Standing.SUPERVISOR in set(standings),
        )


def _found(person: Person, looks_after: bool, on: date, shown: str, search: str) -> QuerySet[Process]:
    leading = Lead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), process=OuterRef("pk"), supervisor=person
    )
    mine = Q(is_own=True)
    if looks_after:
        mine |= Q(
            Exists(
                Role.objects.filter(
                    practice=OuterRef("practice_id"),
                    person=person,
                    standing__in=(Standing.OWNER, Standing.COORDINATOR),
                    ended_on=None,
                )
            )
        )
    found = (
        Process.objects.exclude(state=ProcessState.ERASED)
        .annotate(is_own=Exists(leading), place=_place_of_form())
        .filter(mine)
        .order_by("place", "name", "pk")
        .prefetch_related(Prefetch("leads", Lead.objects.select_related("supervisor")))
    )
    if shown == "open":
        found = found.exclude(state__in=ENDED_STATES)
    elif shown == "ended":
        found = found.filter(state__in=ENDED_STATES)
    if search:
        # SQLite compares Ä and ä as different letters: the usual ways to write a name are asked for each
        ways = {search, search.lower(), search.upper(), search.capitalize()}
        named = Q()
        for way in ways:
            named |= Q(name__icontains=way)
        found = found.filter(named)
    return found


def _place_of_form() -> Case:
    return Case(
        *(When(form=form, then=Value(place)) for place, form in enumerate(FormOfWork)),
        default=Value(len(FormOfWork)),
        output_field=IntegerField(),
    )


def _counts(processes: list[Process]) -> dict[UUID, str]:
    newest = Term.objects.filter(process=OuterRef("process")).order_by("-number").values("pk")[:1]
    terms = Term.objects.filter(process__in=[one.pk for one in processes], pk=Subquery(newest)).annotate(
        taken=Count("meetings", filter=Q(meetings__state__in=TAKEN))
    )
    return {term.process_id: f"{term.held_before + term.taken}/{term.planned}" for term in terms}


def _following(processes: list[Process], at: datetime) -> dict[UUID, datetime]:
    found = (
        Meeting.objects.filter(process__in=[one.pk for one in processes], state__in=AHEAD, starts_at__gte=at)
        .order_by()
        .values("process")
        .annotate(first=Min("starts_at"))
        .values_list("process", "first")
    )
    return dict(found)


def _row(process: Process, counts: dict[UUID, str], following: dict[UUID, datetime], on: date) -> ProcessRow:
    own = bool(getattr(process, "is_own", False))
    leader = process.supervisor_on(on)
    after = following.get(process.pk)
    return ProcessRow(
        href=reverse("desk:process" if own else "meetings:handover", args=[process.pk]),
        name=process.name,
        state="" if process.now_in == ProcessState.RUNNING else PROCESS_STATES[process.state],
        count=counts.get(process.pk, ""),
        following=_("next %(when)s") % {"when": when.moment(after)} if after else "",
        supervisor=(leader.name if leader else _("nobody yet")) if not own else "",
        is_own=own,
    )
