"""What the night does of the workroom: rounds that were left open are closed, so that no answer outlives its day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuokio.kit.when import local
from tuokio.terms.alone_words import AloneKind
from tuokio.workroom.models import AloneRound
from tuokio.workroom.usecases.levels import close_levels_round
from tuokio.workroom.usecases.pulse import close_pulse_round


def close_left_open(at: datetime) -> int:
    """Close every round of an earlier day, by nobody; returns how many. May be repeated."""
    left = AloneRound.objects.open().filter(opened_on__lt=local(at).date())
    return sum(_close(key, at) for key in list(left.values_list("pk", flat=True)))


@transaction.atomic
def _close(key: UUID, at: datetime) -> bool:
    round = AloneRound.objects.select_for_update().open().filter(pk=key).first()
    if round is None:
        return False
    close = close_pulse_round if round.kind == AloneKind.PULSE else close_levels_round
    close(round, by=None, at=at)
    return True
