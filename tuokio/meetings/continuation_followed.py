"""An accepted offer for a next term makes that term: the process goes on with the same people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tuokio.agreement.signals import continuation_accepted
from tuokio.meetings.usecases.course import carry_on
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Agreed

GO_ON = ("order_number", "cost_centre", "quorum", "attendance_by_name")


@receiver(continuation_accepted)
def the_process_goes_on(
    process: Process, agreed: Agreed, at: datetime, by: Person | None = None, **_more: Any
) -> None:
    """The new term as it was offered, without dates: the supervisor plans them with the group.

    What an offer does not tell goes on as it was agreed for the term before.

    Raises IllegalEvent where the process cannot go on now (paused, renegotiated, closing): the offer stays
    unanswered then.
    """
    term = process.current_term
    if term is not None:  # an offer says nothing of these
        agreed = replace(agreed, **{name: getattr(term, name) for name in GO_ON})
    carry_on(process=process, agreed=agreed, rhythm=None, by=by, at=at)
