"""A supervisor's own record: work from before, and which clients may be named."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tuokio.audit import trail
from tuokio.meetings.models import EarlierWork, ReferencePermission
from tuokio.people.models import Organisation, Person
from tuokio.terms.words import FormOfWork, OrganisationKind

MOST_LINES = 200


class TooManyLines(Exception):
    """There are `MOST_LINES` lines of earlier work already."""


@transaction.atomic
def tell_earlier_work(
    *,
    supervisor: Person,
    from_year: int,
    until_year: int,
    form: FormOfWork,
    sector: OrganisationKind,
    meetings: int,
    minutes: int,
    client: str = "",
    at: datetime,
) -> EarlierWork:
    """Add a line of work from before Tuokio. Raises TooManyLines."""
    if supervisor.earlier_work.count() >= MOST_LINES:
        raise TooManyLines
    told = EarlierWork.objects.create(
        supervisor=supervisor,
        from_year=from_year,
        until_year=until_year,
        form=form,
        sector=sector,
        client=client,
        meetings=meetings,
        minutes=minutes,
        told_at=at,
    )
    trail.record("earlier work told", about=told, by=supervisor, at=at)
    return told


@transaction.atomic
def take_back_earlier_work(*, line: EarlierWork, by: Person, at: datetime) -> None:
    """Take a line away."""
    trail.record("earlier work taken back", about=line, by=by, at=at)
    line.delete()


@transaction.atomic
def allow_naming(*, organisation: Organisation, allowed: bool, by: Person, at: datetime) -> None:
    """The client allows, or no longer allows, that it is named as a reference; said twice it is the same."""
    if allowed:
        _row, changed = ReferencePermission.objects.get_or_create(
            organisation=organisation, defaults={"given_at": at, "written_by": by}
        )
    else:
        changed = bool(ReferencePermission.objects.filter(organisation=organisation).delete()[0])
    if changed:
        trail.record("naming allowed" if allowed else "naming not allowed", about=organisation, by=by, at=at)
