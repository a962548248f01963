"""Signed entries as they come, and the sealed keys that come with them: read for shape alone, and kept as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import Space
from tuokio.vault.refusals import Malformed

LARGEST_ENTRY = 4096
LARGEST_WRAP = 4096


@dataclass(frozen=True, slots=True)
class EpochKey:
    """The key of one epoch, sealed to one member."""

    epoch: int
    member_id: UUID
    sealed: bytes


@dataclass(frozen=True, slots=True)
class GuestDoor:
    """How the guest of one meeting comes in: by which word, and for how long."""

    word: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Writing:
    """One signed entry as it came: its text, the mark it makes the new head, and what goes with it."""

    text: str
    head: str
    keys: tuple[EpochKey, ...] = ()
    guest: GuestDoor | None = None

    @property
    def entry(self) -> dict[str, Any]:
        """What the entry says. Raises Malformed."""
        if len(self.text) > LARGEST_ENTRY:
            raise Malformed
        try:
            said = json.loads(self.text)
        except ValueError as fault:
            raise Malformed from fault
        if not isinstance(said, dict):
            raise Malformed
        return said


def keep_keys(
    space: Space, keys: tuple[EpochKey, ...], *, epochs: Iterable[int], members: set[UUID], at: datetime
) -> None:
    """One sealed key for each of these members and epochs, no more and no fewer. Raises Malformed.

    What an earlier try left that was cut off is replaced.
    """
    wanted = {(epoch, member) for epoch in epochs for member in members}
    if {(key.epoch, key.member_id) for key in keys} != wanted or len(keys) != len(wanted):
        raise Malformed
    if not all(_is_sealed(key.sealed) for key in keys):
        raise Malformed
    Wrap.objects.filter(
        space_id=space.pk,
        epoch__in={epoch for epoch, _member in wanted},
        member_id__in={member for _epoch, member in wanted},
    ).delete()
    Wrap.objects.bulk_create(
        Wrap(space_id=space.pk, epoch=key.epoch, member_id=key.member_id, sealed=key.sealed, made_at=at)
        for key in keys
    )


def member_of(said: dict[str, Any]) -> dict[str, str]:
    """The member whose keys an entry names. Raises Malformed."""
    member = said.get("member")
    if not isinstance(member, dict) or any(
        not isinstance(member.get(key), str) for key in ("id", "recipient", "verify")
    ):
        raise Malformed
    id_of(member["id"])
    return member


def recipient_in_list(space: Space, member_id: UUID) -> str:
    """The public key that the space's list names for a member last; empty when it names none."""
    for text in space.entries.order_by("-seq").values_list("text", flat=True):
        member = json.loads(text).get("member")
        if isinstance(member, dict) and member.get("id") == str(member_id):
            return str(member.get("recipient", ""))
    return ""


def id_of(value: object) -> UUID:
    """An id that an entry names. Raises Malformed."""
    try:
        return UUID(str(value))
    except ValueError as fault:
        raise Malformed from fault


def _is_sealed(sealed: bytes) -> bool:
    return sealed.startswith(b"age-encryption.org/v1\n") and len(sealed) <= LARGEST_WRAP
