"""Who opens the rooms of a practice: whoever has a standing in it."""

from tests.cast import MORNING
from tests.who_opens import World
from tuokio.meetings.usecases.rooms import add_room

OF_THE_PRACTICE = {"aino", "olavi", "saara", "pekka", "sari", "dora"}
WHO_OPENS = {
    "/rooms/": OF_THE_PRACTICE | {"orvokki"},
    "/rooms/of/{practice_id}/": OF_THE_PRACTICE,
    "/rooms/{room_id}/": OF_THE_PRACTICE,
}


def ids(world: World) -> dict[str, str]:
    """A room of the practice of several."""
    room = add_room(practice=world.practice, name="Sali", by=world.people["olavi"], at=MORNING)
    return {"room_id": str(room.pk)}
