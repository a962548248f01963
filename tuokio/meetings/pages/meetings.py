"""What the pages of meetings show, as values; and what of meetings waits in *Tänään*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit import when
from tuokio.kit.clock import now
from tuokio.kit.money import euros
from tuokio.kit.prepared import prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.meetings.domain.cancelling import ChargeReason, free_until
from tuokio.meetings.domain.charging import share as price_share
from tuokio.meetings.domain.free_days import FreeDay
from tuokio.meetings.domain.numbering import TAKEN
from tuokio.meetings.domain.states import AHEAD, events_from
from tuokio.meetings.labels import (
    BADGES,
    CANCELLATION_REASONS,
    CANCELLED_BY,
    CHARGE_REASONS,
    EVENTS,
    MEETING_STATES,
    UNMARKED,
)
from tuokio.meetings.models import Attendance, Meeting, MeetingChange
from tuokio.meetings.usecases.one_meeting import cancellation_terms, cancellation_verdict, has_come
from tuokio.people.models import Person
from tuokio.supervision.domain.states import MEETING_STATES as STATES_WITH_MEETINGS
from tuokio.supervision.models import Lead, Member, Process, Term
from tuokio.terms.meeting_words import CancelledBy, MeetingEvent
from tuokio.terms.words import Payment, ProcessState

ASKED_DAYS_BEFORE = 60
WAITING_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Attendee:
    """A member and one meeting."""

    member: Member
    answer: str
    present: bool | None
    on_paper: bool

    @property
    def likely(self) -> bool:
        """Whether the box is ticked before anyone has looked: all but those who cannot come."""
        return self.answer != Attendance.Answer.CANNOT


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what has befallen a meeting."""

    at: datetime
    what: str | Promise
    detail: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting: when, who was or will be there, what it costs, what can be done."""

    meeting: Meeting
    number: int | None
    planned: int
    title: str
    state: str | Promise
    badge: str
    attendees: tuple[Attendee, ...]
    changes: tuple[Change, ...]
    cost: str
    can: frozenset[str]
    has_come: bool
    ended: bool

    @property
    def coming(self) -> int:
        """How many have said that they come."""
        return sum(one.answer == Attendance.Answer.COMING for one in self.attendees)

    @property
    def cannot(self) -> int:
        """How many have said that they cannot."""
        return sum(one.answer == Attendance.Answer.CANNOT for one in self.attendees)

    @property
    def room_price(self) -> str:
        """What the room costs for one meeting; empty when nothing."""
        room = self.meeting.room
        return euros(room.price_cents) if room and room.price_cents else ""

    @property
    def seats_short(self) -> str:
        """Said when more people are called than the room has seats for, the supervisor counted in."""
        room, people = self.meeting.room, len(self.attendees) + 1
        if room is None or not room.capacity or people <= room.capacity:
            return ""
        return seats_told(room.capacity, people)

    @property
    def can_come(self) -> int:
        """How many may still come: those who have not said that they cannot."""
        return len(self.attendees) - self.cannot

    @property
    def quorum(self) -> int:
        """How many must be there by the terms, at most all of them."""
        return min(self.meeting.term.quorum, len(self.attendees))

    @property
    def too_few(self) -> bool:
        """Whether fewer can come than the terms ask for."""
        return self.can_come < self.quorum

    @property
    def present(self) -> int:
        """How many were there."""
        return sum(bool(one.present) for one in self.attendees)

    @property
    def can_be_marked(self) -> bool:
        """Whether attendance can be written now."""
        return MeetingEvent.HOLD in self.can

    @property
    def is_marked_with_people(self) -> bool:
        """Whether there is an attendance to show."""
        return any(one.present is not None for one in self.attendees)

    @classmethod
    def of(cls, meeting: Meeting, *, at: datetime) -> MeetingPage:
        """The page of a meeting that was fetched with its number, process, practice and term."""
        come = has_come(meeting, at)
        ended = meeting.process.has_ended
        counted = meeting.now_in in AHEAD | TAKEN
        number = getattr(meeting, "number", None) if counted else None
        unmarked = meeting.is_ahead and meeting.ends_at <= at
        return cls(
            meeting=meeting,
            number=number,
            planned=meeting.term.planned,
            title=titled(meeting.process.name, number),
            state=UNMARKED if unmarked else MEETING_STATES[meeting.state],
            badge="look" if unmarked else BADGES[meeting.state],
            attendees=tuple(attendees(meeting)),
            changes=tuple(_changes(meeting)),
            cost=_cost(meeting),
            can=frozenset(
                event.value for event in events_from(meeting.now_in, process_ended=ended, has_begun=come)
            ),
            has_come=come,
            ended=ended,
        )


def seats_told(seats: int, people: int) -> str:
    """That a room has fewer seats than there are people."""
    return _("Note that the room has %(seats)s seats, and with the supervisor you are %(people)s.") % {
        "seats": seats,
        "people": people,
    }


def titled(name: str, number: int | None) -> str:
    """A process and which of its meetings."""
    return _("%(name)s, meeting %(number)s") % {"name": name, "number": number} if number else name


def attendees(meeting: Meeting) -> Iterator[Attendee]:
    """The members who belong to the meeting's day, with their answers and marks."""
    known = {row.member_id: row for row in meeting.attendances.all()}
    day = meeting.local_start.date()
    members = sorted(meeting.process.members.all(), key=lambda member: member.optional)  # required ones first
    for member in members:
        row = known.get(member.pk)
        if member.belongs_on(day) or (row is not None and row.present is not None):
            yield Attendee(
                member,
                row.answer if row else "",
                row.present if row else None,
                bool(row and row.on_paper),
            )


