"""Each night: what leads nowhere goes. Nothing that could still open something is ever touched.

Keys are written before the row that makes them current. Whatever is cut off between the two leaves keys of no
account, of no space, of a key period that never came or of a member who is gone. They are swept after a day. The
keys are read first and the main store after them, so what was made current meanwhile is seen as current.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuokio.people.models import Person
from tuokio.vault import ledger
from tuokio.vault.keys.models import ComingKeys, Keyring, UnlockFile, Wrap
from tuokio.vault.models import EscrowReader, PasskeyQuestion, Space, SpaceMember, VaultAccount
from tuokio.vault.usecases.coming_in import forget_old_words
from tuokio.vault.usecases.erasing import settle
from tuokio.vault.usecases.renewing import settle_coming

ORPHANED_FOR = timedelta(days=1)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """How much went of each."""

    wraps: int
    accounts: int
    words: int


def sweep(at: datetime) -> Swept:
    """Sweep what leads nowhere, and bring the logs home."""
    questions = PasskeyQuestion.objects.filter(expires_at__lt=at).delete()[0]
    _coming(at)
    swept = Swept(_wraps(at), _accounts(at), forget_old_words(at) + questions)
    ledger.forget_old_lines(at)
    settle()
    return swept


def _wraps(at: datetime) -> int:
    """Sealed keys of a space, a member or a key period that is not there."""
    old = Wrap.objects.filter(made_at__lt=at - ORPHANED_FOR)
    seen = list(old.values_list("pk", "space_id", "epoch", "member_id"))
    epochs = dict(Space.objects.values_list("pk", "epoch"))
    inside = set(SpaceMember.objects.filter(left_at=None).values_list("space_id", "member_id"))
    inside |= set(EscrowReader.objects.filter(off_at=None).values_list("space_id", "member_id"))
    lost = [
        key
        for key, space, epoch, member in seen
        if space not in epochs or epoch > epochs[space] or (space, member) not in inside
    ]
    for start in range(0, len(lost), BATCH):
        old.filter(pk__in=lost[start : start + BATCH]).delete()
    return len(lost)


def _coming(at: datetime) -> None:
    """New keys whose account names them take their place; what never came goes."""
    for person_id in list(ComingKeys.objects.values_list("person_id", flat=True)):
        settle_coming(person_id)
    ComingKeys.objects.filter(made_at__lt=at - ORPHANED_FOR).delete()


def _accounts(at: datetime) -> int:
    """Ways to open, and keyrings, of people without an account."""
    opening = set(UnlockFile.objects.values_list("person_id", flat=True))
    young = set(UnlockFile.objects.filter(made_at__gte=at - ORPHANED_FOR).values_list("person_id", flat=True))
    ringed = set(Keyring.objects.values_list("person_id", flat=True))
    known = set(VaultAccount.objects.values_list("pk", flat=True))
    return sum(_account_goes(one) for one in (opening | ringed) - young - known)


def _account_goes(person_id: UUID) -> bool:
    """Taking turns with `open_account`, which locks the person's row too. False when there is an account by now."""
    with transaction.atomic():
        list(Person.objects.select_for_update().filter(pk=person_id))
        if VaultAccount.objects.filter(pk=person_id).exists():
            return False
        with transaction.atomic(using="keys"):
            UnlockFile.objects.filter(person_id=person_id).delete()
            Keyring.objects.filter(person_id=person_id).delete()
    return True


def without_keys() -> tuple[int, int]:
    """How many people have notes and nothing that opens them, and how many members lack their space's newest key."""
    opening = set(UnlockFile.objects.values_list("person_id", flat=True))
    people = sum(one not in opening for one in VaultAccount.objects.values_list("pk", flat=True))
    kept = set(Wrap.objects.values_list("space_id", "epoch", "member_id"))
    members = SpaceMember.objects.filter(left_at=None, person__isnull=False, space__turn_due=False)
    places = members.values_list("space_id", "space__epoch", "member_id")
    return people, sum(place not in kept for place in places)
