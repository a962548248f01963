"""The phone home of someone who is supervised: when next, what I answered, who leads it, who sees what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.desk.domain.number_words import number_word
from tuokio.desk.pages.parts import flags_for_supervisee, parts_for_supervisee
from tuokio.desk.pages.weeks import CANCELLED, meetings_numbered, place_in_row, where, zone_note
from tuokio.kit import when
from tuokio.kit.clock import HELSINKI
from tuokio.kit.labels import FORMS
from tuokio.kit.parts import Part, Place
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Attendance, Meeting
from tuokio.meetings.usecases.remote import is_open
from tuokio.people.models import Person
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Lead, Member
from tuokio.terms.words import FormOfWork, ProcessState

LONGEST = timedelta(hours=10)
MOST_DATES = 60


@dataclass(frozen=True, slots=True)
class ComingMeeting:
    """One date to come as a member sees it."""

    id: UUID
    day: str
    hours: str
    process: str
    about: str
    answer: str
    is_cancelled: bool
    mark: str
    answer_href: str
    file_href: str
    remote_href: str

    @property
    def moment(self) -> str:
        """When, in one line."""
        return f"{self.day} {self.hours}".strip()

    @property
    def is_coming(self) -> bool:
        """Whether the member said "Tulen paikalle"."""
        return self.answer == Attendance.Answer.COMING

    @property
    def cannot_come(self) -> bool:
        """Whether the member said "En pääse"."""
        return self.answer == Attendance.Answer.CANNOT


@dataclass(frozen=True, slots=True)
class OwnProcess:
    """One process that the member belongs to: who leads it, how to reach them, how it stands."""

    card_id: str
    name: str
    form: str
    practice: str
    supervisor: str
    phone: str
    note: str
    in_group: bool
    named_to_payer: bool
    has_payer: bool
    pays_for_oneself: bool

    @property
    def phone_href(self) -> str:
        """The telephone as a link."""
        return "tel:" + "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything on the phone home."""

    greeting: str
    sub: str
    next: ComingMeeting | None
    following: tuple[ComingMeeting, ...]
    processes: tuple[OwnProcess, ...]
    several: bool
    has_ended: bool
    parts: tuple[Part, ...]

    @property
    def first(self) -> tuple[Part, ...]:
        """What waits for the reader, then what is told."""
        found = (part for part in self.parts if part.place != Place.SETTLED)
        return tuple(sorted(found, key=lambda part: part.place))

    @property
    def settled(self) -> tuple[Part, ...]:
        """What is there to be read again: below the dates."""
        return tuple(part for part in self.parts if part.place == Place.SETTLED)

    @property
    def has_dates(self) -> bool:
        """Whether there is anything for a calendar."""
        return self.next is not None

    @classmethod
    def of(cls, person: Person, *, at: datetime) -> HomePage:
        """The page as it is at a moment."""
        on = at.astimezone(HELSINKI).date()
        members = _memberships(person, on)
        open_ones = [member for member in members if member.process.now_in not in ENDED_STATES]
        several = len({member.process_id for member in members}) > 1
        dates = [
            _coming(meeting, several, at)
            for meeting in _meetings(open_ones, at)
            if any(_belongs(member, meeting) for member in open_ones)
        ]
        following = next((one for one in dates if not one.is_cancelled), None)
        leads = _leads(members, on)
        first = person.name.split()[:1]
        return cls(
            greeting=_("Hello %(name)s") % {"name": first[0]} if first else _("Hello"),
            sub=_sub(members),
            next=following,
            following=tuple(one for one in dates if one is not following),
            processes=tuple(_process(member, leads) for member in members),
            several=several,
            has_ended=bool(members) and not open_ones,
            parts=tuple(parts_for_supervisee(person, at=at, members=members)),
        )


def memberships(person: Person, on: date) -> Any:
    """Where the person belongs on the day."""
    return Member.objects.filter(Q(left_on=None) | Q(left_on__gt=on), person=person).exclude(
        process__state=ProcessState.ERASED
    )


