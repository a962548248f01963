"""What a supervisor does to find a date together: look for times, ask, hand links, remind, choose, close."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tuokio.audit import trail
from tuokio.booking.domain.polls import MOST_OPTIONS, Free, spread
from tuokio.booking.models.polls import Poll, PollMember, PollTime
from tuokio.booking.refusals_polls import (
    AnotherIsOpen,
    AskedEnough,
    NobodyToAsk,
    NothingToAsk,
    PollClosed,
    TimeTooEarly,
)
from tuokio.kit import when
from tuokio.meetings.domain.wall_clock import moment_at
from tuokio.meetings.models import BookingRules
from tuokio.meetings.usecases.free_times import Wanted, free_times
from tuokio.meetings.usecases.occupying import hold, let_go
from tuokio.meetings.usecases.planning import NoTerms, NotMeetingNow
from tuokio.people.domain import codes
from tuokio.people.models import Person
from tuokio.supervision.asking import ask_members, settle_asks
from tuokio.supervision.domain.states import MEETING_STATES
from tuokio.supervision.models import Member, Process, Term
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.asking_words import AskKind
from tuokio.terms.poll_words import AnswersSeen, PollEnd

ANSWERS_TAKE = 2  # minutes
DAYS_TO_DECIDE = 3  # after the last day for answering; until then the times are held
DAYS_LOOKED_THROUGH = 42
MOST_STARTS = 4000  # six weeks of working days by a quarter of an hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked: the starts in UTC, the last day for answering, who must come, and what members see."""

    starts: Sequence[datetime]
    last_day: date
    required: Collection[UUID]
    seen: AnswersSeen = AnswersSeen.HIDDEN


def usual_last_day(on: date) -> date:
    """The last day for answering that is proposed: a week from the day."""
    return on + timedelta(days=7)


def first_day(last_day: date) -> date:
    """The first day that can be asked about: when the supervisor has had the time to choose."""
    return last_day + timedelta(days=DAYS_TO_DECIDE + 1)


def members_asked(process: Process, *, on: date) -> list[Member]:
    """Those who belong to the process on the day."""
    return [one for one in process.members.select_related("person") if one.belongs_on(on)]


def wished_day(process: Process, term: Term) -> date | None:
    """The day that the agreed rhythm would give after the last meeting that is known, or None before the first."""
    last = process.meetings.exclude(state__startswith="cancelled").order_by("-starts_at").first()
    return last.local_start.date() + timedelta(weeks=term.interval_weeks) if last else None


