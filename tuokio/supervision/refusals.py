"""What is told when a process cannot take an act: what happened, what was kept, what to do."""

from django.utils.translation import gettext as _

from tuokio.kit.labels import PROCESS_STATES
from tuokio.supervision.domain.states import IllegalEvent
from tuokio.supervision.models import ProcessClosed

REFUSED = (ProcessClosed, IllegalEvent)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, ProcessClosed):
        return _("This process has ended, so nothing can be changed in it. Nothing was saved.")
    assert isinstance(refusal, IllegalEvent)
    state = PROCESS_STATES[refusal.state] if refusal.state else ""
    return _(
        "This cannot be done now: the process is “%(state)s”. Perhaps it was already done in another tab."
    ) % {"state": state}
