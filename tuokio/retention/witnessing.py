"""The chain of entries leaves the house: its head by mail each month. And it is kept two years, no longer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tuokio.audit import chain
from tuokio.audit.models import Entry
from tuokio.kit.clock import HELSINKI
from tuokio.kit.letters import write_to
from tuokio.people.models import Practice
from tuokio.retention.domain.keeping import RULES, Kept
from tuokio.retention.usecases import owners_of


def witness(*, at: datetime) -> None:
    """Each night: let go of what is older than two years, and once a month send the head to whoever runs a practice."""
    with transaction.atomic():
        cut = RULES[Kept.AUDIT].cut(at).replace(day=1)  # whole months: shortening is itself an entry
        chain.shorten(before=cut, at=at)
        Entry.objects.filter(practice_id=None, at__lt=cut).delete()
    send_heads(at=at)


@transaction.atomic
def send_heads(*, at: datetime) -> int:
    """Send the chain's head, count and date to the owners of each practice, once a month; returns how many letters.

    A mailbox outside is what the chain is held against later. The letter says nothing else.
    """
    head = chain.head()
    if not head.seq:
        return 0
    on, written = at.astimezone(HELSINKI).date(), 0
    for practice in Practice.objects.order_by("founded_at"):
        for owner in owners_of(practice):
            letter = write_to(
                owner,
                kind="audit head",
                subject=lambda: _("A mark to keep from Tuokio"),
                text=lambda: (
                    _(
                        "On %(day)s the event log of Tuokio had %(count)s entries. Its mark was:\n\n%(head)s\n\n"
                        "Keep this message. With it anybody can check later that nothing was altered or taken away:\n\n"
                        "tuokio audit verify --head %(head)s\n"
                    )
                    % {"day": on.isoformat(), "count": head.seq, "head": head}
                ),
                at=at,
                practice_id=practice.pk,
                once_key=f"audit-head:{on:%Y-%m}:{owner.pk}",
            )
            written += letter is not None
    return written
