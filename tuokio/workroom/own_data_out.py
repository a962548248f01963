"""What the workroom answers when a person asks for their own data: the own word on what may be given, while there is one."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.people.models import Person
from tuokio.people.signals import own_data_asked
from tuokio.terms.out_words import OutState
from tuokio.workroom.models import OutOfRoom


@receiver(own_data_asked)
def words_of(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The person's own words on what is still being decided; nobody else's, and none of what it is about."""
    told = []
    open_ones = OutOfRoom.objects.filter(state=OutState.PROPOSED, process__members__person=person)
    for out in open_ones.select_related("process").distinct():
        keys = [out.key_of(member.pk) for member in out.process.members.filter(person=person)]
        for word in out.voices.filter(key__in=keys).values_list("word", flat=True):
            told.append({"process": out.process.name, "word": word})
    return "what may leave the workroom", told
