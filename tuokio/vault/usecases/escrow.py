"""The emergency key: kept by a practice, let into a circle by its steward, never given what was before.

What the signed list says is checked by every browser. Here it is held to the same rules once more, for shape alone:
which key, where, and from which epoch on.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.people.models import Person, Practice
from tuokio.vault.keys.models import Wrap
from tuokio.vault.models import EscrowReader, PracticeEscrow, Space
from tuokio.vault.refusals import Malformed
from tuokio.vault.usecases.entries import id_of
from tuokio.vault.usecases.members import SHARED


def kept_by(practice: Practice) -> PracticeEscrow | None:
    """The emergency key that the practice keeps, if it has switched it on."""
    return PracticeEscrow.objects.filter(practice=practice).first()


@transaction.atomic
def keep(*, practice: Practice, recipient: str, holder: str, by: Person, at: datetime) -> PracticeEscrow:
    """Switch the emergency key on, or change it. Circles that let in an earlier one keep it until a steward ends it."""
    list(Practice.objects.select_for_update().filter(pk=practice.pk))
    before = kept_by(practice)
    if before and (before.recipient, before.holder) == (recipient, holder):
        return before
    kept, _new = PracticeEscrow.objects.update_or_create(
        practice=practice, defaults={"recipient": recipient, "holder": holder, "kept_at": at}
    )
    trail.record("escrow changed" if before else "escrow on", about=practice, by=by, at=at)
    return kept


@transaction.atomic
def end(*, practice: Practice, by: Person, at: datetime) -> None:
    """Switch it off: no circle lets it in any more. A second time changes nothing."""
    if PracticeEscrow.objects.filter(practice=practice).delete()[0]:
        trail.record("escrow off", about=practice, by=by, at=at)


def reads_in(practice: Practice) -> int:
    """In how many of the practice's circles an emergency key reads now."""
    return EscrowReader.objects.filter(space__process__practice=practice, off_at=None).count()


def offered_in(space: Space) -> PracticeEscrow | None:
    """The key that a steward of this circle may let in. Never one for notes of one's own or a journal."""
    if space.kind not in SHARED or space.process is None:
        return None
    return PracticeEscrow.objects.filter(practice=space.process.practice_id).first()


def reader_of(space: Space) -> set[UUID]:
    """The id in the signed list of the key that reads the circle now: one, or none."""
    return set(space.escrows.filter(off_at=None).values_list("member_id", flat=True))


def let_in(space: Space, said: dict[str, Any]) -> None:
    """From the next epoch on the practice's key is sealed to. Raises Malformed for any other, anywhere else, or twice."""
    kept, member_id = offered_in(space), id_of(said.get("member"))
    known = any(one.filter(member_id=member_id).exists() for one in (space.members, space.escrows))
    if kept is None or reader_of(space) or known:
        raise Malformed
    if (said.get("recipient"), said.get("name")) != (kept.recipient, kept.holder):
        raise Malformed
    space.escrows.create(member_id=member_id, from_epoch=space.epoch + 1)
    space.turn_due = True


def show_out(space: Space, said: dict[str, Any], *, at: datetime) -> None:
    """It is sealed to no more, and what was sealed to it goes. Raises Malformed for one that does not read here."""
    member_id = id_of(said.get("member"))
    if not space.escrows.filter(member_id=member_id, off_at=None).update(off_at=at):
        raise Malformed
    keys = Wrap.objects.filter(space_id=space.pk, member_id=member_id)
    transaction.on_commit(lambda: keys.delete())
    space.turn_due = True
