"""What people read for the state of a version, the parties, and how it is known who accepted."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuokio.terms.acceptance_words import IdentityLevel, VersionState
from tuokio.terms.agreement_words import PartyKind

VERSION_STATES: dict[str, Promise] = {
    VersionState.DRAFT: pgettext_lazy("agreement version", "draft"),
    VersionState.SENT: pgettext_lazy("agreement version", "sent, waits for acceptance"),
    VersionState.PARTLY_ACCEPTED: pgettext_lazy("agreement version", "partly accepted"),
    VersionState.IN_FORCE: pgettext_lazy("agreement version", "in force"),
    VersionState.SUPERSEDED: pgettext_lazy("agreement version", "replaced by a newer one"),
    VersionState.ENDED: pgettext_lazy("agreement version", "ended with the process"),
    VersionState.VOID: pgettext_lazy("agreement version", "taken back before it was in force"),
}
BADGES: dict[str, str] = {
    VersionState.DRAFT: "todo",
    VersionState.SENT: "next",
    VersionState.PARTLY_ACCEPTED: "next",
    VersionState.IN_FORCE: "held",
    VersionState.SUPERSEDED: "off",
    VersionState.ENDED: "off",
    VersionState.VOID: "off",
}
PARTY_NAMES: dict[str, Promise] = {
    PartyKind.SUPERVISOR: _("Supervisor"),
    PartyKind.PAYER: _("Payer"),
    PartyKind.MEMBER: _("Supervisee"),
    PartyKind.UNIT_MANAGER: _("The unit's line manager"),
    PartyKind.COORDINATOR: _("Coordinator"),
}
IDENTITIES: dict[str, Promise] = {
    IdentityLevel.MAIL_CODE: _("by a link and a code sent by mail"),
    IdentityLevel.SIGNED_IN: _("signed in"),
    IdentityLevel.PIN_DEVICE: _("by own digits on the own device"),
    IdentityLevel.PAPER: _("on paper"),
    IdentityLevel.ALOUD: _("said aloud, written down by the supervisor"),
    IdentityLevel.SIGNED_PDF: _("on a signed PDF"),
}
