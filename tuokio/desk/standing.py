"""Where the person stands in the house: asked once, so that a page of many parts stays quick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.http import HttpRequest

from tuokio.kit.models import Letter
from tuokio.kit.stuck_letters import STUCK
from tuokio.meetings.models import Absence, Substitute
from tuokio.people.models import Person, Practice, Role
from tuokio.retention.models import BackupRun, Feedback
from tuokio.supervision.models import Member
from tuokio.terms.words import PracticeKind, Standing


@dataclass(frozen=True, slots=True)
class HouseStanding:
    """What a person may do, and where; `stuck_letters` counts only letters of practices they own."""

    practices: dict[str, tuple[Practice, ...]]
    stuck_letters: int
    is_supervised: bool
    stands_in: bool
    absences: tuple[UUID, ...]  # under way: one's own, and the newest of each practice one looks after
    keeping_waits: bool  # whether to ask further what of keeping waits for the owner

    @property
    def supervises(self) -> bool:
        """Whether they lead processes of their own anywhere."""
        return bool(self.practices.get(Standing.SUPERVISOR))

    @property
    def owns(self) -> bool:
        """Whether they run a practice."""
        return bool(self.practices.get(Standing.OWNER))

    @property
    def looks_after_others(self) -> bool:
        """Whether a practice of several is theirs to see."""
        return any(practice.kind != PracticeKind.SOLO for practice in self.coordinated)

    @property
    def coordinated(self) -> tuple[Practice, ...]:
        """The practices whose whole week is theirs to see."""
        known: dict[object, Practice] = {}
        for standing in (Standing.OWNER, Standing.COORDINATOR):
            known |= {practice.pk: practice for practice in self.practices.get(standing, ())}
        return tuple(known.values())


def standing_of(person: Person, *, on: date) -> HouseStanding:
    """All of it in one query."""
    rows = list(
        Role.objects.filter(person=person, ended_on=None)
        .select_related("practice")
        .annotate(
            stuck=_stuck_letters(),
            supervised=_is_supervised(person, on),
            stands_in=_stands_in(person),
            own_absence=_absence(on, supervisor=person),
            absence_here=_absence(on, practice=OuterRef("practice_id")),
            feedback=Exists(Feedback.objects.filter(practice=OuterRef("practice_id"), answered_at=None)),
            last_backup=Subquery(BackupRun.objects.order_by("-at").values("outcome")[:1]),
        )
        .order_by("since", "pk")
    )
    practices: dict[str, tuple[Practice, ...]] = {}
    for row in rows:
        practices[row.standing] = (*practices.get(row.standing, ()), row.practice)
    absences = [row.own_absence for row in rows]
    absences += [row.absence_here for row in rows if row.standing != Standing.SUPERVISOR]
    return HouseStanding(
        practices=practices,
        stuck_letters=sum(row.stuck or 0 for row in rows if row.standing == Standing.OWNER),
        is_supervised=any(row.supervised for row in rows),
        stands_in=any(row.stands_in for row in rows),
        keeping_waits=any(
            row.feedback or row.last_backup not in (None, BackupRun.Outcome.MADE)
            for row in rows
            if row.standing == Standing.OWNER
        ),
        absences=tuple(dict.fromkeys(key for key in absences if key)),
    )


def remember(request: HttpRequest, standing: HouseStanding) -> HouseStanding:
    """Spare the frame of the page from asking the same again (see people.access.standings_of)."""
    request._standings = frozenset(standing.practices)  # type: ignore[attr-defined]  # read by standings_of
    return standing


def _stuck_letters() -> Subquery:
    letters = Letter.objects.filter(STUCK, practice_id=OuterRef("practice_id"))
    counted = letters.order_by().values("practice_id").annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())


def _is_supervised(person: Person, on: date) -> Exists:
    return Exists(Member.objects.filter(Q(left_on=None) | Q(left_on__gt=on), person=person))


def _stands_in(person: Person) -> Exists:
    return Exists(Substitute.objects.filter(person=person, ended_on=None))


def _absence(on: date, **whose: Any) -> Subquery:
    under_way = Absence.objects.filter(until_on__gte=on, **whose).order_by("-at")
    return Subquery(under_way.values("pk")[:1])
