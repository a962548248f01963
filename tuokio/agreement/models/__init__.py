"""What agreement remembers."""

from tuokio.agreement.models.agreements import (
    Acceptance,
    AgreementCopy,
    AgreementVersion,
    AlreadySent,
    MemberRefusal,
    VersionChange,
)

__all__ = [
    "Acceptance",
    "AgreementCopy",
    "AgreementVersion",
    "AlreadySent",
    "MemberRefusal",
    "VersionChange",
]
