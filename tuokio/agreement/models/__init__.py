"""What this context remembers."""

from tuokio.agreement.models.agreements import (
    Acceptance,
    AgreementCopy,
    AgreementVersion,
    AlreadySent,
    MemberRefusal,
    VersionChange,
)
from tuokio.agreement.models.offers import Offer, OfferChange, OfferExtra

__all__ = [
    "Acceptance",
    "AgreementCopy",
    "AgreementVersion",
    "AlreadySent",
    "MemberRefusal",
    "Offer",
    "OfferChange",
    "OfferExtra",
    "VersionChange",
]
