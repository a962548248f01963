"""Who opens the dates for a shift planner: who leads the process, and whoever holds the planner's link."""

from __future__ import annotations

from django.conf import settings

from tests.who_opens import ALL, Row, World
from tuokio.kit.clock import now
from tuokio.meetings.models import RosterLink
from tuokio.meetings.usecases.rosters import make_planners_link
from tuokio.people.domain.codes import fingerprint

ROSTER = "/processes/{process_id}/roster/"
PLANNER = {"token": "r" * 43, "kind": "csv"}
TABLE = {"kind": "csv"}

WHO_OPENS = {
    ROSTER: {"aino"},
    f"{ROSTER}dates.{{kind}}": Row({"aino"}, ids=TABLE),
    f"{ROSTER}paper/": Row({"aino"}, post={}),
    f"{ROSTER}giving/": Row({"aino"}, post={}),
    f"{ROSTER}rhythm/": {"aino"},
    f"{ROSTER}link/": Row({"aino"}, post={"act": "close"}),
    "/roster/{token}/": Row(ALL, ids=PLANNER),
    "/roster/{token}/dates.{kind}": Row(ALL, ids=PLANNER),
}


def ids(world: World) -> dict[str, str]:
    """A planner's link of Aino's whose token we know, as nobody else can."""
    aino = world.people["aino"]
    make_planners_link(process=world.process, by=aino, at=now())
    known = fingerprint(PLANNER["token"], key=settings.SECRET_KEY, salt="roster")
    link = RosterLink.objects.get()
    link.pk, link.fingerprint = None, known
    link.save(force_insert=True)
    return {}
