"""What somebody has chosen and not yet confirmed: a supervisor, a start and a hold, signed into an address.

It stands in for a session, so that no cookie is set, and like the stamp of the enquiry form it tells when it was made.
"""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from tuokio.people.domain import codes

HELD_FOR = timedelta(minutes=10)
LEAST_SECONDS = 3  # nobody writes a name and an address faster
MOST_SECONDS = 48 * 3600
_SHAPE = struct.Struct(">16sq16sq")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadChoice(Exception):
    """This was never chosen here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A time that was chosen at a moment, and the key of its hold."""

    supervisor: UUID
    starts_at: datetime
    hold: UUID
    chosen_at: datetime

    @property
    def held_until(self) -> datetime:
        """Until when the time is kept free for the one who chose it."""
        return self.chosen_at + HELD_FOR

    def is_held(self, at: datetime) -> bool:
        """Whether the ten minutes last."""
        return at < self.held_until

    def is_too_quick(self, at: datetime) -> bool:
        """Whether the form was sent faster than people write."""
        return at < self.chosen_at + timedelta(seconds=LEAST_SECONDS)

    def is_too_old(self, at: datetime) -> bool:
        """Whether the form was open for longer than anyone leaves it."""
        return at > self.chosen_at + timedelta(seconds=MOST_SECONDS)


def signed(choice: Choice, *, practice: UUID) -> str:
    """The choice as a word of an address."""
    packed = _SHAPE.pack(
        choice.supervisor.bytes,
        int((choice.starts_at - _EPOCH).total_seconds()),
        choice.hold.bytes,
        int((choice.chosen_at - _EPOCH).total_seconds() * 1000),
    )
    return _signer(practice).sign(base64.urlsafe_b64encode(packed).decode().rstrip("="))


def read(word: str, *, practice: UUID) -> Choice:
    """The choice that a word of an address says. Raises BadChoice."""
    try:
        text = _signer(practice).unsign(word)
        supervisor, start, hold, chosen = _SHAPE.unpack(
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        )
    except (signing.BadSignature, ValueError, struct.error):
        raise BadChoice from None
    return Choice(
        supervisor=UUID(bytes=supervisor),
        starts_at=_EPOCH + timedelta(seconds=start),
        hold=UUID(bytes=hold),
        chosen_at=_EPOCH + timedelta(milliseconds=chosen),
    )


def token_of(choice: Choice) -> str:
    """The token of the link that a confirmed choice opens by: the same whenever the same form is sent again.

    It follows from the house's own secret, so that whoever sees the address of the form cannot make it.
    """
    return salted_hmac("tuokio.booking.link", choice.hold.hex, algorithm="sha256").hexdigest()[:43]


def fingerprint(token: str, salt: str) -> str:
    """What is kept of a link's token."""
    return codes.fingerprint(token[:100], key=settings.SECRET_KEY, salt=salt)


def _signer(practice: UUID) -> signing.Signer:
    return signing.Signer(salt=f"tuokio.booking.choice.{practice.hex}")
