"""What was given out of the room, as each audience reads it. The commissioner's value has no field for anything before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tuokio.evaluation.pages.summaries import archive_note, publicity_for
from tuokio.kit.labels import OUT_KINDS, OUT_MARKS, name_from_outside
from tuokio.kit.when import long_day
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.out_words import OutState
from tuokio.workroom.domain.going_out import SHOWN_OUTSIDE, UNDER_WAY
from tuokio.workroom.labels import OUT_STATES
from tuokio.workroom.models import OutOfRoom

SHORT = 12  # signs of a fingerprint that are enough to compare by eye


@dataclass(frozen=True, slots=True)
class GivenThing:
    """One thing that was given; asked back, it has no words any more."""

    id: UUID
    kind: str
    mark: str
    sheet: Mapping[str, Any] | None
    given_at: datetime
    asked_back_at: datetime | None
    version: int
    fingerprint: str

    @classmethod
    def of(cls, out: OutOfRoom) -> GivenThing:
        """What was given, as it is read now."""
        assert out.given_at is not None
        return cls(
            id=out.pk,
            kind=str(OUT_KINDS[out.kind]),
            mark=str(OUT_MARKS[out.mark]),
            sheet=out.sheet,
            given_at=out.given_at,
            asked_back_at=out.asked_back_at,
            version=out.version,
            fingerprint=out.fingerprint,
        )

    @property
    def title(self) -> str:
        """What a list calls it."""
        return str(self.sheet["title"]) if self.sheet else self.kind

    @property
    def about(self) -> str:
        """What it is, when it was given, which version, and the signs by which two people see that they read the same."""
        told = {"day": long_day(self.given_at), "version": self.version, "sign": self.fingerprint[:SHORT]}
        said = _("Given by the group %(day)s · version %(version)s · %(sign)s") % told
        return f"{self.kind}, {self.mark}. {said}"


@dataclass(frozen=True, slots=True)
class GivenOfProcess:
    """What one group has given, for whoever it was given to."""

    id: UUID
    process: str
    things: tuple[GivenThing, ...]
    note: str  # what asking back cannot undo; empty when nothing was

    @classmethod
    def of(cls, process: Process, found: Iterable[OutOfRoom]) -> GivenOfProcess:
        """Everything of one process."""
        things = tuple(GivenThing.of(out) for out in found)
        back = any(one.asked_back_at for one in things)
        return cls(
            id=process.pk,
            process=name_from_outside(process.name, process.form),
            things=things,
            note=archive_note(publicity_for(process)) if back else "",
        )


def by_process(found: Iterable[OutOfRoom]) -> Iterable[GivenOfProcess]:
    """The same, a process at a time; `found` in the order of processes."""
    for _pk, rows in groupby(found, key=lambda out: out.process_id):
        outs = list(rows)
        yield GivenOfProcess.of(outs[0].process, outs)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Something that has not been given: when it was proposed and how it stands. Of its words nothing is known here."""

    proposed_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class GivenPage:
    """What leaves the room, for its supervisor and for the group: what was given, and how the rest stands."""

    process: Process
    things: tuple[GivenThing, ...]
    under_way: tuple[UnderWay, ...]
    waits: bool  # for the reader's own word, in the locked notes
    note: str

    @classmethod
    def of(cls, process: Process, *, person: Person | None, at: datetime) -> GivenPage:
        """The page; `person`: a member who may have a word to say."""
        rows = list(process.out_of_room.order_by("-asked_at", "pk"))
        given = GivenOfProcess.of(process, (out for out in rows if out.now_in in SHOWN_OUTSIDE))
        inside = {*UNDER_WAY, OutState.NOT_GIVEN}
        return cls(
            process=process,
            things=given.things,
            under_way=tuple(UnderWay(out.asked_at, _state(out, at)) for out in rows if out.now_in in inside),
            waits=person is not None and any(waits_for(out, person, at=at) for out in rows),
            note=given.note,
        )


def _state(out: OutOfRoom, at: datetime) -> str:
    """The state by the clock: past the last day it is decided, though nobody has written that down yet."""
    state = out.now_in
    if state == OutState.PROPOSED and at >= out.deadline_at:
        state = OutState.MAY_BE_GIVEN if out.verdict(at).agreed else OutState.NOT_GIVEN
    return str(OUT_STATES[state])


def waits_for(out: OutOfRoom, person: Person, *, at: datetime) -> bool:
    """Whether a word of the person's is asked and was not said yet."""
    if not out.is_open(at):
        return False
    mine = [out.key_of(one.pk) for one in out.process.members.all() if one.person_id == person.pk]
    return out.voices.filter(key__in=mine, word="").exists()
