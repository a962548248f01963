"""Every way is lost: new keys beside the old ones, which are set aside and never wiped (confidentiality 3.4)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.letters import write_to
from tuokio.people.models import Person
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.bytes_as_text import sealed_text
from tuokio.vault.keys.models import FormerKeys, Keyring, UnlockFile
from tuokio.vault.models import Space, VaultAccount
from tuokio.vault.refusals import Malformed, NotThere
from tuokio.vault.usecases.keys import Way, keep_first


@transaction.atomic
@transaction.atomic(using="keys")  # ends first: keys are kept before what makes them current
def begin_anew(
    *, person: Person, recipient: str, verify: str, ways: list[Way], keyring: bytes, at: datetime
) -> VaultAccount:
    """Take the person's new keys, and keep what opened their notes so far. Raises NotThere without an account.

    Nothing sealed goes. The spaces of one alone are set aside; circles of others wait for a steward.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    account = VaultAccount.objects.filter(person=person).first()
    if account is None:
        raise NotThere
    if (recipient, verify) == (account.recipient, account.verify):
        raise Malformed
    _set_aside(account, at)
    keep_first(person, ways, keyring, at)
    account.recipient, account.verify, account.made_at = recipient, verify, at
    try:
        account.save()
    except IntegrityError as fault:  # somebody else's public key
        raise Malformed from fault
    alone = Space.objects.of(person).filter(kind__in=(SpaceKind.OWN, SpaceKind.JOURNAL))
    Space.objects.filter(pk__in=list(alone.values_list("pk", flat=True))).update(set_aside=True)
    trail.record("vault begun anew", about=person, by=person, at=at, ways=len(ways))
    tell_of_new_keys(person, at)
    return account


def _set_aside(account: VaultAccount, at: datetime) -> None:
    ways = UnlockFile.objects.filter(person_id=account.person_id)
    ring = Keyring.objects.filter(person_id=account.person_id).first()
    FormerKeys.objects.create(
        person_id=account.person_id,
        recipient=account.recipient,
        verify=account.verify,
        ways=[_as_shown(way) for way in ways],
        keyring=ring and {"rev": ring.rev, "sealed": sealed_text(ring.sealed)},
        set_aside_at=at,
    )
    ways.delete()
    Keyring.objects.filter(person_id=account.person_id).delete()


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


def tell_of_new_keys(person: Person, at: datetime) -> None:
    """Write to the person that their notes have new keys, in case it was somebody else."""
    write_to(
        person,
        kind="vault begun anew",
        subject=lambda: _("New keys were made for your locked notes in Tuokio"),
        text=lambda: _(
            "Somebody who was signed in as you made new keys. What was locked before is kept; nothing of it was "
            "erased.\n\nIf it was not you, end your sign-ins and tell your supervisor.\n"
        ),
        at=at,
    )
