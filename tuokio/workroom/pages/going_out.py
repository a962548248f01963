"""What a browser is told of what leaves the room: states and days, one's own word, and nobody else's."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from tuokio.evaluation.pages.summaries import publicity_for
from tuokio.kit.when import local
from tuokio.people.models import Person
from tuokio.supervision.domain.deciding import last_day
from tuokio.supervision.voices import members_on
from tuokio.vault.models import SpaceMember
from tuokio.workroom.models import OutOfRoom
from tuokio.workroom.usecases.going_out import circle_of, settle_decided

Json = dict[str, Any]


def out_of(person: Person, space_id: UUID, *, at: datetime) -> Json:
    """Everything that was proposed in the circle, and what the person may do about it. Raises NotThere."""
    space = circle_of(person, space_id)
    process = space.process
    assert process is not None
    settle_decided(process, at)
    mine = [member.pk for member in members_on(process, at) if member.person_id == person.pk]
    me = SpaceMember.objects.get(space=space, person=person, left_at=None)
    return {
        "steward": me.is_steward and not process.has_ended,
        "asksBack": me.is_steward,
        "commissioner": process.payer.name if process.payer and process.has_commissioner else "",
        "reader": process.has_commissioner or process.is_of_the_house,
        "publicity": publicity_for(process).value,
        "people": len(members_on(process, at)),
        "ended": process.has_ended,
        "out": [
            _one(out, mine, at)
            for out in OutOfRoom.objects.filter(process=process).order_by("asked_at", "pk")
        ],
    }


def _one(out: OutOfRoom, mine: list[UUID], at: datetime) -> Json:
    """One of them. `word` is one's own: null when none is asked, "" before it was said."""
    keys = [out.key_of(pk) for pk in mine]
    is_open = out.is_open(at)
    own = out.voices.filter(key__in=keys).values_list("word", flat=True).first() if is_open else None
    return {
        "id": str(out.pk),
        "thing": out.thing,
        "hash": out.fingerprint,
        "state": out.state,
        "reason": out.return_reason,
        "proposed": _day(out.asked_at),
        "lastDay": last_day(out.asked_at).isoformat(),
        "asked": max(out.voices.count() - 1, 0) if is_open else 0,
        "word": own,
        "given": _day(out.given_at),
        "askedBack": _day(out.asked_back_at),
        "version": out.version,
    }


def _day(at: datetime | None) -> str | None:
    return local(at).date().isoformat() if at else None
