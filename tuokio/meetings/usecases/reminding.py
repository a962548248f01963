"""Reminders of meetings: one mail to each who wishes it, with time, place and a link, exactly once.

The worker's clockwork looks each half minute. One row remembers how far it has come, and whoever looks holds it, so
that two workers take turns. What fell due before a meeting was planned or moved is not caught up with: the mail that
told of the date has just been there. Right before a reminder leaves it is looked at again (kit.letters): one for a
meeting that was moved, cancelled or marked meanwhile, or for somebody who has left, never leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.kit.letters import HoldsNoLonger, write_to
from tuokio.kit.models import Letter
from tuokio.meetings.domain.reminders import FARTHEST_AHEAD, LEAST_AHEAD, out_of_quiet, remind_at
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Attendance, Meeting, ReminderLook, ReminderWish
from tuokio.people.models import Person
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Member
from tuokio.terms.reminder_words import RemindWhen

KIND = "meeting reminder"
MOST_AT_ONCE = 100  # meetings of one look; what is left comes with the next
USUAL = ReminderWish(joined=RemindWhen.DAY_BEFORE, led=RemindWhen.OFF)


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A meeting of which reminders of one kind are due."""

    at: datetime
    meeting: UUID
    when: RemindWhen


def wish_of(person: Person) -> ReminderWish:
    """What the person chose, or the usual."""
    return ReminderWish.objects.filter(person=person).first() or ReminderWish(person=person)


@transaction.atomic
def wish_reminders(*, person: Person, joined: RemindWhen, led: RemindWhen) -> None:
    """Choose when to be reminded, or not at all; what waits already and is not wished any more never leaves."""
    ReminderWish.objects.update_or_create(person=person, defaults={"joined": joined, "led": led})


@transaction.atomic
def remind_due(at: datetime) -> int:
    """Write the reminders that have fallen due since the last look, at most so many at once. Returns how many letters.

    Asked by each worker each half minute: nobody is reminded twice, whoever asks.
    """
    look = ReminderLook.objects.select_for_update().first()
    if look is None:
        ReminderLook.objects.get_or_create(pk=1, defaults={"until": at})
        return 0
    if at <= look.until:
        return 0
    due = _due_since(look, at)
    turn = _one_turn(due)
    written = _write(turn, at) if turn else 0
    more = len(turn) < len(due)
    look.until, look.meeting = (turn[-1].at, turn[-1].meeting) if more else (at, UUID(int=0))
    look.save(update_fields=["until", "meeting"])
    return written


def _one_turn(due: list[Due]) -> list[Due]:
    """As many as one look takes on; both kinds of one meeting are not parted."""
    if not due:
        return []
    last = due[:MOST_AT_ONCE][-1]
    return [one for one in due if (one.at, one.meeting) <= (last.at, last.meeting)]


def _due_since(look: ReminderLook, at: datetime) -> list[Due]:
    """What has fallen due, in order; of what was due at the very moment of the last look, the meetings after it."""
    coming = Meeting.objects.filter(
        starts_at__gt=at, starts_at__lte=at + FARTHEST_AHEAD, time_known=True, state__in=AHEAD
    )
    found = [
        Due(moment, key, kind)
        for key, starts_at, zone in coming.order_by("starts_at").values_list("pk", "starts_at", "zone")
        for kind in (RemindWhen.DAY_BEFORE, RemindWhen.HOURS_BEFORE)
        if (moment := remind_at(starts_at, zone, kind)) and moment <= at
    ]
    return sorted(one for one in found if (one.at, one.meeting) > (look.until, look.meeting))


def _write(due: Iterable[Due], at: datetime) -> int:
    kinds: dict[UUID, set[RemindWhen]] = {}
    for one in due:
        kinds.setdefault(one.meeting, set()).add(one.when)
    meetings = list(_meetings().filter(pk__in=kinds).order_by("starts_at", "pk"))
    people = _people_of(meetings)
    return sum(_remind(meeting, people[meeting.pk], kinds[meeting.pk], at) for meeting in meetings)


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("process", "practice", "supervisor__reminder_wish").exclude(
        process__state__in=ENDED_STATES
    )


