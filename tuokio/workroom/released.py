"""What the summary is told of what the group has given out of the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from tuokio.evaluation.released import Released
from tuokio.evaluation.signals import asked_back_asked, released_asked
from tuokio.kit.when import local
from tuokio.supervision.models import Process
from tuokio.terms.out_words import OutState
from tuokio.workroom.models import OutOfRoom


@receiver(released_asked)
def given_now(process: Process, **_more: Any) -> list[Released]:
    """What stands given, to the one who pays now: an earlier payer's is no part of a summary for another."""
    given = OutOfRoom.objects.given_of(Process.objects.filter(pk=process.pk)).filter(state=OutState.GIVEN)
    return [
        Released(
            id=str(one.pk),
            kind=one.kind,
            mark=one.mark,
            sheet=one.sheet or {},
            on=local(one.given_at).date().isoformat() if one.given_at else "",
            version=one.version,
            fingerprint=one.fingerprint,
        )
        for one in given.order_by("kind", "given_at", "pk")
    ]


@receiver(asked_back_asked)
def asked_back(ids: Sequence[str], **_more: Any) -> set[str]:
    """Which of these were asked back."""
    found = OutOfRoom.objects.filter(pk__in=ids, state=OutState.ASKED_BACK)
    return {str(pk) for pk in found.values_list("pk", flat=True)}
