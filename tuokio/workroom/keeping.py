"""What retention asks of this context: what goes when a process is erased.

Answers given alone never wait for it: they go when their round closes, the night after at the latest, so that the
three months of domain 7.3 never begin. What was told of them, and the levels that the group recorded, stay as long as
the agreement, as other figures of the group do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tuokio.supervision.models import Process
from tuokio.workroom.models import AloneRound, OwnGoal, PulseWanted


@transaction.atomic
def let_workroom_go(processes: Sequence[Process], at: datetime) -> None:
    """Rounds with what was told of them, levels, and whether the pulse was on. May be repeated."""
    AloneRound.objects.filter(process__in=processes).delete()
    OwnGoal.objects.filter(process__in=processes).delete()
    PulseWanted.objects.filter(process__in=processes).delete()
