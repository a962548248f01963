"""Who opens the dates of a process: who leads it now; its supervisor is changed by the practice too."""

from __future__ import annotations

from datetime import time, timedelta

from tests.who_opens import SIGNED_IN, Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.kit.clock import now, today
from tuokio.meetings.models import Break
from tuokio.meetings.usecases.planning import Rhythm, plan_series

ONE = "/processes/{process_id}"
MEETING = "/meetings/{meeting_id}"
PRESENT: dict[str, str] = {}

WHO_OPENS = {
    "/processes/new/": SUPERVISORS,
    f"{ONE}/start/": {"aino"},
    f"{ONE}/series/": {"aino"},
    f"{ONE}/dates/moving/": {"aino"},
    f"{ONE}/dates/free-days/": {"aino"},
    f"{ONE}/meetings/new/": {"aino"},
    f"{ONE}/terms/": {"aino"},
    f"{ONE}/continuation/": {"aino"},
    f"{ONE}/supervisor/": {"aino", "dora", "olavi"},
    f"{ONE}/pause/": {"aino"},
    f"{ONE}/resumption/": {"aino"},
    f"{ONE}/ending/": {"aino"},
    f"{ONE}/closing/": {"aino"},
    "/reminders/": SIGNED_IN,
    "/breaks/": SUPERVISORS,
    "/breaks/{break_id}/removal/": Row({"aino"}, post=PRESENT),
    f"{MEETING}/": {"aino"},
    f"{MEETING}/holding/": {"aino"},
    f"{MEETING}/no-show/": {"aino"},
    f"{MEETING}/cancellation/": {"aino"},
    f"{MEETING}/date/": {"aino"},
    f"{MEETING}/waiver/": {"aino"},
    f"{MEETING}/correction/": {"aino"},
    f"{MEETING}/replacement/": {"aino"},
    f"{MEETING}/answers/": {"aino"},
    f"{MEETING}/sheet/": {"aino"},
}


def ids(world: World) -> dict[str, str]:
    """A meeting to come and a break of Aino's."""
    aino = world.people["aino"]
    planned = plan_series(
        process=world.process,
        term=world.process.terms.get(),
        rhythm=Rhythm(
            first_on=today() + timedelta(days=7), at_time=time(13), count=2, every_weeks=3, minutes=75
        ),
        by=aino,
        at=now(),
    )
    taken = Break.objects.create(
        supervisor=aino, from_on=today() + timedelta(days=100), until_on=today() + timedelta(days=110)
    )
    return {"meeting_id": str(planned.meetings[0].pk), "break_id": str(taken.pk)}
