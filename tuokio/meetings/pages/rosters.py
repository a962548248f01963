"""*Päivät työvuorosuunnittelijalle*: the coming dates of a unit as one sheet, the group's name only.

Members are named only where the agreement says so (clause C10), and one who is supervised alone is not named by
the process's name either, which is often theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tuokio.kit import when
from tuokio.kit.tables import CellValue
from tuokio.meetings.domain.agenda_file import AgendaMeeting
from tuokio.meetings.domain.rosters import Period, RosterRhythm
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.domain.wall_clock import utc_midnight
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.agenda import CANCELLED, as_agenda
from tuokio.meetings.usecases.rosters import Planned, last_given, rhythms_of
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import MeetingEvent
from tuokio.terms.words import FormOfWork

MOST_ROWS = 400
OF_PERSONS = (FormOfWork.INDIVIDUAL, FormOfWork.PAIR)  # their names are often those of people
TOLD = (MeetingEvent.MOVE, MeetingEvent.CANCEL, MeetingEvent.CORRECT)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One date: when, which group, where; who only where it was agreed; what changed since the sheet was given."""

    meeting: Meeting
    group: str
    place: str
    names: str
    mark: str

    @property
    def on(self) -> date:
        """The day on the wall."""
        return self.meeting.local_start.date()

    @property
    def day(self) -> str:
        """The day in words."""
        return when.day(self.on)

    @property
    def hours(self) -> str:
        """From when until when; nothing where only the day is known."""
        one = self.meeting
        return when.hours(one.starts_at, one.minutes, one.zone) if one.time_known else ""


@dataclass(frozen=True, slots=True)
class SheetPeriod:
    """The dates of one list of shifts, or of a whole sheet where the unit's rhythm is not known."""

    heading: str
    note: str
    is_published: bool
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The coming dates of a unit, or of one process without a unit, as its planner needs them."""

    title: str
    practice: str
    supervisor: str
    periods: tuple[SheetPeriod, ...]
    given_at: datetime | None
    has_rhythm: bool
    made_on: date

    @classmethod
    def of(cls, planned: Planned, *, at: datetime) -> Sheet:
        """What the supervisor has in the unit from today on."""
        processes = list(planned.processes(at).prefetch_related("members"))
        given_at = last_given(planned)
        rows = tuple(_rows(processes, given_at, at=at))
        rhythm = next(iter(rhythms_of(processes[:1]).values()), None)
        on = when.local(at).date()
        return cls(
            title=planned.unit.name
            if planned.unit
            else "".join(_group(one, by_name=False) for one in processes),
            practice=processes[0].practice.name if processes else "",
            supervisor=planned.supervisor.name,
            periods=tuple(_periods(rows, rhythm, on)),
            given_at=given_at,
            has_rhythm=rhythm is not None,
            made_on=on,
        )

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """Every date of it."""
        return tuple(row for period in self.periods for row in period.rows)

    @property
    def has_names(self) -> bool:
        """Whether any members are named."""
        return any(row.names for row in self.rows)

    @property
    def has_marks(self) -> bool:
        """Whether anything changed since the sheet was given."""
        return any(row.mark for row in self.rows)

    @property
    def header(self) -> tuple[str, ...]:
        """The columns in words."""
        named = (_("Members"),) if self.has_names else ()
        marked = (_("Since the last sheet"),) if self.has_marks else ()
        return (_("Date"), _("Time"), _("Group"), pgettext("of a meeting", "Place"), *named, *marked)

    def cells(self, row: SheetRow) -> tuple[str, ...]:
        """One row as text, under `header`."""
        named = (row.names,) if self.has_names else ()
        marked = (row.mark,) if self.has_marks else ()
        return (row.day, row.hours, row.group, row.place, *named, *marked)

    def as_paper(self) -> dict[str, Any]:
        """What the PDF is made of."""
        return {
            "title": _("Dates of supervision: %(title)s") % {"title": self.title},
            "from": self.practice,
            "lead": _("%(supervisor)s · as it stood on %(day)s")
            % {"supervisor": self.supervisor, "day": when.long_day(self.made_on)},
            "header": self.header,
            "none": _("No dates are agreed yet."),
            "periods": [
                {"heading": one.heading, "note": one.note, "rows": [self.cells(row) for row in one.rows]}
                for one in self.periods
            ],
        }

    def as_table(self) -> tuple[list[str], list[list[CellValue]]]:
        """The header and the rows of a table for a spreadsheet, in which each hour is a cell of its own."""
        header = [_("Date"), _("Week"), _("Begins"), _("Ends"), _("Group"), pgettext("of a meeting", "Place")]
        named = [_("Members")] if self.has_names else []
        header += [*named, _("Since the last sheet")]
        rows: list[list[CellValue]] = []
        for row in self.rows:
            known, one = row.meeting.time_known, row.meeting
            rows.append(
                [
                    row.on,
                    when.week_number(row.on),
                    when.hour(one.starts_at, one.zone) if known else "",
                    when.hour(one.ends_at, one.zone) if known else "",
                    row.group,
                    row.place,
                    *([row.names] if named else []),
                    row.mark,
                ]
            )
        return header, rows

    def as_agenda(self) -> list[AgendaMeeting]:
        """The same for a calendar: the group's name is the title, for the planner has to know whose shifts."""
        titled = sorted(self.rows, key=lambda row: row.group)
        return [
            one
            for group, rows in groupby(titled, key=lambda row: row.group)
            for one in as_agenda([row.meeting for row in rows], group)
        ]


