"""A place for one word of each member, which nobody can put a name to (docs/adr/a-group-decides-unseen.md)."""

from __future__ import annotations

from datetime import datetime

from django.utils.crypto import salted_hmac

from tuokio.kit.clock import HELSINKI
from tuokio.supervision.models import Member, Process


def voice_key(about: str, who: object) -> str:
    """Under which key somebody's place stands: another one for each thing that is decided (`about`)."""
    return salted_hmac(about, str(who), algorithm="sha256").hexdigest()


def members_on(process: Process, at: datetime) -> list[Member]:
    """Who belongs to the process at that moment."""
    day = at.astimezone(HELSINKI).date()
    return [member for member in process.members.all() if member.belongs_on(day)]