def times_to_ask(*, process: Process, supervisor: Person, last_day: date, at: datetime) -> list[Free]:
    """Times that are free for the supervisor and for those who must come, within the agreed terms; spread.

    Without hours of the supervisor's own, working days are looked through. Raises NoTerms.
    """
    term = _term(process)
    zone = process.practice.zone
    wished = wished_day(process, term)
    since = max(first_day(last_day), term.starts_on)
    if wished is not None:
        since = max(since, wished - timedelta(days=DAYS_LOOKED_THROUGH // 2))
    until = since + timedelta(days=DAYS_LOOKED_THROUGH)
    if term.ends_on is not None:
        until = min(until, term.ends_on + timedelta(days=1))
    if until <= since:
        return []
    has_hours = BookingRules.objects.filter(
        supervisor=supervisor, practice=process.practice_id, weekly__isnull=False
    ).exists()
    asked = members_asked(process, on=when.local(at, zone).date())
    wanted = Wanted(
        practice=process.practice_id,
        supervisors=[supervisor.pk],
        minutes=term.minutes,
        since=moment_at(since, time(0), zone).utc,
        until=moment_at(until, time(0), zone).utc,
        members=[m.person_id for m in asked if m.person_id and not m.optional and not m.may_overlap],
        within_hours=has_hours,
        most=MOST_STARTS,
    )
    found = (Free(start.utc, when.local(start.utc, zone)) for start in free_times(wanted, at=at))
    # an hour that comes twice on the clock is not asked about: it would be planned as the first of the two
    free = [one for one in found if start_in(zone, one.local.date(), one.local.time()) == one.starts_at]
    return spread(free, minutes=term.minutes, wished=wished)


@transaction.atomic
def open_poll(*, process: Process, asking: Asking, by: Person, at: datetime) -> tuple[Poll, list[Member]]:
    """Ask the members which of the times suit, and hold each time until a choice is made.

    Hands back the members who may not be asked any more outside meetings (supervision.asking). Raises
    ProcessClosed, NotMeetingNow, NoTerms, AnotherIsOpen, NobodyToAsk, NothingToAsk, TimeTooEarly, Taken.
    """
    process = as_it_stands(process)
    if process.now_in not in MEETING_STATES:
        raise NotMeetingNow(process.now_in)
    term = _term(process)
    if process.polls.open().exists():
        raise AnotherIsOpen
    zone = process.practice.zone
    members = members_asked(process, on=when.local(at, zone).date())
    if not members:
        raise NobodyToAsk
    starts = sorted(set(asking.starts))
    if not 1 <= len(starts) <= MOST_OPTIONS:
        raise NothingToAsk
    answers_until = moment_at(asking.last_day + timedelta(days=1), time(0), zone).utc
    if starts[0] < answers_until or answers_until <= at:
        raise TimeTooEarly
    decide_until = answers_until + timedelta(days=DAYS_TO_DECIDE)
    poll = Poll.objects.create(
        process=process,
        minutes=term.minutes,
        zone=zone,
        quorum=term.quorum,
        wished_on=wished_day(process, term),
        seen=asking.seen,
        opened_by=by,
        opened_at=at,
        answers_until=answers_until,
        decide_until=decide_until,
    )
    PollTime.objects.bulk_create(_held_times(poll, starts, process, by, at))
    PollMember.objects.bulk_create(
        PollMember(poll=poll, member=one, required=one.pk in asking.required) for one in members
    )
    trail.record("date poll opened", about=process, by=by, at=at, count=len(starts))
    _asks, spared = ask_members(
        members=members, kind=AskKind.DATES, about=poll.pk, minutes=ANSWERS_TAKE, at=at
    )
    return poll, spared


def _held_times(
    poll: Poll, starts: Iterable[datetime], process: Process, by: Person, at: datetime
) -> list[PollTime]:
    """Each time held for whoever supervises then: until the choice, or until it begins. Raises Taken."""
    found = []
    for start in starts:
        supervisor = process.supervisor_on(when.local(start, poll.zone).date()) or by
        key = hold(
            supervisor=supervisor.pk,
            starts_at=start,
            minutes=poll.minutes,
            until=min(poll.decide_until, start),
            at=at,
        )
        found.append(PollTime(poll=poll, starts_at=start, hold=key))
    return found


def _term(process: Process) -> Term:
    term = process.current_term
    if term is None:
        raise NoTerms
    return term


@transaction.atomic
def make_links(
    *, poll: Poll, members: Collection[UUID], by: Person, at: datetime
) -> list[tuple[Member, str]]:
    """A new link for each of these members, as its whole address, shown now and never again; earlier ones close.

    Raises ProcessClosed, PollClosed.
    """
    process, poll = held_poll(poll)
    made: list[tuple[Member, str]] = []
    on = when.local(at, poll.zone).date()
    for asked in poll.asked.select_related("member").filter(member__in=members):
        if not asked.member.belongs_on(on):
            continue
        token = codes.new_token()
        asked.fingerprint = fingerprint_of(token)
        asked.save(update_fields=["fingerprint"])
        made.append((asked.member, token))
    trail.record("date poll links made", about=process, by=by, at=at, count=len(made))
    return made


def fingerprint_of(token: str) -> str:
    """What is kept of a link."""
    return codes.fingerprint(token[:100], key=settings.SECRET_KEY, salt="poll")


@transaction.atomic
def remind(*, poll: Poll, by: Person, at: datetime) -> list[Member]:
    """Remind once those who have not answered. Hands back whom it may not reach any more.

    Raises ProcessClosed, PollClosed, AskedEnough.
    """
    process, poll = held_poll(poll)
    if not poll.takes_answers(at):
        raise PollClosed
    if poll.reminded_at:
        raise AskedEnough
    silent = Member.objects.filter(pk__in=poll.asked.filter(answered_at=None).values("member"))
    on = when.local(at, poll.zone).date()
    members = [one for one in silent.select_related("process", "person") if one.belongs_on(on)]
    _asks, spared = ask_members(
        members=members, kind=AskKind.DATES, about=poll.pk, minutes=ANSWERS_TAKE, at=at
    )
    poll.reminded_at = at
    poll.save(update_fields=["reminded_at"])
    trail.record("date poll reminded", about=process, by=by, at=at)
    return spared


@transaction.atomic
def close_poll(*, poll: Poll, by: Person, at: datetime) -> None:
    """Close it without a choice; every time is free again. Also in an ended process. Raises PollClosed."""
    Process.objects.select_for_update(of=("self",)).get(pk=poll.process_id)
    poll = Poll.objects.select_for_update(of=("self",)).select_related("process").get(pk=poll.pk)
    if not poll.is_open:
        raise PollClosed
    end_poll(poll, PollEnd.NOTHING, by=by, at=at)


def held_poll(poll: Poll) -> tuple[Process, Poll]:
    """The process and its poll as they stand, held until the act is done. Raises ProcessClosed, PollClosed."""
    process = as_it_stands(poll.process)
    fresh = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if not fresh.is_open:
        raise PollClosed
    return process, fresh


def end_poll(poll: Poll, end: PollEnd, *, by: Person | None, at: datetime) -> None:
    """Free what is held, settle what was asked, close the links: inside the act that ends it."""
    for key in poll.times.exclude(hold=None).values_list("hold", flat=True):
        if key is not None:
            let_go(key)
    poll.times.update(hold=None)
    poll.asked.update(fingerprint=None)
    settle_asks(about=poll.pk, at=at)
    poll.closed_at, poll.end = at, end
    poll.save(update_fields=["closed_at", "end"])
    trail.record("date poll closed", about=poll.process, by=by, at=at, end=str(end))


def close_due_polls(at: datetime) -> int:
    """Close what nobody chose of in time, and what a process that has no more meetings left open. Returns how many.

    The night calls it; may be repeated. What was held has ended by itself before.
    """
    closed = 0
    for poll in Poll.objects.open().select_related("process"):
        meets = poll.process.now_in in MEETING_STATES
        if meets and poll.decide_until > at:
            continue
        closed += _close_due(poll, PollEnd.EXPIRED if meets else PollEnd.PROCESS_ENDED, at)
    return closed


@transaction.atomic
def _close_due(poll: Poll, end: PollEnd, at: datetime) -> bool:
    Process.objects.select_for_update(of=("self",)).get(pk=poll.process_id)
    fresh = Poll.objects.select_for_update(of=("self",)).select_related("process").get(pk=poll.pk)
    if not fresh.is_open:  # somebody was quicker
        return False
    end_poll(fresh, end, by=None, at=at)
    return True


def start_in(zone: str, on: date, at_time: time) -> datetime:
    """The moment of a wall-clock time, UTC."""
    return moment_at(on, at_time, zone).utc.astimezone(UTC)
