"""What retention answers to those below who ask how long something is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from tuokio.agreement.signals import keeping_asked
from tuokio.people.models import Practice
from tuokio.retention.models import RetentionSetting
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.signals import keeping_asked as sealed_keeping_asked


@receiver(keeping_asked)
def months_of_meetings(practice: Practice, **_more: Any) -> int:
    """As the practice has chosen, else as usual."""
    chosen = RetentionSetting.objects.filter(practice=practice).first() or RetentionSetting()
    return chosen.meetings_months


@receiver(sealed_keeping_asked)
def months_of_locked_notes(practice_id: UUID, **_more: Any) -> dict[SpaceKind, int]:
    """As the practice has chosen, else as usual; messages of two are kept as a group's."""
    chosen = RetentionSetting.objects.filter(practice=practice_id).first() or RetentionSetting()
    group = chosen.group_notes_months
    return {
        SpaceKind.OWN: chosen.own_notes_months,
        SpaceKind.GROUP: group,
        SpaceKind.PAIR: group,
    }
