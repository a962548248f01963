"""What becomes of public pages when an account is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.dispatch import receiver

from tuokio.mapping.models import PublicPage
from tuokio.people.models import Person, Practice, Role
from tuokio.people.signals import account_closed


@receiver(account_closed)
def pages_without_anyone_are_taken_down(person: Person, at: datetime, **_more: Any) -> None:
    """A practice whose last person goes takes no enquiries any more: nobody would answer them."""
    others = Role.objects.filter(practice=OuterRef("practice"), ended_on=None).exclude(person=person)
    alone = PublicPage.objects.filter(~Exists(others), practice__in=Practice.objects.of(person))
    alone.update(published=False, changed_at=at)
