"""The meetings as their payer may see them.

By person only where clause C10 of the terms says so (`Term.attendance_by_name`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from tuokio.desk.pages.commissioner.known import NEAR, Known, processes_of
from tuokio.kit.prepared import prepared
from tuokio.meetings.domain.numbering import COUNTED
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.labels import BADGES, MEETING_STATES
from tuokio.meetings.models import Attendance, Meeting
from tuokio.people.models import ContactPerson, Organisation, Practice
from tuokio.supervision.models import Process, Term
from tuokio.terms.meeting_words import MeetingState

EACH_WAY = 2  # meetings shown behind and ahead of today
MOST_ON_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting as its payer may see it."""

    number: int | None  # cancelled ones take none
    starts_at: datetime
    zone: str
    minutes: int
    time_known: bool
    state: str
    badge: str
    present: str
    names: tuple[str, ...]  # only where the terms say that attendance is told by person
    net_cents: int | None


COLUMNS = (
    "pk",
    "process_id",
    "term_id",
    "starts_at",
    "zone",
    "minutes",
    "time_known",
    "state",
    "term__price_cents",
    "charge__net_cents",
)
type Told = dict[str, Any]


@prepared
def _near(
    organisation: Organisation, practice: Practice, since: datetime, until: datetime
) -> QuerySet[Meeting, Told]:
    found = Meeting.objects.filter(
        process__payer=organisation,
        process__practice=practice,
        starts_at__gte=since,
        starts_at__lt=until,
    )
    there = (
        Attendance.objects.filter(meeting=OuterRef("pk"), present__isnull=False)
        .order_by()
        .values("meeting")
        .annotate(
            of_how_many=Concat(_number(Count("pk", filter=Q(present=True))), Value("/"), _number(Count("pk")))
        )
    )
    rows: QuerySet[Meeting, Told] = (
        found.annotate(there=Subquery(there.values("of_how_many")))
        .order_by("starts_at", "pk")
        .values(*COLUMNS, "there")
    )
    return rows


def _number(count: Count) -> Cast:
    return Cast(count, CharField())


def round_now(
    contact: ContactPerson, going: Sequence[Known], at: datetime
) -> dict[UUID, tuple[MeetingRow, ...]]:
    """The last two behind and the next two ahead of each process, as far as they lie near today."""
    mine = {one.process.pk for one in going}
    found = _near(contact.organisation, contact.practice, at - NEAR, at + NEAR)
    near = _numbered([row for row in found if row["process_id"] in mine], going)
    by_process: dict[UUID, list[Told]] = {}
    for row in near:
        by_process.setdefault(row["process_id"], []).append(row)
    shown = [row for rows in by_process.values() for row in _nearest(rows, at)]
    told: dict[UUID, list[MeetingRow]] = {}
    attended = {row["pk"]: row["there"] for row in shown if row["there"]}
    for process_id, meeting in _told(shown, [term for one in going for term in one.terms], attended):
        told.setdefault(process_id, []).append(meeting)
    return {key: tuple(rows) for key, rows in told.items()}


def _nearest(rows: list[Told], at: datetime) -> list[Told]:
    behind = [row for row in rows if row["starts_at"] <= at]
    ahead = [row for row in rows if row["starts_at"] > at]
    return behind[-EACH_WAY:] + ahead[:EACH_WAY]


def _numbered(rows: list[Told], known: Sequence[Known]) -> list[Told]:
    """The meetings, by time, each with its number within its term; cancelled ones take none."""
    last = {
        term.pk: term.held_before + (one.counts[term.pk].counted_before if term.pk in one.counts else 0)
        for one in known
        for term in one.terms
    }
    for row in rows:
        row["number"] = None
        if row["state"] in COUNTED:
            last[row["term_id"]] += 1
            row["number"] = last[row["term_id"]]
    return rows


def _told(
    rows: Sequence[Told], terms: Sequence[Term], attended: dict[UUID, str]
) -> list[tuple[UUID, MeetingRow]]:
    """What a commissioner is told of each meeting: its number, how many were there, what it costs."""
    names = _names([row["pk"] for row in rows]) if any(term.attendance_by_name for term in terms) else {}
    return [(row["process_id"], _row(row, attended, names)) for row in rows]


def _attended(meetings: QuerySet[Meeting]) -> dict[UUID, str]:
    """How many were there of how many: 5/6."""
    rows = _counted_attendance(Attendance.objects.filter(meeting__in=meetings))
    return {meeting: f"{there}/{marked}" for meeting, there, marked in rows}


def _counted_attendance(attendances: QuerySet[Attendance]) -> QuerySet[Attendance, tuple[UUID, int, int]]:
    counted: QuerySet[Attendance, tuple[UUID, int, int]] = (
        attendances.filter(present__isnull=False)
        .order_by()
        .values_list("meeting_id")
        .annotate(there=Count("pk", filter=Q(present=True)), marked=Count("pk"))
    )
    return counted


def _names(meetings: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Who was there, only of terms that say so (C10)."""
    found: dict[UUID, list[str]] = {}
    rows = Attendance.objects.filter(
        meeting__in=meetings, present=True, meeting__term__attendance_by_name=True
    ).order_by("member__name")
    for meeting, name in rows.values_list("meeting_id", "member__name"):
        found.setdefault(meeting, []).append(name)
    return found


def _row(row: Told, attended: dict[UUID, str], names: dict[UUID, list[str]]) -> MeetingRow:
    state, charged = row["state"], row["charge__net_cents"]
    return MeetingRow(
        number=row["number"],
        starts_at=row["starts_at"],
        zone=row["zone"],
        minutes=row["minutes"],
        time_known=row["time_known"],
        state=str(MEETING_STATES[state]),
        badge=BADGES[state],
        present=attended.get(row["pk"], "–") if state == MeetingState.HELD else "–",
        names=tuple(names.get(row["pk"], ())),
        net_cents=row["term__price_cents"] if charged is None and state in AHEAD else charged,
    )


def meetings_page(contact: ContactPerson, *, process_id: UUID) -> tuple[Process, tuple[MeetingRow, ...]]:
    """The newest five hundred meetings of one process, by time. Raises Process.DoesNotExist."""
    process = processes_of(contact).prefetch_related("terms").get(pk=process_id)
    terms = tuple(process.terms.all())
    found: list[Told] = list(
        Meeting.objects.filter(process=process).order_by("starts_at", "pk").values(*COLUMNS)
    )
    rows = _numbered(found, [Known(process, terms, {})])[-MOST_ON_A_PAGE:]
    return process, tuple(
        row for _process, row in _told(rows, terms, _attended(Meeting.objects.filter(process=process)))
    )
