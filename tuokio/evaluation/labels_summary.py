"""What people read for the words of a summary."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.terms.summary_words import GroupWord, Recommendation, SummaryState

STATES: dict[str, Promise] = {
    SummaryState.DRAFT: _("draft"),
    SummaryState.IN_GROUP: _("being read"),
    SummaryState.RETURNED: _("came back"),
    SummaryState.APPROVED: _("may be given"),
    SummaryState.GIVEN: _("given to the commissioner"),
    SummaryState.DISCUSSED: _("talked about together"),
    SummaryState.ASKED_BACK: _("asked back"),
    SummaryState.NOTHING_GIVEN: _("nothing is given"),
}
WORDS: dict[str, Promise] = {
    GroupWord.OK: _("It may be given as it is"),
    GroupWord.CHANGE: _("I would like it changed first"),
    GroupWord.BLOCK: _("I do not want it given"),
}
RECOMMENDATIONS: dict[str, Promise] = {
    Recommendation.END: _("Supervision ends as agreed."),
    Recommendation.END_WITH_FOLLOW_UP: _("Supervision ends as agreed; one or two follow-up meetings later."),
    Recommendation.CONTINUE: _("Supervision continues in the same form."),
    Recommendation.CHANGE_FORM: _("Supervision continues in another form."),
}
LEVELS: dict[float, Promise] = {
    2: _("well beyond what was agreed"),
    1: _("somewhat beyond what was agreed"),
    0: _("as was agreed"),
    -0.5: _("some of the way to what was agreed"),
    -1: _("somewhat short of what was agreed"),
    -2: _("well short of what was agreed"),
}
GOAL_STATES: dict[str, Promise] = {
    "replaced": _("replaced by another goal"),
    "dropped": _("given up together"),
}
