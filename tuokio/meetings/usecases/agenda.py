"""Everything with an hour that is a person's: for calendar files, feeds and other people's calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tuokio.meetings.domain.agenda_file import AgendaMeeting
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.domain.wall_clock import wall_time
from tuokio.meetings.models import Meeting, MeetingChange, Talk
from tuokio.people.models import Person
from tuokio.supervision.models import Member
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import ProcessState

FIELDS = (
    "pk", "starts_at", "minutes", "zone", "sequence", "made_at", "state", "place", "time_known", "series_id",
)  # fmt: skip
READ = attrgetter(*FIELDS)
CANCELLED = (MeetingState.CANCELLED_FREE, MeetingState.CANCELLED_CHARGED)


def as_agenda(meetings: Iterable[Meeting], title: str = "") -> list[AgendaMeeting]:
    """Meetings as a calendar shows them: a neutral title, never a name."""
    rows = [READ(meeting) for meeting in meetings]
    return _agenda(rows, MeetingChange.objects.filter(meeting__in=[row[0] for row in rows]), title)


def _agenda(
    rows: Iterable[tuple[Any, ...]], changes: QuerySet[MeetingChange], title: str
) -> list[AgendaMeeting]:
    """The same from rows of `FIELDS` (what follows them is let be) and the changes of these meetings."""
    changed: dict[UUID, datetime] = {}
    planned_at: dict[UUID, datetime] = {}
    told = changes.order_by("at", "pk").values_list("meeting_id", "at", "old_start")
    for meeting_id, at, old_start in told:
        changed[meeting_id] = at
        if old_start:
            planned_at.setdefault(meeting_id, old_start)
    title = title or _("Supervision of work")
    return [
        AgendaMeeting(
            id=key,
            title=title,
            starts_at=starts_at,
            minutes=minutes,
            zone=zone,
            sequence=sequence,
            changed_at=changed.get(key, made_at),
            cancelled=state in CANCELLED,
            place=place,
            time_known=time_known,
            series=series,
            planned_at=planned_at.get(key),
        )
        for key, starts_at, minutes, zone, sequence, made_at, state, place, time_known, series, *_more in rows
    ]


def talks_as_agenda(talks: Iterable[Talk]) -> list[AgendaMeeting]:
    """Mapping conversations as a calendar shows them."""
    return [
        AgendaMeeting(
            id=talk.pk,
            title=_("Mapping conversation"),
            starts_at=talk.starts_at,
            minutes=talk.minutes,
            zone=talk.zone,
            sequence=talk.sequence,
            changed_at=talk.changed_at,
            cancelled=talk.state == Talk.State.CANCELLED,
            place=talk.place,
        )
        for talk in talks
    ]


def led_agenda(person: Person, *, since: datetime, until: datetime, title: str = "") -> list[AgendaMeeting]:
    """What a supervisor has with others in a span, cancelled ones too: meetings and mapping conversations."""
    meetings = Meeting.objects.filter(supervisor=person, starts_at__gte=since, starts_at__lt=until).exclude(
        process__state=ProcessState.ERASED
    )
    talks = Talk.objects.filter(supervisor=person, starts_at__gte=since, starts_at__lt=until)
    changes = MeetingChange.objects.filter(
        meeting__supervisor=person, meeting__starts_at__gte=since, meeting__starts_at__lt=until
    )
    led = _agenda(meetings.order_by("starts_at", "pk").values_list(*FIELDS), changes, title)
    return [*led, *talks_as_agenda(talks)]


def joined_agenda(
    person: Person, *, since: datetime, until: datetime, title: str = ""
) -> list[AgendaMeeting]:
    """What a member is called to in a span: of the days on which they belong."""
    members = list(Member.objects.filter(person=person).exclude(process__state=ProcessState.ERASED))
    coming = Meeting.objects.filter(
        process__in={member.process_id for member in members},
        starts_at__gte=since,
        starts_at__lt=until,
        state__in=[*AHEAD, *CANCELLED, MeetingState.HELD],
    )
    mine = [
        row
        for row in coming.values_list(*FIELDS, "process_id")
        if any(
            member.process_id == row[-1] and member.belongs_on(wall_time(row[1], row[3]).date())
            for member in members
        )
    ]
    return _agenda(mine, MeetingChange.objects.filter(meeting__in=[row[0] for row in mine]), title)
