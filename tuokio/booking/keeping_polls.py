"""What retention asks of finding a date together: answers go soon, all of it with its process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tuokio.booking.models.polls import Poll, PollMember
from tuokio.supervision.models import Process

KEPT = timedelta(days=30)  # after it ended: long enough to look back at why a date was chosen


@transaction.atomic
def let_old_answers_go(at: datetime) -> int:
    """Who could come when goes a month after the end; that a date was sought stays. May be repeated."""
    old = Poll.objects.filter(closed_at__lt=at - KEPT, answers_gone_at=None)
    keys = list(old.values_list("pk", flat=True)[:500])
    PollMember.objects.filter(poll__in=keys).delete()
    return Poll.objects.filter(pk__in=keys).update(answers_gone_at=at)


@transaction.atomic
def let_polls_go(processes: Sequence[Process], at: datetime) -> None:
    """When a process is erased: every asking goes with it. May be repeated."""
    Poll.objects.filter(process__in=processes).delete()
