"""Planning dates: a series, one more meeting, and the days on which none is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.domain.free_days import DateSpan, FreeDay
from tuokio.meetings.domain.series import (
    PlannedDate,
    SeriesPlan,
    every_date,
    planned_date,
    series_dates,
)
from tuokio.meetings.domain.wall_clock import utc_midnight
from tuokio.meetings.models import Break, Meeting, Room, Series
from tuokio.meetings.signals import dates_changed
from tuokio.meetings.usecases.occupying import occupy
from tuokio.meetings.usecases.telling import tell_of_dates
from tuokio.people.models import Person
from tuokio.supervision.domain.states import MEETING_STATES
from tuokio.supervision.models import Lead, Process, Term
from tuokio.supervision.usecases import (
    as_it_stands,
)
from tuokio.terms.words import ProcessState


class NoTerms(Exception):
    """The process has no agreed terms yet, so no meeting can be planned."""


class NotMeetingNow(Exception):
    """A process in this state has no meetings to come: it waits, is paused, or is being closed."""

    def __init__(self, state: ProcessState) -> None:
        super().__init__(str(state))
        self.state = state


class BreakTaken(Exception):
    """These days are already in a break."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned series: its meetings, and the days left out with why."""

    meetings: tuple[Meeting, ...]
    skipped: tuple[FreeDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How a series goes: from a first day, at a wall-clock time in a zone."""

    first_on: date
    at_time: time
    count: int
    every_weeks: int
    minutes: int
    zone: str = "Europe/Helsinki"
    place: str = ""
    remote: bool = False
    room: Room | None = None

    @property
    def days(self) -> list[PlannedDate]:
        """Every date of it, whether it fits or not. Raises SeriesRefused."""
        return every_date(self.first_on, self.at_time, self.zone, self.count, self.every_weeks, self.minutes)


def proposed_dates(*, process: Process, rhythm: Rhythm) -> SeriesPlan:
    """The dates that a rhythm gives, before anything is saved. Raises SeriesRefused."""
    leads = [lead.supervisor_id for lead in process.leads.all()]
    return series_dates(
        rhythm.first_on,
        rhythm.at_time,
        rhythm.zone,
        rhythm.count,
        rhythm.every_weeks,
        rhythm.minutes,
        breaks=[DateSpan(span.from_on, span.until_on) for span in Break.objects.filter(supervisor__in=leads)],
    )


@transaction.atomic
def plan_series(*, process: Process, term: Term, rhythm: Rhythm, by: Person | None, at: datetime) -> Planned:
    """Plan a row of meetings, leaving out holidays and the supervisor's breaks.

    Raises ProcessClosed, NotMeetingNow, SeriesRefused, Taken.
    """
    process = _meeting_now(process)
    plan = proposed_dates(process=process, rhythm=rhythm)
    meetings = _write_series(process, term, rhythm, plan.dates, by=by, at=at)
    return Planned(tuple(meetings), plan.skipped)


@transaction.atomic
def plan_dates(
    *,
    process: Process,
    rhythm: Rhythm,
    dates: Sequence[tuple[date, time]],
    by: Person,
    at: datetime,
) -> Sequence[Meeting]:
    """Plan a row of meetings on dates that were looked through and perhaps changed by hand.

    Raises ProcessClosed, NotMeetingNow, NoTerms, SeriesRefused, Taken.
    """
    process = _meeting_now(process)
    term = process.current_term
    if term is None:
        raise NoTerms
    planned = [planned_date(on, at_time, rhythm.zone, rhythm.minutes) for on, at_time in dates]
    meetings = _write_series(process, term, rhythm, planned, by=by, at=at)
    tell_of_dates(process=process, at=at)
    return meetings


def _meeting_now(process: Process) -> Process:
    process = as_it_stands(process)
    if process.now_in not in MEETING_STATES:
        raise NotMeetingNow(process.now_in)
    return process


def _write_series(
    process: Process,
    term: Term,
    rhythm: Rhythm,
    dates: Sequence[PlannedDate],
    *,
    by: Person | None,
    at: datetime,
) -> list[Meeting]:
    series = Series.objects.create(
        process=process,
        first_on=rhythm.first_on,
        at_time=rhythm.at_time,
        zone=rhythm.zone,
        every_weeks=rhythm.every_weeks,
        count=len(dates),
        minutes=rhythm.minutes,
        made_at=at,
    )
    leads = list(process.leads.select_related("supervisor"))
    meetings = Meeting.objects.bulk_create(
        Meeting(
            practice_id=process.practice_id,
            process=process,
            term=term,
            supervisor=_leader(leads, planned.on),
            series=series,
            starts_at=planned.start_utc,
            minutes=planned.minutes,
            zone=planned.zone,
            place=rhythm.place,
            remote=rhythm.remote,
            room=rhythm.room,
            made_at=at,
        )
        for planned in dates
    )
    occupy(meetings, at=at)
    trail.record("series planned", about=process, by=by, at=at, count=len(meetings))
    dates_changed.send(Meeting, meetings=meetings, at=at, by=by)
    return meetings


@transaction.atomic
def add_meeting(
    *,
    process: Process,
    on: date,
    at_time: time,
    by: Person | None,
    at: datetime,
    minutes: int | None = None,
    place: str = "",
    remote: bool = False,
    room: Room | None = None,
    replaces: Meeting | None = None,
    tell: bool = True,
) -> Meeting:
    """Plan one more meeting, perhaps in place of a cancelled one. `tell` False: whoever plans several tells once.

    Raises ProcessClosed, NotMeetingNow, NoTerms, SeriesRefused, Taken.
    """
    process = _meeting_now(process)
    term = process.current_term
    if term is None:
        raise NoTerms
    zone = process.practice.zone
    planned = planned_date(on, at_time, zone, minutes or term.minutes)
    meeting = Meeting.objects.create(
        practice_id=process.practice_id,
        process=process,
        term=term,
        supervisor=_leader(list(process.leads.select_related("supervisor")), on),
        starts_at=planned.start_utc,
        minutes=planned.minutes,
        zone=zone,
        place=place,
        remote=remote,
        room=room,
        replaces=replaces,
        made_at=at,
    )
    occupy([meeting], at=at)
    if replaces is not None:
        no_new_date(meeting=replaces)
    trail.record("meeting planned", about=meeting, by=by, at=at)
    dates_changed.send(Meeting, meetings=[meeting], at=at, by=by)
    if tell:
        tell_of_dates(process=process, at=at)
    return meeting


def no_new_date(*, meeting: Meeting) -> None:
    """A cancelled meeting gets no new date, or has got one: it no longer waits."""
    Meeting.objects.filter(pk=meeting.pk).update(replacement_wanted=False)


def _leader(leads: Sequence[Lead], day: date) -> Person:
    """Who leads on the day; before the first lead or after an ended one, the nearest."""

    def distance(lead: Lead) -> int:
        if day < lead.from_on:
            return (lead.from_on - day).days
        return (day - lead.until_on).days if lead.until_on and lead.until_on < day else 0

    return min(leads, key=distance).supervisor


@transaction.atomic
def take_break(
    *, supervisor: Person, from_on: date, until_on: date, at: datetime
) -> tuple[Break, list[Meeting]]:
    """Keep days free of new meetings; returns the break and the meetings that already fall in it.

    Raises BreakTaken when all these days are in a break already.
    """
    if Break.objects.filter(supervisor=supervisor, from_on__lte=from_on, until_on__gte=until_on).exists():
        raise BreakTaken
    taken = Break.objects.create(supervisor=supervisor, from_on=from_on, until_on=until_on)
    trail.record("break taken", about=taken, by=supervisor, at=at, from_on=from_on.isoformat())
    return taken, meetings_within(supervisor=supervisor, spans=[taken])


def meetings_within(*, supervisor: Person, spans: Sequence[Break]) -> list[Meeting]:
    """The supervisor's meetings to come that fall in one of these breaks."""
    if not spans:
        return []
    day = timedelta(days=1)
    near = (
        Meeting.objects.filter(
            supervisor=supervisor,
            starts_at__gte=utc_midnight(min(span.from_on for span in spans)) - day,
            starts_at__lt=utc_midnight(max(span.until_on for span in spans)) + 2 * day,
        )
        .ahead()
        .select_related("process")
    )
    return [
        meeting
        for meeting in near
        if any(span.from_on <= meeting.local_start.date() <= span.until_on for span in spans)
    ]
