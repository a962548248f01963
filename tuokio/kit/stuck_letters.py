"""Letters that need a person's word: it is unclear whether they left, or no server took them for two days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from tuokio.kit.letters import deliver
from tuokio.kit.models import Letter

# one whose text was wiped has been put aside: it can no longer be sent and no longer waits
STUCK = Q(state__in=(Letter.State.UNCERTAIN, Letter.State.GIVEN_UP)) & ~Q(text="")


def stuck_letters(practices: Collection[UUID]) -> QuerySet[Letter]:
    """The letters of these practices that wait for a decision, the oldest first."""
    return Letter.objects.filter(STUCK, practice_id__in=practices).order_by("written_at")


@transaction.atomic
def send_again(*, letter: Letter, at: datetime) -> bool:
    """Let the letter leave once more; False when another tab has already decided about it."""
    decided = Letter.objects.filter(STUCK, pk=letter.pk).update(
        state=Letter.State.WAITING, tries=0, due_at=at, claimed_at=None, settled_at=None
    )
    if decided:
        transaction.on_commit(partial(deliver.enqueue, str(letter.pk)))
    return bool(decided)


@transaction.atomic
def put_aside(*, letter: Letter, at: datetime) -> bool:
    """Let it be: its text is wiped; False when another tab has already decided about it."""
    return bool(
        Letter.objects.filter(STUCK, pk=letter.pk).update(subject="", text="", calendar="", settled_at=at)
    )
