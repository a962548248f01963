"""What retention answers to those below who ask how long something is kept."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tuokio.agreement.signals import keeping_asked
from tuokio.people.models import Practice
from tuokio.retention.models import RetentionSetting


@receiver(keeping_asked)
def months_of_meetings(practice: Practice, **_more: Any) -> int:
    """As the practice has chosen, else as usual."""
    chosen = RetentionSetting.objects.filter(practice=practice).first() or RetentionSetting()
    return chosen.meetings_months
