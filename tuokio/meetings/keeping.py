"""What retention asks of this context beside its meetings: places in open groups, and what planners were given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from tuokio.meetings.models import Joiner, OpenGroup, RosterGiven, RosterLink, UnitRoster
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Process


def gone_joiners(cut: datetime) -> QuerySet[Joiner]:
    """Those who have had no place since before `cut`: they left, or the group was closed, or its process ended."""
    return Joiner.objects.filter(
        Q(ended_at__lt=cut)
        | Q(group__closed_at__lt=cut)
        | Q(group__process__state__in=ENDED_STATES, group__process__state_since__lt=cut)
    )


def spent_links(cut: datetime) -> QuerySet[RosterLink]:
    """Planners' links that opened nothing any more before `cut`."""
    return RosterLink.objects.filter(Q(revoked_at__lt=cut) | Q(expires_at__lt=cut))


def old_givings(cut: datetime) -> QuerySet[RosterGiven]:
    """That a planner was given dates, before `cut`."""
    return RosterGiven.objects.filter(at__lt=cut)


@transaction.atomic
def let_places_go(processes: Sequence[Process], at: datetime) -> None:
    """When the people of a process go, so does who had or asked for a place, and what its planner had. May be repeated."""
    for model in (OpenGroup, UnitRoster, RosterGiven, RosterLink):
        model._base_manager.filter(process__in=processes).delete()
