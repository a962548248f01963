"""What is told when an act of agreeing is refused: what happened, what was kept, what to do now."""

from django.utils.translation import gettext as _

from tuokio.agreement.domain.version_states import IllegalVersionEvent
from tuokio.agreement.drafting_labels import FAULTS
from tuokio.agreement.labels_acceptance import VERSION_STATES
from tuokio.agreement.usecases.accepting import AlreadyAccepted, NotAParty
from tuokio.agreement.usecases.drafting import AnotherVersionWaits
from tuokio.agreement.usecases.force import NotAsItWasRead, SupersededVersion, VersionTakenBack
from tuokio.agreement.usecases.sending import NotComplete, NothingChanged, TiesNotDisclosed
from tuokio.supervision import refusals as of_processes

REFUSED = (
    *of_processes.REFUSED,
    IllegalVersionEvent,
    AlreadyAccepted,
    NotAParty,
    AnotherVersionWaits,
    NotAsItWasRead,
    SupersededVersion,
    VersionTakenBack,
    NotComplete,
    NothingChanged,
    TiesNotDisclosed,
)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, of_processes.REFUSED):
        return of_processes.sentence(refusal)
    if isinstance(refusal, IllegalVersionEvent):
        return _(
            "This cannot be done now: the version is “%(state)s”. Perhaps it was already done in another tab."
        ) % {"state": VERSION_STATES[refusal.state]}
    if isinstance(refusal, NotComplete):
        missing = " ".join(str(FAULTS[code]) for code in refusal.codes)
        return _("Nothing was sent, because something is missing: %(missing)s") % {"missing": missing}
    return {
        AlreadyAccepted: _(
            "You have accepted this agreement already. If you wish to leave, talk with your supervisor: "
            "the agreement says how one leaves."
        ),
        NotAParty: _("Your acceptance is not asked here any more. Nothing was recorded."),
        AnotherVersionWaits: _(
            "A version waits for acceptance. Take it back first, then draw up a new one. Nothing was saved."
        ),
        NotAsItWasRead: _(
            "The agreement was changed after you opened this page, so nothing was recorded. Read it as it is now."
        ),
        SupersededVersion: _(
            "A newer version has taken its place, so nothing was recorded. Read the newer one."
        ),
        VersionTakenBack: _(
            "The supervisor has taken this version back, so nothing was recorded. Nobody need answer before a new "
            "one is sent."
        ),
        NothingChanged: _("This draft says the same as what is in force. There is nothing to send."),
        TiesNotDisclosed: _(
            "Say first whether you have earlier or other ties to the parties (C22): they are told before anyone "
            "accepts. Nothing was sent."
        ),
    }[type(refusal)]
