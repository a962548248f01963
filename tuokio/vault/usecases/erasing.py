"""Erasing for good: rows go, the keys to them go, and their random ids are written down so that no copy undoes it.

The main store goes first and the keys follow when that is kept: keys of a space that is no more open nothing, and
a cut between the two leaves orphans that are swept (`sweeping`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault import ledger
from tuokio.vault.keys.models import Keyring, UnlockFile, Wrap
from tuokio.vault.ledger import Erased
from tuokio.vault.models import (
    Attachment,
    Document,
    Invite,
    NotesPasskey,
    Passage,
    Space,
    SpaceMember,
    VaultAccount,
    VaultSession,
)

ALONE = (SpaceKind.OWN, SpaceKind.JOURNAL)


@transaction.atomic
def erase_space(space: Space, *, by: Person | None, at: datetime) -> None:
    """Erase a space whole: its documents, files, list of members and every key to it."""
    trail.record("space erased", about=space, by=by, at=at, kind=space.kind)
    _spaces_go([space.pk])
    ledger.remember(Erased.SPACE, [space.pk], at=at)


@transaction.atomic
def erase_account(*, person: Person, by: Person | None, at: datetime) -> None:
    """Erase a person's locked notes: what is theirs alone whole, their keys, and their place in what is shared.

    What they share stays for the others, who turn its key before anything more is written.
    """
    alone = list(Space.objects.of(person).filter(kind__in=ALONE))
    for space in alone:
        erase_space(space, by=by, at=at)
    _account_goes(person.pk, at=at)
    trail.record("notes erased", about=person, by=by, at=at, spaces=len(alone))
    ledger.remember(Erased.ACCOUNT, [person.pk], at=at)


def erase_again(erased: Mapping[Erased, set[UUID]]) -> int:
    """After a copy was brought back: erase what had been erased since it was made; returns how many things."""
    with transaction.atomic():
        found = [
            Document.objects.filter(pk__in=some).delete()[1].get("vault.Document", 0)
            + Attachment.objects.filter(pk__in=some).delete()[1].get("vault.Attachment", 0)
            for some in _hundreds(erased[Erased.DOCUMENT] | erased[Erased.FILE])
        ]
        spaces = [_spaces_go(some) for some in _hundreds(erased[Erased.SPACE])]
        accounts = [_account_goes(one, at=None) for one in erased[Erased.ACCOUNT]]
    return sum(found) + sum(spaces) + sum(accounts)


def without_keys() -> tuple[int, int]:
    """How many people have notes and nothing that opens them, and how many members lack their space's newest key."""
    opening = set(UnlockFile.objects.values_list("person_id", flat=True))
    people = sum(one not in opening for one in VaultAccount.objects.values_list("pk", flat=True))
    kept = set(Wrap.objects.values_list("space_id", "epoch", "member_id"))
    members = SpaceMember.objects.filter(left_at=None, person__isnull=False, space__turn_due=False)
    places = members.values_list("space_id", "space__epoch", "member_id")
    return people, sum(place not in kept for place in places)


def settle() -> None:
    """Bring both databases' logs home, so that nothing of what was erased lies in them."""
    for database in ("default", "keys"):
        connection = connections[database]
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _spaces_go(ids: Iterable[UUID]) -> int:
    """Everything of these spaces; their keys follow when that is kept."""
    gone = list(ids)
    count: int = Space.objects.filter(pk__in=gone).delete()[1].get("vault.Space", 0)
    keys = Wrap.objects.filter(space_id__in=gone)
    transaction.on_commit(lambda: keys.delete())
    return count


def _account_goes(person_id: UUID, *, at: datetime | None) -> int:
    """The account, its doors and its places; `at` is when they left what is shared (None: the places go whole)."""
    places = SpaceMember.objects.filter(person_id=person_id)
    members = list(places.values_list("space_id", "member_id"))
    Space.objects.filter(pk__in=[space for space, _member in members]).update(turn_due=True)
    if at is None:
        places.delete()
    else:
        places.filter(left_at=None).update(left_at=at)
    for model in (Invite, NotesPasskey, VaultSession, Passage):
        model._default_manager.filter(person_id=person_id).delete()
    count: int = VaultAccount.objects.filter(person_id=person_id).delete()[0]

    def keys_go() -> None:
        UnlockFile.objects.filter(person_id=person_id).delete()
        Keyring.objects.filter(person_id=person_id).delete()
        Wrap.objects.filter(member_id__in=[member for _space, member in members]).delete()

    transaction.on_commit(keys_go)
    return count


def _hundreds(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    every = sorted(ids)
    return (every[start : start + 100] for start in range(0, len(every), 100))
