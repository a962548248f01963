"""Who opens an open group: who leads it, newcomers by its link, each of them their own place."""

from __future__ import annotations

from tests.who_opens import ALL, Row, World
from tuokio.kit.clock import now
from tuokio.meetings.usecases.places import Opening, ask_place, open_group
from tuokio.meetings.usecases.telling_places import own_word

PLACES = "/processes/{process_id}/places/"

WHO_OPENS = {
    PLACES: {"aino"},
    f"{PLACES}closing/": Row({"aino"}, post={}),
    f"{PLACES}{{joiner_id}}/": Row({"aino"}, post={"act": "confirm"}),
    "/groups/{group}/": Row(ALL),
    "/groups/{group}/thanks/": Row(ALL),
    "/group-places/{word}/": Row(ALL),
}


def ids(world: World) -> dict[str, str]:
    """Aino's group is open, and somebody has asked for a place."""
    opening = Opening(title=world.process.name, about="", places=6)
    group = open_group(process=world.process, opening=opening, by=world.people["aino"], at=now())
    joiner = ask_place(group=group, name="Ida", email="ida@example.org", language="fi", at=now())
    return {"joiner_id": str(joiner.pk), "group": group.token, "word": own_word(joiner)}
