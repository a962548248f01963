"""Who opens what the workroom shows at the main host: its supervisor, the group, a house's coordinator."""

from __future__ import annotations

from uuid import uuid4

from tests.cast import person
from tests.evaluation.summary_cast import inside_the_house
from tests.who_opens import Row, World
from tuokio.kit.clock import now
from tuokio.supervision.models import Process
from tuokio.workroom.models import OutOfRoom

INSIDE = {"process_id": "7d2f4c1e-3b5a-4a6f-9d10-2b7c8e9f0a1b"}  # of the house that Dora coordinates

WHO_OPENS: dict[str, set[str] | Row] = {
    "/processes/{process_id}/given/": {"aino"},
    "/processes/{process_id}/given/{out_id}/asking-back/": {"aino"},
    "/my/given/{process_id}/": {"bertta"},  # Veera has left
    "/coordination/given/{process_id}/": Row({"dora"}, ids=INSIDE),
}


def given(process: Process) -> OutOfRoom:
    """Something that the group of the process has given."""
    return OutOfRoom.objects.create(
        pk=uuid4(), practice=process.practice, process=process, thing="1" * 64, fingerprint="f" * 64,
        state="given", asked_at=now(), deadline_at=now(), version=1, kind="quality", mark="result",
        salt="5" * 64, sheet={"title": "Laatu", "parts": [{"text": "Hyvä"}]}, given_at=now(),
        meant_for=process.payer_id,
    )  # fmt: skip


def ids(world: World) -> dict[str, str]:
    """What the group has given; and another group, inside a house."""
    there = Process.objects.filter(name="Osasto 4").first()  # another table may have brought it in
    inside = there or inside_the_house(person("dora"))
    given(inside)
    INSIDE["process_id"] = str(inside.pk)
    return {"out_id": str(given(world.process).pk)}
