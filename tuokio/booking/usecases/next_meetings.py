"""The acts by which those who are supervised, or who order it, book, move and cancel a meeting within their agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tuokio.audit import trail
from tuokio.booking.models import MeetingLink
from tuokio.booking.usecases import telling_meetings as telling
from tuokio.booking.usecases.choices import fingerprint
from tuokio.booking.usecases.guests import (
    BOOKS_IN,
    CannotBook,
    Guest,
    free_limit,
    meetings_left,
    own_member,
    rules_for,
    wanted_for,
)
from tuokio.booking.usecases.offered import NotOffered, require_free
from tuokio.kit import clock
from tuokio.meetings.domain.slots.words import Start
from tuokio.meetings.domain.wall_clock import zone_called
from tuokio.meetings.models import BookingRules, Meeting
from tuokio.meetings.usecases.free_times import free_times
from tuokio.meetings.usecases.occupying import lock_times
from tuokio.meetings.usecases.one_meeting import cancel_meeting, cancellation_verdict, move_meeting
from tuokio.meetings.usecases.planning import add_meeting
from tuokio.people.domain import codes
from tuokio.supervision.models import Process, Term
from tuokio.supervision.usecases import as_it_stands

SALT = "meeting"


class LinkClosed(Exception):
    """The link opens nothing: unknown, begun, cancelled, or its holder does not belong to the process any more."""


class TooLateToMove(Exception):
    """By the terms the meeting could be moved free of charge only until a moment that has passed."""


class PriceChanged(Exception):
    """Cancelling costs something else now than was shown; nothing was done."""


def free_for(
    process: Process, *, since: datetime, until: datetime, at: datetime, moved: Meeting | None = None
) -> list[Start]:
    """When the next meeting of the process, or one that is moved, can be. Raises CannotBook."""
    rules, term = _bookable(process, at=at, moved=moved)
    return free_times(wanted_for(process, rules, term, since=since, until=until, moved=moved), at=at)


def _bookable(process: Process, *, at: datetime, moved: Meeting | None = None) -> tuple[BookingRules, Term]:
    rules, term = rules_for(process, on=at.astimezone(clock.HELSINKI).date()), process.current_term
    if rules is None or term is None or process.now_in not in BOOKS_IN:
        raise CannotBook
    if moved is None and not meetings_left(process):
        raise CannotBook
    return rules, term


@transaction.atomic
def book_next(*, process: Process, guest: Guest, starts_at: datetime, at: datetime) -> Meeting:
    """Book the next meeting among the supervisor's free times, by the agreed length and price.

    Raises CannotBook, NotOffered, Taken, ProcessClosed.
    """
    process = as_it_stands(process)
    rules, term = _bookable(process, at=at)
    wanted = wanted_for(process, rules, term, since=starts_at, until=starts_at + timedelta(minutes=1))
    lock_times({*wanted.supervisors, *wanted.members})
    found = free_times(wanted, at=at)
    if not found:
        raise NotOffered
    wall = starts_at.astimezone(zone_called(process.practice.zone))
    last = process.meetings.order_by("-starts_at").first()
    meeting = add_meeting(
        process=process,
        on=wall.date(),
        at_time=wall.time(),
        by=guest.person,
        at=at,
        place=last.place if last else found[0].place,
        remote=last.remote if last else False,
        tell=False,
    )
    if meeting.starts_at != starts_at:  # the clock shows this hour twice, and the other was meant
        raise NotOffered
    trail.record("meeting booked", about=meeting, by=guest.person, at=at, side=guest.side)
    telling.booked(meeting, guest, token=make_link(meeting, guest, at=at), at=at)
    return meeting


def make_link(meeting: Meeting, guest: Guest, *, at: datetime) -> str:
    """A token that opens this meeting for this one person; only its fingerprint is kept."""
    token = codes.new_token()
    MeetingLink.objects.create(
        meeting=meeting,
        member=guest.member,
        contact=guest.contact,
        fingerprint=fingerprint(token, SALT),
        made_at=at,
    )
    return token


def opened_by(token: str, *, at: datetime) -> tuple[Meeting, Guest]:
    """The meeting that a link opens, and for whom. Raises LinkClosed."""
    link = (
        MeetingLink.objects.filter(fingerprint=fingerprint(token, SALT))
        .select_related(
            "meeting__process__practice",
            "meeting__term",
            "meeting__supervisor",
            "meeting__practice",
            "member__person",
            "contact",
        )
        .first()
    )
    if link is None or not link.meeting.is_ahead or link.meeting.starts_at <= at:
        raise LinkClosed
    guest = Guest(member=link.member, contact=link.contact)
    if not _still_belongs(guest, link.meeting.process, at=at):
        raise LinkClosed
    return link.meeting, guest


def _still_belongs(guest: Guest, process: Process, *, at: datetime) -> bool:
    on = at.astimezone(clock.HELSINKI).date()
    if guest.contact:
        ordered = Process.objects.ordered_by(guest.contact).filter(pk=process.pk)
        return guest.contact.ended_on is None and ordered.exists()
    person = guest.person
    return bool(person and person.is_active and process.is_for_one and own_member(person, process, on=on))


@transaction.atomic
def move_booked(*, meeting: Meeting, guest: Guest, starts_at: datetime, at: datetime) -> Meeting:
    """Give the meeting another free time; by the terms as long as cancelling would be free.

    Raises TooLateToMove, CannotBook, NotOffered, Taken, MeetingActRefused.
    """
    if at > free_limit(meeting):
        raise TooLateToMove
    process = as_it_stands(meeting.process)
    rules, term = _bookable(process, at=at, moved=meeting)
    wanted = wanted_for(
        process, rules, term, since=starts_at, until=starts_at + timedelta(minutes=1), moved=meeting
    )
    lock_times({*wanted.supervisors, *wanted.members, *([meeting.room_id] if meeting.room_id else [])})
    require_free(wanted, starts_at, at=at)
    wall = starts_at.astimezone(zone_called(meeting.zone))
    moved = move_meeting(
        meeting=meeting, on=wall.date(), at_time=wall.time(), by=guest.person, at=at, tell=False
    )
    if moved.starts_at != starts_at:
        raise NotOffered
    telling.moved(moved, guest, token=make_link(moved, guest, at=at), at=at)
    return moved


def percent_now(meeting: Meeting, guest: Guest, *, at: datetime) -> int:
    """How many percent of the price cancelling costs at this moment."""
    return cancellation_verdict(meeting=meeting, cancelled_by=guest.side, at=at).percent


@transaction.atomic
def cancel_booked(*, meeting: Meeting, guest: Guest, shown_percent: int, at: datetime) -> Meeting:
    """Cancel by the agreed terms, at the price that was shown before the click.

    Raises PriceChanged when a limit has passed since, LinkClosed once it has begun, MeetingActRefused.
    """
    if meeting.starts_at <= at:
        raise LinkClosed
    if percent_now(meeting, guest, at=at) > shown_percent:
        raise PriceChanged
    done = cancel_meeting(
        meeting=meeting, cancelled_by=guest.side, reason=guest.reason, by=guest.person, at=at, tell=False
    )
    telling.cancelled(done, guest, at=at)
    return done


def coming(process: Process, *, at: datetime) -> Sequence[Meeting]:
    """The meetings of the process that have not begun."""
    found = process.meetings.ahead().filter(starts_at__gt=at)
    return list(found.select_related("term", "supervisor", "practice").order_by("starts_at")[:60])
