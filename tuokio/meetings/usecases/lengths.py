"""Meetings to come get the length that was agreed anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuokio.meetings.models import Meeting, MeetingQuerySet
from tuokio.meetings.signals import dates_changed
from tuokio.meetings.usecases.occupying import Taken, occupy


def lengthen(meetings: MeetingQuerySet, before: int, minutes: int, *, at: datetime) -> None:
    """Give those of the length `before` the length `minutes`; one that would run into another keeps its length.

    An agreement is not undone because of the calendar of one day: the supervisor sees the shorter meeting there.
    """
    if before == minutes:
        return
    longer: list[Meeting] = []
    for meeting in meetings.ahead().filter(minutes=before):
        meeting.minutes, meeting.sequence = minutes, meeting.sequence + 1
        try:
            with transaction.atomic():
                meeting.save(update_fields=["minutes", "sequence"])
                if meeting.ends_at > at:
                    occupy([meeting], at=at)
        except Taken:
            continue
        longer.append(meeting)
    if longer:
        dates_changed.send(Meeting, meetings=longer, at=at, by=None)
