"""Who opens the calendars elsewhere: each supervisor their own."""

from __future__ import annotations

from tests.who_opens import Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.calendars.usecases.busy_reading import add_source
from tuokio.kit.clock import now

ELSEWHERE = "/calendar/elsewhere/"


WHO_OPENS = {
    ELSEWHERE: SUPERVISORS,
    f"{ELSEWHERE}{{source_id}}/reading/": Row({"aino"}, post={}),
    f"{ELSEWHERE}{{source_id}}/days/": Row({"aino"}, post={"count": "yes"}),
    f"{ELSEWHERE}{{source_id}}/removal/": Row({"aino"}, post={}),
}


def ids(world: World) -> dict[str, str]:
    """A calendar elsewhere of Aino's."""
    source = add_source(
        person=world.people["aino"],
        name="Työ",
        address="https://calendar.example.org/secret.ics",
        zone="Europe/Helsinki",
        whole_days=True,
        at=now(),
    )
    return {"source_id": str(source.pk)}
