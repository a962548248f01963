"""What evaluation answers when a person asks for their own data."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.evaluation.models.waves import Invited
from tuokio.evaluation.usecases.answering import sheet_of
from tuokio.people.models import Person
from tuokio.people.signals import own_data_asked


@receiver(own_data_asked)
def own_answers(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The person's own answers that were given signed in; what a nameless phone gave cannot be found."""
    rows: list[dict[str, Any]] = []
    asked = Invited.objects.filter(member__person=person).select_related("wave__process", "member")
    for invited in asked.order_by("wave__opened_at"):
        sheet = sheet_of(invited.wave, invited.member_id)
        rows += [
            {
                "process": invited.wave.process.name,
                "wave": invited.wave.point,
                "statement": answer.code,
                "asked": answer.question,
                "answer": answer.value,
                "shown_to_supervisor": answer.shown,
            }
            for answer in sorted(
                sheet.answers.all() if sheet else (), key=lambda one: (one.code, one.question)
            )
        ]
    return "evaluation answers", rows
