"""What a browser is told of its person's locked notes: JSON without any text that somebody wrote in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from tuokio.kit import clock
from tuokio.people.models import Person
from tuokio.supervision.controllers import controller_name
from tuokio.supervision.models import Process
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.bytes_as_text import sealed_text
from tuokio.vault.domain.keeping import MONTHS, kept_until, put_off
from tuokio.vault.keys.models import FormerKeys, Keyring, UnlockFile, Wrap
from tuokio.vault.models import Installation, Invite, Leaving, Space, SpaceMember, VaultAccount
from tuokio.vault.refusals import NotThere
from tuokio.vault.usecases.escrow import offered_in
from tuokio.vault.usecases.invites import of_record
from tuokio.vault.usecases.keeping import ended_on
from tuokio.vault.usecases.members import SHARED
from tuokio.vault.usecases.reminding import lately_met, wishes_reminder
from tuokio.vault.usecases.renewing import settle_coming
from tuokio.vault.usecases.spaces import places_for, supervises

Json = dict[str, Any]


def account_of(person: Person) -> Json:
    """Who asks, and what is kept of their keys; `account` is null for one who has no locked notes yet."""
    settle_coming(person.pk)  # new keys that a machine was killed over
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


def formers_of(person: Person) -> Json:
    """What opened the person's notes before they began anew, sealed as it was."""
    return {
        "former": [
            {
                "recipient": one.recipient,
                "verify": one.verify,
                "ways": one.ways,
                "keyring": one.keyring,
                "aside": _day(one.set_aside_at),
            }
            for one in FormerKeys.objects.filter(person_id=person.pk)
        ]
    }


def _day(at: datetime) -> str:
    return at.date().isoformat()


def spaces_of(person: Person) -> list[Json]:
    """Each space that the person is in, with the name of its process, which is plain."""
    found = (
        Space.objects.of(person).select_related("process").order_by("made_on", "process__name", "kind", "pk")
    )
    return [_summary(space) for space in found]


def _summary(space: Space) -> Json:
    return {
        "id": str(space.pk),
        "kind": space.kind,
        "process": space.process and {"id": str(space.process.pk), "name": space.process.name},
        "epoch": space.epoch,
        "turnDue": space.turn_due,
        "aside": space.set_aside,
        "length": space.length,
        "head": space.head,
    } | _keeping(space)


def _keeping(space: Space) -> Json:
    """How long it is kept: months after the end (None: as its writer decides), the day once it is known, what waits."""
    kind, ended = SpaceKind(space.kind), ended_on(space.process)
    row = Leaving.objects.filter(space=space, ended_on=ended).first() if ended else None
    until = row.goes_on if row else ended and kept_until(kind, ended)
    waits = row is not None and row.told_at is not None
    return {
        "keptMonths": MONTHS.get(kind),
        "keptUntil": until.isoformat() if until else None,
        "leaving": {
            "on": row.goes_on.isoformat(),
            "postponable": put_off(row.goes_on, row.ended_on) is not None,
        }
        if row and waits
        else None,
    }


def places_of(person: Person, *, at: datetime) -> dict[str, list[Json]]:
    """For which processes the person may found which kind of space."""
    found = places_for(person, on=at.date())
    return {kind.value: [_place(process) for process in processes] for kind, processes in found.items()}


def _place(process: Process) -> Json:
    return {"id": str(process.pk), "name": process.name}


def invites_of(person: Person, *, at: datetime) -> list[Json]:
    """Where the person is asked to come, and whether their browser has answered yet."""
    mine = Invite.objects.filter(person=person, expires_at__gt=at).select_related("space__process", "by")
    return [
        {
            "id": str(invite.pk),
            "space": str(invite.space_id),
            "kind": invite.space.kind,
            "process": _place(invite.space.process) if invite.space.process else None,
            "by": invite.by.name,
            "past": invite.past,
            "answered": bool(invite.proof),
            "member": next((str(pk) for pk in _inside(invite)), None),
        }
        for invite in mine.order_by("expires_at", "pk")
    ]


def _inside(invite: Invite) -> Iterable[UUID]:
    """The id of one who is in the space already: then only their keys are new."""
    return invite.space.members.filter(person=invite.person_id, left_at=None).values_list(
        "member_id", flat=True
    )