def _memberships(person: Person, on: date) -> list[Member]:
    found = (
        memberships(person, on)
        .annotate(**flags_for_supervisee())
        .select_related("process__practice", "process__payer")
        .prefetch_related("process__terms")
    )
    return list(found.order_by("process__name", "joined_on"))


def _meetings(members: Sequence[Member], at: datetime) -> list[Any]:
    mine = Attendance.objects.filter(member__in=members)
    found = (
        meetings_numbered(
            Meeting.objects.filter(
                process__in=[member.process_id for member in members],
                starts_at__gt=at - LONGEST,
                state__in=[*AHEAD, *CANCELLED],
            )
        )
        .prefetch_related(Prefetch("attendances", mine, to_attr="mine"))
        .order_by("starts_at", "pk")
    )
    return [meeting for meeting in found[:MOST_DATES] if meeting.ends_at > at]


def _belongs(member: Member, meeting: Meeting) -> bool:
    return member.process_id == meeting.process_id and member.belongs_on(meeting.local_start.date())


def _coming(meeting: Any, several: bool, at: datetime) -> ComingMeeting:
    cancelled = meeting.state in CANCELLED
    parts = (place_in_row(meeting), *where(meeting), zone_note(meeting.zone))
    return ComingMeeting(
        id=meeting.pk,
        day=when.day(meeting.local_start.date()),
        hours=when.hours(meeting.starts_at, meeting.minutes, meeting.zone) if meeting.time_known else "",
        process=meeting.process.name if several else "",
        about=" · ".join(part for part in parts if part),
        answer=meeting.mine[0].answer if meeting.mine else "",
        is_cancelled=cancelled,
        mark=_cancelled_words(meeting) if cancelled else "",
        answer_href=reverse("meetings:answer", args=[meeting.pk]),
        file_href=reverse("meetings:file", args=[meeting.pk]),
        remote_href=reverse("meetings:remote", args=[meeting.pk]) if is_open(meeting, at) else "",
    )


def _cancelled_words(meeting: Meeting) -> str:
    return _("cancelled, a new date follows") if meeting.replacement_wanted else _("cancelled")


def _leads(members: Sequence[Member], on: date) -> dict[UUID, Person]:
    found = (
        Lead.objects.filter(process__in=[member.process_id for member in members])
        .select_related("supervisor")
        .order_by("from_on")
    )
    leads: dict[UUID, Person] = {}
    for lead in found:
        if lead.from_on <= on or lead.process_id not in leads:
            leads[lead.process_id] = lead.supervisor
    return leads


def _process(member: Member, leads: dict[UUID, Person]) -> OwnProcess:
    process = member.process
    supervisor = leads.get(process.pk)
    term = process.current_term
    return OwnProcess(
        card_id=f"process-{process.pk}",
        name=process.name,
        form=str(FORMS[process.form]),
        practice=process.practice.name,
        supervisor=supervisor.name if supervisor else "",
        phone=(supervisor.phone if supervisor else "") or process.practice.phone,
        note=_note(member),
        in_group=process.form != FormOfWork.INDIVIDUAL,
        named_to_payer=bool(term and term.attendance_by_name),
        has_payer=process.payer_id is not None,
        pays_for_oneself=process.pays_for_oneself,
    )


def _note(member: Member) -> str:
    process = member.process
    if process.now_in in ENDED_STATES:
        ended = when.day(when.local(process.state_since).date())
        return _("This process ended on %(day)s.") % {"day": ended}
    if process.now_in == ProcessState.PAUSED:
        return _("This process is paused. Dates come when it goes on.")
    return ""


def _sub(members: Sequence[Member]) -> str:
    names = list(dict.fromkeys(member.process.name for member in members))
    if not names:
        return ""
    if len({member.process_id for member in members}) == 1:
        return names[0]
    number = len({member.process_id for member in members})
    word = number_word(number, when.language())
    told = ngettext("%(number)s process", "%(number)s processes", number) % {"number": word}
    return told[:1].upper() + told[1:]
