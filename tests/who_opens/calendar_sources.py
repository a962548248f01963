"""Who opens the calendars elsewhere: each supervisor their own."""

from __future__ import annotations

from datetime import time, timedelta

from tests.who_opens import Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.calendars.models import CalendarCopy, ProposedMove
from tuokio.calendars.usecases.busy_reading import add_source
from tuokio.calendars.usecases.caldav import Found
from tuokio.calendars.usecases.two_way import add_account
from tuokio.kit.clock import now, today
from tuokio.meetings.usecases.planning import Rhythm, plan_series

ELSEWHERE = "/calendar/elsewhere/"


WHO_OPENS = {
    ELSEWHERE: SUPERVISORS,
    f"{ELSEWHERE}{{source_id}}/reading/": Row({"aino"}, post={}),
    f"{ELSEWHERE}{{source_id}}/days/": Row({"aino"}, post={"count": "yes"}),
    f"{ELSEWHERE}{{source_id}}/removal/": Row({"aino"}, post={}),
    "/calendar/account/": SUPERVISORS,
    "/calendar/account/calendars/": Row({"aino"}, post={}),
    "/calendar/account/removal/": Row({"aino"}, post={}),
    "/calendar/moves/{move_id}/acceptance/": Row({"aino"}, post={}),
    "/calendar/moves/{move_id}/refusal/": Row({"aino"}, post={}),
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
    account = add_account(
        person=world.people["aino"],
        address="https://calendar.example.org/",
        user="aino",
        password="app-password",  # of nobody
        calendars=[Found("https://calendar.example.org/aino/", "Työ")],
        at=now(),
    )
    rhythm = Rhythm(first_on=today() + timedelta(days=9), at_time=time(8), count=1, every_weeks=1, minutes=75)
    (meeting,) = plan_series(
        process=world.process,
        term=world.process.terms.get(),
        rhythm=rhythm,
        by=world.people["aino"],
        at=now(),
    ).meetings
    copy = CalendarCopy.objects.create(account=account, of=meeting.pk)
    move = ProposedMove.objects.create(
        copy=copy, meeting=meeting, starts_at=meeting.starts_at + timedelta(days=1), minutes=75, seen_at=now()
    )
    return {"source_id": str(source.pk), "move_id": str(move.pk)}
