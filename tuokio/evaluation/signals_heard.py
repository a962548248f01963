"""What evaluation does when something happens below it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tuokio.agreement.signals import agreement_in_force
from tuokio.evaluation.refusals_waves import NotPlanned
from tuokio.evaluation.usecases.waves import plan_waves
from tuokio.people.models import Person
from tuokio.supervision.models import Process


@receiver(agreement_in_force)
def waves_as_agreed(
    process: Process,
    at: datetime,
    by: Person | None = None,
    evaluate_at: Iterable[Any] | None = None,
    **_more: Any,
) -> None:
    """An agreement is in force: its waves stand at the meetings it names."""
    numbers = [number for number in evaluate_at or () if isinstance(number, int)]
    try:
        plan_waves(process=process, by=by, at=at, agreed=numbers)
    except NotPlanned:
        return  # the terms come later; the supervisor plans then
