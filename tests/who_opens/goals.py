"""Who opens the pages of goals: the one who leads the process, and whoever takes part today their own."""

from __future__ import annotations

from tests.who_opens import Row, World
from tuokio.goals.usecases.goals import Words, set_goal
from tuokio.goals.usecases.rounds import open_round
from tuokio.kit.clock import now
from tuokio.terms.goal_words import RoundPoint, Scale

WHO_OPENS: dict[str, set[str] | Row] = {
    "/processes/{process_id}/goals/": {"aino"},
    "/processes/{process_id}/goals/new/": {"aino"},
    "/processes/{process_id}/goals/rounds/new/": {"aino"},
    "/goals/{goal_id}/": {"aino"},
    "/goals/{goal_id}/state/": {"aino"},
    "/goals/rounds/{round_id}/": {"aino"},
    "/goals/rounds/{round_id}/asking/": Row({"aino"}, post={}),
    "/goals/rounds/{round_id}/closing/": Row({"aino"}, post={}),
    "/goals/rounds/{round_id}/slips/": {"aino"},
    "/goals/rounds/{round_id}/sheet/": Row({"aino"}, post={}),
    "/goals/rounds/{round_id}/levels/": {"aino"},
    "/goals/rounds/{round_id}/own-levels/": {"aino"},
    "/my/goals/{process_id}/": {"bertta"},
    "/my/goals/rounds/{round_id}/": {"bertta"},
    "/my/goals/rounds/{round_id}/turning/": Row({"bertta"}, post={"turns_up": "yes"}),
}


def ids(world: World) -> dict[str, str]:
    """A goal of the process, and a rating of it that is open."""
    words = Words(
        wording="Vastuut ovat selvät",
        scale=Scale.LIGHT,
        expected="Jokainen tietää vastuunsa.",
        start="Vastuut sovitaan joka kerta.",
        baseline=-1,
    )
    aino = world.people["aino"]
    goal = set_goal(process=world.process, words=words, by=aino, at=now())
    begun = open_round(process=world.process, point=RoundPoint.MIDDLE, by=aino, at=now())
    return {"goal_id": str(goal.pk), "round_id": str(begun.pk)}
