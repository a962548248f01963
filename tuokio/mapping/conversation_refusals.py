"""What is told when the mapping conversation cannot take an act."""

from django.utils.translation import gettext as _

from tuokio.mapping.answering_alone import NoMailToSendTo
from tuokio.mapping.conversing import MappingClosed, TooFewVoices, VoicesKnown
from tuokio.mapping.recording import AnswersChanged, ReasonMissing, StopFirst
from tuokio.supervision import refusals

REFUSED = (
    *refusals.REFUSED,
    MappingClosed,
    TooFewVoices,
    VoicesKnown,
    NoMailToSendTo,
    AnswersChanged,
    ReasonMissing,
    StopFirst,
)


def told(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, MappingClosed):
        return _("The mapping is not open now, perhaps because of another tab. Nothing was changed.")
    if isinstance(refusal, TooFewVoices):
        return _("At least two must have answered before the lowest can be shown. Nothing was changed.")
    if isinstance(refusal, VoicesKnown):
        return _("The answers are closed already. Ask anew if you want more of them. Nothing was changed.")
    if isinstance(refusal, NoMailToSendTo):
        return _("No mail address was given with the enquiry. Show the link instead.")
    if isinstance(refusal, AnswersChanged):
        return _(
            "The answers have changed meanwhile. Look at the proposal once more; what you chose is still here."
        )
    if isinstance(refusal, ReasonMissing):
        return _("This is otherwise than proposed. Choose why, so that you remember it later.")
    if isinstance(refusal, StopFirst):
        return _("Something must be seen to elsewhere first, so no form is recorded.")
    return refusals.sentence(refusal)
