"""Who opens the finding of a date: who leads the process now, who is asked, and whoever holds a link."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from tests.who_opens import ALL, Row, World
from tuokio.booking.usecases.polls import Asking, make_links, open_poll
from tuokio.kit.clock import now, today

POLL = "/date-polls/{poll_id}"
WHO_OPENS: dict[str, set[str] | Row] = {
    "/processes/{process_id}/common-date/": {"aino"},
    f"{POLL}/": {"aino"},
    f"{POLL}/links/": Row({"aino"}, post={}),
    f"{POLL}/reminder/": Row({"aino"}, post={}),
    f"{POLL}/told/{{asked_id}}/": {"aino"},
    f"{POLL}/decision/": {"aino"},
    f"{POLL}/closing/": {"aino"},
    "/my/date-polls/{poll_id}/": {"bertta"},  # Veera has left
    # the address is a random word that one member was handed; it opens their own answers and tells of nobody
    "/d/{token}/": Row(ALL),
}


def ids(world: World) -> dict[str, str]:
    """An open asking, and a link for the one on paper."""
    aino, at = world.people["aino"], now()
    start = datetime.combine(today() + timedelta(days=21), time(11), UTC)
    asking = Asking(starts=[start], last_day=today() + timedelta(days=7), required=set())
    poll, _spared = open_poll(process=world.process, asking=asking, by=aino, at=at)
    other = poll.asked.get(member__name="T. K.")
    [(_member, token)] = make_links(poll=poll, members=[other.member_id], by=aino, at=at)
    return {"poll_id": str(poll.pk), "asked_id": str(other.pk), "token": token}
