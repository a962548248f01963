"""What retention asks of this context: which answers are let go, and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tuokio.evaluation.models.waves import AnswerSheet, EvaluationPlan, Wave
from tuokio.people.models import Practice
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Process
from tuokio.terms.evaluation_words import WavePoint

MOMENT = "closed_at"
MONTHS = 3  # after the report of T3 (domain 7.3)


def answers_due(practice: Practice, cut: datetime) -> QuerySet[Wave]:
    """Closed waves whose answers are still kept though their term's last report, or the process's end, is past `cut`."""
    over = Wave.objects.filter(term=OuterRef("term"), point=WavePoint.END, closed_at__lt=cut)
    return Wave.objects.filter(
        Exists(over) | Q(process__state__in=ENDED_STATES, process__state_since__lt=cut),
        process__practice=practice,
        closed_at__lt=cut,
        rows_gone_at=None,
    )


@transaction.atomic
def let_answers_go(waves: Sequence[Wave], at: datetime) -> None:
    """Every single answer goes, the person's own view with it; the figures that were told stay. May be repeated."""
    AnswerSheet.objects.filter(wave__in=waves).delete()
    Wave.objects.filter(pk__in=[wave.pk for wave in waves]).update(rows_gone_at=at)


@transaction.atomic
def let_evaluation_go(processes: Sequence[Process], at: datetime) -> None:
    """When a process is erased: its plan, waves, answers and figures go with it. May be repeated."""
    Wave.objects.filter(process__in=processes).delete()
    EvaluationPlan.objects.filter(process__in=processes).delete()
