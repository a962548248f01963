"""What people read for the words of an offer."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuokio.terms import offer_words as w

OFFER_STATES: dict[str, Promise] = {
    w.OfferState.DRAFT: pgettext_lazy("an offer", "not sent yet"),
    w.OfferState.SENT: pgettext_lazy("an offer", "waits for an answer"),
    w.OfferState.ACCEPTED: pgettext_lazy("an offer", "accepted"),
    w.OfferState.DECLINED: pgettext_lazy("an offer", "not accepted"),
    w.OfferState.EXPIRED: pgettext_lazy("an offer", "its time is over"),
    w.OfferState.SUPERSEDED: pgettext_lazy("an offer", "replaced by a newer one"),
    w.OfferState.WITHDRAWN: pgettext_lazy("an offer", "taken back"),
}
OFFER_BADGES: dict[str, str] = {
    w.OfferState.DRAFT: "todo",
    w.OfferState.SENT: "next",
    w.OfferState.ACCEPTED: "held",
    w.OfferState.DECLINED: "off",
    w.OfferState.EXPIRED: "off",
    w.OfferState.SUPERSEDED: "off",
    w.OfferState.WITHDRAWN: "off",
}
ANSWER_WAYS: dict[str, Promise] = {
    w.OfferAnswerWay.LINK: _("by mail link and code"),
    w.OfferAnswerWay.TELEPHONE: _("by telephone"),
    w.OfferAnswerWay.PAPER: _("on paper"),
}
DECLINE_REASONS: dict[str, Promise] = {
    w.OfferDeclineReason.PRICE: _("the price"),
    w.OfferDeclineReason.TIMES: _("the times or the length"),
    w.OfferDeclineReason.FORM: _("another form of work"),
    w.OfferDeclineReason.OTHER_SUPERVISOR: _("another supervisor was chosen"),
    w.OfferDeclineReason.NOT_NOW: _("not now"),
    w.OfferDeclineReason.OTHER: _("another reason"),
}
EXTRAS: dict[str, Promise] = {
    w.ExtraKind.TRAVEL: _("Travel"),
    w.ExtraKind.PREPARATION: _("Preparation"),
    w.ExtraKind.THREE_PARTY_MEETING: _("Three-party meeting"),
    w.ExtraKind.OTHER: _("Other"),
}
