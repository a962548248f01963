"""New ways and a new keyring beside the old: kept first, current once the account names their public key.

One row in the main store decides. Killed anywhere, either the old ways open the old keys or the new ones the new; what
has become current takes the old ones' place at once, or when the person is next asked for, or at night.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from tuokio.people.models import Person
from tuokio.vault.bytes_as_text import sealed_bytes, sealed_text
from tuokio.vault.keys.models import ComingKeys, FormerKeys, Keyring, UnlockFile
from tuokio.vault.models import VaultAccount
from tuokio.vault.refusals import Malformed
from tuokio.vault.usecases.keys import MOST_WAYS, Way, register_passkey, small


def take_new_keys(
    account: VaultAccount,
    *,
    recipient: str,
    verify: str,
    ways: list[Way],
    rev: int,
    keyring: bytes,
    keeps_former: bool,
    at: datetime,
) -> None:
    """Have the account name new public keys, with what opens them kept beside what opened those before.

    `keeps_former`: what opened those before is set aside as it was, for a code that turns up. Raises Malformed.
    """
    ids = [way.id for way in ways]
    if not ways or len(ways) > MOST_WAYS or len(set(ids)) < len(ids):
        raise Malformed
    if UnlockFile.objects.filter(pk__in=ids).exists():
        raise Malformed
    if (recipient, verify) == (account.recipient, account.verify):
        raise Malformed
    for way in ways:
        register_passkey(account.person, way, at)
    ComingKeys.objects.filter(person_id=account.person_id).delete()  # of a try that was cut off
    ComingKeys.objects.create(
        person_id=account.person_id,
        recipient=recipient,
        verify=verify,
        ways=[_as_kept(way) for way in ways],
        keyring={"rev": rev, "sealed": sealed_text(small(keyring))},
        former={"recipient": account.recipient, "verify": account.verify} if keeps_former else None,
        made_at=at,
    )
    account.recipient, account.verify = recipient, verify
    try:
        account.save()
    except IntegrityError as fault:  # somebody else's public key
        raise Malformed from fault


def settle_coming(person_id: UUID) -> None:
    """Put keys that have become current in the place of those before."""
    if not ComingKeys.objects.filter(person_id=person_id).exists():
        return
    with transaction.atomic(), transaction.atomic(using="keys"):
        list(Person.objects.select_for_update().filter(pk=person_id))
        account = VaultAccount.objects.filter(person=person_id).first()
        coming = ComingKeys.objects.select_for_update().filter(person_id=person_id).first()
        if account is None or coming is None:
            return
        if (account.recipient, account.verify) != (coming.recipient, coming.verify):
            return
        if coming.former:
            _set_aside(coming, coming.former)
        UnlockFile.objects.filter(person_id=person_id).delete()
        UnlockFile.objects.bulk_create(_way(coming, said) for said in coming.ways)
        ring = {"rev": coming.keyring["rev"], "sealed": sealed_bytes(coming.keyring["sealed"])}
        Keyring.objects.update_or_create(person_id=person_id, defaults=ring)
        coming.delete()


def _set_aside(coming: ComingKeys, keys: dict[str, str]) -> None:
    ring = Keyring.objects.filter(person_id=coming.person_id).first()
    FormerKeys.objects.create(
        person_id=coming.person_id,
        recipient=keys["recipient"],
        verify=keys["verify"],
        ways=[_as_shown(way) for way in UnlockFile.objects.filter(person_id=coming.person_id)],
        keyring=ring and {"rev": ring.rev, "sealed": sealed_text(ring.sealed)},
        set_aside_at=coming.made_at,
    )


def _as_kept(way: Way) -> dict[str, object]:
    return {
        "id": str(way.id),
        "kind": way.kind.value,
        "sealed": sealed_text(small(way.sealed)),
        "credential": way.credential,
        "proved": way.proved,
    }


def _way(coming: ComingKeys, said: dict[str, Any]) -> UnlockFile:
    return UnlockFile(
        id=said["id"],
        person_id=coming.person_id,
        kind=said["kind"],
        sealed=sealed_bytes(said["sealed"]),
        credential=said["credential"],
        made_at=coming.made_at,
        proved_at=coming.made_at if said["proved"] else None,
    )


def _as_shown(way: UnlockFile) -> dict[str, object]:
    return {
        "id": str(way.pk),
        "kind": way.kind,
        "sealed": sealed_text(way.sealed),
        "credential": way.credential,
        "made": way.made_at.date().isoformat(),
        "proved": way.proved_at is not None,
        "used": way.proved_at.date().isoformat() if way.proved_at else "",
    }
