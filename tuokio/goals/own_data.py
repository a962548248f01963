"""What the goals answer when a person asks for their own data."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.goals.models import RatingRound
from tuokio.people.models import Person
from tuokio.people.signals import own_data_asked
from tuokio.supervision.models import Member


@receiver(own_data_asked)
def own_ratings(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """What the person answered alone, found again by the fingerprint; nobody else's."""
    found = []
    for member in Member.objects.filter(person=person).select_related("process").order_by("joined_on", "pk"):
        for one in RatingRound.objects.filter(process=member.process_id).order_by("opened_at", "pk"):
            sheet = one.sheet_of(member)
            if sheet is None or not sheet.is_answered:
                continue
            found += [
                {
                    "process": member.process.name,
                    "point": one.point,
                    "opened_at": one.opened_at.isoformat(),
                    "goal": rating.goal.wording.wording,
                    "level": rating.level,
                    "turns_up": sheet.turns_up,
                }
                for rating in sheet.ratings.select_related("goal__wording").order_by("goal__goal__position")
            ]
    return "goal_ratings", found
