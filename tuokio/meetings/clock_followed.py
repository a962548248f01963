"""What the meetings do now and then: reminders, written when they fall due and looked at again before they leave."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tuokio.kit.letters import check_before_leaving
from tuokio.kit.signals import clock_ticked
from tuokio.meetings.usecases.reminding import KIND, may_leave, remind_due

check_before_leaving(KIND, may_leave)


@receiver(clock_ticked)
def reminders_fall_due(at: datetime, **_more: Any) -> None:
    """Write what has fallen due; the half minute after, what was left."""
    remind_due(at)
