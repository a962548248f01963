"""What the contexts above show beside one meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tuokio.kit.parts import Part
from tuokio.meetings.models import Meeting
from tuokio.meetings.pages.meetings import MeetingPage
from tuokio.meetings.signals import meeting_shown


def parts_beside(page: MeetingPage, *, at: datetime) -> list[Part]:
    """Their cards, beside a meeting that counts; a cancelled one has no number, and nothing stands beside it."""
    if page.number is None:
        return []
    told: Any = meeting_shown.send(sender=Meeting, meeting=page.meeting, at=at)
    return [part for _receiver, part in told if isinstance(part, Part)]
