"""Circles of people: founding one, and writing to its signed list of members.

The list itself is checked by every browser. Here it is read for one thing: who may fetch what is sealed. So there
are two locks, and each holds without the other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.vault_words import SpaceKind
from tuokio.terms.words import Standing
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import LogEntry, Space, SpaceMember, VaultAccount
from tuokio.vault.refusals import Malformed, NotThere, Overtaken

LARGEST_ENTRY = 4096
LARGEST_WRAP = 4096
BEFORE_ALL = "0" * 64


@dataclass(frozen=True, slots=True)
class EpochKey:
    """The key of one epoch, sealed to one member."""

    epoch: int
    member_id: UUID
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Writing:
    """One signed entry as it came: its text, the mark it makes the new head, and the keys that go with it."""

    text: str
    head: str
    keys: tuple[EpochKey, ...] = ()

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


def places_for(person: Person, *, on: date) -> dict[SpaceKind, list[Process]]:
    """Where the person may found a space: notes of one's own and a group's, where they lead; a journal, anywhere."""
    leads = list(Process.objects.led_by(person, on=on).select_related("practice"))
    return {SpaceKind.OWN: leads, SpaceKind.GROUP: leads}


def supervises(person: Person, *, on: date) -> bool:
    """Whether the person writes notes about others: then two ways to open them must stand before the first."""
    is_one = person.roles.filter(standing=Standing.SUPERVISOR, ended_on=None).exists()
    return is_one or Process.objects.led_by(person, on=on).exists()


@transaction.atomic
@transaction.atomic(using="keys")  # ends first: keys are kept before what makes them current
def found_space(
    *,
    person: Person,
    space_id: UUID,
    kind: SpaceKind,
    process_id: UUID | None,
    writing: Writing,
    at: datetime,
) -> Space:
    """Keep a new space with its first entry. Raises NotThere where the person may not, Overtaken when it exists."""
    account = VaultAccount.objects.select_for_update().filter(person=person).first()
    if account is None:
        raise NotThere
    process = _place(person, kind, process_id, at)
    said = writing.entry
    member = _member_of(said)
    mine = (member["recipient"], member["verify"]) == (account.recipient, account.verify)
    first = (said.get("act"), said.get("seq"), said.get("prev"), said.get("space"), said.get("kind"))
    if first != ("create", 1, BEFORE_ALL, str(space_id), kind.value) or not mine:
        raise Malformed
    if Space.objects.filter(pk=space_id).exists() or _has_one(person, kind, process):
        raise Overtaken
    space = Space(pk=space_id, kind=kind, process=process, head=writing.head, made_on=at.date())
    _keep_keys(space, writing.keys, epoch=1, members={UUID(member["id"])}, at=at)
    space.save(force_insert=True)
    SpaceMember.objects.create(space=space, member_id=UUID(member["id"]), person=person, is_steward=True)
    LogEntry.objects.create(space=space, seq=1, text=writing.text)
    trail.record("space founded", about=space, by=person, at=at, kind=kind.value)
    return space


def _place(person: Person, kind: SpaceKind, process_id: UUID | None, at: datetime) -> Process | None:
    if kind == SpaceKind.JOURNAL and process_id is None:
        return None
    reach = Process.objects.led_by(person, on=at.date())
    if kind in {SpaceKind.JOURNAL, SpaceKind.PAIR}:
        reach = Process.objects.filter(
            pk__in=reach.values("pk").union(Process.objects.joined_by(person, on=at.date()).values("pk"))
        )
    process = reach.filter(pk=process_id).first() if process_id else None
    if process is None:
        raise NotThere
    return process


def _has_one(person: Person, kind: SpaceKind, process: Process | None) -> bool:
    if kind == SpaceKind.PAIR:
        return False
    found = Space.objects.filter(kind=kind, process=process)
    return found.exists() if kind == SpaceKind.GROUP else found.of(person).exists()


@transaction.atomic
@transaction.atomic(using="keys")  # ends first: keys are kept before what makes them current
def write_entry(*, person: Person, space_id: UUID, writing: Writing, at: datetime) -> Space:
    """Add one entry to a space's list. Raises NotThere for an outsider, Overtaken when somebody wrote first.

    The keys of a new epoch are kept before the entry that makes it the current one.
    """
    space = Space.objects.of(person).select_for_update(of=("self",)).filter(pk=space_id).first()
    if space is None:
        raise NotThere
    said = writing.entry
    if said.get("space") != str(space.pk):
        raise Malformed
    if (said.get("seq"), said.get("prev")) != (space.length + 1, space.head):
        raise Overtaken
    me = space.members.get(person=person, left_at=None)
    _follow(space, me, said, writing, at)
    space.length, space.head = space.length + 1, writing.head
    space.save(update_fields=["length", "head", "epoch", "turn_due"])
    LogEntry.objects.create(space=space, seq=space.length, text=writing.text)
    trail.record("space changed", about=space, by=person, at=at, change=str(said.get("act"))[:12])
    return space


def _follow(space: Space, me: SpaceMember, said: dict[str, Any], writing: Writing, at: datetime) -> None:
    """Do to the door what the entry says of the circle."""
    act = said.get("act")
    leaves = act == "remove" and said.get("member") == str(me.member_id)
    if said.get("by") != str(me.member_id) or not (me.is_steward or leaves):
        raise NotThere
    inside = {member.member_id: member for member in space.members.filter(left_at=None)}
    if act == "remove":
        going = inside.get(_uuid(said.get("member")))
        if going is None:
            raise Malformed
        SpaceMember.objects.filter(pk=going.pk).update(left_at=at)
        keys = Wrap.objects.filter(space_id=space.pk, member_id=going.member_id)
        transaction.on_commit(lambda: keys.delete())  # the list first: keys that nobody may fetch do no harm
        space.turn_due = True
    elif act == "epoch":
        _keep_keys(space, writing.keys, epoch=space.epoch + 1, members=set(inside), at=at)
        space.epoch, space.turn_due = space.epoch + 1, False
    elif act == "steward":
        if not space.members.filter(member_id=_uuid(said.get("member")), left_at=None).update(
            is_steward=True
        ):
            raise Malformed
    else:
        raise Malformed


def _keep_keys(
    space: Space, keys: tuple[EpochKey, ...], *, epoch: int, members: set[UUID], at: datetime
) -> None:
    """One sealed key for each member, no more and no fewer; an earlier try that was cut off is replaced."""
    if {key.member_id for key in keys} != members or len(keys) != len(members):
        raise Malformed
    if any(key.epoch != epoch or not _is_sealed(key.sealed) for key in keys):
        raise Malformed
    Wrap.objects.filter(space_id=space.pk, epoch=epoch).delete()
    Wrap.objects.bulk_create(
        Wrap(space_id=space.pk, epoch=epoch, member_id=key.member_id, sealed=key.sealed, made_at=at)
        for key in keys
    )


def _is_sealed(sealed: bytes) -> bool:
    return sealed.startswith(b"age-encryption.org/v1\n") and len(sealed) <= LARGEST_WRAP


def _member_of(said: dict[str, Any]) -> dict[str, str]:
    member = said.get("member")
    if not isinstance(member, dict) or any(
        not isinstance(member.get(key), str) for key in ("id", "recipient", "verify")
    ):
        raise Malformed
    _uuid(member["id"])
    return member


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as fault:
        raise Malformed from fault
