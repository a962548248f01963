"""*Tänään*: the meetings of the day, what waits, the week, and what is running."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.desk.domain.number_words import number_word
from tuokio.desk.pages.gathering import WaitingList
from tuokio.desk.pages.weeks import (
    CANCELLED,
    DAY,
    mark_of,
    monday_of,
    own_week,
    place_in_row,
    week_address,
    where,
    zone_note,
)
from tuokio.kit import when
from tuokio.kit.clock import HELSINKI
from tuokio.kit.labels import FORMS
from tuokio.kit.prepared import prepared
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting
from tuokio.people.models import Person
from tuokio.supervision.models import Lead, Process
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.words import FormOfWork, ProcessState

UNDER_WAY = (
    ProcessState.AGREED,
    ProcessState.RUNNING,
    ProcessState.PAUSED,
    ProcessState.RENEGOTIATING,
    ProcessState.FINAL_REVIEW,
    ProcessState.TERMINATED,
)
RUNNING_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class MeetingToday:
    """One meeting of the day: when, with whom, which one of how many, who is coming, and the next step."""

    href: str
    starts_at: datetime
    minutes: int
    zone: str
    zone_note: str
    name: str
    about: str
    answers: str
    mark: str
    mark_kind: str
    step: str
    step_href: str
    is_next: bool

    @property
    def is_past(self) -> bool:
        """Whether nothing is left to do about it."""
        return bool(self.mark)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the week strip and how many meetings it has."""

    on: date
    label: str
    number: int
    is_today: bool
    href: str


@dataclass(frozen=True, slots=True)
class RunningProcess:
    """A process under way and how much of it has been held."""

    href: str
    name: str
    held: int
    planned: int
    note: str


