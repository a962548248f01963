"""What the newest recorded recommendation gives to an offer and an agreement; nothing of M08 is in it."""

from __future__ import annotations

from dataclasses import dataclass

from tuokio.mapping.models import RecordedRecommendation
from tuokio.supervision.models import Process


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """The form of work as the supervisor chose it. `first_goals` are short texts; `most_sessions` the payer's limit."""

    form: str
    composition: str
    minutes: int
    meetings: int
    interval_weeks: int
    evaluate_at: tuple[int, ...]
    first_goals: tuple[str, ...]
    payer: str
    most_sessions: int | None


def recommended_for(process: Process) -> Recommended | None:
    """What was recommended last, as the supervisor chose it; None before anything was recorded."""
    found = RecordedRecommendation.objects.filter(process=process).order_by("-at").first()
    if found is None:
        return None
    return Recommended(
        form=found.form,
        composition=found.composition,
        minutes=found.minutes,
        meetings=found.meetings,
        interval_weeks=found.interval_weeks,
        evaluate_at=tuple(sorted({1, -(-found.meetings // 2), found.meetings})),
        first_goals=tuple(found.first_goals),
        payer=found.payer,
        most_sessions=found.most_sessions,
    )
