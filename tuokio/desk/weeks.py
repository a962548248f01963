"""Meetings by days and weeks, and the few words that every list of them needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from babel.dates import get_timezone_location
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.kit.clock import HELSINKI
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.labels import BADGES, MEETING_STATES
from tuokio.meetings.models import Attendance, Meeting, MeetingQuerySet
from tuokio.terms.meeting_words import MeetingState

LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}
DAY = timedelta(days=1)
CANCELLED = (MeetingState.CANCELLED_FREE, MeetingState.CANCELLED_CHARGED)


def monday_of(on: date) -> date:
    """The first day of its week."""
    return on - timedelta(days=on.weekday())


def midnight(on: date) -> datetime:
    """When the day begins in Finland."""
    return datetime.combine(on, time(), tzinfo=HELSINKI)


def week_address(on: date) -> str:
    """The calendar's page of its week."""
    year, week, _weekday = on.isocalendar()
    return f"{reverse('desk:calendar')}?week={year}-W{week:02}"


def week_of(meetings: MeetingQuerySet, on: date) -> list[Any]:
    """The meetings of the week round a day (see `meetings_between`)."""
    monday = monday_of(on)
    return meetings_between(meetings, monday, monday + 6 * DAY)


def meetings_between(
    meetings: MeetingQuerySet, first: date, last: date, *, most: int | None = None
) -> list[Any]:
    """The meetings of the days, by time, each with its place in its row of meetings and the answers to it.

    A meeting belongs to the day that the wall clock of its own zone shows, so a day more is asked on both sides.
    """
    found = meetings_numbered(
        meetings.filter(starts_at__gte=midnight(first) - DAY, starts_at__lt=midnight(last) + 2 * DAY)
    ).order_by("starts_at", "pk")
    return [m for m in found[:most] if first <= m.local_start.date() <= last]


def meetings_numbered(meetings: MeetingQuerySet) -> QuerySet[Any]:
    """The meetings with their process and terms, what is needed for `place_in_row`, and the answers counted."""
    return (
        meetings.with_number()
        .select_related("process", "term")
        .annotate(
            coming=Count("attendances", filter=Q(attendances__answer=Attendance.Answer.COMING)),
            cannot=Count("attendances", filter=Q(attendances__answer=Attendance.Answer.CANNOT)),
        )
    )


def mark_of(state: str) -> tuple[str, str]:
    """What a marked meeting is called, and the kind of its badge; nothing for one still to come."""
    return ("", "") if state in AHEAD else (str(MEETING_STATES[state]), BADGES[state])


def place_in_row(meeting: Any) -> str:
    """5. kerta, yhteensä 10; nothing for a cancelled one, which takes no number."""
    if meeting.state in CANCELLED:
        return ""
    number, planned = meeting.number, meeting.term.planned
    if number <= planned:
        return _("meeting %(number)s of %(planned)s") % {"number": number, "planned": planned}
    return _("meeting %(number)s") % {"number": number}


def where(meeting: Meeting) -> Iterable[str]:
    """Remotely, or the place, or both."""
    if meeting.remote:
        yield _("remotely")
    if meeting.place:
        yield meeting.place


def zone_note(zone: str) -> str:
    """Whose clock the times are told by, where it is not Finland's."""
    if zone == HELSINKI.key:
        return ""
    city = get_timezone_location(zone, locale=LOCALES[when.language()], return_city=True)
    return _("time zone: %(city)s") % {"city": city}
