"""Who opens moving in: whoever supervises has the page; a list is its supervisor's own."""

from __future__ import annotations

from tests.who_opens import Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.kit.clock import now, today
from tuokio.meetings.usecases.bringing_in import begin_by_hand

LIST = "/moving-in/{moving_in_id}"
PRESENT: dict[str, str] = {}

WHO_OPENS = {
    "/moving-in/": SUPERVISORS,
    f"{LIST}/": {"aino"},
    f"{LIST}/confirmation/": {"aino"},
    f"{LIST}/result/": {"aino"},
    f"{LIST}/columns/": Row({"aino"}, post=PRESENT),
    f"{LIST}/removal/": Row({"aino"}, post=PRESENT),
}


def ids(world: World) -> dict[str, str]:
    """A list that Aino has begun."""
    begun = begin_by_hand(practice=world.practice, supervisor=world.people["aino"], at=now(), today=today())
    return {"moving_in_id": str(begun.pk)}
