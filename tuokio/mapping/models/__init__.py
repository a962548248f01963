"""What the mapping context keeps: public pages and enquiries, and the mapping conversation."""

from tuokio.mapping.models.conversations import (
    AloneLink,
    MappingConversation,
    PracticalNeedNamed,
    RecordedRecommendation,
    SafetyAnswer,
    SafetyLink,
)
from tuokio.mapping.models.pages import (
    EDITORS,
    LANGUAGES,
    Enquiry,
    EnquiryQuerySet,
    PageWords,
    PublicPage,
    PublicPageQuerySet,
    Service,
    lengths_of,
)

__all__ = [
    "EDITORS",
    "LANGUAGES",
    "AloneLink",
    "Enquiry",
    "EnquiryQuerySet",
    "MappingConversation",
    "PageWords",
    "PracticalNeedNamed",
    "PublicPage",
    "PublicPageQuerySet",
    "RecordedRecommendation",
    "SafetyAnswer",
    "SafetyLink",
    "Service",
    "lengths_of",
]
