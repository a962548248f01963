"""When the acceptances are enough: the version comes into force, and whoever stands above is told."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuokio.agreement.domain.accepting import Asked, comes_into_force, parties_of
from tuokio.agreement.domain.choices import PriceUnit
from tuokio.agreement.domain.content import AgreementContent, Group
from tuokio.agreement.models.agreements import Acceptance, AgreementVersion
from tuokio.agreement.signals import agreement_in_force
from tuokio.audit import trail
from tuokio.kit.when import local
from tuokio.people.models import Person
from tuokio.supervision.asking import settle_asks
from tuokio.supervision.models import Member, Process
from tuokio.supervision.usecases import Agreed, agree_terms, as_it_stands
from tuokio.terms.acceptance_words import VersionEvent, VersionState
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.words import ProcessEvent, ProcessState


class SupersededVersion(Exception):
    """A newer version has taken its place: nothing more is accepted in this one."""


class VersionTakenBack(Exception):
    """The supervisor took it back before it was in force."""


class NotAsItWasRead(Exception):
    """What is to be accepted is not what stood on the page that was read."""


def held(version: AgreementVersion) -> AgreementVersion:
    """The version as it stands now, its process held until the act is done. Raises ProcessClosed."""
    process = as_it_stands(version.process)
    fresh = AgreementVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    fresh.process = process
    return fresh


def taking_part(process: Process, *, on: date) -> list[Member]:
    """Who is supervised on that day."""
    return [member for member in process.members.select_related("person") if member.belongs_on(on)]


def asked_of(version: AgreementVersion, members: list[Member]) -> Asked:
    """Whom this version asks, of those who take part now."""
    return Asked.of([PartyKind(kind) for kind in version.concerns], [member.pk for member in members])


def have_all_accepted(version: AgreementVersion, members: list[Member]) -> bool:
    """Whether every party has accepted, and each member for their own part: the one thing that others are told."""
    everyone = Asked.of(parties_of(AgreementKind(version.kind)), [member.pk for member in members])
    parties, accepted = accepted_in(version)
    return everyone.have_all_accepted(parties, accepted)


def accepted_in(version: AgreementVersion) -> tuple[set[PartyKind], set[UUID]]:
    """The kinds of parties that have accepted, and the members."""
    rows: list[Acceptance] = list(version.acceptances.all())
    return {PartyKind(row.party) for row in rows}, {row.member_id for row in rows if row.member_id}


def is_enough(version: AgreementVersion, members: list[Member]) -> bool:
    """Whether what has been accepted brings the version into force."""
    parties, accepted = accepted_in(version)
    return comes_into_force(
        asked_of(version, members),
        parties,
        accepted,
        needed=version.says.needed_for_force,
        amends=version.is_amendment,
    )


@transaction.atomic
def look_again(*, version: AgreementVersion, by: Person | None, at: datetime) -> AgreementVersion:
    """Bring the version into force when nobody is waited for any more, say because someone left.

    Raises ProcessClosed.
    """
    version = held(version)
    bring_into_force_if_enough(version, by=by, at=at)
    return version


def bring_into_force_if_enough(version: AgreementVersion, *, by: Person | None, at: datetime) -> bool:
    """After each acceptance, inside its own transaction, with the process held."""
    waits = version.state in {VersionState.SENT, VersionState.PARTLY_ACCEPTED}
    members = taking_part(version.process, on=local(at).date())
    if waits and is_enough(version, members):
        _enter(version, by=by, at=at)
    if have_all_accepted(version, members):
        settle_asks(about=version.pk, at=at)
    return version.state == VersionState.IN_FORCE


def _enter(version: AgreementVersion, *, by: Person | None, at: datetime) -> None:
    process = version.process
    content = version.says
    for former in process.agreements.in_force():
        former.process = process
        former.move(VersionEvent.SUPERSEDE, by=by, at=at)
        settle_asks(about=former.pk, at=at)
    version.move(VersionEvent.ENTER_INTO_FORCE, by=by, at=at)
    _becomes_what_was_agreed(process, content.group, on=local(at).date(), by=by, at=at)
    if process.now_in == ProcessState.AGREEING:
        process.move(ProcessEvent.ALL_PARTIES_ACCEPTED, by=by, at=at)
    if not process.terms.exists():
        agree_terms(process=process, agreed=terms_of(content, on=local(at).date()), by=by, at=at)
    trail.record("agreement in force", about=process, by=by, at=at, version=version.number)
    agreement_in_force.send(
        sender=AgreementVersion,
        process=process,
        version=version,
        frame_goals=[(goal.id, goal.wording, goal.indicator) for goal in content.frame_goals],
        evaluate_at=evaluation_points(content),
        at=at,
        by=by,
    )
    process.refresh_from_db()
    if process.now_in == ProcessState.RENEGOTIATING:
        process.move(ProcessEvent.AMENDMENT_DONE, by=by, at=at)


def _becomes_what_was_agreed(
    process: Process, agreed: Group, *, on: date, by: Person | None, at: datetime
) -> None:
    """A process opened as a group and agreed for one person is individual from now on (C5); its members stay."""
    frame = {
        "form": agreed.form.value,
        "composition": agreed.composition.value if agreed.composition else "",
        "member_count": max(agreed.people, len(taking_part(process, on=on))),
    }
    if all(getattr(process, name) == value for name, value in frame.items()):
        return
    for name, value in frame.items():
        setattr(process, name, value)
    process.save(update_fields=list(frame))
    trail.record("frame changed", about=process, by=by, at=at)


def terms_of(content: AgreementContent, *, on: date) -> Agreed:
    """The terms that meetings and charges follow, as they stand in the agreement; without a start, from `on`."""
    return Agreed(
        minutes=content.meetings.minutes,
        planned=content.meetings.planned,
        interval_weeks=content.meetings.interval_weeks,
        starts_on=content.dates.starts_on or on,
        ends_on=content.dates.ends_on,
        price_cents=_of_one_meeting(content),
        vat_code=content.vat.code,
        price_limit_cents=content.price.limit_cents,
        order_number=content.billing.order_number,
        cost_centre=content.billing.cost_centre,
        free_until_hours=content.cancelling.free_until_hours,
        late_percent=content.cancelling.late_percent,
        no_show_percent=content.cancelling.no_show_percent,
        count_business_days=content.cancelling.count_business_days,
        quorum=content.group.quorum,
        trial_meetings=content.meetings.trial_meetings,
        attendance_by_name=bool(content.presence and content.presence.told_by_name),
    )


def _of_one_meeting(content: AgreementContent) -> int | None:
    price = content.price
    if price.cents is None or not content.has_price or price.per == PriceUnit.MEETING:
        return price.cents if content.has_price else None
    return (price.cents * content.meetings.minutes + 30) // 60  # half a cent upwards, as on invoices


def evaluation_points(content: AgreementContent) -> tuple[int, ...]:
    """The numbers of the meetings at which the work is evaluated (C19)."""
    plan = content.evaluation
    points = (
        1 if plan.at_start else None,
        plan.middle_meeting,
        content.meetings.planned if plan.at_end else None,
    )
    return tuple(sorted({point for point in points if point}))
