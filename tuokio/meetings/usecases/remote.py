"""Meeting at a distance: the link, only for those of the meeting and only around it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.models import Meeting, RemoteRoom, RemoteWay
from tuokio.people.models import Person, Practice

OPENS_BEFORE = timedelta(minutes=15)
KEPT = timedelta(hours=12)  # longer than the longest meeting
# in the fragment, which the browser sends to nobody: no recording, no streaming, a look in the mirror first
WISHES = "&".join(
    (
        "config.fileRecordingsEnabled=false",
        "config.localRecording.disable=true",
        "config.liveStreamingEnabled=false",
        "config.prejoinConfig.enabled=true",
    )
)


class NotOpenNow(Exception):
    """The link is shown from a quarter of an hour before the meeting until its end."""


@transaction.atomic
def set_remote_way(
    *, supervisor: Person, practice: Practice, own_link: str, host: str, at: datetime
) -> RemoteWay:
    """Say how the supervisor meets at a distance in the practice."""
    way, _new = RemoteWay.objects.update_or_create(
        supervisor=supervisor, practice=practice, defaults={"own_link": own_link, "host": host}
    )
    trail.record("remote way set", about=way, by=supervisor, at=at)
    return way


def is_open(meeting: Meeting, at: datetime) -> bool:
    """Whether the meeting's link is shown at that moment."""
    if not (meeting.remote and meeting.time_known and meeting.is_ahead):
        return False
    return meeting.starts_at - OPENS_BEFORE <= at <= meeting.ends_at


@transaction.atomic
def remote_link(*, meeting: Meeting, by: Person, at: datetime) -> str:
    """Where the meeting is held; its room is named when first asked. Empty when nothing has been said about it.

    Raises NotOpenNow.
    """
    if not is_open(meeting, at):
        raise NotOpenNow
    way = RemoteWay.objects.filter(supervisor=meeting.supervisor_id, practice=meeting.practice_id).first()
    if way is None or not way.host:
        return way.own_link if way else ""
    room, new = RemoteRoom.objects.get_or_create(
        meeting=meeting, defaults={"name": secrets.token_urlsafe(24), "made_at": at}
    )
    if new:
        trail.record("remote room made", about=meeting, by=by, at=at)
    return f"https://{way.host}/{room.name}#{WISHES}"


def forget_remote_rooms(at: datetime) -> int:
    """The rooms of meetings that are over are forgotten; how many."""
    return RemoteRoom.objects.filter(made_at__lt=at - KEPT).delete()[0]
