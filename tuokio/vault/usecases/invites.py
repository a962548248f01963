"""Asking somebody into a space. Words told outside Tuokio prove the answer: whoever keeps it cannot make one up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.vault.models import Invite, Space, VaultAccount
from tuokio.vault.refusals import Malformed, NotThere, Overtaken
from tuokio.vault.usecases.entries import recipient_in_list
from tuokio.vault.usecases.members import SHARED, is_only_steward

INVITE_LIVES = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OfRecord:
    """One who belongs to a process in the house's own books."""

    id: UUID  # of the membership; the supervisor stands under the process
    name: str
    person: Person | None
    supervises: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the invited person's browser says: its public keys, and the proof that it was told the words."""

    member_id: UUID
    recipient: str
    verify: str
    proof: str


def of_record(process: Process, *, on: date) -> list[OfRecord]:
    """Who supervises the process and who takes part in it on that day."""
    leads = process.supervisor_on(on)
    members = process.members.filter(Q(left_on=None) | Q(left_on__gt=on)).select_related("person")
    return [
        *([OfRecord(process.pk, leads.name, leads, supervises=True)] if leads else []),
        *(OfRecord(member.pk, member.name, member.person) for member in members),
    ]


@transaction.atomic
def invite(
    *, person: Person, space_id: UUID, invite_id: UUID, record_id: UUID, past: bool, at: datetime
) -> Invite:
    """Ask one of the process into the space, or one who is in it to show new keys; an earlier invite is replaced.

    Raises NotThere unless a steward asks somebody of the process who can sign in, or any member the only steward, whose
    keys are not those of the list any more; Overtaken for a known id.
    """
    space, steward = _within(person, space_id)
    asked = next(
        (one.person for one in of_record(_process_of(space), on=at.date()) if one.id == record_id), None
    )
    if asked is None or asked == person or not (steward or _has_lost_the_circle(space, asked)):
        raise NotThere
    if Invite.objects.filter(pk=invite_id).exists():
        raise Overtaken
    Invite.objects.filter(space=space, person=asked).delete()
    trail.record("space invite", about=space, by=person, at=at, past=past)
    return Invite.objects.create(
        pk=invite_id, space=space, person=asked, by=person, past=past, expires_at=at + INVITE_LIVES
    )


@transaction.atomic
def withdraw(*, person: Person, space_id: UUID, invite_id: UUID) -> None:
    """Take an invite back: a steward any, others their own. Raises NotThere."""
    space, steward = _within(person, space_id)
    found = Invite.objects.filter(space=space, pk=invite_id)
    if not (found if steward else found.filter(by=person)).delete()[0]:
        raise NotThere


def answer(*, person: Person, invite_id: UUID, said: Answer, at: datetime) -> Invite:
    """Keep what the invited person's browser answers. Raises NotThere, and Malformed for keys that are not theirs."""
    mine = (
        Invite.objects.filter(pk=invite_id, person=person, expires_at__gt=at).select_related("space").first()
    )
    if mine is None:
        raise NotThere
    account = VaultAccount.objects.filter(person=person).first()
    if account is None or (account.recipient, account.verify) != (said.recipient, said.verify):
        raise Malformed
    being = mine.space.members.filter(person=person, left_at=None).first()
    if (
        being.member_id != said.member_id
        if being
        else mine.space.members.filter(member_id=said.member_id).exists()
    ):
        raise Malformed
    mine.member_id, mine.recipient, mine.verify = said.member_id, said.recipient, said.verify
    mine.proof = said.proof
    mine.save()
    return mine


def forget_old_invites(at: datetime) -> int:
    """Erase the invites whose time has run out; returns how many."""
    return Invite.objects.filter(expires_at__lt=at).delete()[0]


def _within(person: Person, space_id: UUID) -> tuple[Space, bool]:
    """A shared space that the person is in, and whether as a steward. Raises NotThere."""
    space = Space.objects.of(person).select_for_update(of=("self",)).filter(pk=space_id).first()
    if space is None or space.kind not in SHARED:
        raise NotThere
    return space, space.members.filter(person=person, left_at=None, is_steward=True).exists()


def _has_lost_the_circle(space: Space, asked: Person) -> bool:
    """Whether this is the only steward, and begun anew: then no steward can let them in again."""
    being = space.members.filter(person=asked, left_at=None).first()
    if being is None or not is_only_steward(space, being.member_id):
        return False
    account = VaultAccount.objects.filter(person=asked).first()
    return account is not None and account.recipient != recipient_in_list(space, being.member_id)


def _process_of(space: Space) -> Process:
    if space.process is None:
        raise NotThere
    return space.process
