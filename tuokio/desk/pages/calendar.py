"""The calendar: a week as a table of hours, a month as a table of days, and both as a list for the phone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.desk.domain.week_grid import Row, Slot, week_grid
from tuokio.desk.pages.weeks import (
    CANCELLED,
    DAY,
    SHOWN,
    around,
    mark_of,
    meetings_numbered,
    monday_of,
    on_days,
    own_meetings,
    place_in_row,
    where,
    zone_note,
)
from tuokio.kit import when
from tuokio.kit.labels import FORMS
from tuokio.meetings.domain.free_days import LAST_YEAR, finnish_holiday
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.labels import UNMARKED
from tuokio.meetings.models import Break, Meeting, Talk
from tuokio.people.models import Person, Practice
from tuokio.terms.words import FormOfWork

FIRST_YEAR = 1971
SHOWN_A_DAY = 4
MOST_SHOWN = 600
WEEK = re.compile(r"(\d{4})-W(\d{1,2})")
MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting in the calendar; `href` is empty where the reader may know of it but not open it."""

    href: str
    on: date
    starts_at: datetime
    hours: str
    name: str
    about: str
    mark: str
    looks: str
    has_time: bool
    minutes_from_midnight: tuple[int, int]

    @property
    def starts(self) -> str:
        """When it begins, alone."""
        return self.hours.split("–")[0]

    @property
    def day(self) -> str:
        """Its day, for those who hear a cell without seeing its column."""
        return when.spoken_day(self.on)


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its date in words, why it is free, and its meetings."""

    on: date
    weekday: str
    short: str
    whole: str
    is_today: bool
    free: str
    entries: tuple[Entry, ...]
    in_month: bool = True

    @property
    def shown(self) -> tuple[Entry, ...]:
        """What fits into a day of the month table."""
        return self.entries if len(self.entries) <= SHOWN_A_DAY else self.entries[: SHOWN_A_DAY - 1]

    @property
    def more(self) -> int:
        """How many do not fit."""
        return len(self.entries) - len(self.shown)

    @property
    def without_time(self) -> tuple[Entry, ...]:
        """Meetings of which only the day is known."""
        return tuple(entry for entry in self.entries if not entry.has_time)


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """One week of the month table."""

    number: int
    href: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """Where the calendar's links lead: the span before, the present one and the one after, and the three views."""

    before: str
    before_label: str
    present: str
    present_label: str
    after: str
    after_label: str
    week: str
    month: str
    agenda: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """One week or month of somebody's meetings."""

    view: str
    heading: str
    counts: str
    around: Around
    days: tuple[Day, ...]
    columns: tuple[Day, ...]
    grid: tuple[Row[Entry], ...]
    weeks: tuple[MonthWeek, ...]
    has_untimed: bool
    is_month: bool
    is_practices: bool
    is_cut: bool

    @property
    def weekdays(self) -> tuple[str, ...]:
        """Monday to Sunday, shortened."""
        return when.WEEKDAYS[when.language()]

    @property
    def agenda(self) -> tuple[Day, ...]:
        """The days on which something is."""
        return tuple(day for day in self.days if day.in_month and (day.entries or day.free))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the calendar: a week or a month by its first day, as a table or as a list."""

    first: date
    is_month: bool
    as_list: bool

    @classmethod
    def read(cls, query: dict[str, str], today: date) -> Asked:
        """What an address asks for; the present week when it cannot be read."""
        as_list = query.get("as") == "list"
        if found := MONTH.fullmatch(query.get("month", "")):
            year, month = int(found[1]), int(found[2])
            if FIRST_YEAR <= year < LAST_YEAR and 1 <= month <= 12:
                return cls(date(year, month, 1), True, as_list)
        if found := WEEK.fullmatch(query.get("week", "")):
            try:
                first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            except ValueError:
                first = monday_of(today)
            if FIRST_YEAR <= first.year < LAST_YEAR:
                return cls(first, False, as_list)
        return cls(monday_of(today), False, as_list)

    @property
    def last(self) -> date:
        """The last day, included."""
        if not self.is_month:
            return self.first + 6 * DAY
        return next_month(self.first) - DAY


def own_calendar(person: Person, asked: Asked, *, today: date) -> CalendarPage:
    """The meetings that a person leads."""
    first, last = _shown_days(asked)
    found = own_meetings(person, first, last)
    breaks = list(Break.objects.filter(supervisor=person, from_on__lte=last, until_on__gte=first))
    entries = [*(_own_entry(meeting, today) for meeting in found), *_talk_entries(person, first, last)]
    entries.sort(key=lambda entry: entry.starts_at)
    return _page(asked, entries, breaks, today=today)


def practice_calendar(practices: Sequence[Practice], asked: Asked, *, today: date) -> CalendarPage:
    """The meetings of whole practices: whose, when and where; of one or two supervised people no names."""
    first, last = _shown_days(asked)
    since, until = around(first, last)
    of_practices = Meeting.objects.filter(
        practice__in=practices, starts_at__gte=since, starts_at__lt=until
    ).select_related("supervisor")
    ordered = meetings_numbered(of_practices).only(*SHOWN, "supervisor__name").order_by("starts_at", "pk")
    found = on_days(ordered[: MOST_SHOWN + 1], first, last)
    entries = [_practice_entry(meeting, today) for meeting in found[:MOST_SHOWN]]
    return _page(asked, entries, [], today=today, is_practices=True, is_cut=len(found) > MOST_SHOWN)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=28) + 4 * DAY).replace(day=1)


def _shown_days(asked: Asked) -> tuple[date, date]:
    """A month is shown in whole weeks."""
    if not asked.is_month:
        return asked.first, asked.last
    return monday_of(asked.first), monday_of(asked.last) + 6 * DAY


def _page(
    asked: Asked,
    entries: Sequence[Entry],
    breaks: Sequence[Break],
    *,
    today: date,
    is_practices: bool = False,
    is_cut: bool = False,
) -> CalendarPage:
    first, last = _shown_days(asked)
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(entry.on, []).append(entry)
    days = tuple(
        _day(first + number * DAY, by_day, breaks, asked, today) for number in range((last - first).days + 1)
    )
    number = sum(
        not entry.mark or entry.looks != "off" for day in days if day.in_month for entry in day.entries
    )
    told = ngettext("%(number)s meeting", "%(number)s meetings", number) % {"number": number}
    as_table = not asked.as_list and not is_practices
    columns = tuple(day for day in days if day.on.weekday() < 5 or day.entries) if not asked.is_month else ()
    return CalendarPage(
        view="agenda" if not as_table else "month" if asked.is_month else "week",
        heading=when.month(asked.first)
        if asked.is_month
        else _("Week %(number)s") % {"number": when.week_number(asked.first)},
        counts=told if asked.is_month else f"{when.days(asked.first, asked.last)} · {told}",
        around=_around(asked, today, is_practices=is_practices),
        days=days,
        columns=columns,
        grid=week_grid([day.on for day in columns], _slots(columns)) if as_table and columns else (),
        weeks=tuple(_month_weeks(days)) if as_table and asked.is_month else (),
        has_untimed=any(day.without_time for day in columns),
        is_month=asked.is_month,
        is_practices=is_practices,
        is_cut=is_cut,
    )


def _day(
    on: date, by_day: dict[date, list[Entry]], breaks: Sequence[Break], asked: Asked, today: date
) -> Day:
    own_break = any(span.from_on <= on <= span.until_on for span in breaks)
    reasons = [finnish_holiday(on, when.language()), _("own break") if own_break else None]
    return Day(
        on=on,
        weekday=when.WEEKDAYS[when.language()][on.weekday()],
        short=when.day(on, year=False, weekday=False),
        whole=when.spoken_day(on),
        is_today=on == today,
        free=", ".join(reason for reason in reasons if reason),
        entries=tuple(by_day.get(on, ())),
        in_month=not asked.is_month or on.month == asked.first.month,
    )


def _slots(days: Iterable[Day]) -> Iterable[Slot[Entry]]:
    for day in days:
        for entry in day.entries:
            if entry.has_time:
                yield Slot(day.on, *entry.minutes_from_midnight, entry)


def _month_weeks(days: Sequence[Day]) -> Iterable[MonthWeek]:
    for start in range(0, len(days), 7):
        monday = days[start].on
        year, number, _weekday = monday.isocalendar()
        yield MonthWeek(
            number, f"{reverse('desk:calendar')}?week={year}-W{number:02}", tuple(days[start : start + 7])
        )


def _around(asked: Asked, today: date, *, is_practices: bool) -> Around:
    here = reverse("desk:calendar")
    kept = ("&as=list" if asked.as_list else "") + ("&practice=1" if is_practices else "")

    def week(of: date) -> str:
        year, number, _weekday = of.isocalendar()
        return f"{here}?week={year}-W{number:02}"

    def month(of: date) -> str:
        return f"{here}?month={of.year}-{of.month:02}"

    # the week or month that the other view opens on: today's when it is in sight
    middle = today if asked.first <= today <= asked.last else asked.first
    last = "&practice=1" if is_practices else ""
    if asked.is_month:
        before, after = (asked.first - DAY).replace(day=1), next_month(asked.first)
        return Around(
            month(before) + kept,
            when.month(before),
            month(today) + kept,
            _("This month"),
            month(after) + kept,
            when.month(after),
            week(middle) + last,
            month(asked.first) + last,
            month(asked.first) + "&as=list" + last,
        )
    before, after = asked.first - 7 * DAY, asked.first + 7 * DAY
    return Around(
        week(before) + kept,
        _("Week %(number)s") % {"number": when.week_number(before)},
        week(today) + kept,
        _("This week"),
        week(after) + kept,
        _("Week %(number)s") % {"number": when.week_number(after)},
        week(asked.first) + last,
        month(middle) + last,
        week(asked.first) + "&as=list" + last,
    )


# --- one meeting --------------------------------------------------------------------------------------------


def _own_entry(meeting: Any, today: date) -> Entry:
    number = place_in_row(meeting)
    return _entry(
        meeting,
        today,
        href=reverse("meetings:meeting", args=[meeting.pk]),
        name=meeting.process.name,
        about=" · ".join(part for part in (number, *where(meeting), zone_note(meeting.zone)) if part),
    )


def _talk_entries(person: Person, first: date, last: date) -> Iterable[Entry]:
    """Mapping conversations that are booked: with whom stands on the page of the process."""
    since, until = around(first, last)
    talks = Talk.objects.filter(
        supervisor=person, state=Talk.State.BOOKED, starts_at__gte=since, starts_at__lt=until
    )
    for talk in talks:
        start, end = talk.local_start, when.local(talk.ends_at, talk.zone)
        until_midnight = end.hour * 60 + end.minute + (0 if end.date() == start.date() else 24 * 60)
        if first <= start.date() <= last:
            yield Entry(
                href=reverse("desk:process", args=[talk.process_id]) if talk.process_id else "",
                on=start.date(),
                starts_at=talk.starts_at,
                hours=f"{when.hour(talk.starts_at, talk.zone)}–{when.hour(talk.ends_at, talk.zone)}",
                name=_("Mapping conversation"),
                about=" · ".join(
                    part
                    for part in (_("remotely") if talk.remote else "", talk.place, zone_note(talk.zone))
                    if part
                ),
                mark="",
                looks="meet",
                has_time=True,
                minutes_from_midnight=(start.hour * 60 + start.minute, until_midnight),
            )


def _practice_entry(meeting: Any, today: date) -> Entry:
    form = str(FORMS[meeting.process.form])
    personal = meeting.process.form in (FormOfWork.INDIVIDUAL, FormOfWork.PAIR)
    parts = (meeting.supervisor.name, *where(meeting), zone_note(meeting.zone))
    return _entry(
        meeting,
        today,
        href="",
        name=form if personal else meeting.process.name,
        about=" · ".join(part for part in parts if part),
    )


def _entry(meeting: Any, today: date, *, href: str, name: str, about: str) -> Entry:
    start = meeting.local_start
    end = when.local(meeting.ends_at, meeting.zone)
    from_midnight = start.hour * 60 + start.minute
    until = end.hour * 60 + end.minute + (0 if end.date() == start.date() else 24 * 60)
    mark, _kind = mark_of(meeting.state)
    looks = "off" if meeting.state in CANCELLED else "held" if mark else "meet"
    if meeting.state in AHEAD and start.date() < today:
        mark, looks = str(UNMARKED), "open"
    return Entry(
        href=href,
        on=start.date(),
        starts_at=meeting.starts_at,
        hours=f"{when.hour(meeting.starts_at, meeting.zone)}–{when.hour(meeting.ends_at, meeting.zone)}"
        if meeting.time_known
        else "",
        name=name,
        about=about,
        mark=mark,
        looks=looks,
        has_time=meeting.time_known,
        minutes_from_midnight=(from_midnight, until),
    )
