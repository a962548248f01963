"""What waits in *Tänään* of the lists of shifts: a planner who soon needs dates that are missing or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit import when
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.meetings.domain.numbering import COUNTED
from tuokio.meetings.domain.rosters import Period, RosterRhythm
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting, MeetingChange
from tuokio.meetings.pages.rosters import TOLD, changed_after, in_period, of_one_sheet
from tuokio.meetings.usecases.rosters import Planned, last_given, rhythms_of
from tuokio.people.models import Person
from tuokio.supervision.domain.states import MEETING_STATES
from tuokio.supervision.models import Process, Term

DAYS_BEFORE = 14


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the planner has not got of one period: dates changed since they were given, groups without a date."""

    changed: int
    missing: int
    given_at: datetime | None


def waiting(person: Person, *, on: date) -> Iterator[Waiting]:
    """Planners who need dates within two weeks, and have not got them as they stand."""
    led = Process.objects.led_by(person, on=on).filter(state__in=MEETING_STATES)
    there = led.filter(Q(unit__roster__isnull=False) | Q(unit=None, roster__isnull=False))
    processes = list(there.select_related("unit"))
    rhythms = rhythms_of(processes)
    for together in of_one_sheet(processes).values():
        rhythm = rhythms[together[0].pk]
        for period in _wanted_soon(rhythm, on):
            lacking = _lacking(together, person, rhythm, period)
            if lacking.changed or lacking.missing:
                yield _waiting(together[0], period, lacking)
                break


def _wanted_soon(rhythm: RosterRhythm, on: date) -> list[Period]:
    since, until = on - timedelta(days=rhythm.wanted_days), on + timedelta(days=DAYS_BEFORE)
    return [one for one in rhythm.wanted_between(since, until) if not one.is_published(on)]


def _lacking(together: Sequence[Process], person: Person, rhythm: RosterRhythm, period: Period) -> Lacking:
    given_at = last_given(Planned.around(together[0], person))
    start, end = in_period(period)
    near = Meeting.objects.filter(process__in=together, starts_at__gte=start, starts_at__lt=end)
    here = [
        one
        for one in near.annotate(told_at=Max("changes__at", filter=Q(changes__event__in=TOLD)))
        if period.first_on <= one.local_start.date() <= period.last_on
    ]
    ahead = [one for one in here if one.now_in in AHEAD]
    if given_at is None:
        changed = len(ahead)
    else:
        changed = sum(one.made_at > given_at or changed_after(one, given_at) for one in here)
        changed += _moved_out(together, period, given_at, {one.pk for one in here})
    dated = {one.process_id for one in ahead}
    undated = [one for one in together if one.pk not in dated]
    return Lacking(changed, _without_dates(undated, rhythm), given_at)


def _moved_out(together: Sequence[Process], period: Period, given_at: datetime, here: set[UUID]) -> int:
    """How many dates were in the period when the sheet was given and have left it."""
    start, end = in_period(period)
    left = MeetingChange.objects.filter(
        meeting__process__in=together, at__gt=given_at, old_start__gte=start, old_start__lt=end
    ).exclude(meeting__in=here)
    return len({change.meeting_id for change in left})


def _without_dates(processes: Sequence[Process], rhythm: RosterRhythm) -> int:
    """How many still have agreed meetings without a date, and meet at least once in a period."""
    if not processes:
        return 0
    terms = (
        Term.objects.filter(process__in=processes)
        .annotate(taken=Count("meetings", filter=Q(meetings__state__in=COUNTED)))
        .order_by("process", "number")
    )
    newest = {term.process_id: term for term in terms}
    return sum(
        term.planned - term.held_before > term.taken and term.interval_weeks <= rhythm.weeks
        for term in newest.values()
    )


def _waiting(process: Process, period: Period, lacking: Lacking) -> Waiting:
    if lacking.given_at is None and lacking.changed:
        lacks = _("they have not been given yet.")
    elif lacking.changed:
        lacks = ngettext(
            "one date has changed since they were given.",
            "%(count)s dates have changed since they were given.",
            lacking.changed,
        ) % {"count": lacking.changed}
    else:
        lacks = _("no date is agreed in it yet.")
    return Waiting(
        kind=_("Dates for the planner"),
        title=process.unit.name if process.unit else process.name,
        why=_("The shift planner needs the dates of %(days)s by %(day)s: %(lacks)s")
        % {
            "days": when.days(period.first_on, period.last_on),
            "day": when.day(period.wanted_by),
            "lacks": lacks,
        },
        href=reverse("meetings:roster", args=[process.pk]),
        action=_("See the dates"),
        rank=WaitingRank.NEW_DATE_WANTED,
    )
