"""Who is called to a meeting is taken then: occupancy follows the members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tuokio.kit import clock
from tuokio.meetings.models import Occupancy
from tuokio.meetings.usecases.occupying import members_follow
from tuokio.people.models import Person
from tuokio.people.signals import persons_joined
from tuokio.supervision.models import Process
from tuokio.supervision.signals import members_changed


@receiver(members_changed)
def their_time_follows(process: Process, at: datetime, **_more: Any) -> None:
    """Take the time of those who are members now."""
    members_follow(process, at=at)


@receiver(persons_joined)
def one_person_one_calendar(kept: Person, gone: Person, **_more: Any) -> None:
    """What one way in was called to, the person is called to; where both were at one time, once."""
    at = clock.now()
    Occupancy.objects.filter(who=gone.pk, kind=Occupancy.Kind.MEMBER).delete()
    for process in Process.objects.filter(members__person=kept).distinct():
        members_follow(process, at=at)
