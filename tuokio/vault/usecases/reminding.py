"""The day after a meeting, for whoever wishes it: one mail that something waits, and never what.

Known here is that somebody wishes it, and no more: not whether they wrote, and no time.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tuokio.kit.clock import HELSINKI
from tuokio.kit.letters import write_to
from tuokio.kit.models import Letter
from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Attendance, Meeting
from tuokio.people.models import Person
from tuokio.supervision.models import Member
from tuokio.terms.meeting_words import MeetingState
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.models import JournalReminder, Space, SpaceQuerySet
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.keeping import ended_on

DAY = timedelta(days=1)
STANDS = timedelta(days=7)  # how long the page offers it when nothing was written meanwhile
TAKES_PLACE = (*AHEAD, MeetingState.HELD)  # not marked yet, or held


@transaction.atomic
def wish_reminder(*, person: Person, wished: bool) -> None:
    """Switch it on or off for oneself; a second time changes nothing. Raises NotThere for one without a journal."""
    if not _journals(person).exists():
        raise NotThere
    if wished:
        JournalReminder.objects.get_or_create(person=person)
    else:
        JournalReminder.objects.filter(person=person).delete()


def wishes_reminder(person: Person) -> bool:
    """Whether the person has switched it on."""
    return JournalReminder.objects.filter(person=person).exists()


def lately_met(person: Person, *, on: date) -> date | None:
    """The day of the last meeting within a week before that day, for whoever has switched it on."""
    if not wishes_reminder(person):
        return None
    return max(map(_day_of, _meetings_of(person, from_on=on - STANDS, to_on=on - DAY)), default=None)


def remind_of_yesterday(at: datetime) -> int:
    """Each night: tell those who met yesterday and wish it that something waits, once a meeting. Returns how many."""
    wishing = list(JournalReminder.objects.values_list("pk", flat=True))
    return sum(_remind(key, at) for key in wishing)


@transaction.atomic
def _remind(key: UUID, at: datetime) -> bool:
    """Each by itself, asked again: who has switched it off since is left alone."""
    wish = (
        JournalReminder.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(pk=key)
        .first()
    )
    if (
        wish is None
        or not wish.person.email
        or not wish.person.is_active
        or not _journals(wish.person).exists()
    ):
        return False
    person, yesterday = wish.person, at.astimezone(HELSINKI).date() - DAY
    met = [
        one for one in _meetings_of(person, from_on=yesterday, to_on=yesterday) if _goes_on(one, yesterday)
    ]
    keys = [f"day after:{one.pk}:{person.pk}" for one in met]
    if not met or Letter.objects.filter(once_key__in=keys).exists():
        return False
    letter = write_to(
        person,
        kind="day after",
        subject=lambda: _("Something waits for you in Tuokio"),
        text=lambda: (
            _(
                "Something waits for you in Tuokio, as you wished. It needs no answer."
                "\n\nOpen Tuokio: %(address)s\n\nYou can switch this message off where you switched it on.\n"
            )
            % {"address": settings.BASE_ADDRESS}
        ),
        at=at,
        practice_id=met[0].practice_id,
        once_key=keys[0],
    )
    return letter is not None


def _meetings_of(person: Person, *, from_on: date, to_on: date) -> list[Meeting]:
    """Meetings on these days at which the person, as far as is known, was: a member that day, and not away."""
    belonging: dict[UUID, list[Member]] = defaultdict(list)
    for member in Member.objects.filter(person=person):
        belonging[member.process_id].append(member)
    begins, ends = (datetime.combine(day, time(), HELSINKI) for day in (from_on, to_on + DAY))
    away = Q(present=False) | Q(present=None, answer=Attendance.Answer.CANNOT)
    missed = Attendance.objects.filter(away, meeting=OuterRef("pk"), member__person=person)
    found = Meeting.objects.filter(
        ~Exists(missed),
        process__in=list(belonging),
        state__in=TAKES_PLACE,
        starts_at__gte=begins,
        starts_at__lt=ends,
    )
    return [
        one
        for one in found.select_related("process").order_by("starts_at", "pk")
        if any(member.belongs_on(_day_of(one)) for member in belonging[one.process_id])
    ]


def _day_of(meeting: Meeting) -> date:
    return meeting.starts_at.astimezone(HELSINKI).date()


def _goes_on(meeting: Meeting, yesterday: date) -> bool:
    """Its process had not ended before that day: after a last meeting one is still asked."""
    ended = ended_on(meeting.process)
    return ended is None or ended >= yesterday


def _journals(person: Person) -> SpaceQuerySet:
    return Space.objects.of(person).filter(kind=SpaceKind.JOURNAL, set_aside=False)
