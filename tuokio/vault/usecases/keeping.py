"""What is sealed goes some months after its process has ended: announced thirty days ahead, and put off on wish.

A journal never goes by itself: its writer decides.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.clock import HELSINKI
from tuokio.kit.letters import write_to
from tuokio.people.models import Person, Practice
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Process, StateChange
from tuokio.terms.vault_words import SpaceKind
from tuokio.terms.words import ProcessState
from tuokio.vault.domain.keeping import AHEAD, MONTHS, kept_until, put_off
from tuokio.vault.models import EscrowReader, Leaving, Space, SpaceMember
from tuokio.vault.refusals import KeptLongest, NotThere
from tuokio.vault.signals import keeping_asked
from tuokio.vault.usecases.erasing import erase_spaces

ENDS = (ProcessState.CLOSED, ProcessState.DECLINED)


def ended_on(process: Process | None) -> date | None:
    """The day on which the process ended; None while it goes on. Erasing what is plain of it changes nothing here."""
    if process is None or not process.has_ended:
        return None
    ends = StateChange.objects.filter(process=process, to_state__in=ENDS)
    at = ends.order_by("-at").values_list("at", flat=True).first() or process.state_since
    return at.astimezone(HELSINKI).date()


def months_kept(practice_id: UUID) -> dict[SpaceKind, int]:
    """For how many months after the end the practice keeps each kind; a journal is not among them."""
    kept = dict(MONTHS)
    for _receiver, chosen in keeping_asked.send(Practice, practice_id=practice_id):
        if isinstance(chosen, dict):
            kept |= chosen
    return kept


def due_on(space: Space, ended: date, known: dict[UUID, dict[SpaceKind, int]] | None = None) -> date | None:
    """The day on which a space of an ended process is due by what its practice has chosen now.

    `known`: what was asked already, so that a list of spaces asks once a practice.
    """
    if space.process is None:
        return None
    known = {} if known is None else known
    practice = space.process.practice_id
    if practice not in known:
        known[practice] = months_kept(practice)
    return kept_until(SpaceKind(space.kind), ended, known[practice].get(SpaceKind(space.kind)))


def see_to_sealed(at: datetime) -> tuple[int, int]:
    """Each night: erase what an earlier night announced, then announce. Returns how many of each."""
    return erase_due(at), announce_leaving(at)


@transaction.atomic
def announce_leaving(at: datetime) -> int:
    """Announce what is due within thirty days, and tell its people by mail that something waits; returns how many."""
    today = at.astimezone(HELSINKI).date()
    told: list[Space] = []
    known: dict[UUID, dict[SpaceKind, int]] = {}
    for space in _ended().select_for_update(of=("self",)):
        ended = ended_on(space.process)
        row = Leaving.objects.filter(space=space).first()
        if row is not None and row.ended_on != ended:
            row.delete()  # it went on meanwhile: its time runs anew
            row = None
        chosen = due_on(space, ended, known) if ended else None
        if row is not None and chosen is not None and row.goes_on < chosen:
            # the practice keeps longer now: heard, and announced anew
            row.goes_on, row.told_at = chosen, None
            row.save()
        due = row.goes_on if row else chosen
        if ended is None or due is None or due > today + AHEAD or (row and row.told_at):
            continue
        said = {"goes_on": max(due, today + AHEAD), "told_at": at, "ended_on": ended}
        Leaving.objects.update_or_create(space=space, defaults=said)
        told.append(space)
    Leaving.objects.exclude(space__process__state__in=ENDED_STATES).delete()
    _tell(told, at)
    return len(told)


@transaction.atomic
def postpone(*, person: Person, space_id: UUID, at: datetime) -> Leaving:
    """Keep it three months longer, at most a year after the end; a second time changes nothing. Raises NotThere, KeptLongest."""
    mine = Space.objects.of(person).filter(pk=space_id).values("pk")
    row = Leaving.objects.select_for_update(of=("self",)).filter(space__in=mine).first()
    if row is None:
        raise NotThere
    if row.told_at is None:
        return row  # put off already, by two at once or twice
    later = put_off(row.goes_on, row.ended_on)
    if later is None:
        raise KeptLongest
    row.goes_on, row.told_at, row.postponed = later, None, row.postponed + 1
    row.save()
    trail.record("space kept longer", about=row.space, by=person, at=at, until=later.isoformat())
    return row


def erase_due(at: datetime) -> int:
    """Erase what was announced thirty days ago or earlier and is due, unless its process goes on; returns how many."""
    due = Leaving.objects.filter(
        goes_on__lte=at.astimezone(HELSINKI).date(),
        told_at__lte=at - AHEAD,
        space__process__state__in=ENDED_STATES,
    )
    return sum(_erase(key, at) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _erase(key: UUID, at: datetime) -> int:
    """Each by itself, asked again: what was put off since is not touched."""
    row = Leaving.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None or row.told_at is None or row.told_at > at - AHEAD:
        return 0
    space = Space.objects.select_related("process").get(pk=key)
    chosen = due_on(space, row.ended_on)
    if ended_on(space.process) != row.ended_on or (chosen and chosen > at.astimezone(HELSINKI).date()):
        return 0
    documents = space.documents.count()
    trail.record("space erased", about=space, by=None, at=at, kind=space.kind, documents=documents)
    return erase_spaces([space], at=at)


@transaction.atomic
def erase_deserted(at: datetime) -> int:
    """Erase the spaces that nobody has been in for thirty days: nobody is left who could be told; returns how many.

    What an emergency key reads stays as long as anything of its process: it is kept for just this.
    """
    inside = SpaceMember.objects.filter(space=OuterRef("pk"), left_at=None, person__isnull=False)
    left_lately = SpaceMember.objects.filter(space=OuterRef("pk"), left_at__gte=at - AHEAD)
    read_on = EscrowReader.objects.filter(space=OuterRef("pk"), off_at=None)
    nobody = ~Exists(inside) & ~Exists(left_lately) & ~Exists(read_on)
    empty = Space.objects.filter(nobody, made_on__lt=(at - AHEAD).date())
    found = list(empty.select_for_update())
    for space in found:
        documents = space.documents.count()
        trail.record("space erased", about=space, by=None, at=at, kind=space.kind, documents=documents)
    return erase_spaces(found, at=at)


def _ended() -> QuerySet[Space]:
    found = Space.objects.filter(kind__in=MONTHS, process__state__in=ENDED_STATES)
    return found.select_related("process").order_by("pk")


def _tell(spaces: list[Space], at: datetime) -> None:
    """One letter a person and a night, however much of theirs it is about."""
    people: dict[Person, list[Space]] = defaultdict(list)
    inside = SpaceMember.objects.filter(space__in=spaces, left_at=None, person__is_active=True)
    for member in inside.select_related("person", "space__process").order_by("pk"):
        if member.person and member.person.email:
            people[member.person].append(member.space)
    for person, theirs in people.items():
        practice = theirs[0].process.practice_id if theirs[0].process else None
        write_to(
            person,
            kind="notes leaving",
            subject=lambda: _("Something waits for you in Tuokio"),
            text=lambda: (
                _(
                    "In your locked notes something waits that has a last day. "
                    "Have a look within a month.\n\nOpen Tuokio: %(address)s\n"
                )
                % {"address": settings.BASE_ADDRESS}
            ),
            at=at,
            practice_id=practice,
            once_key=f"leaving:{at.astimezone(HELSINKI).date()}:{person.pk}",
        )
