"""Meetings by days and weeks, and the few words that every list of them needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from babel.dates import get_timezone_location
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.kit.clock import HELSINKI
from tuokio.kit.prepared import prepared
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.labels import BADGES, MEETING_STATES
from tuokio.meetings.models import Attendance, Meeting, MeetingQuerySet
from tuokio.people.models import Person
from tuokio.terms.meeting_words import MeetingState

LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}
DAY = timedelta(days=1)
SHOWN = (
    "starts_at",
    "minutes",
    "zone",
    "place",
    "remote",
    "state",
    "time_known",
    "replacement_wanted",
    "process__name",
    "process__form",
    "term__planned",
)
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


def own_week(person: Person, on: date) -> list[Any]:
    """The meetings that the person leads in the week of a day (see `on_days`)."""
    monday = monday_of(on)
    return own_meetings(person, monday, monday + 6 * DAY)


def own_meetings(person: Person, first: date, last: date) -> list[Any]:
    """The meetings that the person leads on these days (see `on_days`), with how many are `coming` and `cannot`."""
    return on_days(_led_between(person, *around(first, last)), first, last)


def on_days(meetings: Iterable[Any], first: date, last: date) -> list[Any]:
    """Those of the days: a meeting belongs to the day that the wall clock of its own zone shows."""
    return [meeting for meeting in meetings if first <= meeting.local_start.date() <= last]


def around(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments between which the meetings of the days lie, whatever their zone."""
    return midnight(first) - DAY, midnight(last) + 2 * DAY


@prepared
def _led_between(person: Person, since: datetime, until: datetime) -> QuerySet[Any]:
    meetings = Meeting.objects.filter(supervisor=person, starts_at__gte=since, starts_at__lt=until)
    answered = Attendance.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    counted = answered.annotate(number=Count("pk")).values("number")
    told: QuerySet[Any] = meetings_numbered(meetings).annotate(
        coming=Subquery(counted.filter(answer=Attendance.Answer.COMING)),
        cannot=Subquery(counted.filter(answer=Attendance.Answer.CANNOT)),
    )
    return told.order_by("starts_at", "pk")


def meetings_numbered(meetings: MeetingQuerySet) -> QuerySet[Any]:
    """The meetings with their number, and of process and terms only what a line of a list needs."""
    return meetings.with_number().select_related("process", "term").only(*SHOWN)


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
