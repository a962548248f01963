"""Where the person stands in the house: asked once, so that a page of many parts stays quick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from tuokio.desk.pages.parts import worth_asking
from tuokio.kit.clock import HELSINKI
from tuokio.kit.models import Letter
from tuokio.kit.prepared import prepared
from tuokio.kit.stuck_letters import STUCK
from tuokio.meetings.models import Absence, Joiner, Substitute, UnitRoster
from tuokio.people.models import Person, Practice, Role
from tuokio.retention.models import BackupRun, Feedback
from tuokio.supervision.models import Member
from tuokio.terms.words import PracticeKind, Standing


@dataclass(frozen=True, slots=True)
class HouseStanding:
    """What a person may do, and where, and what is worth a further question."""

    practices: dict[str, tuple[Practice, ...]]
    is_supervised: bool
    stands_in: bool
    stuck_letters: int  # of the practices they own
    # whether it is worth asking further: most days nothing of these waits
    absences_wait: bool
    keeping_waits: bool
    rooms_wait: frozenset[str]

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
    start = datetime.combine(on, time(0), HELSINKI)
    rows = _roles(person, on, start, start + timedelta(days=1))
    practices: dict[str, tuple[Practice, ...]] = {}
    for row in rows:
        practices[row.standing] = (*practices.get(row.standing, ()), row.practice)
    owned = [row for row in rows if row.standing == Standing.OWNER]
    return HouseStanding(
        practices=practices,
        is_supervised=any(row.supervised for row in rows),
        stands_in=any(row.stands_in for row in rows),
        stuck_letters=sum(row.stuck or 0 for row in owned),
        absences_wait=any(row.absence for row in rows),
        keeping_waits=any(
            row.feedback or row.last_backup not in (None, BackupRun.Outcome.MADE) for row in owned
        ),
        rooms_wait=frozenset(name for row in rows for name, waits in vars(row).items() if waits is True),
    )


def remember(request: HttpRequest, standing: HouseStanding) -> HouseStanding:
    """Spare the frame of the page from asking the same again (see people.access.standings_of)."""
    request._standings = frozenset(standing.practices)  # type: ignore[attr-defined]  # read by standings_of
    return standing


@prepared
def _roles(person: Person, on: date, start: datetime, end: datetime) -> QuerySet[Any]:
    here = {"practice_id": OuterRef("practice_id")}
    stuck = Letter.objects.filter(STUCK, **here).order_by().values("practice_id")
    under_way = Absence.objects.filter(until_on__gte=on, **here)
    asked = Joiner.objects.filter(
        state=Joiner.State.ASKED, group__closed_at=None, group__process__practice_id=OuterRef("practice_id")
    )
    supervised = Member.objects.filter(Q(left_on=None) | Q(left_on__gt=on), person=person)
    return (
        Role.objects.filter(person=person, ended_on=None)
        .select_related("practice")
        .only("standing", "practice__name", "practice__kind")
        .annotate(
            stuck=Subquery(stuck.annotate(number=Count("pk")).values("number")),
            absence=Exists(under_way),
            feedback=Exists(Feedback.objects.filter(answered_at=None, **here)),
            last_backup=Subquery(BackupRun.objects.order_by("-at").values("outcome")[:1]),
            supervised=Exists(supervised),
            stands_in=Exists(Substitute.objects.filter(person=person, ended_on=None)),
            places_asked=Exists(asked),
            rosters=Exists(UnitRoster.objects.filter(**here)),
            **worth_asking(person, on=on, start=start, end=end),
        )
        .order_by("since", "pk")
    )
