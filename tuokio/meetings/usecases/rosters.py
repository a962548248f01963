"""Dates for a unit's shift planner: the unit's rhythm, what was given when, and the planner's link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from tuokio.audit import trail
from tuokio.meetings.domain.rosters import RosterRhythm
from tuokio.meetings.models import RosterGiven, RosterLink, UnitRoster
from tuokio.people.domain import codes
from tuokio.people.models import Person, Unit
from tuokio.supervision.models import Process

LINK_LIVES = timedelta(days=182)


class PlannersLinkClosed(Exception):
    """The planner's link opens nothing: unknown, too old, or closed."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What one sheet is about: the processes of a unit, or a single one without a unit, of one supervisor."""

    supervisor: Person
    unit: Unit | None
    process: Process | None

    @classmethod
    def around(cls, process: Process, supervisor: Person) -> Planned:
        """The unit of the process, or the process alone."""
        unit = process.unit
        return cls(supervisor, unit, None if unit else process)

    @property
    def keys(self) -> dict[str, Any]:
        """The unit or the process, as rows name it."""
        return {"unit": self.unit, "process": self.process}

    def processes(self, at: datetime) -> QuerySet[Process]:
        """Those of them that the supervisor leads: what somebody else leads is not told here."""
        led = Process.objects.led_by(self.supervisor, on=at.date()).select_related(
            "practice", "unit", "payer"
        )
        if self.unit is not None:
            return led.filter(unit=self.unit)
        return led.filter(pk=self.process.pk) if self.process else led.none()


# --- the rhythm of a unit ---------------------------------------------------------------------------------


def roster_of(process: Process) -> UnitRoster | None:
    """How the unit of the process plans its shifts, or None while nobody has told."""
    if process.unit_id:
        return UnitRoster.objects.filter(unit=process.unit_id).first()
    return UnitRoster.objects.filter(process=process).first()


def rhythm_of(process: Process) -> RosterRhythm | None:
    """The same as it is reckoned with."""
    found = roster_of(process)
    return found.rhythm if found else None


def rhythms_of(processes: Iterable[Process]) -> dict[UUID, RosterRhythm]:
    """The rhythms of many processes by their ids, in two questions."""
    processes = list(processes)
    of_units = {
        one.unit_id: one.rhythm
        for one in UnitRoster.objects.filter(unit__in={one.unit_id for one in processes if one.unit_id})
    }
    alone = {
        one.process_id: one.rhythm
        for one in UnitRoster.objects.filter(process__in=[one.pk for one in processes if not one.unit_id])
    }
    found = {one.pk: of_units.get(one.unit_id) if one.unit_id else alone.get(one.pk) for one in processes}
    return {key: rhythm for key, rhythm in found.items() if rhythm}


@transaction.atomic
def tell_rhythm(*, process: Process, rhythm: RosterRhythm, by: Person, at: datetime) -> UnitRoster:
    """Write how the unit of the process (or the process without a unit) plans its shifts."""
    key = {"unit": process.unit} if process.unit_id else {"process": process}
    roster, _new = UnitRoster.objects.update_or_create(
        **key,
        defaults={
            "practice_id": process.practice_id,
            "anchor_on": rhythm.anchor_on,
            "weeks": rhythm.weeks,
            "published_days": rhythm.published_days,
            "wanted_days": rhythm.wanted_days,
            "changed_at": at,
        },
    )
    trail.record("roster rhythm told", about=process, by=by, at=at)
    return roster


@transaction.atomic
def forget_rhythm(*, process: Process, by: Person, at: datetime) -> None:
    """The unit makes no lists of shifts any more: nothing is warned of."""
    found = roster_of(process)
    if found is not None:
        found.delete()
        trail.record("roster rhythm forgotten", about=process, by=by, at=at)


# --- what was given ------------------------------------------------------------------------------------------


def last_given(planned: Planned) -> datetime | None:
    """When the planner was last given these dates."""
    found = RosterGiven.objects.filter(supervisor=planned.supervisor, **planned.keys).first()
    return found.at if found else None


@transaction.atomic
def mark_given(*, process: Process, by: Person, at: datetime) -> RosterGiven:
    """The planner has the dates of the supervisor as they stand now."""
    planned = Planned.around(process, by)
    given = RosterGiven.objects.create(supervisor=by, at=at, **planned.keys)
    trail.record("roster dates given", about=process, by=by, at=at)
    return given


# --- the planner's link --------------------------------------------------------------------------------------


def _fingerprint(token: str) -> str:
    return codes.fingerprint(token[:100], key=settings.SECRET_KEY, salt="roster")


def good_link(planned: Planned, at: datetime) -> RosterLink | None:
    """The link that opens now, if there is one."""
    links = RosterLink.objects.filter(supervisor=planned.supervisor, revoked_at=None, **planned.keys)
    return next((link for link in links if link.is_good(at)), None)


@transaction.atomic
def make_planners_link(*, process: Process, by: Person, at: datetime) -> str:
    """A new link as its whole address, shown now and never again; an earlier one of the same dates closes."""
    planned = Planned.around(process, by)
    _close(planned, at)
    token = codes.new_token()
    RosterLink.objects.create(
        supervisor=by,
        fingerprint=_fingerprint(token),
        made_at=at,
        expires_at=at + LINK_LIVES,
        **planned.keys,
    )
    trail.record("roster link made", about=process, by=by, at=at)
    return (
        f"{settings.BASE_ADDRESS}{reverse('meetings:planners_sheet', args=[token])}?lang={process.language}"
    )


@transaction.atomic
def close_planners_link(*, process: Process, by: Person, at: datetime) -> None:
    """Let no link to these dates open any more."""
    _close(Planned.around(process, by), at)
    trail.record("roster link closed", about=process, by=by, at=at)


def _close(planned: Planned, at: datetime) -> None:
    RosterLink.objects.filter(supervisor=planned.supervisor, revoked_at=None, **planned.keys).update(
        revoked_at=at
    )


def planned_by_link(token: str, at: datetime) -> Planned:
    """What a planner's link opens. Raises PlannersLinkClosed."""
    link = (
        RosterLink.objects.filter(fingerprint=_fingerprint(token))
        .select_related("supervisor", "unit", "process__practice")
        .first()
    )
    if link is None or not link.is_good(at) or not link.supervisor.is_active:
        raise PlannersLinkClosed
    return Planned(link.supervisor, link.unit, link.process)
