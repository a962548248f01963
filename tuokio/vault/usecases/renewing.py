"""A device was stolen: new keys take the place of the old, which whoever has it may know (confidentiality 3.4).

The new ways and the new keyring are kept beside the old first. One row in the main store makes them current; then they
take the old ones' place, at once or when the person is next asked for. Killed anywhere in between, either the old ways
open the old keys or the new ones the new.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.people.usecases import end_other_sign_ins
from tuokio.terms.vault_words import UnlockKind
from tuokio.vault.bytes_as_text import sealed_bytes, sealed_text
from tuokio.vault.keys.models import ComingKeys, Keyring, UnlockFile
from tuokio.vault.models import Approval, NotesPasskey, VaultAccount, VaultSession
from tuokio.vault.refusals import Malformed, NotThere, Overtaken
from tuokio.vault.usecases.anew import tell_of_new_keys
from tuokio.vault.usecases.keys import Way, small, to_the_day


@transaction.atomic
@transaction.atomic(using="keys")  # ends first: keys are kept before what makes them current
def renew_keys(
    *,
    session: VaultSession,
    recipient: str,
    verify: str,
    ways: list[Way],
    rev: int,
    keyring: bytes,
    at: datetime,
) -> None:
    """Take new keys, and let every way, passkey and sign-in that is not among them open nothing any more.

    Raises NotThere without an account, Overtaken when another device has written the keyring meanwhile, Malformed for
    ways of which none was shown to be at hand. A passkey is made anew afterwards: it seals one file in its life.
    """
    person = Person.objects.select_for_update().get(pk=session.person_id)
    account = VaultAccount.objects.filter(person=person).first()
    if account is None:
        raise NotThere
    settle_coming(person.pk)
    if not Keyring.objects.filter(person_id=person.pk, rev=rev - 1).exists():
        raise Overtaken
    if (recipient, verify) == (account.recipient, account.verify) or not any(way.proved for way in ways):
        raise Malformed
    _keep_coming(person, recipient, verify, ways, rev, keyring, at)
    account.recipient, account.verify = recipient, verify
    try:
        account.save(update_fields=["recipient", "verify"])
    except IntegrityError as fault:  # somebody else's public key
        raise Malformed from fault
    NotesPasskey.objects.filter(person=person).delete()
    Approval.objects.filter(person=person).delete()
    VaultSession.objects.filter(person=person).exclude(pk=session.pk).delete()
    end_other_sign_ins(person, here=session.session_key)
    trail.record("vault keys renewed", about=person, by=person, at=at, ways=len(ways))
    tell_of_new_keys(person, at)


def _keep_coming(
    person: Person, recipient: str, verify: str, ways: list[Way], rev: int, keyring: bytes, at: datetime
) -> None:
    if len({way.id for way in ways}) < len(ways) or UnlockFile.objects.filter(
        pk__in=[way.id for way in ways]
    ):
        raise Malformed
    if any(way.kind == UnlockKind.PASSKEY or way.credential for way in ways):
        raise Malformed
    ComingKeys.objects.filter(person_id=person.pk).delete()  # of a try that was cut off
    ComingKeys.objects.create(
        person_id=person.pk,
        recipient=recipient,
        verify=verify,
        ways=[
            {
                "id": str(way.id),
                "kind": way.kind.value,
                "sealed": sealed_text(small(way.sealed)),
                "proved": way.proved,
            }
            for way in ways
        ],
        keyring={"rev": rev, "sealed": sealed_text(small(keyring))},
        made_at=at,
    )


def settle_coming(person_id: UUID) -> bool:
    """Put keys that have become current in the place of those before. True when there were such."""
    if not ComingKeys.objects.filter(person_id=person_id).exists():
        return False
    with transaction.atomic(), transaction.atomic(using="keys"):
        list(Person.objects.select_for_update().filter(pk=person_id))
        account = VaultAccount.objects.filter(person=person_id).first()
        coming = ComingKeys.objects.select_for_update().filter(person_id=person_id).first()
        if account is None or coming is None:
            return False
        if (account.recipient, account.verify) != (coming.recipient, coming.verify):
            return False
        UnlockFile.objects.filter(person_id=person_id).delete()
        UnlockFile.objects.bulk_create(_way(coming, one) for one in coming.ways)
        ring = {"rev": coming.keyring["rev"], "sealed": sealed_bytes(coming.keyring["sealed"])}
        Keyring.objects.update_or_create(person_id=person_id, defaults=ring)
        coming.delete()
    return True


def _way(coming: ComingKeys, said: dict[str, Any]) -> UnlockFile:
    return UnlockFile(
        id=said["id"],
        person_id=coming.person_id,
        kind=said["kind"],
        sealed=sealed_bytes(said["sealed"]),
        made_at=coming.made_at,
        proved_at=to_the_day(coming.made_at) if said["proved"] else None,
    )