def space_of(person: Person, space_id: UUID) -> Json:
    """A space to someone who is in it: the signed list, their own sealed keys, and the documents. Raises NotThere."""
    me = (
        SpaceMember.objects.filter(person=person, left_at=None, space=space_id)
        .select_related("space__process__practice")
        .first()
    )
    if me is None:
        raise NotThere
    return space_to(me) | _beside(me.space)


def space_to(me: SpaceMember) -> Json:
    """The space as one member is given it: nothing of before they came."""
    space = me.space
    keys = Wrap.objects.filter(
        space_id=space.pk, member_id=me.member_id, epoch__lte=space.epoch, epoch__gte=me.from_epoch
    ).order_by("epoch")
    return _summary(space) | {
        "me": str(me.member_id),
        "controller": _controller(space, me.person),
        "entries": list(space.entries.values_list("text", flat=True)),
        "keys": [{"epoch": key.epoch, "sealed": sealed_text(key.sealed)} for key in keys],
        "documents": [
            {"id": str(pk), "kind": kind, "epoch": epoch, "rev": rev}
            for pk, kind, epoch, rev in space.documents.filter(epoch__gte=me.from_epoch)
            .order_by("pk")
            .values_list("pk", "kind", "epoch", "rev")
        ],
        "inside": [
            str(one) for one in space.members.filter(left_at=None).values_list("member_id", flat=True)
        ],
        "people": _people(space) if space.kind != SpaceKind.JOURNAL else {},
        "record": [],
        "invites": [],
    }


def _controller(space: Space, person: Person | None) -> str:
    """Who answers for what is written here: of a journal always the one who writes it."""
    if space.process is None or space.kind == SpaceKind.JOURNAL:
        return person.name if person else ""
    return controller_name(space.process, on=clock.today())


def _beside(space: Space) -> Json:
    """Of a shared space: who belongs to the process in the books, and who has been asked to come."""
    if space.process is None or space.kind not in SHARED:
        return {}
    on = clock.today()
    members = {
        member.person_id: str(member.member_id)
        for member in space.members.filter(left_at=None, person__isnull=False)
    }
    known = of_record(space.process, on=on)
    escrow = offered_in(space)
    books = {one.person.pk: one for one in known if one.person}
    inside = VaultAccount.objects.filter(person__in=[pk for pk in books if pk in members])
    recipients = dict(inside.values_list("pk", "recipient"))
    return {
        "escrow": escrow and {"recipient": escrow.recipient, "name": escrow.holder},
        "record": [
            {
                "id": str(one.id),
                "name": one.name,
                "supervises": one.supervises,
                "reachable": one.person is not None,
                "member": members.get(one.person.pk) if one.person else None,
                "recipient": recipients.get(one.person.pk, "") if one.person else "",
            }
            for one in known
        ],
        "invites": [
            {
                "id": str(invite.pk),
                "record": str(books[invite.person_id].id) if invite.person_id in books else "",
                "name": books[invite.person_id].name if invite.person_id in books else invite.person.name,
                "past": invite.past,
                "until": _day(invite.expires_at),
                "member": next((str(pk) for pk in _inside(invite)), None),
                "answer": {
                    "member": str(invite.member_id),
                    "recipient": invite.recipient,
                    "verify": invite.verify,
                    "proof": invite.proof,
                }
                if invite.proof
                else None,
            }
            for invite in space.invites.filter(expires_at__gt=clock.now())
            .select_related("person")
            .order_by("pk")
        ],
    }


def guest_to(me: SpaceMember) -> Json:
    """Where a guest's link leads: enough to open it, and nobody's name."""
    here, _new = Installation.objects.get_or_create(only=True)
    return {"instance": str(here.mark), "space": str(me.space_id), "member": str(me.member_id)}


def _people(space: Space) -> dict[str, str]:
    """The names behind the ids of the list, as the house knows them; a guest has none."""
    return {
        str(member.member_id): member.person.name if member.person else ""
        for member in space.members.select_related("person")
    }


def reminder_of(person: Person, *, at: datetime) -> Json:
    """Whether one is told the day after a meeting, and then the day of the last one within a week."""
    met = lately_met(person, on=at.astimezone(clock.HELSINKI).date())
    return {"wished": wishes_reminder(person), "met": met.isoformat() if met else None}