@dataclass(frozen=True, slots=True)
class RunningForm:
    """The processes of one form of work."""

    title: str
    processes: tuple[RunningProcess, ...]


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Everything that *Tänään* shows to one supervisor."""

    on: date
    heading: str
    counts: str
    week_number: int
    meetings: tuple[MeetingToday, ...]
    nothing_today: str
    next_href: str
    week: tuple[WeekDay, ...]
    waiting: WaitingList
    running: tuple[RunningForm, ...]
    running_page: Page[Any]
    is_new: bool  # there is no process yet: the page then shows how to begin
    is_supervised: bool
    stands_in: bool

    @property
    def week_title(self) -> str:
        """Viikko 48."""
        return _("Week %(number)s") % {"number": self.week_number}

    @property
    def week_href(self) -> str:
        """The whole week in the calendar."""
        return week_address(self.on)

    @property
    def running_title(self) -> str:
        """Käynnissä 14."""
        return _("Running %(number)s") % {"number": self.running_page.paginator.count}

    @classmethod
    def of(
        cls,
        person: Person,
        *,
        at: datetime,
        waiting: WaitingList,
        page_number: str | int | None = 1,
        is_supervised: bool = False,
        stands_in: bool = False,
    ) -> TodayPage:
        """The page as it is at a moment."""
        on = at.astimezone(HELSINKI).date()
        of_week = own_week(person, on)
        today = [meeting for meeting in of_week if meeting.local_start.date() == on]
        running_page = _running(person, on, page_number)
        nothing, next_href = ("", "") if today else _nothing_today(person, of_week, at)
        return cls(
            on=on,
            heading=when.spoken_day(on),
            counts=_counts(today, running_page.paginator.count),
            week_number=when.week_number(on),
            meetings=tuple(_today(today)),
            nothing_today=nothing,
            next_href=next_href,
            week=tuple(week_strip(of_week, on)),
            waiting=waiting,
            running=tuple(_by_form(running_page.object_list)),
            running_page=running_page,
            is_new=not running_page.paginator.count and not _leads_any(person, on),
            is_supervised=is_supervised,
            stands_in=stands_in,
        )


# --- the day and its week -----------------------------------------------------------------------------------


def week_strip(meetings: Sequence[Meeting], on: date) -> Iterable[WeekDay]:
    """Monday to Friday, and the days of the weekend on which something is."""
    monday = monday_of(on)
    counts = dict.fromkeys((monday + n * DAY for n in range(7)), 0)
    for meeting in meetings:
        if meeting.state not in CANCELLED:
            counts[meeting.local_start.date()] += 1
    href = week_address(on)
    for day, number in counts.items():
        if day.weekday() < 5 or number:
            label = f"{when.WEEKDAYS[when.language()][day.weekday()]} {day.day}{_ordinal_dot()}"
            yield WeekDay(day, label, number, day == on, f"{href}#d{day.isoformat()}")


def _ordinal_dot() -> str:
    """Finnish writes the 24th as 24."""
    return "." if when.language() == "fi" else ""


def _counts(today: Sequence[Meeting], running: int) -> str:
    meetings = sum(meeting.state not in CANCELLED for meeting in today)
    word = number_word(meetings, when.language())
    told = (
        ngettext("%(number)s meeting today", "%(number)s meetings today", meetings) % {"number": word}
        if meetings
        else _("no meetings today")
    )
    under_way = ngettext("%(number)s process running", "%(number)s processes running", running)
    return f"{told} · {under_way % {'number': running}}"


def _nothing_today(person: Person, of_week: Sequence[Meeting], at: datetime) -> tuple[str, str]:
    """One sentence and, when there is one, the address of the next meeting."""
    ahead = [m for m in of_week if m.starts_at > at and m.state in AHEAD]
    following = next(iter(ahead or _first_ahead(person, at)), None)
    if following is None:
        return _("There are no meetings today."), ""
    moment = when.moment(following.starts_at, zone=following.zone)
    told = _("There are no meetings today. The next one is %(moment)s.") % {"moment": moment}
    return told, reverse("meetings:meeting", args=[following.pk])


@prepared
def _first_ahead(person: Person, at: datetime) -> QuerySet[Meeting]:
    coming = Meeting.objects.filter(supervisor=person, starts_at__gt=at, state__in=AHEAD)
    return coming.order_by("starts_at")[:1]


def _today(meetings: Sequence[Any]) -> Iterable[MeetingToday]:
    waits = next((meeting.pk for meeting in meetings if meeting.state in AHEAD), None)
    for meeting in meetings:
        href = reverse("meetings:meeting", args=[meeting.pk])
        is_next = meeting.pk == waits
        mark, kind = mark_of(meeting.state)
        yield MeetingToday(
            href=href,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            zone=meeting.zone,
            zone_note=zone_note(meeting.zone),
            name=meeting.process.name,
            about=about(meeting),
            answers=_answers(meeting),
            mark=mark,
            mark_kind=kind,
            step=_("Mark attendance") if is_next else _("Open the meeting"),
            step_href=reverse("meetings:holding", args=[meeting.pk]) if is_next else href,
            is_next=is_next,
        )


def about(meeting: Any) -> str:
    """Ryhmätyönohjaus · 5. kerta, yhteensä 10 · kokoushuone Kanerva."""
    parts = (str(FORMS[meeting.process.form]), place_in_row(meeting), *where(meeting))
    return " · ".join(part for part in parts if part)


def _answers(meeting: Any) -> str:
    """Viisi tulee, yksi ei pääse; nothing once it is marked, or when nobody has answered."""
    if meeting.state not in AHEAD:
        return ""
    language = when.language()
    parts = []
    if meeting.coming:
        told = ngettext("%(number)s is coming", "%(number)s are coming", meeting.coming)
        parts.append(told % {"number": number_word(meeting.coming, language)})
    if meeting.cannot:
        parts.append(_("%(number)s cannot come") % {"number": number_word(meeting.cannot, language)})
    sentence = ", ".join(parts)
    return sentence[:1].upper() + sentence[1:]


# --- what is running ----------------------------------------------------------------------------------------


def _running(person: Person, on: date, number: str | int | None) -> Page[Any]:
    order = {form: place for place, form in enumerate(FormOfWork)}
    found = sorted(
        running_processes(person, on), key=lambda row: (order.get(row["form"], 99), row["name"].casefold())
    )
    return Paginator(found, RUNNING_A_PAGE).get_page(number)


def running_processes(person: Person, on: date) -> list[dict[str, Any]]:
    """What the person supervises and what is under way, each with its newest terms and how many were held of them."""
    rows = _led_terms(person, on)
    return list({row["process_id"]: row for row in rows}.values())  # the newest terms come last and stay


@prepared
def _led_terms(person: Person, on: date) -> QuerySet[Any, Any]:
    return (
        Lead.objects.filter(
            Q(until_on=None) | Q(until_on__gte=on), supervisor=person, process__state__in=UNDER_WAY
        )
        .order_by("process__terms__number")
        .values(
            "process_id",
            name=F("process__name"),
            form=F("process__form"),
            state=F("process__state"),
            planned=F("process__terms__planned"),
            held_before=F("process__terms__held_before"),
            held=Count(
                "process__terms__meetings",
                filter=Q(process__terms__meetings__state=MeetingState.HELD),
                distinct=True,
            ),
        )
    )


def _leads_any(person: Person, on: date) -> bool:
    """Whether anything was ever begun, also what is still being mapped, offered or agreed."""
    return Process.objects.led_by(person, on=on).exists()


def _by_form(rows: Iterable[dict[str, Any]]) -> Iterable[RunningForm]:
    for form, of_form in groupby(rows, key=lambda row: row["form"]):
        yield RunningForm(
            str(FORMS[form]),
            tuple(
                RunningProcess(
                    href=reverse("desk:process", args=[row["process_id"]]),
                    name=row["name"],
                    held=(row["held_before"] or 0) + row["held"],
                    planned=row["planned"] or 0,
                    note=_("paused") if row["state"] == ProcessState.PAUSED else "",
                )
                for row in of_form
            ),
        )
