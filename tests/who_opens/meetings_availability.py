"""Who opens when a supervisor can be booked: each their own, in a practice where they supervise."""

from datetime import date

from tests.cast import MORNING
from tests.who_opens import Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.meetings.usecases.availability import let_a_day_differ, set_availability

WHO_OPENS = {
    "/availability/": SUPERVISORS,
    "/availability/{practice_id}/": {"aino", "olavi", "saara", "pekka", "sari"},
    "/availability/{practice_id}/days/": Row({"saara"}, post={}),
    "/availability/days/{day_id}/removal/": Row({"saara"}, post={}),
}


def ids(world: World) -> dict[str, str]:
    """Saara's rules in the practice of several, and a day that differs."""
    saara = world.people["saara"]
    rules = set_availability(
        supervisor=saara, practice=world.practice, rules={}, weekly=(), by=saara, at=MORNING
    )
    day = let_a_day_differ(
        rules=rules, on=date(2027, 1, 4), from_time=None, until_time=None, by=saara, at=MORNING
    )
    return {"day_id": str(day.pk)}
