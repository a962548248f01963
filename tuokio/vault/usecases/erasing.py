"""Erasing what is sealed: rows and keys go, the ledger keeps their ids, and the file of the database forgets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections, transaction
from django.db.models import QuerySet

from tuokio.people.models import Person
from tuokio.terms.vault_words import ErasedKind, SpaceKind
from tuokio.vault import ledger
from tuokio.vault.keys.models import ComingKeys, Envelope, FormerKeys, Keyring, UnlockFile, Wrap
from tuokio.vault.models import Attachment, Document, Space, SpaceMember, VaultAccount, VaultSession

type Rows = QuerySet[Any, Any]


def erase_spaces(spaces: Iterable[Space], *, at: datetime) -> int:
    """Erase spaces with all that is in them; without the keys of their epochs no copy of them opens any more."""
    ids = [space.pk for space in spaces]
    with transaction.atomic():
        ledger.note(ErasedKind.SPACE, ids, at=at)
        Space.objects.filter(pk__in=ids).delete()
        # afterwards: keys of a space that is still there are never taken away
        transaction.on_commit(Wrap.objects.filter(space_id__in=ids).delete)
        transaction.on_commit(settle)
    return len(ids)


def leave_circles(person: Person, spaces: Iterable[Space], *, at: datetime) -> None:
    """Take a person out of circles that go on without them; what was sealed to them there goes."""
    inside = SpaceMember.objects.filter(person=person, space__in=[space.pk for space in spaces])
    member_ids = list(inside.values_list("member_id", flat=True))
    with transaction.atomic():
        _leave(inside, at)
        transaction.on_commit(lambda: Wrap.objects.filter(member_id__in=member_ids).delete())


def erase_account(person: Person, *, at: datetime) -> None:
    """Erase a person's keys, and what nobody but them could read. The circles of others go on without them."""
    alone = Space.objects.of(person).filter(kind__in=(SpaceKind.OWN, SpaceKind.JOURNAL))
    member_ids = list(SpaceMember.objects.filter(person=person).values_list("member_id", flat=True))
    with transaction.atomic():
        erase_spaces(list(alone), at=at)
        mark = VaultAccount.objects.filter(person=person).values_list("mark", flat=True)
        ledger.note(ErasedKind.ACCOUNT, list(mark), at=at)
        _leave_all(person, at)
        person_id = person.pk
        transaction.on_commit(lambda: _drop_keys_of(person_id, member_ids))
        transaction.on_commit(settle)


def _leave_all(person: Person, at: datetime) -> None:
    _leave(SpaceMember.objects.filter(person=person), at)
    VaultSession.objects.filter(person=person).delete()
    VaultAccount.objects.filter(person=person).delete()


def _leave(members: QuerySet[SpaceMember], at: datetime) -> None:
    inside = members.filter(left_at=None)
    Space.objects.filter(members__in=inside).update(turn_due=True)
    inside.update(left_at=at)
    members.update(person=None)


def _drop_keys_of(person_id: UUID, member_ids: list[UUID]) -> None:
    for rows in (*_keys_of(person_id), Wrap.objects.filter(member_id__in=member_ids)):
        rows.delete()


def drop_envelope(person: Person) -> None:
    """Let the envelope for a successor go."""
    person_id = person.pk
    transaction.on_commit(lambda: Envelope.objects.filter(person_id=person_id).delete())


def _keys_of(person_id: UUID) -> tuple[Rows, ...]:
    """Every row of keys that belongs to the person alone."""
    return tuple(
        model._default_manager.filter(person_id=person_id)
        for model in (UnlockFile, Keyring, FormerKeys, ComingKeys, Envelope)
    )


def settle() -> None:
    """Have SQLite forget what was erased: overwritten in the file, and gone from the log beside it.

    Somebody who reads just now may keep the log for a moment; the night does it again.
    """
    for name in ("default", "keys"):
        connection = connections[name]
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            continue
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except DatabaseError:
            continue  # busy: nothing is lost, and the night comes


def replay(lines: Iterable[ledger.Line]) -> int:
    """Erase again what a copy has brought back; returns how much of it was there."""
    found = 0
    for line in sorted(lines):
        found += _AGAIN[line.kind](line.object_id)
    return found


def _again(*rows: Callable[[UUID], Rows]) -> Callable[[UUID], int]:
    def act(object_id: UUID) -> int:
        return sum(one(object_id).delete()[0] for one in rows)

    return act


def _account_again(mark: UUID) -> int:
    account = VaultAccount.objects.filter(mark=mark).first()
    if account is None:
        return 0
    for rows in _keys_of(account.person_id):
        rows.delete()
    return account.delete()[0]


_AGAIN: dict[ErasedKind, Callable[[UUID], int]] = {
    ErasedKind.DOCUMENT: _again(lambda one: Document.objects.filter(pk=one)),
    ErasedKind.FILE: _again(lambda one: Attachment.objects.filter(pk=one)),
    ErasedKind.SPACE: _again(
        lambda one: Space.objects.filter(pk=one), lambda one: Wrap.objects.filter(space_id=one)
    ),
    ErasedKind.ACCOUNT: _account_again,
    ErasedKind.WAY: _again(lambda one: UnlockFile.objects.filter(pk=one)),
}
