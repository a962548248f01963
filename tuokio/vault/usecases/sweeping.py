"""Each night: what leads nowhere goes. Nothing that could still open something is ever touched.

Keys are written before the row that makes them current. Whatever is cut off between the two leaves keys of no
account, of no space, of a key period that never came or of a member who is gone; an erasing that is cut off leaves
them too. They are swept when they are a whole day old. The keys are read first and the main store after them, so what
was made current meanwhile is seen as current.

What nobody is in any more, or what never came to its end, goes as well (docs/confidentiality.md lists each).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuokio.people.models import Person
from tuokio.vault import ledger
from tuokio.vault.coarse import to_the_day
from tuokio.vault.keys.models import ComingKeys, Envelope, FormerKeys, Keyring, UnlockFile, Wrap
from tuokio.vault.models import (
    EscrowReader,
    GuestPass,
    NotesPasskey,
    PasskeyQuestion,
    Space,
    SpaceMember,
    Succession,
    VaultAccount,
)
from tuokio.vault.usecases.coming import settle_coming
from tuokio.vault.usecases.coming_in import forget_old_words
from tuokio.vault.usecases.erasing import settle
from tuokio.vault.usecases.files import forget_unfinished
from tuokio.vault.usecases.invites import forget_old_invites
from tuokio.vault.usecases.keeping import erase_deserted
from tuokio.vault.usecases.posts import forget_old_posts
from tuokio.vault.usecases.succession import forget_old_releases

ORPHANED_FOR = timedelta(days=1)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """How much went of each."""

    wraps: int
    accounts: int
    former: int
    envelopes: int
    passkeys: int
    words: int
    asked: int  # invites, doors of guests, requests of successors
    files: int
    spaces: int
    posts: int


def sweep(at: datetime) -> Swept:
    """Sweep what leads nowhere, and bring the logs home."""
    cut = to_the_day(at - ORPHANED_FOR)
    questions = PasskeyQuestion.objects.filter(expires_at__lt=at).delete()[0]
    _coming(cut)
    swept = Swept(
        wraps=_wraps(cut),
        accounts=_accounts(cut),
        former=_former(cut),
        envelopes=_envelopes(cut),
        passkeys=_passkeys(cut),
        words=forget_old_words(at) + questions,
        asked=forget_old_invites(at) + _doors(at) + forget_old_releases(at),
        files=forget_unfinished(at),
        spaces=erase_deserted(at),
        posts=forget_old_posts(at),
    )
    ledger.forget_old_lines(at)
    settle()
    return swept


def _wraps(cut: datetime) -> int:
    """Sealed keys of a space, a member or a key period that is not there."""
    old = Wrap.objects.filter(made_at__lt=cut)
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


def _coming(cut: datetime) -> None:
    """New keys whose account names them take their place; what never came goes."""
    for person_id in list(ComingKeys.objects.values_list("person_id", flat=True)):
        settle_coming(person_id)
    ComingKeys.objects.filter(made_at__lt=cut).delete()


def _accounts(cut: datetime) -> int:
    """Ways to open, and keyrings, of people without an account."""
    opening = set(UnlockFile.objects.values_list("person_id", flat=True))
    young = set(UnlockFile.objects.filter(made_at__gte=cut).values_list("person_id", flat=True))
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


def _former(cut: datetime) -> int:
    """Keys that were set aside by somebody who has no account any more; while there is one, they stay."""
    old = FormerKeys.objects.filter(set_aside_at__lt=cut)
    seen = dict(old.values_list("pk", "person_id"))
    known = set(VaultAccount.objects.values_list("pk", flat=True))
    return old.filter(pk__in=[key for key, person_id in seen.items() if person_id not in known]).delete()[0]


def _envelopes(cut: datetime) -> int:
    """Envelopes of people who have nobody named to open them. One that is kept meanwhile is young."""
    old = Envelope.objects.filter(made_at__lt=cut)
    seen = list(old.values_list("pk", flat=True))
    named = set(Succession.objects.values_list("pk", flat=True))
    return old.filter(pk__in=[one for one in seen if one not in named]).delete()[0]


def _passkeys(cut: datetime) -> int:
    """Passkeys whose way is gone: they would sign in after their person took them away.

    They are kept after their way, so here the main store is read first.
    """
    old = NotesPasskey.objects.filter(made_at__lt=cut)
    seen = list(old.values_list("pk", flat=True))
    used = set(UnlockFile.objects.exclude(credential="").values_list("credential", flat=True))
    for ways in FormerKeys.objects.values_list("ways", flat=True):
        used.update(way["credential"] for way in ways)
    return old.filter(pk__in=[one for one in seen if one not in used]).delete()[0]


def _doors(at: datetime) -> int:
    """Doors of meetings that are over; the signed list goes on telling that a guest was there."""
    return GuestPass.objects.filter(ends_at__lt=at).delete()[0]


def without_keys() -> tuple[int, int]:
    """How many people have notes and nothing that opens them, and how many members lack their space's newest key."""
    opening = set(UnlockFile.objects.values_list("person_id", flat=True))
    people = sum(one not in opening for one in VaultAccount.objects.values_list("pk", flat=True))
    kept = set(Wrap.objects.values_list("space_id", "epoch", "member_id"))
    members = SpaceMember.objects.filter(left_at=None, person__isnull=False, space__turn_due=False)
    places = members.values_list("space_id", "space__epoch", "member_id")
    return people, sum(place not in kept for place in places)
