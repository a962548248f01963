"""Circles of people: founding one, and writing to its signed list of members.

The list itself is checked by every browser. Here it is read for one thing: who may fetch what is sealed. So there
are two locks, and each holds without the other.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.vault_words import SpaceKind
from tuokio.terms.words import Standing
from tuokio.vault.models import LogEntry, Space, SpaceMember, VaultAccount
from tuokio.vault.refusals import Malformed, NotThere, Overtaken
from tuokio.vault.usecases import escrow, members
from tuokio.vault.usecases.entries import Writing, keep_keys, member_of

BEFORE_ALL = "0" * 64


def places_for(person: Person, *, on: date) -> dict[SpaceKind, list[Process]]:
    """Where the person may found a space: notes of one's own and a group's, where they lead; a journal, anywhere."""
    leads = list(Process.objects.led_by(person, on=on).select_related("practice"))
    takes_part = list(Process.objects.joined_by(person, on=on).select_related("practice"))
    return {SpaceKind.OWN: leads, SpaceKind.GROUP: leads, SpaceKind.PAIR: [*leads, *takes_part]}


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
    member = member_of(said)
    mine = (member["recipient"], member["verify"]) == (account.recipient, account.verify)
    first = (said.get("act"), said.get("seq"), said.get("prev"), said.get("space"), said.get("kind"))
    if first != ("create", 1, BEFORE_ALL, str(space_id), kind.value) or not mine:
        raise Malformed
    if Space.objects.filter(pk=space_id).exists() or _has_one(person, kind, process):
        raise Overtaken
    space = Space(pk=space_id, kind=kind, process=process, head=writing.head, made_on=at.date())
    keep_keys(space, writing.keys, epochs=(1,), members={UUID(member["id"])}, at=at)
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
    return found.exists() if kind == SpaceKind.GROUP else found.of(person).filter(set_aside=False).exists()


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
    space.save(update_fields=["length", "head", "epoch", "turn_due", "set_aside"])
    LogEntry.objects.create(space=space, seq=space.length, text=writing.text)
    trail.record("space changed", about=space, by=person, at=at, change=str(said.get("act"))[:12])
    return space


def _follow(space: Space, me: SpaceMember, said: dict[str, Any], writing: Writing, at: datetime) -> None:
    """Do to the door what the entry says of the circle."""
    act = said.get("act")
    leaves = act == "remove" and said.get("member") == str(me.member_id)
    if said.get("by") != str(me.member_id) or not (me.is_steward or leaves or _renews(space, me, said)):
        raise NotThere
    if act == "add":
        members.added(space, said, writing, at=at)
    elif act == "remove":
        members.removed(space, said, at=at)
    elif act == "rekey":
        members.rekeyed(space, me, said, writing, at=at)
    elif act == "epoch":
        within = set(space.members.filter(left_at=None).values_list("member_id", flat=True))
        within |= escrow.reader_of(space)
        keep_keys(space, writing.keys, epochs=(space.epoch + 1,), members=within, at=at)
        space.epoch, space.turn_due = space.epoch + 1, False
    elif act == "steward":
        raised = members.inside(space, said.get("member"))
        if raised.person_id is None:  # a guest of one meeting
            raise Malformed
        SpaceMember.objects.filter(pk=raised.pk).update(is_steward=True)
    elif act == "escrow-on":
        escrow.let_in(space, said)
    elif act == "escrow-off":
        escrow.show_out(space, said, at=at)
    else:
        raise Malformed


def _renews(space: Space, me: SpaceMember, said: dict[str, Any]) -> bool:
    """One's own new keys, or those of the only steward, who has lost the keys of before."""
    if said.get("act") != "rekey":
        return False
    whose = member_of(said)["id"]
    return whose == str(me.member_id) or members.is_only_steward(space, whose)
