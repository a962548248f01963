"""Which meetings of a space's process are around now: the workroom shows them and ties what is written to one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tuokio.meetings.domain.states import AHEAD
from tuokio.meetings.models import Meeting, MeetingQuerySet
from tuokio.people.models import Person
from tuokio.terms.meeting_words import MeetingState
from tuokio.vault.models import Space, SpaceMember
from tuokio.vault.refusals import NotThere

LAST, NEXT = 2, 3
STANDS = (*AHEAD, MeetingState.HELD, MeetingState.NO_SHOW)  # all but the cancelled ones
LONGEST = timedelta(hours=10)


def meetings_around(*, person: Person, space_id: UUID, at: datetime) -> list[Meeting]:
    """The last two that have ended and the next three, one under way among them, in order. Raises NotThere for an outsider."""
    space = Space.objects.of(person).filter(pk=space_id).first()
    if space is None:
        raise NotThere
    begun = list(_of(space).filter(starts_at__lte=at).order_by("-starts_at", "-pk")[: LAST + 1])
    over = [one for one in begun if one.ends_at <= at][:LAST]
    running = [one for one in begun if one.ends_at > at]
    ahead = _of(space).filter(starts_at__gt=at).order_by("starts_at", "pk")[: NEXT - len(running)]
    return [*reversed([*running, *over]), *ahead]


def meeting_of_guest(guest: SpaceMember, *, at: datetime) -> list[Meeting]:
    """The one that a guest is at: under way, or else the one that is nearest on the same day; none when there is none."""
    near = list(_of(guest.space).filter(starts_at__gt=at - LONGEST, starts_at__lt=at + LONGEST))
    return sorted(near, key=lambda one: _away(one, at))[:1]


def _away(meeting: Meeting, at: datetime) -> timedelta:
    return max(meeting.starts_at - at, at - meeting.ends_at, timedelta())


def _of(space: Space) -> MeetingQuerySet:
    found = Meeting.objects.filter(process=space.process_id, state__in=STANDS)
    return found.with_number().select_related("term")
