"""What people read for the states of what leaves the room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.terms.out_words import OutState

OUT_STATES: dict[str, Promise] = {
    OutState.PROPOSED: _("proposed"),
    OutState.MAY_BE_GIVEN: _("the group has agreed; waits to be given"),
    OutState.NOT_GIVEN: _("not given"),
    OutState.GIVEN: _("given"),
    OutState.REPLACED: _("replaced by a newer one"),
    OutState.ASKED_BACK: _("asked back"),
}
