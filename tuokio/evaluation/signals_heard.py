"""What evaluation does when something happens below it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.agreement.signals import agreement_in_force, continuation_accepted
from tuokio.evaluation.models import EvaluationPlan
from tuokio.evaluation.refusals_waves import NotPlanned
from tuokio.evaluation.usecases.waves import carry_waves, plan_waves
from tuokio.people.models import Person
from tuokio.supervision.models import Process


@receiver(agreement_in_force)
def waves_as_agreed(
    process: Process,
    at: datetime,
    by: Person | None = None,
    version: AgreementVersion | None = None,
    evaluate_at: Iterable[Any] | None = None,
    **_more: Any,
) -> None:
    """An agreement is in force: its waves stand at the meetings it names; an amended one asks nothing twice."""
    if version is not None and version.amends_id and _has_newer_terms(process):
        carry_waves(process=process, by=by, at=at)
        return
    numbers = [number for number in evaluate_at or () if isinstance(number, int)]
    try:
        plan_waves(process=process, by=by, at=at, agreed=numbers)
    except NotPlanned:
        return  # the terms come later; the supervisor plans then


def _has_newer_terms(process: Process) -> bool:
    """Whether the amendment made terms of its own, which no wave stands under yet."""
    term = process.current_term
    return term is not None and process.waves.exists() and not process.waves.filter(term=term).exists()


@receiver(continuation_accepted)
def waves_of_the_next_term(process: Process, at: datetime, by: Person | None = None, **_more: Any) -> None:
    """The process goes on: its next term is judged at its own first, middle and last meeting."""
    if EvaluationPlan.objects.filter(process=process).exists():
        plan_waves(process=process, by=by, at=at)
