"""Everything with an hour that is a person's: for calendar files, feeds and other people's calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tuokio.meetings.domain.agenda_file import AgendaMeeting
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting, MeetingChange, Talk
from tuokio.people.models import Person
from tuokio.supervision.models import Member
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import ProcessState

CANCELLED = (MeetingState.CANCELLED_FREE, MeetingState.CANCELLED_CHARGED)


def as_agenda(meetings: Iterable[Meeting], title: str = "") -> list[AgendaMeeting]:
    """Meetings as a calendar shows them: a neutral title, never a name."""
    meetings = list(meetings)
    changed, planned_at = _changes_of(meetings)
    return [
        AgendaMeeting(
            id=meeting.pk,
            title=title or _("Supervision of work"),
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            zone=meeting.zone,
            sequence=meeting.sequence,
            changed_at=changed.get(meeting.pk, meeting.made_at),
            cancelled=meeting.now_in in CANCELLED,
            place=meeting.place,
            time_known=meeting.time_known,
            series=meeting.series_id,
            planned_at=planned_at.get(meeting.pk),
        )
        for meeting in meetings
    ]


def _changes_of(meetings: Iterable[Meeting]) -> tuple[dict[UUID, datetime], dict[UUID, datetime]]:
    """When each meeting last changed, and when each that was moved was first to begin."""
    changed: dict[UUID, datetime] = {}
    planned_at: dict[UUID, datetime] = {}
    rows = MeetingChange.objects.filter(meeting__in=[meeting.pk for meeting in meetings]).order_by("at", "pk")
    for meeting_id, at, old_start in rows.values_list("meeting_id", "at", "old_start"):
        changed[meeting_id] = at
        if old_start:
            planned_at.setdefault(meeting_id, old_start)
    return changed, planned_at


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
    return [*as_agenda(meetings, title), *talks_as_agenda(talks)]


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
        meeting
        for meeting in coming
        if any(
            member.process_id == meeting.process_id and member.belongs_on(meeting.local_start.date())
            for member in members
        )
    ]
    return as_agenda(mine, title)
