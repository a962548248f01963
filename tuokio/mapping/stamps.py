"""The stamp of an enquiry form: when it was shown, signed. It stands in for a cookie, so that none is set."""

from __future__ import annotations

import secrets
from enum import StrEnum

from django.core import signing

LEAST_SECONDS = 3
MOST_SECONDS = 48 * 3600
_signer = signing.TimestampSigner(salt="tuokio.mapping.enquiry")


class StampFault(StrEnum):
    """Why a stamp is not good."""

    TOO_QUICK = "too_quick"
    TOO_OLD = "too_old"


def new_stamp() -> str:
    """A stamp for one showing of a form."""
    return _signer.sign(secrets.token_urlsafe(9))


def fault_of(stamp: str) -> StampFault | None:
    """What is wrong with a stamp: sent within three seconds, or shown too long ago (or never by us)."""
    try:
        _signer.unsign(stamp, max_age=MOST_SECONDS)
    except signing.BadSignature:
        return StampFault.TOO_OLD
    try:
        _signer.unsign(stamp, max_age=LEAST_SECONDS)
    except signing.SignatureExpired:
        return None
    return StampFault.TOO_QUICK
