"""What is told when an offer cannot take an act: what happened, what was kept, what to do."""

from django.utils.translation import gettext as _

from tuokio.agreement.domain.offers import IllegalOfferEvent
from tuokio.agreement.usecases.offer_rules import (
    AnsweredOtherwise,
    NewerOffer,
    NoOfferNow,
    NoPricesHere,
    NoVatTreatment,
    OfferExpired,
    OfferRefused,
    OfferWithdrawn,
    ValidityOver,
)
from tuokio.people.doors import NoMailAddress
from tuokio.supervision import refusals as of_processes

REFUSED = (OfferRefused, IllegalOfferEvent, NoMailAddress, *of_processes.REFUSED)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, of_processes.REFUSED):
        return of_processes.sentence(refusal)
    return {
        NoPricesHere: _("There are no prices in this practice, so no offers are made."),
        NoOfferNow: _(
            "This process is past its offer. Nothing was sent. Go on from the page of the process."
        ),
        NoVatTreatment: _("No VAT treatment is given for this day. Add one in the practice's settings."),
        ValidityOver: _("The last day of the offer is past. Choose a later one and send it again."),
        OfferExpired: _("The offer's time is over, so it was not answered. It can be asked for again."),
        NewerOffer: _("A newer offer has taken this one's place. Look at the newest one."),
        OfferWithdrawn: _("This offer was taken back. Ask the supervisor what holds now."),
        AnsweredOtherwise: _("This offer has been answered already, or still holds. Nothing was changed."),
        NoMailAddress: _(
            "The contact person has no mail address. Give the offer by hand, or add an address."
        ),
    }.get(
        type(refusal), _("This cannot be done to the offer now. Perhaps it was already done in another tab.")
    )
