"""Who opens what is invoiced, and the commissioner's page."""

from datetime import date, time
from uuid import UUID

from tests.cast import MORNING
from tests.who_opens import BY_DOOR, SIGNED_IN, Row, World
from tuokio.meetings.models import Charge
from tuokio.meetings.usecases.one_meeting import hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series

MONEY = {"aino", "olavi", "dora"}
WHO_OPENS = {
    # the list itself opens for anyone who is signed in, with what they can reach: nothing for most
    "/to-invoice/": SIGNED_IN,
    "/to-invoice/{month}/{payer_id}/": MONEY,
    "/to-invoice/{month}/nobody/": Row(set()),
    "/charges/{charge_id}/reopening/": Row(MONEY, post={}),
    "/commissioner/": set(BY_DOOR),
    "/commissioner/processes/{process_id}/": {"kaarlo"},
    "/commissioner/year/{year}/": Row(set(BY_DOOR), query="?as=csv"),
    "/processes/{process_id}/commissioner/": {"aino"},
}


def ids(world: World) -> dict[str, str]:
    """A held meeting of the process, with its charge."""
    term = world.process.current_term
    assert term is not None
    rhythm = Rhythm(first_on=date(2026, 9, 1), at_time=time(13), count=1, every_weeks=1, minutes=75)
    aino = world.people["aino"]
    (meeting,) = plan_series(process=world.process, term=term, rhythm=rhythm, by=aino, at=MORNING).meetings
    there: list[UUID] = [member.pk for member in world.process.members.all()]
    hold_meeting(meeting=meeting, present=there, by=aino, at=MORNING)
    charge = Charge.objects.get(meeting=meeting)
    return {"month": "2026-09", "payer_id": str(charge.payer_id), "charge_id": str(charge.pk), "year": "2026"}