def _changes(meeting: Meeting) -> Iterator[Change]:
    for change in meeting.changes.all():
        yield Change(change.at, EVENTS[change.event], _detail(change, meeting.zone))


def _detail(change: MeetingChange, zone: str) -> str:
    parts: list[str] = []
    if change.old_start:
        parts.append(_("was %(when)s") % {"when": when.moment(change.old_start, zone=zone)})
    if change.cancelled_by:
        parts.append(str(CANCELLED_BY[change.cancelled_by]))
    if change.reason:
        parts.append(str(CANCELLATION_REASONS[change.reason]))
    if change.percent:
        parts.append(_("charged %(percent)s %%") % {"percent": change.percent})
    if change.on_paper:
        parts.append(_("from paper"))
    return ", ".join(parts)


def _cost(meeting: Meeting) -> str:
    charge = getattr(meeting, "charge", None)
    if charge is None:
        return ""
    if charge.hours_only:
        return _("Hours only, nothing to invoice.")
    words = {
        Payment.OPEN: _("%(price)s, to be invoiced."),
        Payment.INVOICED: _("%(price)s, invoiced."),
        Payment.NOT_INVOICED: _("%(price)s, not invoiced."),
    }[Payment(charge.payment)]
    return words % {"price": euros(charge.net_cents)}


# --- before a click ---------------------------------------------------------------------------------------


def cancellation_costs(meeting: Meeting, *, at: datetime) -> list[str]:
    """What cancelling now would cost, told before the click."""
    own = _("If you cancel yourself: free, and a new date waits in Today.")
    if meeting.term.price_cents is None:
        return [own, _("Internal supervision is not invoiced, whoever cancels.")]
    limit = free_until(cancellation_terms(meeting.term), meeting.starts_at, meeting.zone)
    verdict = cancellation_verdict(meeting=meeting, cancelled_by=CancelledBy.SUPERVISEES, at=at)
    return [
        own,
        _("If the commissioner or the supervisees cancel now: %(cost)s.")
        % {"cost": _share(meeting, verdict.percent)},
        _("By the terms cancelling is free until %(when)s.")
        % {"when": when.moment(limit, zone=meeting.zone)},
        *([] if verdict.reason is ChargeReason.IN_TIME else [str(CHARGE_REASONS[verdict.reason])]),
    ]


def no_show_cost(meeting: Meeting) -> str:
    """What the meeting costs when nobody came."""
    if meeting.term.price_cents is None:
        return _("Internal supervision is not invoiced.")
    return _("By the terms: %(cost)s.") % {"cost": _share(meeting, meeting.term.no_show_percent)}


def _share(meeting: Meeting, percent: int) -> str:
    if percent == 0 or not meeting.term.price_cents:
        return _("free")
    return _("%(percent)s %% of the price is charged, %(price)s without VAT") % {
        "percent": percent,
        "price": euros(price_share(meeting.term.price_cents, percent)),
    }


def skipped_told(skipped: Sequence[FreeDay]) -> str:
    """Which days a series left out, and why."""
    if not skipped:
        return ""
    days = ", ".join(f"{when.day(free.on)} ({free_name(free)})" for free in skipped[:12])
    return _("Left out: %(days)s.") % {"days": days}


def free_name(free: FreeDay) -> str:
    """Why a day is free: the holiday's name, or one's own break."""
    return free.holiday(when.language()) or _("own break")


# --- what waits -------------------------------------------------------------------------------------------


def waiting(person: Person, *, on: date) -> list[Waiting]:
    """Meetings to be marked, new dates to be found, terms that run out, processes to be brought to their end."""
    return [*_of_meetings(person, on=on, at=now()), *_of_terms(person, on=on)]


def _led_by(person: Person, on: date) -> QuerySet[Any, Any]:
    return Lead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on, supervisor=person
    ).values("process")


@prepared
def _waiting_meetings(person: Person, on: date, at: datetime) -> QuerySet[Meeting]:
    return (
        Meeting.objects.filter(process__in=_led_by(person, on))
        .filter(Q(state__in=AHEAD, starts_at__lt=at) | Q(replacement_wanted=True))
        .exclude(process__state__in=(ProcessState.CLOSED, ProcessState.DECLINED, ProcessState.ERASED))
        .select_related("process")
        .only("starts_at", "minutes", "zone", "state", "replacement_wanted", "process__name")
        .with_number()[:WAITING_AT_MOST]
    )


