"""The words of goals for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuokio.terms import goal_words as w

GOAL_STATES: dict[str, Promise] = {
    w.GoalState.ACTIVE: pgettext_lazy("goal", "active"),
    w.GoalState.REACHED: pgettext_lazy("goal", "reached"),
    w.GoalState.REPLACED: pgettext_lazy("goal", "replaced"),
    w.GoalState.DROPPED: pgettext_lazy("goal", "dropped"),
}
SCALES: dict[str, Promise] = {
    w.Scale.FIVE_LEVELS: _("Five levels, each in words"),
    w.Scale.LIGHT: _("Light: the start and what is expected"),
}
LIGHT_ANSWERS: dict[str, Promise] = {
    w.LightAnswer.MUCH_BETTER: _("much better than expected"),
    w.LightAnswer.LITTLE_BETTER: _("a little better than expected"),
    w.LightAnswer.AS_EXPECTED: pgettext_lazy("goal", "as expected"),
    w.LightAnswer.PARTLY: pgettext_lazy("goal", "partly"),
    w.LightAnswer.NO_CHANGE: pgettext_lazy("goal", "no change"),
    w.LightAnswer.WORSE: pgettext_lazy("goal", "worse"),
}
GOAL_REASONS: dict[str, Promise] = {
    w.GoalReason.AGREED: _("it was agreed with the commissioner"),
    w.GoalReason.CLEARER: _("the words became clearer"),
    w.GoalReason.WORK_CHANGED: _("the work changed"),
    w.GoalReason.TOO_HIGH: _("the goal was too high"),
    w.GoalReason.TOO_LOW: _("the goal was too low"),
    w.GoalReason.MISTAKE: _("it was written by mistake"),
}
ROUND_POINTS: dict[str, Promise] = {
    w.RoundPoint.START: pgettext_lazy("rating", "At the start"),
    w.RoundPoint.MIDDLE: pgettext_lazy("rating", "At the middle"),
    w.RoundPoint.END: pgettext_lazy("rating", "At the end"),
}
RATING_WAYS: dict[str, Promise] = {
    w.RatingWay.ALONE: _("each alone first, then together"),
    w.RatingWay.TOGETHER: _("together on one screen"),
}
# What a level means whatever the goal is about.
LEVELS: dict[float, Promise] = {
    2: _("Much more than expected"),
    1: _("Somewhat more than expected"),
    0: _("As expected"),
    -0.5: _("Partly: between the start and what was expected"),
    -1: _("Somewhat less than expected"),
    -2: _("Much less than expected"),
}
