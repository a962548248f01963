"""The choice: what was found together becomes meetings, and in the same act every other time is free again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.booking.domain.polls import Choice, Proposal, Voice, propose
from tuokio.booking.models.polls import Poll, PollMember, PollTime
from tuokio.booking.refusals_polls import NoMoreChosen
from tuokio.booking.usecases.poll_answers import said_by
from tuokio.booking.usecases.polls import end_poll, held_poll
from tuokio.kit import when
from tuokio.meetings.domain.series import PlannedDate
from tuokio.meetings.models import Meeting
from tuokio.meetings.usecases.planning import (
    NoTerms,
    Rhythm,
    add_meeting,
    plan_dates,
    proposed_dates,
)
from tuokio.meetings.usecases.telling import tell_of_dates
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.poll_words import PollEnd


def voices_of(poll: Poll, *, at: datetime) -> tuple[list[PollMember], list[Voice]]:
    """Those who are asked and still belong to the process, and what each says; the key is their place in the poll."""
    on = when.local(at, poll.zone).date()
    found = poll.asked.select_related("member").prefetch_related("answers")
    asked = [one for one in found if one.member.belongs_on(on)]
    return asked, [Voice(one.pk, one.required, said_by(one)) for one in asked]


def proposal_of(poll: Poll, voices: Sequence[Voice]) -> Proposal:
    """The times of the poll from the best to the least good."""
    choices = [
        Choice(one.pk, one.starts_at, when.local(one.starts_at, poll.zone).date()) for one in poll.times.all()
    ]
    return propose(choices, voices, quorum=poll.quorum, wished=poll.wished_on)


def rhythm_from(poll: Poll, start: PollTime) -> Rhythm:
    """The agreed rhythm with its first meeting at this time, as many as the terms still have. Raises NoTerms."""
    process = poll.process
    term = process.current_term
    if term is None:
        raise NoTerms
    planned = process.meetings.filter(term=term).exclude(state__startswith="cancelled").count()
    local = when.local(start.starts_at, poll.zone)
    place, remote = _where(process)
    return Rhythm(
        first_on=local.date(),
        at_time=local.time(),
        count=max(term.planned - term.held_before - planned, 1),
        every_weeks=term.interval_weeks,
        minutes=poll.minutes,
        zone=poll.zone,
        place=place,
        remote=remote,
    )


def dates_of_rhythm(poll: Poll, start: PollTime) -> tuple[PlannedDate, ...]:
    """The dates that going on in the agreed rhythm gives, before anything is saved. Raises NoTerms, SeriesRefused."""
    return proposed_dates(process=poll.process, rhythm=rhythm_from(poll, start)).dates


@transaction.atomic
def choose_times(
    *, poll: Poll, times: Collection[UUID], go_on: bool, by: Person, at: datetime
) -> list[Meeting]:
    """Make meetings of the chosen times, or with `go_on` a whole rhythm from the one that is chosen.

    Everything that is held is let go in the same transaction; what refuses leaves all of it held. Raises
    ProcessClosed, PollClosed, NoMoreChosen, NotMeetingNow, NoTerms, SeriesRefused, Taken.
    """
    process, poll = held_poll(poll)
    poll.process = process
    chosen = list(poll.times.filter(pk__in=times))
    if not chosen or (go_on and len(chosen) != 1):
        raise NoMoreChosen
    end_poll(poll, PollEnd.CHOSEN, by=by, at=at)
    made = _rhythm(poll, chosen[0], by, at) if go_on else _single(poll, chosen, by, at)
    starts = {meeting.starts_at: meeting for meeting in made}
    for one in chosen:
        one.meeting = starts.get(one.starts_at)
        one.save(update_fields=["meeting"])
    trail.record("date poll decided", about=process, by=by, at=at, count=len(made))
    return made


def _rhythm(poll: Poll, start: PollTime, by: Person, at: datetime) -> list[Meeting]:
    rhythm = rhythm_from(poll, start)
    dates: list[tuple[date, time]] = [
        (one.local_start.date(), one.local_start.time())
        for one in proposed_dates(process=poll.process, rhythm=rhythm).dates
    ]
    return list(plan_dates(process=poll.process, rhythm=rhythm, dates=dates, by=by, at=at))


def _single(poll: Poll, chosen: Sequence[PollTime], by: Person, at: datetime) -> list[Meeting]:
    place, remote = _where(poll.process)
    made = []
    for one in chosen:
        local = when.local(one.starts_at, poll.zone)
        made.append(
            add_meeting(
                process=poll.process,
                on=local.date(),
                at_time=local.time(),
                minutes=poll.minutes,
                place=place,
                remote=remote,
                by=by,
                at=at,
                tell=False,
            )
        )
    tell_of_dates(process=poll.process, at=at)
    return made


def _where(process: Process) -> tuple[str, bool]:
    """Where the last known meeting is: there the next ones are too."""
    last = process.meetings.order_by("-starts_at").first()
    return (last.place, last.remote) if last else ("", False)
