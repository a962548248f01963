"""What a browser is told of its person's locked notes: JSON without any text that somebody wrote in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from tuokio.kit import clock
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.bytes_as_text import sealed_text
from tuokio.vault.keys.models import Keyring, UnlockFile, Wrap
from tuokio.vault.models import Installation, Space, VaultAccount
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.spaces import places_for, supervises

Json = dict[str, Any]


def account_of(person: Person) -> Json:
    """Who asks, and what is kept of their keys; `account` is null for one who has no locked notes yet."""
    kept = VaultAccount.objects.filter(person=person).first()
    ring = Keyring.objects.filter(person_id=person.pk).first() if kept else None
    here, _new = Installation.objects.get_or_create(only=True)
    return {
        "instance": str(here.mark),
        "person": {"id": str(person.pk), "name": person.name, "language": person.language},
        "account": kept and {"recipient": kept.recipient, "verify": kept.verify, "made": _day(kept.made_at)},
        "supervises": supervises(person, on=clock.today()),
        "ways": [_way(way) for way in UnlockFile.objects.filter(person_id=person.pk)] if kept else [],
        "keyring": ring and {"rev": ring.rev, "sealed": sealed_text(ring.sealed)},
    }


def _way(way: UnlockFile) -> Json:
    return {
        "id": str(way.pk),
        "kind": way.kind,
        "sealed": sealed_text(way.sealed),
        "credential": way.credential,
        "made": _day(way.made_at),
        "proved": way.proved_at is not None,
        "used": _day(way.proved_at) if way.proved_at else "",
    }


def _day(at: datetime) -> str:
    return at.date().isoformat()


def spaces_of(person: Person) -> list[Json]:
    """Each space that the person is in, with the name of its process, which is plain."""
    found = Space.objects.of(person).select_related("process").order_by("made_on", "pk")
    return [_summary(space) for space in found]


def _summary(space: Space) -> Json:
    return {
        "id": str(space.pk),
        "kind": space.kind,
        "process": space.process and {"id": str(space.process.pk), "name": space.process.name},
        "epoch": space.epoch,
        "turnDue": space.turn_due,
        "length": space.length,
        "head": space.head,
    }


def places_of(person: Person, *, at: datetime) -> dict[str, list[Json]]:
    """For which processes the person may found which kind of space."""
    found = places_for(person, on=at.date())
    return {kind.value: [_place(process) for process in processes] for kind, processes in found.items()}


def _place(process: Process) -> Json:
    return {"id": str(process.pk), "name": process.name}


def space_of(person: Person, space_id: UUID) -> Json:
    """A space to someone who is in it: the signed list, their own sealed keys, and the documents. Raises NotThere."""
    space = Space.objects.of(person).select_related("process").filter(pk=space_id).first()
    if space is None:
        raise NotThere
    me = space.members.get(person=person, left_at=None)
    keys = Wrap.objects.filter(space_id=space.pk, member_id=me.member_id, epoch__lte=space.epoch).order_by(
        "epoch"
    )
    return _summary(space) | {
        "me": str(me.member_id),
        "entries": list(space.entries.values_list("text", flat=True)),
        "keys": [{"epoch": key.epoch, "sealed": sealed_text(key.sealed)} for key in keys],
        "documents": [
            {"id": str(pk), "kind": kind, "epoch": epoch, "rev": rev}
            for pk, kind, epoch, rev in space.documents.order_by("pk").values_list(
                "pk", "kind", "epoch", "rev"
            )
        ],
        "people": _people(space) if space.kind != SpaceKind.JOURNAL else {},
    }


def _people(space: Space) -> dict[str, str]:
    """The names behind the ids of the list, as the house knows them; a guest has none."""
    return {
        str(member.member_id): member.person.name if member.person else ""
        for member in space.members.select_related("person")
    }
