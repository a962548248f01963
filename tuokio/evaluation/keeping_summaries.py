"""What retention asks of the summaries: which are let go, and how.

Words go when the group has decided, not here. A given summary stays as long as the agreement it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tuokio.evaluation.models import Summary
from tuokio.people.models import Practice
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Process

MOMENT = "process__state_since"


def ungiven_due(practice: Practice, cut: datetime) -> QuerySet[Summary]:
    """Drafts and texts that were never given, of processes that ended before `cut`."""
    ended = Process.objects.filter(practice=practice, state__in=ENDED_STATES, state_since__lt=cut)
    return Summary.objects.filter(process__in=ended, given_at=None)


@transaction.atomic
def let_summaries_go(summaries: Sequence[Summary], at: datetime) -> None:
    """The summaries go whole, with what is left of their asking. May be repeated."""
    Summary.objects.filter(pk__in=[summary.pk for summary in summaries]).delete()


@transaction.atomic
def let_summaries_of_go(processes: Sequence[Process], at: datetime) -> None:
    """When a process is erased: every summary of it goes, the given ones too. May be repeated."""
    Summary.objects.filter(process__in=processes).delete()
