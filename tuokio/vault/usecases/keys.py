"""A person's own sealed keys: the account, the ways to open it, the keyring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.terms.vault_words import ErasedKind, UnlockKind
from tuokio.vault import ledger
from tuokio.vault.keys.models import Keyring, UnlockFile
from tuokio.vault.models import VaultAccount
from tuokio.vault.refusals import LastWay, Malformed, NotThere, Overtaken
from tuokio.vault.usecases import passkeys
from tuokio.vault.usecases.passkeys import Answered

MOST_WAYS = 20
LARGEST_KEY = 64 * 1024


@dataclass(frozen=True, slots=True)
class Way:
    """One way to open a person's notes, as their browser sealed it."""

    id: UUID
    kind: UnlockKind
    sealed: bytes
    credential: str = ""
    proved: bool = False
    made: Answered | None = None  # of a passkey: its answer when it was made


@transaction.atomic
@transaction.atomic(using="keys")  # ends first: keys are kept before what makes them current
def open_account(
    *, person: Person, recipient: str, verify: str, ways: list[Way], keyring: bytes, at: datetime
) -> VaultAccount:
    """Keep a new account's public keys and its sealed secrets. Raises Overtaken when there is one already.

    The keys' database is written first: an account without its keys would be lost, keys without an account are swept.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if VaultAccount.objects.filter(person=person).exists():
        raise Overtaken
    UnlockFile.objects.filter(person_id=person.pk).delete()  # of a beginning that was cut off
    Keyring.objects.filter(person_id=person.pk).delete()
    keep_first(person, ways, keyring, at)
    try:
        account = VaultAccount.objects.create(person=person, recipient=recipient, verify=verify, made_at=at)
    except IntegrityError as fault:  # somebody else's public key
        raise Malformed from fault
    trail.record("vault opened", about=person, by=person, at=at, ways=len(ways))
    return account


def keep_first(person: Person, ways: list[Way], keyring: bytes, at: datetime) -> None:
    """Keep the first ways and the first keyring of new keys, where none stand. Raises Malformed."""
    if not ways or len(ways) > MOST_WAYS:
        raise Malformed
    for way in ways:
        _keep(person, way, at)
    Keyring.objects.create(person_id=person.pk, rev=1, sealed=small(keyring))


@transaction.atomic
@transaction.atomic(using="keys")
def add_way(*, person: Person, way: Way, at: datetime) -> UnlockFile:
    """Keep one more way to open the person's notes. Raises NotThere without an account, Overtaken for a known id."""
    _require_account(person)
    if UnlockFile.objects.filter(person_id=person.pk).count() >= MOST_WAYS:
        raise Malformed
    if UnlockFile.objects.filter(pk=way.id).exists():
        raise Overtaken
    kept = _keep(person, way, at)
    trail.record("way to notes added", about=person, by=person, at=at, kind=way.kind.value)
    return kept


@transaction.atomic
@transaction.atomic(using="keys")
def prove_way(*, person: Person, way_id: UUID, at: datetime) -> None:
    """Note the day on which the person has shown this way to be at hand. Raises NotThere."""
    day, mine = to_the_day(at), UnlockFile.objects.filter(pk=way_id, person_id=person.pk)
    if mine.filter(proved_at=None).update(proved_at=day):
        trail.record("way to notes proved", about=person, by=person, at=at, kind=mine.get().kind)
    elif not mine.update(proved_at=day):
        raise NotThere


@transaction.atomic
@transaction.atomic(using="keys")
def drop_way(*, person: Person, way_id: UUID, at: datetime) -> None:
    """Take a way to open the person's notes away. Raises NotThere, and LastWay for the only proved one left."""
    ways = list(UnlockFile.objects.select_for_update().filter(person_id=person.pk))
    going = next((way for way in ways if way.pk == way_id), None)
    if going is None:
        raise NotThere
    if not any(way.proved_at for way in ways if way.pk != way_id):
        raise LastWay
    if going.credential:
        passkeys.forget(person=person, credential=going.credential)
    going.delete()
    transaction.on_commit(lambda: ledger.note(ErasedKind.WAY, [way_id], at=at), using="keys")
    trail.record("way to notes removed", about=person, by=person, at=at, kind=going.kind)


def keep_keyring(*, person: Person, rev: int, sealed: bytes) -> None:
    """Replace the keyring by its next version. Raises Overtaken when another device wrote first."""
    kept = Keyring.objects.filter(person_id=person.pk, rev=rev - 1)
    if not kept.update(rev=rev, sealed=small(sealed)):
        raise Overtaken


def _keep(person: Person, way: Way, at: datetime) -> UnlockFile:
    is_passkey = way.kind == UnlockKind.PASSKEY
    if is_passkey != bool(way.credential) or is_passkey != (way.made is not None):
        raise Malformed
    if way.made is not None and way.made.credential != way.credential:
        raise Malformed
    if way.made is not None:
        passkeys.register(person=person, answered=way.made, at=at)
    return UnlockFile.objects.create(
        id=way.id,
        person_id=person.pk,
        kind=way.kind,
        sealed=small(way.sealed),
        credential=way.credential,
        made_at=at,
        proved_at=to_the_day(at) if way.proved else None,
    )


def to_the_day(at: datetime) -> datetime:
    """The day of a moment: finer is not kept of when a way was shown."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _require_account(person: Person) -> None:
    if not VaultAccount.objects.filter(person=person).exists():
        raise NotThere


def small(sealed: bytes) -> bytes:
    """A sealed file of keys. Raises Malformed for anything else."""
    if not sealed.startswith(b"age-encryption.org/v1\n") or len(sealed) > LARGEST_KEY:
        raise Malformed
    return sealed
