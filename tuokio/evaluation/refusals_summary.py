"""What is told when a summary cannot take an act: what happened, what was kept, what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.evaluation.domain.summaries import WrongTurn
from tuokio.evaluation.labels_summary import STATES
from tuokio.evaluation.usecases import summaries as acts
from tuokio.supervision import refusals as of_process

REFUSED = (
    WrongTurn,
    acts.NoSummary,
    acts.NobodyToAsk,
    acts.NoCommissioner,
    acts.AnsweringOver,
    acts.TextChanged,
    acts.NotAsked,
    acts.TooFewSlips,
    acts.TooManySlips,
    *of_process.REFUSED,
)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, WrongTurn):
        return _(
            "This cannot be done now: the summary is “%(state)s”. Perhaps it was already done in another tab."
        ) % {"state": STATES[refusal.state]}
    if isinstance(refusal, acts.TooFewSlips):
        return ngettext(
            "One slip at least is needed. Nothing was saved.",
            "At least %(least)s slips are needed, so that no slip tells whose it is. Nothing was saved: "
            "let everyone in the room write one, also those who have answered on the phone.",
            refusal.least,
        ) % {"least": refusal.least}
    if isinstance(refusal, acts.TooManySlips):
        return _("%(most)s were asked, so there cannot be more slips. Nothing was saved.") % {
            "most": refusal.most
        }
    plain = {
        acts.NoSummary: _("There is no summary to do this to. Nothing was saved."),
        acts.NobodyToAsk: _(
            "Nobody takes part in the process now, so there is nobody to ask. Name the supervisees first."
        ),
        acts.NoCommissioner: _(
            "The process has no payer, so there is nobody to give it to. Name the payer first."
        ),
        acts.AnsweringOver: _(
            "The matter has been decided or the text went back to the supervisor, so no word is taken any more. "
            "What you chose was not saved, and nobody sees it."
        ),
        acts.TextChanged: _(
            "The text has changed since you opened this page. Read it once more; nothing was saved."
        ),
        acts.NotAsked: _("You joined after the text went to the group, so no word is asked of you."),
    }
    return plain.get(type(refusal)) or of_process.sentence(refusal)
