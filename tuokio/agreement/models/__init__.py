"""What this context remembers."""

from tuokio.agreement.models.offers import Offer, OfferChange, OfferExtra

__all__ = ["Offer", "OfferChange", "OfferExtra"]
