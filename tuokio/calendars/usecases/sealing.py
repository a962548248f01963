"""What must be used again by the server and read by nobody else: addresses and passwords of calendars elsewhere."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

from django.conf import settings

from tuokio.calendars.domain.elsewhere import Trouble, Unreachable

PURPOSE = "tuokio calendars elsewhere 1:"


def sealed(**words: str) -> str:
    """The words, encrypted with a key made of the signing key; docs/adr/calendars-elsewhere.md says against what."""
    from cryptography.fernet import Fernet

    return Fernet(_key()).encrypt(json.dumps(words).encode()).decode()


def opened(kept: str) -> dict[str, str]:
    """What was sealed. Raises Unreachable (KEY_CHANGED) when the signing key is another now."""
    from cryptography.fernet import Fernet, InvalidToken

    try:
        words: dict[str, str] = json.loads(Fernet(_key()).decrypt(kept.encode()))
    except InvalidToken:
        raise Unreachable(Trouble.KEY_CHANGED) from None
    return words


def _key() -> bytes:
    return urlsafe_b64encode(sha256((PURPOSE + settings.SECRET_KEY).encode()).digest())
