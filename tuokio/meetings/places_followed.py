"""Who belongs to an open group has a place in it: the places follow the members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tuokio.meetings.usecases.places import places_follow
from tuokio.supervision.models import Process
from tuokio.supervision.signals import members_changed


@receiver(members_changed)
def their_places_follow(process: Process, at: datetime, **_more: Any) -> None:
    """Each member one place; a free one is offered to the next in line."""
    places_follow(process, at=at)
