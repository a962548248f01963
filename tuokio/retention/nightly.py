"""The night's work: each part by itself, so that one that fails does not keep the others from being done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection

from tuokio.agreement.usecases.offer_answers import expire_offers
from tuokio.booking.keeping_polls import let_old_answers_go
from tuokio.booking.usecases.polls import close_due_polls
from tuokio.evaluation.usecases.summaries import close_due_summaries
from tuokio.evaluation.usecases.waves import close_due_waves
from tuokio.kit.clock import HELSINKI
from tuokio.meetings.usecases.places import see_to_places
from tuokio.meetings.usecases.remote import forget_remote_rooms
from tuokio.retention import usecases
from tuokio.retention.backup import place
from tuokio.retention.models import NightlyRun
from tuokio.retention.witnessing import witness
from tuokio.supervision.asking import tell_of_asks
from tuokio.vault.usecases.access import see_to_requests
from tuokio.vault.usecases.closing import erase_parted
from tuokio.vault.usecases.keeping import see_to_sealed
from tuokio.vault.usecases.reminding import remind_of_yesterday
from tuokio.vault.usecases.sweeping import sweep
from tuokio.workroom.usecases.going_out import decide_due
from tuokio.workroom.usecases.nightly import close_left_open
from tuokio.workroom.usecases.reminding import remind_who_wished

log = logging.getLogger("tuokio.nightly")
Part = Callable[[datetime], object]
DONE, FAILED = "done", "failed"

_further: dict[str, Part] = {}


def every_night(name: str, part: Part) -> None:
    """Let another context do something each night: called with the moment; call this from its `ready`.

    The part must bear being done twice or cut off in the middle.
    """
    _further[name] = part


@dataclass(frozen=True, slots=True)
class Night:
    """What became of each part."""

    outcomes: dict[str, str]

    @property
    def went_well(self) -> bool:
        """Whether every part did its work."""
        return FAILED not in self.outcomes.values()


def parts() -> dict[str, Part]:
    """What is done each night, in this order. Erasing comes before announcing: it takes what an earlier night told.

    What is past its last day is settled before that, so that its time of keeping runs from there.
    """
    return {
        "backup": _back_up,
        "offers": lambda at: expire_offers(at),
        "date polls": lambda at: (close_due_polls(at), let_old_answers_go(at)),
        "waves": lambda at: close_due_waves(at=at),
        "summaries": lambda at: close_due_summaries(at),
        "out of the room": lambda at: decide_due(at),
        "rounds": lambda at: close_left_open(at),
        "erase": lambda at: usecases.erase_announced(at=at),
        "parted": lambda at: erase_parted(at),
        "sealed": lambda at: see_to_sealed(at),
        "announce": lambda at: usecases.announce(at=at),
        "clear": lambda at: usecases.clear_spent(at=at),
        "feedback": lambda at: usecases.remind_of_feedback(at=at),
        "places": lambda at: see_to_places(at),
        "remote rooms": lambda at: forget_remote_rooms(at),
        "asks": lambda at: tell_of_asks(at=at),
        "witness": lambda at: witness(at=at),
        "requests": lambda at: see_to_requests(at=at, on=at.astimezone(HELSINKI).date()),
        "day after": lambda at: remind_of_yesterday(at),
        "reminders": lambda at: remind_who_wished(at),
        "sweep": lambda at: sweep(at),
        **_further,
    }


def work_through_the_night(*, at: datetime) -> Night:
    """Do every part, and write down how each went."""
    outcomes: dict[str, str] = {}
    for name, part in parts().items():
        try:
            part(at)
        except Exception as trouble:  # whatever it was: the other parts still want doing
            log.error("The night's part %s failed: %s", name, type(trouble).__name__)
            outcomes[name] = FAILED
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
        else:
            outcomes[name] = DONE
        try:
            NightlyRun.objects.update_or_create(task=name, defaults={"ran_at": at, "outcome": outcomes[name]})
        except DatabaseError:
            outcomes[name] = FAILED
    return Night(outcomes)


def _back_up(at: datetime) -> None:
    """A copy when it is set where to; without a setting there is nothing to do and nothing to blame."""
    if place().is_ready:
        usecases.copy_now(at=at, progress=lambda done, total, what: None)