def _rows(processes: Sequence[Process], given_at: datetime | None, *, at: datetime) -> Iterator[SheetRow]:
    meetings = (
        Meeting.objects.filter(process__in=processes, starts_at__gte=utc_midnight(when.local(at).date()))
        .filter(state__in=[*AHEAD, *CANCELLED])
        .annotate(told_at=Max("changes__at", filter=Q(changes__event__in=TOLD)))
        .select_related("term")
        .order_by("starts_at", "pk")
    )
    known = {process.pk: process for process in processes}
    for meeting in meetings[:MOST_ROWS]:
        mark = _mark(meeting, given_at)
        if mark is None:
            continue
        process, by_name = known[meeting.process_id], meeting.term.attendance_by_name
        yield SheetRow(
            meeting=meeting,
            group=_group(process, by_name=by_name),
            place=", ".join(
                part for part in (_("remotely") if meeting.remote else "", meeting.place) if part
            ),
            names=_names(process, meeting) if by_name else "",
            mark=mark,
        )


def _mark(meeting: Meeting, given_at: datetime | None) -> str | None:
    """What became of it since the sheet was given; None: it was cancelled before, and nobody looks for it."""
    since = changed_after(meeting, given_at)
    if meeting.now_in in CANCELLED:
        return pgettext("a date", "cancelled") if since else None
    if given_at is not None and meeting.made_at > given_at:
        return pgettext("a date", "new")
    return pgettext("a date", "changed") if since else ""


def changed_after(meeting: Meeting, given_at: datetime | None) -> bool:
    """Whether a meeting that carries `told_at` was moved, cancelled or set right after that moment."""
    told_at: datetime | None = vars(meeting)["told_at"]
    return given_at is not None and told_at is not None and told_at > given_at


def _group(process: Process, *, by_name: bool) -> str:
    if process.form in OF_PERSONS and not by_name:
        return _("Supervision of one or two")
    return process.name


def _names(process: Process, meeting: Meeting) -> str:
    day = meeting.local_start.date()
    return ", ".join(one.name for one in process.members.all() if one.belongs_on(day))


def _periods(rows: Sequence[SheetRow], rhythm: RosterRhythm | None, on: date) -> Iterator[SheetPeriod]:
    if rhythm is None:
        if rows:
            yield SheetPeriod(_("Coming dates"), "", False, tuple(rows))
        return
    for period, there in groupby(rows, key=lambda row: rhythm.period_of(row.on)):
        published = period.is_published(on)
        yield SheetPeriod(
            heading=_("List of shifts for %(days)s") % {"days": when.days(period.first_on, period.last_on)},
            note=_period_note(period, on),
            is_published=published,
            rows=tuple(there),
        )


def _period_note(period: Period, on: date) -> str:
    if period.is_published(on):
        return _("Published already.")
    return _("Dates wanted by %(wanted)s, published on %(published)s") % {
        "wanted": when.day(period.wanted_by),
        "published": when.day(period.published_on),
    }


def in_period(period: Period) -> tuple[datetime, datetime]:
    """The moments between which a period lies, a day wider at both ends for zones far away."""
    day = timedelta(days=1)
    return utc_midnight(period.first_on) - day, utc_midnight(period.last_on) + 2 * day


def of_one_sheet(processes: Iterable[Process]) -> dict[tuple[UUID | None, UUID | None], list[Process]]:
    """Processes by the sheet that they stand on: their unit's, or their own."""
    found: dict[tuple[UUID | None, UUID | None], list[Process]] = {}
    for process in processes:
        key = (process.unit_id, None if process.unit_id else process.pk)
        found.setdefault(key, []).append(process)
    return found
