"""Feeds and invitations follow the dates, inside the acts that change them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tuokio.calendars.usecases import beside, feeds, invitations, mailbox, replies, two_way
from tuokio.kit.signals import clock_ticked
from tuokio.meetings.models import Meeting, Talk
from tuokio.meetings.signals import dates_changed, talk_changed
from tuokio.supervision.models import Process
from tuokio.supervision.signals import members_changed


@receiver(dates_changed)
def meetings_follow(meetings: Sequence[Meeting], at: datetime, **_more: Any) -> None:
    """Whoever leads, led or is called to these meetings hears of it in their calendar."""
    if not meetings:
        return
    processes = {one.process_id for one in meetings}
    feeds.make_stale({one.supervisor_id for one in meetings} | feeds.people_of(processes))
    invitations.invite_to_meetings(meetings, at=at)
    replies.forget_proposals(meetings)
    two_way.follow([one.pk for one in meetings], {one.supervisor_id for one in meetings}, at=at)


@receiver(talk_changed)
def talk_follows(talk: Talk, at: datetime, **_more: Any) -> None:
    """The supervisor hears of a mapping conversation."""
    feeds.make_stale({talk.supervisor_id})
    invitations.invite_to_talk(talk, at=at)
    two_way.follow([talk.pk], {talk.supervisor_id}, at=at)


@receiver(members_changed)
def members_follow(process: Process, at: datetime, **_more: Any) -> None:
    """Whoever joined is invited, and for whoever left the meetings after that day are off."""
    feeds.make_stale(feeds.people_of({process.pk}))
    invitations.invite_process(process, at=at)


@receiver(clock_ticked)
def replies_are_read(at: datetime, **_more: Any) -> None:
    """Look into the mailbox of replies, if one is set."""
    mailbox.look_when_due(at=at)


@receiver(clock_ticked)
def calendars_elsewhere_are_read(at: datetime, **_more: Any) -> None:
    """Read the busy times that are due."""
    beside.begin(at=at)
