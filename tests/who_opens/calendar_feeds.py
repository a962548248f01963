"""Who opens feeds and what comes back to invitations: one's own only, and the feed itself whoever has its address."""

from __future__ import annotations

from datetime import timedelta

from tests.who_opens import ALL, SIGNED_IN, Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.calendars.models import TimeProposal
from tuokio.calendars.usecases.feeds import open_feed
from tuokio.kit.clock import now
from tuokio.meetings.models import Meeting

PRESENT: dict[str, str] = {}

WHO_OPENS = {
    "/feeds/{token}.ics": ALL,
    "/calendar/feed/": SIGNED_IN,
    "/calendar/feed/address/": Row(SIGNED_IN, post=PRESENT),
    "/calendar/feed/closing/": Row(SIGNED_IN, post=PRESENT),
    "/calendar/replies/": {"aino"},
    "/calendar/proposals/{proposal_id}/removal/": Row({"aino"}, post=PRESENT),
}


def ids(world: World) -> dict[str, str]:
    """Aino's feed, and another time that was proposed for a meeting of hers."""
    return {"token": open_feed(person=world.people["aino"], at=now()), "proposal_id": proposal(world)}
