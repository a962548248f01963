"""Before an account closes: each space that nobody else could keep is decided about; then what was the person's goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.terms.handing_over_words import Settled
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.models import (
    Document,
    JournalReminder,
    NotesPasskey,
    Passage,
    Settling,
    Space,
    SpaceMember,
    Succession,
)
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.erasing import erase_account, erase_spaces


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
def let_account_go(*, person: Person, at: datetime) -> None:
    """The account is closed: spaces that were decided about are erased, others go on with a new key, keys go."""
    erase_spaces([one.space for one in held_by(person) if not one.goes_on], at=at)
    Passage.objects.filter(person=person).delete()
    NotesPasskey.objects.filter(person=person).delete()
    Succession.objects.filter(person=person).delete()
    JournalReminder.objects.filter(person=person).delete()
    erase_account(person, at=at)
