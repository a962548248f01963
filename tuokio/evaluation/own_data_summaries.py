"""What the summaries answer when a person asks for their own data: the own word, while there is one."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.evaluation.models import Summary
from tuokio.evaluation.models.summaries import voice_key
from tuokio.people.models import Person
from tuokio.people.signals import own_data_asked
from tuokio.terms.summary_words import SummaryState


@receiver(own_data_asked)
def words_of(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The person's own words on summaries that are still being decided; nobody else's."""
    told = []
    open_ones = Summary.objects.filter(state=SummaryState.IN_GROUP, process__members__person=person)
    for summary in open_ones.select_related("process").defer("pdf", "content").distinct():
        for member in summary.process.members.filter(person=person):
            for word in summary.voices.filter(key=voice_key(summary, member)).values_list("word", flat=True):
                told.append({"process": summary.process.name, "word": word})
    return "summaries", told
