"""What the workroom answers when a person asks for their own data, closes an account or turns out to be one of two."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.people.models import Person
from tuokio.people.signals import account_closed, own_data_asked, persons_joined
from tuokio.workroom.models import Reminder
from tuokio.workroom.usecases.reminding import waiting


@receiver(own_data_asked)
def own_reminders(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """The days on which the person wishes to be told; what was answered alone is nobody's here."""
    return "reminders wished", [{"on": one.on.isoformat()} for one in waiting(person)]


@receiver(account_closed)
def reminders_go(person: Person, **_more: Any) -> None:
    """Nobody is reminded any more."""
    Reminder.objects.filter(person=person).delete()


@receiver(persons_joined)
def reminders_follow(kept: Person, gone: Person, **_more: Any) -> None:
    """What one of the two wished is the wish of the one that stays."""
    Reminder.objects.filter(person=gone).update(person=kept)