def _people_of(meetings: Iterable[Meeting]) -> dict[UUID, dict[Person, RemindWhen]]:
    """Whom each meeting concerns, and when they wish to be reminded; one who has said "I cannot come" is let be."""
    by_meeting = {meeting.pk: meeting for meeting in meetings}
    members = Member.objects.filter(
        process__in={one.process_id for one in by_meeting.values()},
        person__is_active=True,
        person__email__isnull=False,
    ).select_related("person__reminder_wish")
    of_process: dict[UUID, list[Member]] = {}
    for member in members.order_by("pk"):
        of_process.setdefault(member.process_id, []).append(member)
    away = set(
        Attendance.objects.filter(meeting__in=by_meeting, answer=Attendance.Answer.CANNOT).values_list(
            "meeting", "member"
        )
    )
    found: dict[UUID, dict[Person, RemindWhen]] = {}
    for meeting in by_meeting.values():
        day = meeting.local_start.date()
        called = {
            member.person: RemindWhen(_wish(member.person).joined)
            for member in of_process.get(meeting.process_id, ())
            if member.person and member.belongs_on(day) and (meeting.pk, member.pk) not in away
        }
        leader = meeting.supervisor
        if leader.is_active and leader.email:
            called[leader] = RemindWhen(_wish(leader).led)
        found[meeting.pk] = called
    return found


def _wish(person: Person) -> ReminderWish:
    return getattr(person, "reminder_wish", None) or USUAL


def _remind(meeting: Meeting, people: dict[Person, RemindWhen], kinds: set[RemindWhen], at: datetime) -> int:
    leaves_at = out_of_quiet(at, meeting.zone)
    if meeting.starts_at - leaves_at < LEAST_AHEAD:
        return 0
    readers = [person for person, wished in people.items() if wished in kinds]
    return sum(_write_to(person, meeting, leaves_at, at) for person in readers)


def _write_to(person: Person, meeting: Meeting, leaves_at: datetime, at: datetime) -> bool:
    letter = write_to(
        person,
        kind=KIND,
        subject=lambda: _("A meeting is coming"),
        text=lambda: "\n".join(_lines(meeting)),
        at=at,
        practice_id=meeting.practice_id,
        reply_to=meeting.practice.email,
        once_key=key_of(meeting, person.pk),
        due_at=leaves_at,
    )
    return letter is not None


def _lines(meeting: Meeting) -> Iterator[str]:
    """Time, place and a link, and nothing else."""
    yield when.moment(meeting.starts_at, meeting.minutes, meeting.zone)
    if meeting.place or meeting.remote:
        yield meeting.place or _("Remote")
    yield ""
    yield settings.BASE_ADDRESS
    yield ""
    yield _("You choose here whether you are reminded: %(address)s") % {
        "address": f"{settings.BASE_ADDRESS}/reminders/"
    }


def key_of(meeting: Meeting, person: UUID) -> str:
    """Once for each person, for each change of a meeting: its sequence grows when it is moved."""
    return f"reminder:{meeting.pk}:{meeting.sequence}:{person}"


def may_leave(letter: Letter, at: datetime) -> datetime:
    """When a reminder may leave, asked right before it does. Raises HoldsNoLonger."""
    _word, meeting_id, sequence, person_id = (letter.once_key or f":{UUID(int=0)}::").split(":")
    meeting = Meeting.objects.select_for_update(of=("self",)).filter(pk=UUID(meeting_id)).first()
    if meeting is None or meeting.now_in not in AHEAD or str(meeting.sequence) != sequence:
        raise HoldsNoLonger
    meeting = _meetings().filter(pk=meeting.pk).first()
    if meeting is None:  # the process has ended
        raise HoldsNoLonger
    wished = {person.pk: wish for person, wish in _people_of([meeting])[meeting.pk].items()}
    if wished.get(UUID(person_id), RemindWhen.OFF) == RemindWhen.OFF:
        raise HoldsNoLonger
    leaves_at = out_of_quiet(at, meeting.zone)
    if meeting.starts_at - leaves_at < LEAST_AHEAD:
        raise HoldsNoLonger
    return leaves_at
