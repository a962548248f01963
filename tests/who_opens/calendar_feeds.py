"""Who opens feeds and what comes back to invitations: one's own only, and the feed itself whoever has its address."""

from __future__ import annotations

from datetime import time, timedelta

from tests.who_opens import ALL, SIGNED_IN, Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.calendars.models import TimeProposal
from tuokio.calendars.usecases.feeds import open_feed
from tuokio.kit.clock import now, today
from tuokio.meetings.usecases.planning import Rhythm, plan_series

PRESENT: dict[str, str] = {}

WHO_OPENS = {
    "/feeds/{token}.ics": ALL,
    "/calendar/feed/": SIGNED_IN,
    "/calendar/feed/address/": Row(SIGNED_IN, post=PRESENT),
    "/calendar/feed/closing/": Row(SIGNED_IN, post=PRESENT),
    "/calendar/replies/": SUPERVISORS,
    "/calendar/proposals/{proposal_id}/removal/": Row({"aino"}, post=PRESENT),
}


def ids(world: World) -> dict[str, str]:
    """Aino's feed, and another time that was proposed for a meeting of hers."""
    (meeting,) = plan_series(
        process=world.process,
        term=world.process.terms.get(),
        rhythm=Rhythm(
            first_on=today() + timedelta(days=8), at_time=time(13), count=1, every_weeks=1, minutes=75
        ),
        by=world.people["aino"],
        at=now(),
    ).meetings
    proposal = TimeProposal.objects.create(
        meeting=meeting,
        member=world.member,
        starts_at=meeting.starts_at + timedelta(days=1),
        minutes=75,
        proposed_at=now(),
    )
    token = open_feed(person=world.people["aino"], at=now())
    return {"token": token, "proposal_id": str(proposal.pk)}
