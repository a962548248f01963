"""What retention asks of this context: which answers are let go, and how.

Answers given alone go three months after the end (domain 7.3, "evaluation answers, row level"); what the group
recorded stays with the process, and the words of the goals as long as the agreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from tuokio.goals.models import AnswerSheet, Goal, RatingRound
from tuokio.people.models import Practice
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Process

MOMENT = "state_since"


def answers_due(practice: Practice, cut: datetime) -> QuerySet[Process]:
    """Processes that ended before `cut` and still hold what members answered alone."""
    kept = AnswerSheet.objects.filter(round__process=OuterRef("pk"))
    ended = Process.objects.filter(practice=practice, state__in=ENDED_STATES, state_since__lt=cut)
    return ended.filter(Exists(kept))


@transaction.atomic
def let_answers_go(processes: Sequence[Process], at: datetime) -> None:
    """The answers go, with the sheets they stood on; recorded levels stay. May be repeated."""
    AnswerSheet.objects.filter(round__process__in=processes).delete()


@transaction.atomic
def let_goals_go(processes: Sequence[Process], at: datetime) -> None:
    """When a process is erased: its goals, their wordings and what was recorded go with it. May be repeated."""
    RatingRound.objects.filter(process__in=processes).delete()  # first: they hold the wordings
    Goal.objects.filter(process__in=processes).delete()
