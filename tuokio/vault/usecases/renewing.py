"""A device was stolen: new keys take the place of the old, which whoever has it may know (confidentiality 3.4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.people.usecases import end_other_sign_ins
from tuokio.terms.vault_words import UnlockKind
from tuokio.vault.keys.models import Keyring
from tuokio.vault.models import Approval, NotesPasskey, VaultAccount, VaultSession
from tuokio.vault.refusals import Malformed, NotThere, Overtaken
from tuokio.vault.usecases.anew import tell_of_new_keys
from tuokio.vault.usecases.coming import settle_coming, take_new_keys
from tuokio.vault.usecases.keys import Way


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
    if any(way.kind == UnlockKind.PASSKEY for way in ways) or not any(way.proved for way in ways):
        raise Malformed
    take_new_keys(
        account,
        recipient=recipient,
        verify=verify,
        ways=ways,
        rev=rev,
        keyring=keyring,
        keeps_former=False,
        at=at,
    )
    NotesPasskey.objects.filter(person=person).delete()
    Approval.objects.filter(person=person).delete()
    VaultSession.objects.filter(person=person).exclude(pk=session.pk).delete()
    end_other_sign_ins(person, here=session.session_key)
    trail.record("vault keys renewed", about=person, by=person, at=at, ways=len(ways))
    tell_of_new_keys(person, at)