def _of_meetings(person: Person, *, on: date, at: datetime) -> Iterator[Waiting]:
    found = _waiting_meetings(person, on, at)
    for meeting in found:
        day = when.day(meeting.local_start.date())
        if meeting.replacement_wanted:
            yield Waiting(
                kind=_("New date"),
                title=meeting.process.name,
                why=_("The meeting of %(day)s was cancelled and has no new date.") % {"day": day},
                href=reverse("meetings:replacement", args=[meeting.pk]),
                action=_("Find a new date"),
                rank=WaitingRank.NEW_DATE_WANTED,
            )
        elif meeting.ends_at <= at:
            yield Waiting(
                kind=_("Attendance"),
                title=f"{titled(meeting.process.name, meeting.number)}, {day}",
                why=_("Attendance is not marked yet."),
                href=reverse("meetings:meeting", args=[meeting.pk]),
                action=_("Mark attendance"),
                rank=WaitingRank.ATTENDANCE,
            )


@dataclass(frozen=True, slots=True)
class TermCount:
    """How far the newest terms of a process have come."""

    process: Process
    term: Term
    ahead: int
    taken: int
    last_at: datetime | None

    @property
    def all_taken(self) -> bool:
        """Whether as many as were agreed have been."""
        return self.term.held_before + self.taken >= self.term.planned

    @property
    def ends_on(self) -> date | None:
        """The agreed last day, or the day of the last meeting when all of them have their dates."""
        if self.term.ends_on or self.last_at is None:
            return self.term.ends_on
        whole = self.term.held_before + self.taken + self.ahead >= self.term.planned
        return when.local(self.last_at).date() if whole else None

    @property
    def left(self) -> int:
        """How many of the agreed meetings have not been."""
        return max(self.term.planned - self.term.held_before - self.taken, 0)

    def ends_soon(self, on: date) -> bool:
        """Whether it is time to ask about going on."""
        if self.term.continuation_asked_at or self.process.now_in != ProcessState.RUNNING:
            return False
        return self.ends_on is not None and self.ends_on <= on + timedelta(days=ASKED_DAYS_BEFORE)


@prepared
def _waiting_terms(person: Person, on: date) -> QuerySet[Any]:
    newest = Term.objects.filter(process=OuterRef("process")).order_by("-number").values("pk")[:1]
    return (
        Term.objects.filter(process__in=_led_by(person, on), pk=Subquery(newest))
        .filter(
            process__state__in=(
                ProcessState.AGREED,
                ProcessState.RUNNING,
                ProcessState.FINAL_REVIEW,
                ProcessState.TERMINATED,
                ProcessState.CLOSING,
            )
        )
        .select_related("process")
        .only(
            "planned",
            "held_before",
            "ends_on",
            "continuation_asked_at",
            "process__name",
            "process__state",
        )
        .annotate(
            ahead=Count("meetings", filter=Q(meetings__state__in=AHEAD)),
            taken=Count("meetings", filter=Q(meetings__state__in=TAKEN)),
            last_at=Max("meetings__starts_at", filter=Q(meetings__state__in=AHEAD)),
        )
        .order_by("process__name")[:WAITING_AT_MOST]
    )


def _of_terms(person: Person, *, on: date) -> Iterator[Waiting]:
    terms = _waiting_terms(person, on)
    for term in terms:
        count = TermCount(term.process, term, term.ahead, term.taken, term.last_at)
        if one := _of_term(count, on=on):
            yield one


def _of_term(count: TermCount, *, on: date) -> Waiting | None:
    process = count.process
    if process.now_in not in {ProcessState.AGREED, ProcessState.RUNNING}:
        return Waiting(
            kind=_("Ending"),
            title=process.name,
            why={
                ProcessState.FINAL_REVIEW: _("The meetings are over: the final evaluation is next."),
                ProcessState.TERMINATED: _("Ended early: a last talk, or straight to closing."),
            }.get(process.now_in, _("Ready to be closed.")),
            href=reverse("meetings:closing", args=[process.pk]),
            action=_("Go on"),
            rank=WaitingRank.ENDING,
        )
    if count.ahead == 0 and not count.all_taken:
        return Waiting(
            kind=_("Dates"),
            title=process.name,
            why=ngettext(
                "One agreed meeting has no date.", "%(left)s agreed meetings have no date.", count.left
            )
            % {"left": count.left},
            href=reverse("meetings:series", args=[process.pk]),
            action=_("Agree on dates"),
            rank=WaitingRank.NEW_DATE_WANTED,
        )
    if count.ends_soon(on) and count.ends_on:
        return Waiting(
            kind=_("Running out"),
            title=process.name,
            why=_("The agreement ends on %(day)s: a good time to ask whether to go on.")
            % {"day": when.day(count.ends_on)},
            href=reverse("meetings:continuation", args=[process.pk]),
            action=_("Ask about going on"),
            rank=WaitingRank.ENDING,
        )
    return None


def can_plan(process: Process) -> bool:
    """Whether dates can be agreed in the state the process is in."""
    return process.now_in in STATES_WITH_MEETINGS
