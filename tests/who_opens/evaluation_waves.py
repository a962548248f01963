"""Who opens waves: who leads the process now, who was asked, and in the room whoever sees the picture."""

from __future__ import annotations

from tests.who_opens import ALL, Row, World
from tuokio.evaluation.models import Wave
from tuokio.evaluation.usecases.waves import choose_statements, open_wave
from tuokio.kit.clock import now

WHO_OPENS = {
    "/processes/{process_id}/evaluation/": {"aino"},
    "/processes/{process_id}/evaluation/statements/": {"aino"},
    "/processes/{process_id}/evaluation/plan/": Row({"aino"}, post={}),
    "/waves/{wave_id}/": {"aino"},
    "/waves/{wave_id}/opening/": Row({"aino"}, post={}),
    "/waves/{wave_id}/request/": Row({"aino"}, post={}),
    "/waves/{wave_id}/closing/": {"aino"},
    "/waves/{wave_id}/skipping/": {"aino"},
    "/waves/{wave_id}/paper/": {"aino"},
    "/waves/{wave_id}/slips/": Row({"aino"}, post={"language": "sv"}),
    "/my/waves/{wave_id}/": {"bertta"},
    "/my/waves/{wave_id}/shown/": Row({"bertta"}, post={}),
    # the address is a random word that only the room sees; it opens a form and tells nothing of anyone
    "/w/{token}/": ALL,
}


def ids(world: World) -> dict[str, str]:
    """An open wave at the start; a group of three, so that it is answered in the room as well."""
    aino = world.people["aino"]
    world.process.members.create(name="U. N.", joined_on=world.member.joined_on)
    choose_statements(process=world.process, codes=["B1a", "B2a", "O3a"], by=aino, at=now())
    wave = Wave.objects.get(process=world.process, point="t1")
    opened = open_wave(wave=wave, by=aino, at=now())
    return {"wave_id": str(opened.pk), "token": opened.token}
