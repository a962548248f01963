"""What retention asks of what leaves the room: which is let go, and how.

What was given stays as long as the agreement it belongs to, as a given summary does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tuokio.people.models import Practice
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Process
from tuokio.workroom.models import OutOfRoom


def ungiven_out_due(practice: Practice, cut: datetime) -> QuerySet[OutOfRoom]:
    """What was proposed and never given, of processes that ended before `cut`."""
    ended = Process.objects.filter(practice=practice, state__in=ENDED_STATES, state_since__lt=cut)
    return OutOfRoom.objects.filter(process__in=ended, given_at=None)


@transaction.atomic
def let_out_go(rows: Sequence[OutOfRoom], at: datetime) -> None:
    """The rows go whole, with what is left of the asking. May be repeated."""
    OutOfRoom.objects.filter(pk__in=[row.pk for row in rows]).delete()


@transaction.atomic
def let_out_of_go(processes: Sequence[Process], at: datetime) -> None:
    """When a process is erased: all of it goes, what was given too. May be repeated."""
    OutOfRoom.objects.filter(process__in=processes).delete()
