"""Who opens the day, the calendar, the phone home, and what a sick supervisor's substitute may do."""

from __future__ import annotations

from datetime import time, timedelta

from tests.who_opens import ALL, SIGNED_IN, Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.kit.clock import now, today
from tuokio.kit.models import Letter
from tuokio.meetings.models import Absence, Substitute
from tuokio.meetings.usecases.planning import Rhythm, plan_series

IN_A_PRACTICE = SIGNED_IN - {"bertta", "veera", "outi"}
OWNERS = {"olavi", "orvokki"}

WHO_OPENS = {
    "/": ALL - {"nobody"},
    "/today/": IN_A_PRACTICE,
    "/calendar/": IN_A_PRACTICE,
    "/coordination/": Row({"dora", "olavi"}, query="?state=all&as=csv"),
    "/home/": SIGNED_IN,  # without a process it says so, and how to come in
    "/home/calendar.ics": {"bertta"},
    "/letters/": OWNERS,
    "/letters/{letter_id}/sending/": Row({"olavi"}, post={}),
    "/letters/{letter_id}/putting-aside/": Row({"olavi"}, post={}),
    "/meetings/{meeting_id}/answer/": {"bertta"},
    "/meetings/{meeting_id}/calendar.ics": {"aino", "bertta"},
    "/absence/": SUPERVISORS,
    "/free-times/": SUPERVISORS,
    "/absence/{absence_id}/": {"aino", "sari", "dora", "olavi"},
    "/substitutes/": SUPERVISORS,
    "/substitutes/{substitute_id}/ending/": Row({"aino", "olavi"}, post={}),
    "/standing-in/": {"sari"},
    "/standing-in/{supervisor_id}/": {"sari"},
}


def ids(world: World) -> dict[str, str]:
    """A meeting of Aino's to come, a letter of the practice that is stuck, an absence that Sari told."""
    aino = world.people["aino"]
    planned = plan_series(
        process=world.process,
        term=world.process.terms.get(),
        rhythm=Rhythm(
            first_on=today() + timedelta(days=7), at_time=time(8), count=1, every_weeks=3, minutes=75
        ),
        by=aino,
        at=now(),
    )
    letter = Letter.objects.create(
        practice_id=world.practice.pk,
        kind="dates changed",
        to="bertta@example.org",
        subject="Aika on muuttunut",
        text="Hei",
        state=Letter.State.UNCERTAIN,
        written_at=now(),
        due_at=now(),
    )
    told = Absence.objects.create(
        practice=world.practice,
        supervisor=aino,
        from_on=today(),
        until_on=today(),
        told_by=world.people["sari"],
        at=now(),
    )
    return {
        "meeting_id": str(planned.meetings[0].pk),
        "letter_id": str(letter.pk),
        "absence_id": str(told.pk),
        "substitute_id": str(Substitute.objects.get(supervisor=aino).pk),
        "supervisor_id": str(aino.pk),
    }
