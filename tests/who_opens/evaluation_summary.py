"""Who opens a summary: its supervisor, those who belong to the group, and once it is given, the commissioner."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import person
from tests.evaluation.summary_cast import given_inside_the_house
from tests.who_opens import Row, World
from tuokio.evaluation.usecases import summaries as acts
from tuokio.kit.clock import now, today
from tuokio.supervision.domain.deciding import Slips
from tuokio.supervision.voices import members_on
from tuokio.terms.summary_words import Recommendation

INSIDE = {"summary_id": "0b9c7c8e-6a0f-4a51-8f0e-1f6e1d2a7c55"}  # of the house that Dora coordinates
ONE = "/processes/{process_id}/summary"
WHO_OPENS: dict[str, set[str] | Row] = {
    f"{ONE}/": {"aino"},
    f"{ONE}/draft/": {"aino"},
    f"{ONE}/group/": {"aino"},
    f"{ONE}/slips/": {"aino"},
    f"{ONE}/slips.pdf": {"aino"},
    f"{ONE}/revision/": {"aino"},
    f"{ONE}/giving/": {"aino"},
    f"{ONE}/talk/": {"aino"},
    f"{ONE}/asking-back/": {"aino"},
    f"{ONE}/nothing/": {"aino"},
    "/my/summaries/{summary_id}/": {"bertta"},  # Veera has left
    "/commissioner/summaries/{summary_id}/": {"kaarlo"},  # Kielo is another commissioner's
    "/commissioner/summaries/{summary_id}/summary.pdf": {"kaarlo"},
    "/coordination/summaries/{summary_id}/": Row({"dora"}, ids=INSIDE),
    "/coordination/summaries/{summary_id}/summary.pdf": Row({"dora"}, ids=INSIDE),
}


def ids(world: World) -> dict[str, str]:
    """A summary that the group has given."""
    aino, at = world.people["aino"], now()
    parts = acts.Parts(
        period_from=today() - timedelta(days=90), period_until=today(), recommendation=Recommendation.END
    )
    summary = acts.draft_summary(process=world.process, parts=parts, by=aino, at=at)
    acts.send_to_group(process=world.process, in_meeting=True, by=aino, at=at)
    acts.count_slips(
        process=world.process, slips=Slips(ok=len(members_on(world.process, at))), by=aino, at=at
    )
    acts.give_summary(process=world.process, by=aino, at=at)
    given_inside_the_house(coordinator=person("dora"), key=INSIDE["summary_id"], at=at)
    return {"summary_id": str(summary.pk)}
