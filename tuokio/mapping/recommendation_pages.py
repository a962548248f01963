"""What the page of a recommendation shows to the supervisor, as values."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tuokio.kit import when
from tuokio.kit.labels import COMPOSITIONS, FORMS
from tuokio.mapping import conversation_labels as words
from tuokio.mapping.explaining import RecommendationShown
from tuokio.mapping.models import RecordedRecommendation
from tuokio.mapping.recording import Advice
from tuokio.supervision.models import Process
from tuokio.terms.words import Audience, ProcessState


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """One recommendation as it was recorded."""

    id: str
    on: str
    title: str
    frame: str
    because: str
    why: str
    goals: list[str]
    rules: str

    @classmethod
    def of(cls, recorded: RecordedRecommendation) -> RecordedLine:
        """The newest and the earlier ones look the same."""
        composition = COMPOSITIONS.get(recorded.composition)
        return cls(
            id=f"recorded-{recorded.pk}",
            on=when.long_day(when.local(recorded.at).date()),
            title=f"{FORMS[recorded.form]}{f', {composition}' if composition else ''}",
            frame=frame_told(recorded),
            because=str(words.OTHERWISE[recorded.because]) if recorded.because else "",
            why=recorded.why,
            goals=list(recorded.first_goals),
            rules=recorded.rules,
        )


def frame_told(recorded: RecordedRecommendation) -> str:
    """75 min, 10 meetings, every 3 weeks."""
    return _("%(minutes)s min, %(meetings)s meetings, %(weeks)s weeks between them") % {
        "minutes": recorded.minutes,
        "meetings": recorded.meetings,
        "weeks": recorded.interval_weeks,
    }


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """What the rules propose, for the supervisor, and what was recorded."""

    recorded: list[RecordedLine]
    shown: RecommendationShown
    stops: bool
    may_reopen: bool

    @classmethod
    def of(cls, process: Process, advice: Advice) -> RecommendationPage:
        """The proposal as the supervisor sees it: with M08 when its lowest answer is known."""
        answers = advice.voiced_answers or advice.answers
        shown = RecommendationShown.of(
            answers, advice.voiced or advice.proposal, assumed=answers.assumed, audience=Audience.OWN
        )
        return cls(
            recorded=[RecordedLine.of(one) for one in process.recommendations.all()],
            shown=shown,
            stops=advice.proposal.form is None,
            may_reopen=process.now_in == ProcessState.RECOMMENDED,
        )
