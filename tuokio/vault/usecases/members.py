"""Who comes into a space, who goes, and whose keys are new: what the door does when the signed list says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tuokio.people.domain import codes
from tuokio.people.models import Person
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import GuestPass, Invite, Space, SpaceMember, VaultAccount
from tuokio.vault.refusals import Malformed, NotThere
from tuokio.vault.usecases.entries import EpochKey, GuestDoor, Writing, id_of, keep_keys, member_of

SHARED = frozenset({SpaceKind.GROUP, SpaceKind.PAIR})
LONGEST_MEETING = 12 * 60  # minutes
GRACE = timedelta(hours=3)  # for what a guest's phone has not sent yet


def inside(space: Space, member_id: object) -> SpaceMember:
    """The member of that id who is in the space now. Raises Malformed."""
    found = space.members.filter(member_id=id_of(member_id), left_at=None).first()
    if found is None:
        raise Malformed
    return found


def added(space: Space, said: dict[str, Any], writing: Writing, *, at: datetime) -> None:
    """Let in whom the entry names: an invited person who has answered with these keys, or the guest of a meeting."""
    member, past = member_of(said), said.get("past") is True
    full = space.kind == SpaceKind.PAIR and space.members.filter(left_at=None).count() > 1
    if full or space.kind not in SHARED or space.members.filter(member_id=id_of(member["id"])).exists():
        raise Malformed
    if space.escrows.filter(member_id=id_of(member["id"])).exists():
        raise Malformed  # an emergency key never becomes somebody who could be given the past
    if writing.guest is not None or said.get("guest") is True:
        _add_guest(space, said, writing, at=at)
        return
    invite = _answered(space, member, at=at)
    if invite.past != past or space.members.filter(person=invite.person, left_at=None).exists():
        raise Malformed
    epochs = range(1, space.epoch + 1) if past else ()
    keep_keys(space, writing.keys, epochs=epochs, members={id_of(member["id"])}, at=at)
    space.members.create(
        member_id=id_of(member["id"]), person=invite.person, from_epoch=1 if past else space.epoch + 1
    )
    space.turn_due = space.turn_due or not past
    invite.delete()


def _add_guest(space: Space, said: dict[str, Any], writing: Writing, *, at: datetime) -> None:
    door = writing.guest
    if door is None or said.get("guest") is not True or said.get("past") is not False or writing.keys:
        raise Malformed
    if space.kind != SpaceKind.GROUP or not 0 < door.minutes <= LONGEST_MEETING or len(door.word) < 40:
        raise Malformed
    guest = space.members.create(member_id=id_of(member_of(said)["id"]), from_epoch=space.epoch + 1)
    GuestPass.objects.create(
        member=guest,
        fingerprint=fingerprint_of(door),
        ends_at=at + timedelta(minutes=door.minutes) + GRACE,
    )
    space.turn_due = True


def fingerprint_of(door: GuestDoor) -> str:
    """What is kept of a guest's word."""
    return codes.fingerprint(door.word, key=settings.SECRET_KEY, salt="vault-guest")


def removed(space: Space, said: dict[str, Any], *, at: datetime) -> None:
    """Show out whom the entry names; their sealed keys go too. The last steward stays while others are there.

    One whose account was erased is outside already; the list is told of it by the next steward.
    """
    gone = space.members.filter(member_id=id_of(said.get("member")), left_at__isnull=False, person=None)
    if gone.exists():
        space.turn_due = True
        return
    going = inside(space, said.get("member"))
    others = space.members.filter(left_at=None).exclude(pk=going.pk)
    if going.is_steward and others.exists() and not others.filter(is_steward=True).exists():
        raise Malformed
    SpaceMember.objects.filter(pk=going.pk).update(left_at=at)
    _drop_keys(going)
    space.turn_due = True


def rekeyed(space: Space, me: SpaceMember, said: dict[str, Any], writing: Writing, *, at: datetime) -> None:
    """Take a member's new keys: one's own, or those that an invited member has answered with.

    What came with them takes the place of what was sealed to the keys of before; the rest stays, should those turn up.
    """
    member = member_of(said)
    whose = inside(space, member["id"])
    if whose.pk == me.pk:
        account = VaultAccount.objects.filter(person=me.person).first()
        if account is None or (account.recipient, account.verify) != (member["recipient"], member["verify"]):
            raise Malformed
        space.set_aside = False
    else:
        _answered(space, member, at=at).delete()
    _keep_past(space, whose, writing.keys, at=at)
    space.turn_due = True


def _keep_past(space: Space, whose: SpaceMember, keys: tuple[EpochKey, ...], *, at: datetime) -> None:
    if any(not whose.from_epoch <= key.epoch <= space.epoch for key in keys):
        raise Malformed
    keep_keys(
        space, keys, epochs={key.epoch for key in keys}, members={whose.member_id} if keys else set(), at=at
    )


def is_only_steward(space: Space, member_id: object) -> bool:
    """Whether the member is the only one who can renew the space's key. Raises Malformed."""
    stewards = list(space.members.filter(left_at=None, is_steward=True).values_list("member_id", flat=True))
    return stewards == [id_of(member_id)]


def _answered(space: Space, member: dict[str, str], *, at: datetime) -> Invite:
    invite = space.invites.filter(
        member_id=id_of(member["id"]),
        recipient=member["recipient"],
        verify=member["verify"],
        expires_at__gt=at,
    ).first()
    if invite is None:
        raise Malformed
    return invite


def _drop_keys(member: SpaceMember) -> None:
    """The list first: keys that nobody may fetch do no harm, an entry without its keys would."""
    keys = Wrap.objects.filter(space_id=member.space_id, member_id=member.member_id)
    transaction.on_commit(lambda: keys.delete())


@transaction.atomic
@transaction.atomic(using="keys")  # ends first: keys are kept before what makes them current
def give_keys(*, person: Person, space_id: UUID, keys: tuple[EpochKey, ...], at: datetime) -> None:
    """Keep the keys of earlier epochs for a member whose own keys are new.

    Raises NotThere unless a steward gives them, or the member who has found the keys of before.
    """
    there = Space.objects.of(person).select_for_update(of=("self",)).filter(pk=space_id).first()
    if there is None:
        raise NotThere
    me, members = there.members.get(person=person, left_at=None), {key.member_id for key in keys}
    if not me.is_steward and members != {me.member_id}:
        raise NotThere
    if len(members) != 1:
        raise Malformed
    _keep_past(there, inside(there, next(iter(members))), keys, at=at)
