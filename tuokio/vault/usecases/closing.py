"""Before an account closes: each space that nobody else could keep is decided about; then what was the person's goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.clock import HELSINKI
from tuokio.kit.letters import write_to
from tuokio.people.domain import codes
from tuokio.people.models import Person
from tuokio.terms.handing_over_words import Settled
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.models import (
    Document,
    JournalReminder,
    NotesPasskey,
    Parting,
    Passage,
    Settling,
    Space,
    SpaceMember,
    Succession,
    VaultSession,
)
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.erasing import drop_envelope, erase_account, erase_spaces, leave_circles

STAYS = timedelta(days=30)  # domain 7.3: account end + 30 days


@dataclass(frozen=True, slots=True)
class Held:
    """One space of somebody who closes their account: whether others go on without them, or what was decided."""

    space: Space
    documents: int
    others: int
    goes_on: bool
    decided: str

    @property
    def is_open(self) -> bool:
        """Whether it still has to be decided about."""
        return not self.goes_on and not self.decided


@dataclass(frozen=True, slots=True)
class Parted:
    """Until when a closed account's notes stay, and the way to them for whoever can be sent no letter."""

    goes_on: date
    address: str


def held_by(person: Person) -> list[Held]:
    """The spaces the person is in, and how each stands."""
    spaces = list(Space.objects.of(person).select_related("process").order_by("made_on", "pk"))
    inside = SpaceMember.objects.filter(space__in=spaces, left_at=None).exclude(person=person)
    others: dict[UUID, list[SpaceMember]] = {}
    for member in inside.exclude(person=None):  # a guest keeps nothing
        others.setdefault(member.space_id, []).append(member)
    decided = dict(Settling.objects.filter(person=person, space__in=spaces).values_list("space", "how"))
    counts = Document.objects.filter(space__in=spaces).exclude(kind="index").values_list("space")
    documents = dict(counts.annotate(Count("pk")).order_by())
    return [
        Held(
            space=space,
            documents=documents.get(space.pk, 0),
            others=len(others.get(space.pk, [])),
            goes_on=_goes_on(space, others.get(space.pk, [])),
            decided=decided.get(space.pk, ""),
        )
        for space in spaces
    ]


def _goes_on(space: Space, others: list[SpaceMember]) -> bool:
    """Whether somebody stays who can renew its key; in a pair the other one reads on."""
    if space.kind == SpaceKind.PAIR:
        return bool(others)
    return any(member.is_steward for member in others)


@transaction.atomic
def settle(*, person: Person, space_id: UUID, how: Settled, at: datetime) -> None:
    """Decide what becomes of a space when the account closes; until then it may be decided anew. Raises NotThere."""
    held = {one.space.pk: one for one in held_by(person)}
    one = held.get(space_id)
    if one is None or one.goes_on:
        raise NotThere
    Settling.objects.update_or_create(space=one.space, person=person, defaults={"how": how, "at": at})
    trail.record("space settled", about=one.space, by=person, at=at, how=how.value)


@transaction.atomic
def let_account_go(*, person: Person, at: datetime) -> Parted | None:
    """The account is closed: circles of others go on with a new key, and what was to be erased is, with all keys.

    What was taken along stays, locked, for thirty days, and so do the keys: a package may turn out to be lost. Then
    the parting is returned, with the word that leads to it.
    """
    held = held_by(person)
    stays = [one.space for one in held if not one.goes_on and one.decided == Settled.TAKEN]
    erase_spaces([one.space for one in held if not one.goes_on and one.space not in stays], at=at)
    for rows in (Passage, VaultSession, NotesPasskey, Succession, Settling, JournalReminder):
        rows._base_manager.filter(person=person).delete()
    drop_envelope(person)
    if not stays:
        erase_account(person, at=at)
        return None
    leave_circles(person, [one.space for one in held if one.goes_on], at=at)
    return _part(person, at)


def _part(person: Person, at: datetime) -> Parted:
    word = codes.new_token()
    day = at.astimezone(HELSINKI).date() + STAYS
    Parting.objects.create(person=person, goes_on=day, fingerprint=_fingerprint(word))
    address = settings.BASE_ADDRESS + reverse("vault:parted", urlconf=settings.ROOT_URLCONF, args=[word])
    if person.email:
        write_to(
            person,
            kind="notes parting",
            subject=lambda: _("Something waits for you in Tuokio"),
            text=lambda: (
                _(
                    "Your account is closed. Something of yours waits until %(day)s and is erased then. "
                    "If you need it, fetch it here:\n%(address)s\n"
                )
                % {"day": day.isoformat(), "address": address}
            ),
            at=at,
        )
    return Parted(goes_on=day, address="" if person.email else address)


def parted(word: str, *, on: date) -> Parting:
    """Whose notes wait behind the word of a letter, and until when. Raises NotThere: unknown, or over."""
    mine = Parting.objects.filter(fingerprint=_fingerprint(word[:100]), goes_on__gt=on)
    found = mine.select_related("person").first()
    if found is None:
        raise NotThere
    return found


def erase_parted(at: datetime) -> int:
    """Each night: erase what waited thirty days behind a closed account; returns how many accounts."""
    due = Parting.objects.filter(goes_on__lte=at.astimezone(HELSINKI).date())
    return sum(_erase_parted(key, at) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _erase_parted(key: UUID, at: datetime) -> int:
    gone = Parting.objects.select_for_update(of=("self",)).filter(pk=key).select_related("person").first()
    if gone is None:
        return 0
    spaces = [one.space for one in held_by(gone.person) if not one.goes_on]
    for space in spaces:
        count = space.documents.count()
        trail.record("space erased", about=space, by=None, at=at, kind=space.kind, documents=count)
    erase_spaces(spaces, at=at)
    for rows in (Passage, Settling):
        rows._base_manager.filter(person=gone.person).delete()
    erase_account(gone.person, at=at)
    gone.delete()
    return 1


def _fingerprint(word: str) -> str:
    return codes.fingerprint(word, key=settings.SECRET_KEY, salt="parting")
