"""Who opens what a process is: only who leads it now. Whoever supervises may open a new one."""

from __future__ import annotations

from tests.who_opens import World
from tuokio.kit.clock import now
from tuokio.supervision.usecases import keep_paper
from tuokio.terms.words import PaperKind

SUPERVISORS = frozenset({"aino", "olavi", "saara", "pekka", "sari", "orvokki"})

WHO_OPENS = {
    "/processes/open/": SUPERVISORS,
    "/processes/{process_id}/frame/": {"aino"},
    "/processes/{process_id}/members/": {"aino"},
    "/processes/{process_id}/members/{member_id}/": {"aino"},
    "/processes/{process_id}/members/{member_id}/leaving/": {"aino"},
    "/processes/{process_id}/paper/": {"aino"},
    "/processes/{process_id}/paper/{paper_id}/": {"aino"},
    "/processes/{process_id}/agreement-on-paper/": {"aino"},
    "/processes/{process_id}/referral/": {"aino"},
    "/processes/{process_id}/declining/": {"aino"},
}


def ids(world: World) -> dict[str, str]:
    """A signed agreement of the process."""
    paper = keep_paper(
        process=world.process,
        kind=PaperKind.UPLOADED,
        by=world.people["aino"],
        at=now(),
        filename="sopimus.pdf",
        content=b"%PDF-1.7\n",
    )
    return {"paper_id": str(paper.pk)}
