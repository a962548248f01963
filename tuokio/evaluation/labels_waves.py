"""What people read for each word of a wave, in their language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuokio.evaluation.domain.thresholds import Bound, ToldMean
from tuokio.kit import when
from tuokio.terms.evaluation_words import OutcomeFactor, Question, SkipReason, WavePoint, WaveState

POINTS: dict[str, Promise] = {
    WavePoint.START: _("Evaluation at the start"),
    WavePoint.MIDDLE: _("Evaluation at the middle"),
    WavePoint.END: _("Evaluation at the end"),
}
STATES: dict[str, Promise] = {
    WaveState.SCHEDULED: pgettext_lazy("an evaluation", "agreed"),
    WaveState.OPEN: pgettext_lazy("an evaluation", "open"),
    WaveState.REPORTED: pgettext_lazy("an evaluation", "closed"),
    WaveState.SUPPRESSED: pgettext_lazy("an evaluation", "closed"),
    WaveState.SKIPPED: pgettext_lazy("an evaluation", "left out"),
}
BADGES: dict[str, str] = {
    WaveState.SCHEDULED: "todo",
    WaveState.OPEN: "next",
    WaveState.REPORTED: "held",
    WaveState.SUPPRESSED: "held",
    WaveState.SKIPPED: "off",
}
SKIP_REASONS: dict[str, Promise] = {
    SkipReason.NO_TIME: _("there was no time"),
    SkipReason.FEW_PRESENT: _("few were present"),
    SkipReason.GROUP_DECIDED: _("the group decided so"),
    SkipReason.TALKED_INSTEAD: _("it was evaluated by talking"),
    SkipReason.PROCESS_ENDED: _("the process ended"),
}
QUESTIONS: dict[str, Promise] = {
    Question.NOW: _("Now"),
    Question.THEN: _("When we began"),
}
FACTORS: dict[str, Promise] = {
    OutcomeFactor.SHARED_GOALS: _("Shared goals"),
    OutcomeFactor.TASKS_AND_ROLES: _("Tasks and roles"),
    OutcomeFactor.SMOOTH_WORK: _("Work that runs smoothly"),
    OutcomeFactor.CHANGE_AND_LEARNING: _("Change and learning"),
    OutcomeFactor.LEADERSHIP_AND_COOPERATION: _("Leadership and cooperation"),
    OutcomeFactor.PRODUCTIVITY: _("Productivity"),
    OutcomeFactor.QUALITY: _("Quality, and the people served"),
    OutcomeFactor.PROFESSIONAL_IDENTITY: _("Professional identity"),
    OutcomeFactor.COPING: _("Coping and inner strength"),
    OutcomeFactor.LEARNING_FROM_OTHERS: _("Learning from others"),
    OutcomeFactor.CLIMATE: _("Climate"),
    OutcomeFactor.LEADERSHIP: _("Leadership of the work"),
    OutcomeFactor.PRIMARY_TASK: _("Primary task"),
    OutcomeFactor.QUALITY_REQUIREMENTS: _("Quality requirements"),
    OutcomeFactor.MULTIPROFESSIONAL: _("Work of many professions"),
}


def mean_words(told: ToldMean) -> str:
    """A mean as it is read: 3,5, "at most 2" or "at least 4"."""
    number = f"{told.value:.1f}".removesuffix(".0")
    if when.language() != "en":
        number = number.replace(".", ",")
    return {
        Bound.ABOUT: "%(number)s",
        Bound.AT_MOST: _now("at most %(number)s"),
        Bound.AT_LEAST: _now("at least %(number)s"),
    }[told.bound] % {"number": number}
