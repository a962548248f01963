"""What finding a date together answers when a person asks for their own data."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.booking.models.polls import PollAnswer
from tuokio.people.models import Person
from tuokio.people.signals import own_data_asked


@receiver(own_data_asked)
def own_answers(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """What the person said of proposed times; nobody else's."""
    answers = PollAnswer.objects.filter(asked__member__person=person).select_related(
        "time", "asked__poll__process"
    )
    return "answers about times", [
        {
            "process": answer.asked.poll.process.name,
            "starts_at": answer.time.starts_at.isoformat(),
            "minutes": answer.asked.poll.minutes,
            "said": answer.said,
            "on_paper": answer.asked.on_paper,
        }
        for answer in answers.order_by("time__starts_at", "pk")
    ]
