"""A form sent twice does its work once."""

import re
import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tuokio.kit.models import OnceToken

_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,64}")


class AlreadySubmitted(Exception):
    """This very form has been sent before; `result` is the address its first sending led to."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


def new_token() -> str:
    """A token for one showing of a form."""
    return secrets.token_urlsafe(24)


def claim(token: str, *, person_id: UUID | None, at: datetime) -> OnceToken | None:
    """Take the token inside the act's own transaction. Raises AlreadySubmitted on the second time.

    A form without a token (an old page, a script) is let through: None. Call it first inside
    `transaction.atomic()`, so that a second sending waits for the first one and then sees its result.
    """
    if not _SHAPE.fullmatch(token or ""):
        return None
    try:
        with transaction.atomic():
            return OnceToken.objects.create(token=token, person_id=person_id, used_at=at)
    except IntegrityError:
        raise AlreadySubmitted(OnceToken.objects.get(pk=token).result) from None


def settle(claimed: OnceToken | None, result: str) -> None:
    """Remember where the first sending led."""
    if claimed is not None:
        claimed.result = result
        claimed.save(update_fields=["result"])
