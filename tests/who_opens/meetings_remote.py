"""Who opens how a supervisor meets at a distance, and the link of one meeting: its supervisor and its members."""

from datetime import time, timedelta

from tests.who_opens import World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.kit.clock import now, today
from tuokio.meetings.usecases.planning import add_meeting

WHO_OPENS = {
    "/remote/": SUPERVISORS,
    "/remote/{practice_id}/": {"aino", "olavi", "saara", "pekka", "sari"},
    "/meetings/{meeting_id}/remote/": {"aino", "bertta"},
}


def ids(world: World) -> dict[str, str]:
    """A meeting at a distance."""
    meeting = add_meeting(
        process=world.process,
        on=today() + timedelta(days=7),
        at_time=time(16),
        remote=True,
        by=world.people["aino"],
        at=now(),
    )
    return {"meeting_id": str(meeting.pk)}
