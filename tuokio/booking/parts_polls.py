"""What finding a date together adds to the pages that the desk gathers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.booking.models.polls import Poll, PollMember
from tuokio.booking.pages.polls import state_of
from tuokio.kit import when
from tuokio.kit.parts import Part, Place
from tuokio.kit.prepared import prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.people.models import Person
from tuokio.supervision.domain.states import ENDED_STATES, MEETING_STATES
from tuokio.supervision.models import Lead, Process
from tuokio.terms.poll_words import AnswersSeen


@dataclass(frozen=True, slots=True)
class ProcessCard:
    """The asking of a process in one line, and the way to it or to a new one."""

    told: str
    state: str
    badge: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class PhoneCard:
    """One asking as a supervisee's home shows it."""

    process: str
    href: str
    waits: bool
    until: str
    id: str
    seen_by: str


def flags() -> dict[str, Any]:
    """Whether a date is being sought in the process."""
    return {"poll_open": Exists(Poll.objects.filter(process=OuterRef("pk"), closed_at=None))}


def on_process_page(process: Process, *, at: datetime) -> Iterator[Part]:
    """The open asking; where none is open and dates can be agreed, the way to one."""
    opened = next(iter(_of_process(process)), None) if getattr(process, "poll_open", True) else None
    if opened is None and process.now_in not in MEETING_STATES:
        return
    if opened is None:
        card = ProcessCard(
            told=_("Ask the members which of some free times suit them."),
            state="",
            badge="",
            href=reverse("booking:common_date", args=[process.pk]),
            action=_("Choose times to ask about"),
        )
        yield Part("booking/poll_process_part.html", card, Place.SETTLED)
        return
    state, badge = state_of(opened, at)
    card = ProcessCard(
        told=_("Answers until %(day)s.") % {"day": when.day(opened.last_day)},
        state=state,
        badge=badge,
        href=reverse("booking:poll", args=[opened.pk]),
        action=_("See the answers"),
    )
    yield Part("booking/poll_process_part.html", card, Place.WAITS)


@prepared
def _of_process(process: Process) -> QuerySet[Poll]:
    return Poll.objects.filter(process=process, closed_at=None)


def home_flags() -> dict[str, Any]:
    """Whether the member is asked in an asking that is open."""
    asked = PollMember.objects.filter(member=OuterRef("pk"), poll__closed_at=None)
    return {"polls_to_show": Exists(asked)}


def on_phone_home(person: Person, *, at: datetime) -> Iterator[Part]:
    """Times that wait for an answer, and one's own answers as long as they can be changed."""
    for asked in _of_supervisee(person, at):
        poll = asked.poll
        yield Part(
            "booking/poll_phone_part.html",
            PhoneCard(
                process=poll.process.name,
                href=reverse("booking:my_poll", args=[poll.pk]),
                waits=asked.answered_at is None,
                until=when.day(poll.last_day),
                id=f"poll-{poll.pk}",
                seen_by=_seen_by(poll),
            ),
            Place.WAITS if asked.answered_at is None else Place.STANDS,
        )


def _seen_by(poll: Poll) -> str:
    return {
        AnswersSeen.HIDDEN: _("only your supervisor sees your answers"),
        AnswersSeen.COUNTS: _("the others see numbers only"),
        AnswersSeen.NAMES: _("the group sees your answers"),
    }[AnswersSeen(poll.seen)]


@prepared
def _of_supervisee(person: Person, at: datetime) -> QuerySet[PollMember]:
    return (
        PollMember.objects.filter(
            Q(member__left_on=None) | Q(member__left_on__gt=at),
            member__person=person,
            poll__closed_at=None,
            poll__answers_until__gt=at,
        )
        .exclude(poll__process__state__in=ENDED_STATES)
        .select_related("poll__process")
    )


def waits(person: Person, end: datetime) -> Exists:
    """Whether a choice may wait by then."""
    return Exists(_to_choose(person, end))


def _to_choose(person: Person, end: datetime) -> QuerySet[Poll]:
    leading = Lead.objects.filter(until_on=None, supervisor=person).order_by().values("process")
    silent = PollMember.objects.filter(poll=OuterRef("pk"), answered_at=None)
    return Poll.objects.filter(
        Q(answers_until__lte=end) | ~Exists(silent), process__in=leading, closed_at=None
    ).exclude(process__state__in=ENDED_STATES)


def waiting(person: Person, *, end: datetime) -> Iterator[Waiting]:
    """A choice that waits: everyone has answered, or the last day for it comes to its end today."""
    for poll in _to_choose(person, end).select_related("process"):
        yield Waiting(
            kind=_("Date"),
            title=poll.process.name,
            why=_("The answers are there. The times are held until your choice."),
            href=reverse("booking:poll", args=[poll.pk]),
            action=_("Choose the date"),
            rank=WaitingRank.NEW_DATE_WANTED,
        )
