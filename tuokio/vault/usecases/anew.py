"""Every way is lost: new keys beside the old ones, which are set aside and never wiped (confidentiality 3.4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.letters import write_to
from tuokio.people.models import Person
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.models import Space, VaultAccount
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.coming import settle_coming, take_new_keys
from tuokio.vault.usecases.keys import Way


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
    settle_coming(person.pk)
    account.made_at = at
    take_new_keys(
        account,
        recipient=recipient,
        verify=verify,
        ways=ways,
        rev=1,
        keyring=keyring,
        keeps_former=True,
        at=at,
    )
    alone = Space.objects.of(person).filter(kind__in=(SpaceKind.OWN, SpaceKind.JOURNAL))
    Space.objects.filter(pk__in=list(alone.values_list("pk", flat=True))).update(set_aside=True)
    trail.record("vault begun anew", about=person, by=person, at=at, ways=len(ways))
    tell_of_new_keys(person, at)
    return account


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
